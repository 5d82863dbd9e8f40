"""One folder takes the place of another."""

import threading

import pytest

from docs.hooks import swap
from docs.hooks.swap import exchange, next_to
from forms_service.errors import ConfigurationError


@pytest.fixture
def two(tmp_path):
    """A new folder and the one before."""
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name, encoding="utf-8")
    return tmp_path / "new", tmp_path / "site"


def test_two_folders_change_places(two):
    new, site = two
    exchange(new, site)
    assert [(folder / "name").read_text(encoding="utf-8") for folder in (site, new)] == ["new", "site"]


def test_the_first_site_only_needs_a_name(two):
    new, site = two
    exchange(new, site.with_name("first"))
    assert not new.exists()
    assert (site.with_name("first") / "name").exists()


def test_where_the_system_knows_no_exchange_they_change_places_too(two, monkeypatch):
    monkeypatch.setattr(swap, "_at_once", lambda *_: False)
    new, site = two
    exchange(new, site)
    assert [(folder / "name").read_text(encoding="utf-8") for folder in (site, new)] == ["new", "site"]
    assert sorted(path.name for path in site.parent.iterdir()) == ["new", "site"]


def test_what_cannot_be_moved_is_said_in_one_line(two):
    new, site = two
    with pytest.raises(ConfigurationError, match=r"site cannot be replaced: No such file or directory\.$"):
        exchange(new / "missing", site)
    assert (site / "name").exists()


def test_there_is_never_a_moment_without_a_site(two):
    new, site = two
    done, missing = threading.Event(), []

    def looks():
        while not done.is_set():
            if not (site / "name").exists():
                missing.append(True)

    looker = threading.Thread(target=looks)
    looker.start()
    for _ in range(2000):
        exchange(new, site)
    done.set()
    looker.join()
    assert missing == []


def test_the_folder_beside_is_empty_and_goes_away(tmp_path):
    left = tmp_path / ".site.next"
    left.mkdir()
    (left / "half").touch()
    with next_to(tmp_path / "site") as folder:
        assert folder == left
        assert list(folder.iterdir()) == []
        (folder / "page").touch()
    assert list(tmp_path.iterdir()) == []


def test_it_goes_away_after_a_failure_too(tmp_path):
    def fails():
        with next_to(tmp_path / "site"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert list(tmp_path.iterdir()) == []


def test_only_one_builds_at_a_time(tmp_path):
    def builds():
        with next_to(tmp_path / "site"):
            pass

    with next_to(tmp_path / "site") as first, pytest.raises(ConfigurationError, match="another build"):
        builds()
    assert not first.exists()
    builds()
