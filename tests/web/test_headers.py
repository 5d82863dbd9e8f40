"""The security headers, on dynamic pages, style files and the static site alike."""

from pathlib import Path

import pytest

from forms_service.app import create_app
from forms_service.web.headers import CSP, content_policy, security_headers
from tests.conftest import make_settings


@pytest.fixture
def site(tmp_path):
    """A public site of two files."""
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>الرئيسية</title>", encoding="utf-8")
    (folder / "assets" / "tokens.css").write_text(":root{}", encoding="utf-8")
    return folder


def service(tmp_path: Path, **changes):
    return create_app(make_settings(tmp_path, **changes)).test_client()


@pytest.mark.parametrize("address", ["/", "/assets/tokens.css", "/forms/track/", "/forms/help-request/"])
def test_pages_with_the_search_may_run_files_of_ours(tmp_path, site, address):
    headers = service(tmp_path, site_dir=site).get(address, buffered=True).headers
    for name, value in security_headers(make_settings(tmp_path), "own").items():
        assert headers.getlist(name) == [value]


@pytest.mark.parametrize("address", ["/forms/help-request/service", "/forms/nothing", "/staff/sign-in", "/healthz"])
def test_every_other_answer_may_run_nothing(tmp_path, site, address):
    headers = service(tmp_path, site_dir=site).get(address, buffered=True).headers
    assert "script-src" not in headers["Content-Security-Policy"]
    for name, value in security_headers(make_settings(tmp_path)).items():
        assert headers.getlist(name) == [value]


@pytest.mark.parametrize("policy", [CSP, content_policy("own"), content_policy("own", ["sha256-a"])])
def test_no_page_may_carry_anything_inline_that_was_not_looked_at(policy):
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy


def test_inline_scripts_are_allowed_by_their_hashes():
    assert "; script-src 'self' 'sha256-a' 'sha256-b'; connect-src 'self'" in content_policy(
        "own", ["sha256-b", "sha256-a"]
    )


def test_pages_of_the_service_stay_out_of_every_cache(tmp_path, site):
    client = service(tmp_path, site_dir=site)
    for address in (
        "/forms/help-request/",
        "/forms/help-request/service",
        "/forms/track/",
        "/staff/sign-in",
        "/forms/no",
    ):
        assert client.get(address, buffered=True).headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/assets/tokens.css", buffered=True).headers["Cache-Control"]


def test_browsers_are_told_to_stay_on_tls_only_where_there_is_tls(tmp_path):
    plain, tls = make_settings(tmp_path), make_settings(tmp_path, public_url="https://example.org")
    assert "Strict-Transport-Security" not in security_headers(plain)
    assert "max-age=" in security_headers(tls)["Strict-Transport-Security"]
