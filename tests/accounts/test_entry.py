"""The pages before the back-office, over HTTP: the second step, a forgotten password, the link that sets one."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from sqlalchemy import func, select

from forms_service.accounts import entry, links, service
from forms_service.accounts.models import Staff, StaffLink
from forms_service.app import create_app
from forms_service.clock import now
from forms_service.db import db, transaction
from forms_service.outbox.models import OutboxMessage
from forms_service.schema import upgrade
from forms_service.web.limits import limiter
from tests.conftest import make_settings
from tests.support.office import Browser, add_person, code_of, events, give_second_factor, token_of

HUDA = "huda@example.org"
STEP, BEGIN = "/staff/second-step?next=/staff/", "/staff/second-step/begin?next=/staff/"
NEW = "باب جديد على الحديقة"


@pytest.fixture
def app(tmp_path, store):
    """An installation that asks everyone for the second step, as it is unless somebody says otherwise."""
    app = create_app(make_settings(tmp_path, staff_totp="required", **store))
    with app.app_context():
        upgrade()
    add_person(app, HUDA, "reception")
    return app


@pytest.fixture
def huda(app):
    return Browser(app.test_client())


def offered(page) -> str:
    """The secret that stands in the page."""
    return re.search(r'<bdi dir="ltr" class="code secret">([A-Z2-7 ]+)</bdi>', page.text)[1].replace(" ", "")


def shown_codes(page) -> list[str]:
    return re.findall(r">([0-9]{5}-[0-9]{5})<", page.text)


def sets_up(browser) -> tuple[str, list[str]]:
    """Sign in for the first time, and set up an app; its secret and the recovery codes."""
    assert browser.signs_in(HUDA).location == "/staff/"
    assert browser.opens("/staff/").location == BEGIN
    secret = offered(browser.opens(BEGIN))
    return secret, shown_codes(browser.types(BEGIN, code=code_of(secret), next="/staff/"))


def mails(app):
    with app.app_context():
        return [row.message for row in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


# The second step


def test_the_first_sign_in_sets_up_an_app_and_shows_the_recovery_codes_once(app, huda):
    with time_machine.travel("2026-11-22T08:00:05Z", tick=False):
        _secret, codes = sets_up(huda)
        assert len(codes) == 10
        assert huda.opens("/staff/").status_code == 200
        assert shown_codes(huda.opens("/staff/account")) == []
    assert [act for _, act, _, _ in events(app, "set_second_factor", "new_recovery_codes", "sign_in")] == [
        "set_second_factor",
        "new_recovery_codes",
        "sign_in",
    ]


def test_the_password_alone_opens_nothing(app, huda):
    give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    for address in ("/staff/", "/staff/volunteers/", "/staff/account", "/staff/policy", "/staff/confirm"):
        assert huda.opens(address).location == f"/staff/second-step?next={address}"
    assert huda.opens("/staff/second-step/begin").location.startswith("/staff/second-step?")
    assert huda.opens("/staff/second-step/qr.svg").status_code == 404
    assert events(app, "sign_in", "list") == []


def test_a_code_opens_the_page_that_was_asked_for(app, huda):
    secret = give_second_factor(app, HUDA)
    huda.signs_in(HUDA, returning_to="/staff/volunteers/")
    led = huda.opens("/staff/volunteers/").location
    reply = huda.types(led, code=code_of(secret), next="/staff/volunteers/")
    assert (reply.status_code, reply.location) == (303, "/staff/volunteers/")
    assert huda.opens("/staff/volunteers/").status_code == 200
    assert events(app, "sign_in") == [("staff:1", "sign_in", "staff", "1")]


def test_a_code_opens_one_browser_only(app, huda):
    secret = give_second_factor(app, HUDA)
    thief = Browser(app.test_client())
    with time_machine.travel("2026-11-22T08:00:05Z", tick=False):
        for browser in (huda, thief):
            browser.signs_in(HUDA)
        assert huda.types(STEP, code=code_of(secret)).status_code == 303
        refused = thief.types(STEP, code=code_of(secret))
        assert refused.status_code == 422
        assert "استُخدم من قبل" in refused.text
        assert thief.opens("/staff/").status_code == 302


def test_a_recovery_code_opens_once_without_the_phone(app, huda):
    with time_machine.travel("2026-11-22T08:00:05Z", tick=False):
        _secret, codes = sets_up(huda)
    for expected in (303, 422):
        browser = Browser(app.test_client())
        browser.signs_in(HUDA)
        assert browser.types(STEP, code=codes[0]).status_code == expected


def test_a_cookie_copied_after_the_password_is_worth_nothing_after_the_code(app, huda):
    secret = give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    thief = Browser(app.test_client())
    for name, value in huda.cookies().items():
        thief.client.set_cookie(name, value)
    assert huda.types(STEP, code=code_of(secret)).status_code == 303
    for address in ("/staff/", STEP):
        assert thief.opens(address).location.startswith("/staff/sign-in")


def test_a_copied_cookie_is_worth_nothing_after_signing_out_half_way(app, huda):
    give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    copied = huda.cookies()
    huda.posts("/staff/sign-out", STEP)
    thief = Browser(app.test_client())
    for name, value in copied.items():
        thief.client.set_cookie(name, value)
    assert thief.opens(STEP).location.startswith("/staff/sign-in")


def test_the_second_step_waits_a_quarter_of_an_hour(app, huda):
    secret = give_second_factor(app, HUDA)
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as clock:
        huda.signs_in(HUDA)
        clock.shift(timedelta(minutes=14, seconds=59))
        assert huda.opens(STEP).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert huda.opens(STEP).location == "/staff/sign-in?next=/staff/"
        assert huda.client.post("/staff/second-step", data={"code": code_of(secret)}).status_code == 400


def test_guessing_codes_is_slow_from_wherever_and_is_written_down_once(app, huda):
    secret = give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    token = token_of(huda.opens(STEP))
    for number in range(10):
        guess = huda.client.post(
            STEP, data={"csrf_token": token, "code": "000000"}, environ_base={"REMOTE_ADDR": f"198.51.100.{number}"}
        )
        assert guess.status_code == 422
    assert huda.client.post(STEP, data={"csrf_token": token, "code": code_of(secret)}).status_code == 429
    assert events(app, "failed_second_step") == [("public", "failed_second_step", "staff", "1")]


def test_opening_the_set_up_writes_nothing_and_offers_the_same_again(app, huda):
    huda.signs_in(HUDA)
    first, again = offered(huda.opens(BEGIN)), offered(huda.opens(BEGIN))
    assert first == again
    with app.app_context():
        assert db.session.scalar(select(Staff.sealed_totp)) is None
    drawing = huda.opens("/staff/second-step/qr.svg")
    assert drawing.mimetype == "image/svg+xml"
    assert drawing.headers["Cache-Control"] == "no-store"
    assert drawing.data.startswith(b"<?xml")


def test_a_wrong_code_while_setting_up_changes_nothing(app, huda):
    huda.signs_in(HUDA)
    before = offered(huda.opens(BEGIN))
    refused = huda.types(BEGIN, code="000000")
    assert refused.status_code == 422
    assert offered(refused) == before
    assert huda.opens("/staff/").status_code == 302


def test_a_stranger_has_no_second_step(app, huda):
    for address in (STEP, BEGIN, "/staff/second-step/qr.svg"):
        assert huda.opens(address).location.startswith("/staff/sign-in?next=/staff/")


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/staff\\@example.com", "https://[", "x"])
def test_nobody_is_sent_elsewhere_after_the_second_step(app, huda, target):
    secret = give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    assert huda.types("/staff/second-step", code=code_of(secret), next=target).location == "/staff/"


def test_where_it_is_optional_only_those_with_an_app_are_asked(tmp_path):
    app = create_app(make_settings(tmp_path / "optional", staff_totp="optional"))
    with app.app_context():
        upgrade()
    for name in ("with", "without"):
        add_person(app, f"{name}@example.org", "reception")
    give_second_factor(app, "with@example.org")
    for name, status in (("with", 302), ("without", 200)):
        browser = Browser(app.test_client())
        browser.signs_in(f"{name}@example.org")
        assert browser.opens("/staff/").status_code == status


# A forgotten password


@pytest.mark.parametrize("who", ["known", "unknown", "disabled", "asked too often"])
def test_whoever_forgot_a_password_hears_the_same(app, huda, who):
    with app.app_context(), transaction() as session:
        if who == "disabled":
            service.disable_staff(session, HUDA, now=now(), actor="terminal")
        if who == "asked too often":
            for _ in range(links.PER_HOUR):
                links.new_link(session, service.known(session, HUDA), links.RESET, now())
    said = huda.types("/staff/forgot", email="nobody@example.org" if who == "unknown" else HUDA.upper())
    plain = Browser(app.test_client()).types("/staff/forgot", email="somebody@example.org")
    assert said.status_code == plain.status_code == 200
    assert said.data == plain.data
    assert [mail.template for mail in mails(app)] == (["accounts/reset"] if who == "known" else [])


def test_what_is_no_address_is_said(app, huda):
    page = huda.types("/staff/forgot", email="huda")
    assert page.status_code == 422
    assert 'href="#email"' in page.text
    assert 'value="huda"' in page.text


def test_the_mailed_link_sets_a_password_once_and_ends_every_session(app, huda):
    secret = give_second_factor(app, HUDA)
    huda.signs_in(HUDA)
    assert huda.types(STEP, code=code_of(secret)).status_code == 303
    other = Browser(app.test_client())
    other.types("/staff/forgot", email=HUDA)
    (mail,) = mails(app)
    assert (mail.recipient, mail.about) == (HUDA, "staff:1")
    link = mail.facts["link"].removeprefix("http://127.0.0.1:8000")
    assert other.opens(link).status_code == 200
    assert other.sets_password(link, NEW).location == "/staff/sign-in?set=1"
    assert huda.opens("/staff/").status_code == 302
    assert other.opens(link).status_code == 410
    assert other.signs_in(HUDA).status_code == 200
    assert other.signs_in(HUDA, NEW).status_code == 302
    assert other.opens("/staff/").location == STEP, "the second step is asked all the same"


def test_a_weak_password_does_not_spend_the_link(app, huda):
    huda.types("/staff/forgot", email=HUDA)
    link = mails(app)[0].facts["link"].removeprefix("http://127.0.0.1:8000")
    refused = huda.sets_password(link, "قصيرة")
    assert refused.status_code == 422
    assert "من 12 إلى 128" in refused.text
    assert "قصيرة" not in unescape(refused.text).replace("جملة قصيرة", "")
    assert huda.sets_password(link, NEW).status_code == 303


def test_asking_is_slow(app, huda):
    statuses = [huda.types("/staff/forgot", email=HUDA).status_code for _ in range(10)]
    assert statuses == [200] * 10
    assert huda.types("/staff/forgot", email=HUDA).status_code == 429
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(StaffLink)) == links.PER_HOUR


def test_an_unknown_link_is_spent(huda):
    page = huda.opens("/staff/link/x")
    assert page.status_code == 410
    assert "انتهت صلاحية هذا الرابط" in page.text


def test_every_way_in_that_can_be_guessed_is_limited(app, huda):
    """Each by its own count: none is forgotten when a page is added."""
    limiter.reset()
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("entry.")}
    assert posts == {"entry.second_step", "entry.begin", "entry.drawing", "entry.forgot", "entry.link"}
    unlimited = {"entry.drawing"}
    plain = {name for name in posts if app.view_functions[name] is getattr(entry, name.partition(".")[2])}
    assert plain == unlimited
