"""The benchmark of submitting still works: everybody starts, is driven once, and is looked up. No figure is judged."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from benchmarks.submit.client import Person
from benchmarks.submit.rounds import Contestant, Took
from forms_service.settings import ROOT


def run(command: list[str]) -> tuple[str, str, int]:
    """What a program printed, what it complained of, and its status. Nothing that it started outlives it."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        printed, complaints = process.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return printed, complaints, process.returncode


def test_a_small_run_from_start_to_table():
    command = [sys.executable, "-m", "benchmarks.submit", "--rounds", "1", "--scale", "0.01", "--no-proxy"]
    printed, complaints, status = run(command)
    assert status == 0, complaints
    rows = re.findall(r"^\| pip only \| (.+?) \| (.+?) \|", printed, re.MULTILINE)
    assert {who for who, _ in rows} == {"ours", "ours, request for support", "plain Flask", "Flask's hello"}
    assert ("ours", "POST submission") in rows
    assert "POST per second, ours ÷ plain Flask, pip only" in printed
    told, missing = re.search(r"([\d,]+) acknowledged submissions, (\w+) missing", printed).groups()
    assert int(told) > 0
    assert missing == "none"


def test_what_was_acknowledged_and_is_not_stored_is_named():
    people = [Person(number, port=0, reference="482930571162") for number in (1, 2)]
    contestant = Contestant("ours", "pip only", 0, [], [], 2, found=lambda _: [2])
    contestant.acknowledged += people
    assert contestant.missing() == [1]


@pytest.mark.parametrize(("waits", "p99"), [([1.0], 1.0), ([*range(100)], 98), ([*range(200)], 197)])
def test_one_of_a_hundred_waited_longer(waits, p99):
    assert Took(len(waits), 1.0, 1.0, tuple(waits)).p99 == p99
