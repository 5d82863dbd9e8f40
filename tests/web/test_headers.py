"""The security headers, on dynamic pages, style files and the static site alike."""

from pathlib import Path

import pytest

from forms_service.app import create_app
from forms_service.web.headers import CSP, security_headers
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


@pytest.mark.parametrize(
    "address",
    ["/", "/assets/tokens.css", "/forms/static/staff.css", "/forms/help-request/", "/forms/nothing", "/healthz"],
)
def test_every_answer_carries_the_same_headers(tmp_path, site, address):
    client = service(tmp_path, site_dir=site)
    headers = client.get(address, buffered=True).headers
    for name, value in security_headers(make_settings(tmp_path)).items():
        assert headers.getlist(name) == [value]


def test_no_page_may_run_or_carry_anything_inline():
    assert "unsafe" not in CSP
    assert CSP.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in CSP


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
