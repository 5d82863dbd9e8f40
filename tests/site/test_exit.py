"""The way out of an engine in maintenance stays open: ProperDocs, without MkDocs and without its theme, builds the same site."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.site.addresses import EVERY_PAGE
from tests.site.reading import BuiltPage, words
from tests.site.test_publish import prints

PYTHON = ROOT / ".cache" / "exit" / "bin" / "python"
THEME = "  name: material"
NO_THEME = "  name: null\n  static_templates: [404.html]"


@pytest.fixture(scope="module")
def python() -> Path:
    if not PYTHON.exists():
        pytest.skip("ProperDocs is not installed: make exit")
    return PYTHON


@pytest.fixture(scope="module")
def left(python, site, tmp_path_factory) -> Path:
    """The site as ProperDocs builds it, from the same sources and facts."""
    folder = tmp_path_factory.mktemp("left")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "association.yml", folder / "association.yml")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert config.count(THEME) == 1
    (folder / "mkdocs.yml").write_text(config.replace(THEME, NO_THEME), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name != "PUBLIC_URL"}
    result = subprocess.run(
        [
            python,
            "-m",
            "properdocs",
            "build",
            "--strict",
            "--quiet",
            "-f",
            folder / "mkdocs.yml",
            "-d",
            folder / "site",
        ],
        cwd=ROOT,
        env={**kept, "PYTHONUTF8": "1", "ASSOCIATION_FILE": str(site.parent / "facts.yml")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    return folder / "site"


def test_neither_mkdocs_nor_its_theme_is_there(python):
    for name in ("mkdocs", "material"):
        assert subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode == 1


def test_it_builds_the_same_pages_with_the_same_text(site, left):
    for address in EVERY_PAGE:
        first, second = BuiltPage(site, address), BuiltPage(left, address)
        assert words(second.html) == words(first.html)
        assert second.ids() == first.ids()


def test_it_builds_the_same_files(site, left):
    first, second = prints(site), prints(left)
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
