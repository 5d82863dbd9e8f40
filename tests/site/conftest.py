"""The public site, built once with nothing announced and once with every fact; what the real one announces has no say."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.tree import ROOT
from tests.site.reading import BuiltPage

Build = Callable[..., "subprocess.CompletedProcess[str]"]

FACTS: dict[str, Any] = {
    "mark": "mark.svg",
    "licence": {"number": "ت-٠٠٠٠", "date": "1 محرم 1400", "supervisor": "جهة مثال"},
    "place": {
        "region": "منطقة مثال",
        "governorate": "محافظة مثال",
        "address": "شارع <المثال>",
        "short_address": "ABCD0000",
        "map_url": "https://example.org/map?a=1&b=2",
    },
    "contact": {
        "phones": ["٠٥٠٠٠٠٠٠٠١", "+923001234567"],
        "whatsapp": "0500000002",
        "email": "relations@example.org",
        "postal_address": "ص ب 0000",
        "hours": "من الأحد إلى الخميس",
        "interview_booking": "بالهاتف",
        "social": [{"name": "حساب مثال", "url": "https://example.org/account"}],
        "data_protection": "privacy@example.org",
    },
    "branches": [{"code": "example", "name": "مكتب مثال", "area": "حي مثال", "verify": ""}],
    "national_platform_url": "https://example.org/platform",
}


def mkdocs(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run MkDocs quietly from the project's folder; the environment of the machine has no say."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PUBLIC_URL", "ASSOCIATION_FILE")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", *map(str, arguments)],
        cwd=ROOT,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def build(
    folder: Path, association: Path = ROOT / "association.yml", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Build the site strictly, as `make site` does, into another folder."""
    return mkdocs("--strict", "--site-dir", folder, ASSOCIATION_FILE=str(association), **environment)


def built(folder: Path, *arguments: Any, **environment: str) -> Path:
    result = build(folder, *arguments, **environment)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    return folder


def association_file(folder: Path, announced: dict[str, Any]) -> Path:
    """The repository's association.yml with these facts and none of the others that a page shows."""
    facts = yaml.safe_load((ROOT / "association.yml").read_text(encoding="utf-8"))
    kept = {name: value for name, value in facts.items() if name not in FACTS}
    path = folder / "facts.yml"
    path.write_text(yaml.safe_dump(kept | announced, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an association that has announced nothing but its name."""
    folder = tmp_path_factory.mktemp("bare")
    return built(folder / "site", association_file(folder, {}))


@pytest.fixture(scope="session")
def filled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an association that has announced everything, at its public address."""
    folder = tmp_path_factory.mktemp("filled")
    return built(folder / "site", association_file(folder, FACTS), PUBLIC_URL="https://example.org")


@pytest.fixture
def page(site: Path) -> Callable[[str], BuiltPage]:
    return lambda address: BuiltPage(site, address)


@pytest.fixture
def filled_page(filled_site: Path) -> Callable[[str], BuiltPage]:
    return lambda address: BuiltPage(filled_site, address)
