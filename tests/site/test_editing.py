"""«كيف تعدّل صفحة» explains everything an editor can say and everything an editor can be told; its way to look at pages works."""

import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.hooks.front_matter import Change, Document, FrontMatter
from tests.architecture.tree import ROOT
from tests.site import test_front_matter, test_page_gates, test_text_gates
from tests.site.reading import BuiltPage, words

EDITING = "/editing/"
WATCHED = re.compile(r"livereload\((\d+), (\d+)\)")


def first_column(page: Callable[[str], BuiltPage], section: str) -> list[str]:
    """The code in the first cells of the table that follows a heading."""
    elements = page(EDITING).all()
    start = next(number for number, element in enumerate(elements) if element.get("id") == section)
    table = next(element for element in elements[start:] if element.tag == "table")
    return [words(row[0]) for row in table.iter("tr") if row[0].tag == "td"]


def test_the_page_is_in_no_list_and_not_indexed(page, filled_site):
    (robots,) = page(EDITING).all("meta", name="robots")
    assert robots.get("content") == "noindex"
    assert EDITING not in {link.get("href") for link in page("/").all("a")}


def test_every_key_of_the_front_matter_is_explained(page):
    assert set(first_column(page, "front-matter")) == set(FrontMatter.model_fields)
    assert set(first_column(page, "documents")) == set(Document.model_fields) | set(Change.model_fields) - {"version"}


def told(tmp_path: Path) -> list[str]:
    """What every gate says in its own tests."""

    def cases(test: Callable[..., None]) -> list[tuple[str, ...]]:
        (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]
        return mark.args[1]

    fronts = cases(test_front_matter.test_what_is_wrong_is_told_with_its_line)
    texts = cases(test_text_gates.test_what_may_not_stand_in_a_page_is_told_with_its_line)
    pages = cases(test_page_gates.test_what_may_not_be_in_a_page_is_told)
    return [
        *(each for front, *_ in fronts for each in test_front_matter.said(front)),
        *(each for body, _ in texts for each in test_text_gates.said(body)),
        *(each for body, _ in pages for each in test_page_gates.said(tmp_path, body)),
    ]


def test_every_problem_is_explained(page, tmp_path: Path):
    explained = first_column(page, "problems")
    assert [problem for problem in told(tmp_path) if not any(phrase in problem for phrase in explained)] == []


def test_nothing_is_explained_that_is_never_said(page):
    hooks = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "hooks").rglob("*.py"))
    assert [phrase for phrase in first_column(page, "problems") if phrase not in hooks and phrase != "{{ … }}"] == []


@pytest.mark.timeout(90)
def test_a_preview_shows_a_change_and_tells_what_is_wrong(tmp_path: Path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__", "decisions"))
    for name in ("mkdocs.yml", "association.yml", "Makefile"):
        shutil.copy(ROOT / name, tmp_path / name)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (recipe,) = re.findall(r"-m (mkdocs serve .*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", *recipe.replace("8001", str(port)).split(), "-f", str(tmp_path / "mkdocs.yml")]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as server:
        try:
            assert "معاينة هذا السطر" in seen_after_a_change(
                f"http://127.0.0.1:{port}", tmp_path / "docs" / "faq.md", server
            )
        finally:
            server.terminate()
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "«أسبوعين» stands without" in said
    assert "Traceback" not in said


def seen_after_a_change(origin: str, file: Path, server: "subprocess.Popen[bytes]") -> str:
    """The page, once the server has said that it changed: it holds that answer back until it has built anew."""
    page = answer(f"{origin}/{file.stem}/", server)
    found = WATCHED.search(page)
    assert found
    with file.open("a", encoding="utf-8") as text:
        text.write("\nمعاينة هذا السطر خلال أسبوعين.\n")
    answer(f"{origin}/livereload/{found[1]}/{found[2]}", server)
    return answer(f"{origin}/{file.stem}/", server)


def answer(address: str, server: "subprocess.Popen[bytes]") -> str:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as reply:  # noqa: S310 - our own preview
                return str(reply.read(), "utf-8")
        except ConnectionRefusedError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    raise AssertionError("the preview ended by itself")
