"""Guessing is slow, and nobody is led away: the limits of signing in, and where it leads afterwards."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from forms_service.app import create_app
from forms_service.settings import Settings
from tests.support.office import Browser, add_person

OFFICER = "officer@example.org"


def test_the_eleventh_try_in_a_quarter_of_an_hour_is_refused(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    statuses = [stranger.signs_in(OFFICER, "كلمة ليست هي أبدًا").status_code for _ in range(10)]
    assert statuses == [200] * 10
    assert stranger.signs_in(OFFICER).status_code == 429
    assert stranger.opens("/staff/").status_code == 302


def test_slowing_one_account_down_leaves_others_alone(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    add_person(app, "manager@example.org", "manager")
    for _ in range(10):
        stranger.signs_in(OFFICER, "كلمة ليست هي أبدًا")
    assert stranger.signs_in(OFFICER, address="127.0.0.2").status_code == 302
    assert Browser(app.test_client()).signs_in("manager@example.org").status_code == 302


def test_trying_many_accounts_from_one_address_is_slowed_down(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    statuses = {stranger.signs_in(f"n{number}@example.org", "").status_code for number in range(60)}
    assert statuses == {200}
    assert stranger.signs_in(OFFICER).status_code == 429


def test_a_second_app_in_the_same_process_counts_each_try_once(
    app: Flask, settings: Settings, stranger: Browser
) -> None:
    create_app(settings)
    test_the_eleventh_try_in_a_quarter_of_an_hour_is_refused(app, stranger)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/",
        "//example.com/",
        "///example.com/",
        "/\\example.com/",
        "\\\\example.com",
        " //example.com/",
        "\t//example.com",
        "http:example.com",
        "javascript:alert(1)",
        "https://localhost@example.com/",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(app: Flask, stranger: Browser, address: str) -> None:
    add_person(app, OFFICER, "reception")
    reply = stranger.signs_in(OFFICER, returning_to=address)
    assert reply.status_code == 302
    as_browsers_read_it = reply.location.replace("\\", "/").strip()
    assert urlsplit(urljoin("http://localhost/staff/sign-in", as_browsers_read_it)).netloc == "localhost"


def test_signing_in_returns_to_the_page_that_was_asked_for(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    asked = stranger.opens("/staff/volunteers/?before=482930571166").location
    with app.test_request_context(asked) as context:
        wanted = context.request.args["next"]
    assert stranger.signs_in(OFFICER, returning_to=wanted).location == "/staff/volunteers/?before=482930571166"


def test_a_refused_sign_in_does_not_carry_a_foreign_address_on(app: Flask, stranger: Browser) -> None:
    page = stranger.signs_in(OFFICER, "كلمة ليست هي أبدًا", returning_to="https://example.com/")
    assert page.status_code == 200
    assert "example.com" not in page.text


def test_a_refused_sign_in_remembers_the_page_that_was_asked_for(app: Flask, stranger: Browser) -> None:
    page = stranger.signs_in(OFFICER, "كلمة ليست هي أبدًا", returning_to="/staff/volunteers/")
    assert '<input type="hidden" name="next" value="/staff/volunteers/">' in page.text
