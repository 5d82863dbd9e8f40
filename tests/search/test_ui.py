"""The script that waits for somebody to search is small, and brings nothing with it before they do."""

import gzip
import re

from forms_service.settings import ROOT

SCRIPT = (ROOT / "docs" / "assets" / "search" / "ui.js").read_text(encoding="utf-8")
MOST_BYTES = 3_000


def test_it_is_small():
    assert len(gzip.compress(SCRIPT.encode())) <= MOST_BYTES


def test_it_imports_nothing_until_it_is_asked_to():
    assert not re.search(r"^\s*import\b(?!\()", SCRIPT, re.MULTILINE)
    assert len(re.findall(r"\bimport\(", SCRIPT)) == 1


def test_what_is_found_is_put_in_as_text():
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b", SCRIPT)
