"""On a machine that must run everything, a skipped test is a failed one."""

import os
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

SKIPPED = "import pytest\n\ndef test_browser():\n    pytest.skip('no browser here')\n"
SKIPPED_WHOLE = "import pytest\n\npytest.skip('no browser here', allow_module_level=True)\n"


@pytest.mark.parametrize("source", [SKIPPED, SKIPPED_WHOLE], ids=["test", "module"])
@pytest.mark.parametrize(("wanted", "fails"), [("1", True), ("", False)])
def test_a_skip_fails_where_everything_is_required(tmp_path, source, wanted, fails):
    tmp_path.joinpath("test_it.py").write_text(source)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.support.skips",
        "--rootdir",
        tmp_path,
        "-c",
        os.devnull,
        tmp_path,
    ]
    environment = {**os.environ, "REQUIRE_ALL": wanted, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "no browser here" in result.stdout or not fails
    assert (result.returncode in (1, 2)) is fails, result.stdout
