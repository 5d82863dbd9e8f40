"""A build tells every problem at once, with its place, and fails; a preview goes on. What a page says to other programs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.site.addresses import PAGES
from tests.site.conftest import association_file, build, mkdocs

WRONG = """---
description: وصف: فيه نقطتان
---
# عنوان

يصلك الرد خلال أسبوعين.
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The sources of the site in a folder of their own, to be spoilt."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__", "decisions"))
    for name in ("mkdocs.yml", "association.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def build_copy(folder: Path, strictness: str) -> "subprocess.CompletedProcess[str]":
    return mkdocs(strictness, "--config-file", folder / "mkdocs.yml", "--site-dir", folder / "site")


def test_every_problem_is_told_at_once_and_the_build_fails(copied: Path):
    (copied / "docs" / "wrong.md").write_text(WRONG, encoding="utf-8")
    faq = copied / "docs" / "faq.md"
    lines = faq.read_text(encoding="utf-8").splitlines()
    added = ["", "{{ fact('contact.fax', 'فاكس') }}", "", "[x](gone.md) [y](contact.md#gone) [z](/forms/gone/)"]
    faq.write_text("\n".join([*lines, *added]), encoding="utf-8")
    last = len(lines) + 4
    result = build_copy(copied, "--strict")
    said = result.stdout + result.stderr
    assert result.returncode == 1
    for words in (
        "docs/wrong.md:2: the front matter is not readable as YAML",
        "docs/wrong.md:4: the heading «عنوان» has no id",
        "docs/wrong.md:6: «أسبوعين» stands without",
        "docs/wrong.md:1: is not in the menu",
        f"docs/faq.md:{last - 2}: {{{{ … }}}}: 'Contact' object has no attribute 'fax'",
        f"docs/faq.md:{last}: «gone.md» leads nowhere",
        f"docs/faq.md:{last}: «../contact/#gone» leads to a place that is not on its page",
        f"docs/faq.md:{last}: «/forms/gone/» leads nowhere",
    ):
        assert words in said
    assert "Traceback" not in said


def test_a_block_that_is_not_read_is_not_printed_as_text(copied: Path):
    (copied / "docs" / "wrong.md").write_text(WRONG, encoding="utf-8")
    assert build_copy(copied, "--no-strict").returncode == 0
    assert "description:" not in (copied / "site" / "wrong" / "index.html").read_text(encoding="utf-8")


def test_a_page_left_out_of_the_menu_on_purpose_is_built_and_not_indexed(copied: Path):
    hidden = "---\ndescription: صفحة لا تظهر في القائمة، وهي مبنية ليختبرها هذا الاختبار\nunlisted: true\n---\n# عنوان { #top }\n"
    (copied / "docs" / "hidden.md").write_text(hidden, encoding="utf-8")
    result = build_copy(copied, "--strict")
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    page = (copied / "site" / "hidden" / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in page


def test_a_mark_that_is_missing_stops_the_build(tmp_path: Path):
    result = build(tmp_path / "site", association_file(tmp_path, {"mark": "gone.svg"}))
    assert result.returncode != 0
    assert "facts.yml: mark: docs/assets/gone.svg is missing." in result.stderr


def test_the_association_may_bring_its_own_mark(page, filled_page):
    (drawn,) = page("/contact/").all("a", class_="brand")
    assert (len(list(drawn.iter("svg"))), len(list(drawn.iter("img")))) == (1, 0)
    (drawn,) = filled_page("/contact/").all("a", class_="brand")
    (image,) = drawn.iter("img")
    assert image.get("src", "").startswith("/assets/mark.")
    (icon,) = filled_page("/contact/").all("link", rel="icon")
    assert icon.get("href") == image.get("src")


@pytest.mark.parametrize("address", PAGES)
def test_a_shared_link_shows_what_the_page_is(page, filled_page, address):
    said = {element.get("property"): element.get("content") for element in filled_page(address).all("meta")}
    (description,) = filled_page(address).all("meta", name="description")
    (title,) = filled_page(address).all("h1")
    assert said["og:url"] == f"https://example.org{address}"
    assert said["og:title"] == " ".join("".join(title.itertext()).split())
    assert said["og:description"] == description.get("content")
    assert not any("property" in element.attrib for element in page(address).all("meta"))
