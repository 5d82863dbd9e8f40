"""The built site as the service answers with it, and what happens while a new one takes its place."""

import gzip
import itertools
import json
import shutil
import threading

import brotli
import pytest
from whitenoise.responders import StaticFile

from docs.hooks.compress import compress
from docs.hooks.swap import exchange, next_to
from forms_service.app import create_app
from forms_service.schema import upgrade
from forms_service.web.headers import security_headers
from forms_service.web.site import ASK_EACH_TIME, FOR_EVER
from tests.conftest import make_settings

PAGE = "<!doctype html><html lang='ar'><title>{0}</title><p>{1}</p></html>"


def built(folder, number: int = 1, hashes: tuple[str, ...] = ()):
    """A site of two pages and a style sheet, each build with another name for the sheet and another length of the pages."""
    (folder / "contact").mkdir(parents=True)
    (folder / "assets").mkdir()
    for page in (folder / "index.html", folder / "contact" / "index.html"):
        page.write_text(PAGE.format(number, "نص " * 500 * number), encoding="utf-8")
    (folder / "assets" / f"tokens.{number:010x}.css").write_text(":root { color: inherit }" * 50, encoding="utf-8")
    assets = {"tokens.css": f"/assets/tokens.{number:010x}.css"}
    manifest = json.dumps({"assets": assets, "lasting": list(assets.values()), "scripts": list(hashes)})
    (folder / "assets" / "manifest.json").write_text(manifest, encoding="utf-8")
    compress(folder)
    return folder


@pytest.fixture
def site(tmp_path):
    return built(tmp_path / "site")


@pytest.fixture
def app(tmp_path, site):
    app = create_app(make_settings(tmp_path, site_dir=site))
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def get(client, address: str, **headers: str):
    return client.get(address, headers=headers, buffered=True)


def test_a_browser_gets_the_smallest_that_it_can_read(client):
    plain = get(client, "/contact/").data
    small, larger = (get(client, "/contact/", **{"Accept-Encoding": codings}) for codings in ("gzip, br", "gzip"))
    assert [answer.headers["Content-Encoding"] for answer in (small, larger)] == ["br", "gzip"]
    assert len(small.data) < len(larger.data) < len(plain)
    assert brotli.decompress(small.data) == gzip.decompress(larger.data) == plain
    assert small.headers["Vary"] == "Accept-Encoding"


def test_what_has_the_address_of_its_content_is_kept_for_a_year(client):
    assert get(client, "/assets/tokens.0000000001.css").headers["Cache-Control"] == FOR_EVER
    assert "max-age=31536000" in FOR_EVER


@pytest.mark.parametrize("address", ["/", "/contact/", "/assets/manifest.json"])
def test_everything_else_is_asked_for_each_time_and_sent_once(client, address):
    answer = get(client, address)
    assert answer.headers["Cache-Control"] == ASK_EACH_TIME
    again = get(client, address, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("method", "address", "status"), [("GET", "/contact", 302), ("POST", "/", 405), ("HEAD", "/", 200)]
)
def test_every_answer_of_the_site_carries_the_headers(client, tmp_path, method, address, status):
    answer = client.open(address, method=method, buffered=True)
    assert answer.status_code == status
    for name, value in security_headers(make_settings(tmp_path), "own").items():
        assert answer.headers.getlist(name) == [value]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_inline_scripts_that_the_build_found_are_allowed(tmp_path):
    site = built(tmp_path / "site", hashes=("sha256-b", "sha256-a"))
    client = create_app(make_settings(tmp_path, site_dir=site)).test_client()
    assert "script-src 'self' 'sha256-a' 'sha256-b'" in get(client, "/").headers["Content-Security-Policy"]


def test_pages_of_the_service_name_the_same_files(client):
    assert 'href="/assets/tokens.0000000001.css"' in get(client, "/forms/help-request/").text


def test_without_a_site_assets_have_their_plain_address(tmp_path):
    app = create_app(make_settings(tmp_path, site_dir=tmp_path / "none"))
    assert app.extensions["site"].asset("tokens.css") == "/assets/tokens.css"
    assert get(app.test_client(), "/").status_code == 404


def test_a_new_site_is_served_without_a_restart(client, site, tmp_path):
    for address in ("/", "/forms/help-request/service"):
        assert get(client, address).status_code == 200
    exchange(built(tmp_path / "new", 2), site)
    assert "<title>2</title>" in get(client, "/").text
    for address in ("/forms/help-request/", "/forms/help-request/service"):
        assert 'href="/assets/tokens.0000000002.css"' in get(client, address).text


def test_a_site_that_comes_after_the_start_is_served_too(tmp_path):
    client = create_app(make_settings(tmp_path, site_dir=tmp_path / "site")).test_client()
    assert get(client, "/").status_code == 404
    exchange(built(tmp_path / "new"), tmp_path / "site")
    assert get(client, "/").status_code == 200


@pytest.mark.parametrize("before", [True, False], ids=["before the file is opened", "after it"])
def test_a_site_that_changes_while_a_file_is_opened_is_answered_whole(client, site, tmp_path, monkeypatch, before):
    new = built(tmp_path / "new", 2)
    opens, asked = StaticFile.get_response, itertools.count()

    def opens_meanwhile(self, *request):
        first = next(asked) == 0
        if first and before:
            exchange(new, site)
        response = opens(self, *request)
        if first and not before:
            exchange(new, site)
        return response

    monkeypatch.setattr(StaticFile, "get_response", opens_meanwhile)
    answer = get(client, "/")
    assert "<title>2</title>" in answer.text
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_file_that_the_new_site_lacks_is_missing(client, site, tmp_path, monkeypatch):
    new = built(tmp_path / "new", 2)
    opens = StaticFile.get_response

    def opens_meanwhile(self, *request):
        exchange(new, site)
        return opens(self, *request)

    monkeypatch.setattr(StaticFile, "get_response", opens_meanwhile)
    assert get(client, "/assets/tokens.0000000001.css").status_code == 404


def test_a_file_that_cannot_be_read_is_no_reason_to_try_for_ever(client, site):
    (site / "contact" / "index.html").unlink()
    with pytest.raises(FileNotFoundError):
        get(client, "/contact/")


# A listing that is cut short by an exchange leaves its open folders to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed scandir iterator:ResourceWarning")
def test_readers_always_get_one_site_or_the_other(app, site, tmp_path):
    sources = [built(tmp_path / f"build{number}", number) for number in (1, 2)]
    whole = {(source / "index.html").read_bytes() for source in sources}
    done, wrong, read = threading.Event(), [], []

    def reads():
        client = app.test_client()
        while not done.is_set():
            answer = get(client, "/")
            read.append(answer.status_code)
            if answer.data not in whole or int(answer.headers["Content-Length"]) != len(answer.data):
                wrong.append((answer.status_code, len(answer.data)))

    readers = [threading.Thread(target=reads) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for source in itertools.islice(itertools.cycle(sources), 60):
            with next_to(site) as new:  # each site is a new folder, as in life
                shutil.copytree(source, new, dirs_exist_ok=True)
                exchange(new, site)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert set(read) == {200}
