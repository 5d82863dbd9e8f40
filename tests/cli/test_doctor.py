"""`flask doctor`: silent about nothing, one line each, and it changes nothing unless it is told to repair."""

import re
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from forms_service.accounts.service import disable_staff
from forms_service.app import create_app
from forms_service.cli.doctor import AROUND, KEPT
from forms_service.clock import now
from forms_service.crypto import Keys, Vault
from forms_service.db import db, transaction
from forms_service.formkit.drafts import Draft, keep, key_hash
from forms_service.outbox.models import FAILED, OutboxAttempt, OutboxMessage
from forms_service.outbox.sender import send_due
from forms_service.references import show_reference
from forms_service.search.collecting import collect
from forms_service.search.engine import INDEX_FILE
from forms_service.search.pages import Page, Section
from forms_service.search.store import write_index
from forms_service.search.synonyms import Synonyms
from forms_service.watch.service import PROMISES
from tests.conftest import make_settings
from tests.support.office import LONG_AGO, add_help_request, add_person, add_volunteer

Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def well(context: Flask, settings, tmp_path: Path) -> Flask:
    """An installation with which nothing is wrong: a submission of each kind, told of, and somebody who reads them."""
    add_person(context, "officer@example.org", "reception")
    for kind, add in (("help_request", add_help_request), ("volunteer", add_volunteer)):
        reference = add(context)
        with transaction() as session:
            PROMISES[kind](session, reference, now=now())
    assert send_due().sent == 2
    site = tmp_path / "site"
    site.mkdir()
    site.joinpath("index.html").write_text("<!doctype html>")
    write_index(site / INDEX_FILE, collect([Page("/", "صفحة", "", (), (Section("", "", ()),))]), Synonyms())
    context.extensions["settings"] = settings.model_copy(update={"site_dir": site})
    return context


@pytest.fixture
def says(context: Flask):
    """says(): what the command prints, as {check: line}, and its exit status."""

    def ask(*words: str) -> tuple[dict[str, str], int]:
        db.session.rollback()  # the context is held: without this the command would see what it saw before
        result = context.test_cli_runner().invoke(args=["doctor", *words])
        lines = [line.split(maxsplit=2) for line in result.output.splitlines()]
        assert all(len(line) == 3 for line in lines), result.output
        return {name: f"{verdict} {said}" for verdict, name, said in lines}, result.exit_code

    return ask


def the_only_problem(says) -> tuple[str, str]:
    lines, status = says()
    assert status == 1
    [problem] = [(name, line.removeprefix("problem ")) for name, line in lines.items() if line.startswith("problem ")]
    return problem


def test_where_all_is_well_each_check_says_so(well, says):
    lines, status = says()
    assert status == 0
    assert list(lines) == [name for name, _ in (*AROUND, *KEPT)]
    assert {line.partition(" ")[0] for line in lines.values()} == {"ok"}
    assert lines["keys"] == "ok open the newest records (2) and messages (2)"
    assert lines["notices"] == "ok every submission (2) has its message to staff"


def test_it_changes_nothing(well, says, settings):
    reference = add_volunteer(well)

    def kept():
        with closing(sqlite3.connect(settings.data_dir / "service.sqlite3")) as database:
            return list(database.iterdump())

    before = kept()
    assert the_only_problem(says)[1].startswith(
        f"submitted without a message to staff: 1 ({show_reference(reference)})"
    )
    assert kept() == before


def test_repair_promises_lost_notices_again_and_erases_old_drafts(well, says):
    add_volunteer(well, received_at=now())
    with transaction() as session:
        keep(session, "volunteer", key_hash("volunteer", "key"), b"sealed", seen=None, now=LONG_AGO, days=1)
    assert {name for name, line in says()[0].items() if line.startswith("problem")} == {"notices", "drafts"}
    lines, status = says("--repair")
    assert lines.pop("1") == "repaired notices promised again, 1 drafts erased"
    assert status == 0, lines


def test_dropped_outbox_rows_bring_every_submission_up(well, says):
    with transaction() as session:
        session.query(OutboxAttempt).delete()
        session.query(OutboxMessage).delete()
    name, line = the_only_problem(says)
    assert (name, line.partition(" (")[0]) == ("notices", "submitted without a message to staff: 2")
    assert "`flask doctor --repair`" in line


def test_messages_that_failed_or_are_late_are_named(well, says):
    references = [add_help_request(well, received_at=now()) for _ in range(2)]
    with transaction() as session:
        for reference, ago in zip(references, (timedelta(0), timedelta(minutes=16)), strict=True):
            PROMISES["help_request"](session, reference, now=now() - ago)
        session.query(OutboxMessage).filter_by(about=references[0]).one().state = FAILED
    name, line = the_only_problem(says)
    assert (name, line.partition(" (")[0]) == ("messages", "failed, or waiting for more than 15 minutes: 2")
    assert all(show_reference(reference) in line for reference in references)


def test_messages_about_nothing_are_named(well, says):
    with transaction() as session:
        PROMISES["volunteer"](session, "482930571162", now=now())
    assert the_only_problem(says) == (
        "strays",
        "messages about nothing that was submitted: 1 (4829-3057-1162). Were records lost? Look at the backup",
    )


