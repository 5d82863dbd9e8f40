"""The version is said once, in CHANGELOG.md."""

import re

from forms_service import version
from forms_service.settings import ROOT


def test_the_version_is_the_newest_release_of_the_change_list():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert version() == headings[0]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
