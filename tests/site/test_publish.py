"""`make site` as a whole: what it leaves on the disk when it succeeds, and when it does not."""

import fcntl
import gzip
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from docs.hooks.publish import keep_older_assets, publish
from forms_service.errors import ConfigurationError
from forms_service.settings import ROOT
from forms_service.web.site import MANIFEST
from tests.conftest import make_settings
from tests.support.server import environment

ADDRESS = "https://example.org"
IGNORED = "*\n!.gitignore\n"
EACH = ("", ".br", ".gz")


def make_site(folder: Path, **settings: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "docs.hooks.publish"],
        cwd=ROOT,
        env=environment({"site_dir": folder, **settings}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def prints(folder: Path) -> dict[str, str]:
    """A fingerprint of every file."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The real site, as an installation with a public address has it."""
    site = tmp_path_factory.mktemp("published") / "site"
    result = make_site(site, public_url=ADDRESS)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return site


@pytest.fixture
def project(tmp_path) -> Path:
    """The sources of the site, to be spoilt."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__", "decisions"))
    for name in ("mkdocs.yml", "association.yml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def before(tmp_path) -> Path:
    """A site that is served already."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("before", encoding="utf-8")
    (site / ".gitignore").write_text(IGNORED, encoding="utf-8")
    return site_with(site, "b1")


@pytest.fixture
def publishes(project, before, monkeypatch):
    """Publish the copied sources over the site before; the problems."""
    for name in ("PUBLIC_URL", "ASSOCIATION_FILE", "NO_MKDOCS_2_WARNING"):
        monkeypatch.setenv(name, "")

    def publish_it(**changes: object) -> list[str]:
        settings = make_settings(project, **{"site_dir": before, **changes})
        return publish(settings, project / "mkdocs.yml", project / "headers.conf")

    return publish_it


def test_two_builds_of_the_same_sources_are_the_same_bytes(published, tmp_path):
    assert make_site(tmp_path / "site", public_url=ADDRESS).returncode == 0
    first, second = prints(published), prints(tmp_path / "site")
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert len(first) > 100


def test_every_text_lies_beside_itself_compressed(published):
    texts = [path for path in published.rglob("*") if path.suffix in (".html", ".css", ".js", ".json", ".xml", ".svg")]
    large = [path for path in texts if path.stat().st_size > 1000]
    assert len(large) > 40
    for path in large:
        small, larger = (path.with_name(path.name + suffix).read_bytes() for suffix in (".br", ".gz"))
        assert brotli.decompress(small) == gzip.decompress(larger) == path.read_bytes()
        assert len(small) < len(larger) < path.stat().st_size


def test_nothing_is_left_beside_the_site(published):
    assert [path.name for path in published.parent.iterdir()] == ["site"]


def test_without_an_address_one_line_says_what_is_left_out(published, tmp_path):
    result = make_site(tmp_path / "site")
    left_out = {"sitemap.xml", "llms.txt", "documents/changes.xml"}
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    assert all(name in result.stdout for name in ("PUBLIC_URL", *left_out))
    missing = prints(published).keys() - prints(tmp_path / "site").keys()
    assert {name for name in missing if not name.endswith((".br", ".gz"))} == left_out


def test_the_new_site_takes_the_place_of_the_one_before(publishes, project, before):
    assert publishes() == []
    assert "<!DOCTYPE html>" in (before / "index.html").read_text(encoding="utf-8")
    assert (before / ".gitignore").read_text(encoding="utf-8") == IGNORED
    assert (before / "assets" / "b1.css.br").exists()
    assert (project / "headers.conf").read_bytes() == (ROOT / "deploy" / "nginx" / "headers.conf").read_bytes()
    assert not before.with_name(".site.next").exists()


def test_a_page_that_is_wrong_leaves_the_site_as_it_was(publishes, project, before):
    page = project / "docs" / "fraud.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[صفحة](nowhere.md)\n", encoding="utf-8")
    (problem,) = publishes()
    assert problem.startswith("docs/fraud.md:")
    assert "nowhere.md" in problem
    assert prints(before).keys() == {"index.html", ".gitignore", MANIFEST, *(f"assets/b1.css{each}" for each in EACH)}
    assert (before / "index.html").read_text(encoding="utf-8") == "before"
    assert not before.with_name(".site.next").exists()


def test_each_problem_is_one_line(publishes, project):
    for name in ("fraud", "services"):
        page = project / "docs" / f"{name}.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n[صفحة](nowhere.md)\n", encoding="utf-8")
    problems = publishes()
    assert len(problems) == 2
    assert all("\n" not in problem for problem in problems)


def test_a_wrong_fact_leaves_the_site_as_it_was(tmp_path, before):
    facts = tmp_path / "facts.yml"
    facts.write_text("name: [", encoding="utf-8")
    result = make_site(before, association_file=facts)
    assert (result.returncode, result.stdout) == (1, "")
    problem, last = result.stderr.splitlines()
    assert problem.startswith("facts.yml")
    assert last == "The site is not built; the one before stays as it was."
    assert (before / "index.html").read_text(encoding="utf-8") == "before"


def test_two_builds_at_once_are_refused(publishes, before):
    handle = os.open(before.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(ConfigurationError, match="another build of site/ is running"):
        publishes()
    os.close(handle)
    assert (before / "index.html").read_text(encoding="utf-8") == "before"


def site_with(folder: Path, *versions: str) -> Path:
    """What `keep_older_assets` needs to see: files, and a manifest that names the newest of them."""
    (folder / "assets").mkdir(parents=True)
    addresses = {f"{version[0]}.css": f"/assets/{version}.css" for version in versions}
    for address in addresses.values():
        for suffix in EACH:
            (folder / f"{address[1:]}{suffix}").write_text(address + suffix, encoding="utf-8")
    (folder / MANIFEST).write_text(json.dumps({"lasting": list(addresses.values())}), encoding="utf-8")
    return folder


def test_pages_that_are_open_find_their_files_in_the_next_site_but_not_for_ever(tmp_path):
    first, second, third = (site_with(tmp_path / name, name, "b1") for name in ("a1", "a2", "a3"))
    keep_older_assets(first, second)
    keep_older_assets(second, third)
    names = [{path.name for path in (site / "assets").glob("*.css*")} for site in (second, third)]
    assert names == [
        {f"{name}.css{suffix}" for name in kept for suffix in EACH} for kept in (("a1", "a2", "b1"), ("a2", "a3", "b1"))
    ]
    assert (second / "assets" / "a1.css.br").read_bytes() == (first / "assets" / "a1.css.br").read_bytes()


def test_the_first_site_has_nothing_to_keep(tmp_path):
    new = site_with(tmp_path / "new", "a1")
    before = prints(new)
    keep_older_assets(tmp_path / "none", new)
    assert prints(new) == before
