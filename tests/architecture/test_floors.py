"""The floors are enforced by import-linter in `make check`; here it is shown that it would notice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SERVICE


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the service that a test may spoil."""
    shutil.copytree(SERVICE, tmp_path / "forms_service", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def floors(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def spoil(folder: Path, module: str, line: str) -> None:
    path = folder / "forms_service" / module
    path.parent.mkdir(exist_ok=True)
    path.parent.joinpath("__init__.py").touch()
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + f"\n{line}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("db.py", "import forms_service.outbox.models", "A room looks down, never up or sideways BROKEN"),
        ("volunteers/models.py", "import forms_service.help_requests.models", "never up or sideways BROKEN"),
        ("kitchen/__init__.py", "", "never up or sideways BROKEN"),
        ("volunteers/statuses.py", "import sqlalchemy", "Rules know no web framework and no database BROKEN"),
        ("volunteers/statuses.py", "import forms_service.volunteers.models", "Inside a room"),
    ],
)
def test_a_step_the_wrong_way_is_noticed(copy, module, line, said):
    spoil(copy, module, line)
    result = floors(copy)
    assert result.returncode == 1
    assert said in result.stdout