def test_an_event_that_was_changed_is_named(well, says):
    with transaction() as session:
        session.execute(text("DROP TRIGGER events_no_change"))
        session.execute(text("UPDATE events SET actor = 'staff:9' WHERE id = (SELECT max(id) FROM events)"))
    name, line = the_only_problem(says)
    assert name == "events"
    assert re.match(r"Event \d+ is not what was written: .+\. Compare with the backups; ", line)


def test_drafts_beyond_their_time_are_said(well, says):
    with transaction() as session:
        keep(session, "volunteer", key_hash("volunteer", "key"), b"sealed", seen=None, now=now(), days=1)
    assert says()[1] == 0
    with transaction() as session:
        session.query(Draft).update({Draft.expires_at: now() - timedelta(hours=2)})
    assert the_only_problem(says) == (
        "drafts",
        "some are kept beyond their time: `flask doctor --repair` erases them",
    )


def test_records_under_another_key_are_named(well, says):
    well.extensions["vault"] = Vault(Keys(b"s" * 32, {"d1": b"another key, as long as they are"}, b"h" * 32))
    lines, status = says()
    assert status == 1
    assert {name for name, line in lines.items() if line.startswith("problem ")} == {"keys", "events"}
    line = lines["keys"].removeprefix("problem ")
    assert line.startswith("not opened by the keys in ")
    assert line.endswith(". Restore the key files from the backup")


def test_keys_that_everyone_may_read_are_said(well, says, settings):
    (settings.secrets / "hash").chmod(0o644)
    assert the_only_problem(says)[1].startswith("everyone on this machine may read hash: chmod 600 ")


def test_a_staff_of_which_nobody_may_sign_in_is_said(well, says):
    with transaction() as session:
        disable_staff(session, "officer@example.org", now=now(), actor="terminal")
    add_person(well, "admin@example.org", "admin")  # people and settings only
    assert the_only_problem(says)[0] == "staff"


def test_a_site_that_is_not_built_is_said(well, says, tmp_path):
    (tmp_path / "site" / "index.html").unlink()
    assert the_only_problem(says) == (
        "site",
        f"not built ({tmp_path / 'site' / 'index.html'} is missing): make site",
    )


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda index: index.write_bytes(b"none of ours" * 400)], ids=["gone", "spoiled"]
)
def test_a_search_that_does_not_open_is_said(well, says, tmp_path, spoil):
    spoil(tmp_path / "site" / INDEX_FILE)
    check, said = the_only_problem(says)
    assert check == "site"
    assert said.startswith("its search does not open (")
    assert said.endswith("): make site")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"environment": "production"}, "no mail server is named, so mails stay on this disk: set SMTP_HOST"),
        ({"smtp_host": "mail.example.org"}, "no-reply@localhost is an address of no mail server"),
        ({"smtp_host": "mail.example.org", "mail_from": "a@example.org"}, "staff@localhost is an address of no mail"),
        ({"smtp_host": "m.example.org", "mail_from": "A <a@localhost>", "staff_mail_to": "b@example.org"}, "A <a@loc"),
    ],
)
def test_mail_that_reaches_nobody_is_said(well, says, changes, said):
    well.extensions["settings"] = well.extensions["settings"].model_copy(update=changes)
    name, line = the_only_problem(says)
    assert name == "mail"
    assert line.startswith(said)


def test_a_mail_server_is_named_with_the_readers(well, says):
    changes = {"smtp_host": "mail.example.org", "mail_from": "a@example.org", "staff_mail_to": "b@example.org"}
    well.extensions["settings"] = well.extensions["settings"].model_copy(update=changes)
    assert says()[0]["mail"] == "ok by mail.example.org:587 (starttls), staff: b@example.org"


def test_a_disk_that_is_nearly_full_is_said(well, says, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Disk(2**40, 2**40, 12 * 2**20))
    name, line = the_only_problem(says)
    assert (name, line.partition(" at ")[0]) == ("disk", "12 MB free")


def test_wrong_facts_are_said(well, says, tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("name: ''\n")
    well.extensions["settings"] = well.extensions["settings"].model_copy(update={"association_file": wrong})
    name, line = the_only_problem(says)
    assert name == "facts"
    assert line.startswith("wrong.yml: name: ")


@pytest.mark.parametrize("page", ["2", "(SELECT rootpage FROM sqlite_schema WHERE name = 'ix_outbox_messages_about')"])
def test_a_damaged_database_is_said_and_asked_no_more(well, says, settings, page):
    with closing(sqlite3.connect(settings.data_dir / "service.sqlite3")) as database, database:
        database.execute("PRAGMA writable_schema = ON")  # an index that is another's: its entries are all wrong
        database.execute(f"UPDATE sqlite_schema SET rootpage = {page} WHERE name = 'ix_events_subject'")
    db.engine.dispose()
    name, line = the_only_problem(says)
    assert name == "database"
    assert line.startswith("damaged (")
    assert line.endswith("): stop the service and restore the newest backup")
    assert "keys" not in says()[0]


def test_a_database_of_another_shape_is_said(well, says, settings):
    with closing(sqlite3.connect(settings.data_dir / "service.sqlite3")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    assert the_only_problem(says) == (
        "database",
        "not of this release's shape: `flask serve` brings an older one up to date",
    )


def test_a_database_that_is_not_there_is_said_and_not_made(tmp_path):
    app = create_app(make_settings(tmp_path))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert "problem  database   there is none yet: `flask serve` makes it" in result.output.splitlines()
    assert result.exit_code == 1
    assert not (tmp_path / "var" / "service.sqlite3").exists()
