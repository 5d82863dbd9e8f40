"""Signing in and out over HTTP, with CSRF on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask_security.utils import get_hmac
from sqlalchemy import select

from forms_service import clock
from forms_service.accounts import service
from forms_service.accounts.models import Staff, StaffSession
from forms_service.db import db, transaction
from tests.support.office import PASSWORD, Browser, add_person, events, token_of
from tests.support.thrift import CHEAP

OFFICER = "officer@example.org"


def test_an_officer_signs_in_and_sees_the_list(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    reply = stranger.signs_in(OFFICER)
    assert (reply.status_code, reply.location) == (302, "/staff/")
    assert stranger.opens("/staff/").status_code == 200


def test_the_address_is_found_in_whatever_case_it_is_typed(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    assert stranger.signs_in("  Officer@Example.ORG ").status_code == 302


def test_signing_in_and_out_are_written_down(app: Flask, stranger: Browser) -> None:
    number = add_person(app, OFFICER, "reception")
    stranger.signs_in(OFFICER)
    stranger.signs_out()
    actor = f"staff:{number}"
    assert events(app, "sign_in", "sign_out") == [
        (actor, "sign_in", "staff", str(number)),
        (actor, "sign_out", "staff", str(number)),
    ]


@pytest.mark.parametrize("what", ["unknown", "wrong password", "disabled"])
def test_every_refusal_says_the_same(app: Flask, stranger: Browser, what: str) -> None:
    if what != "unknown":
        add_person(app, OFFICER, "reception")
    if what == "disabled":
        with app.app_context(), transaction() as session:
            service.disable_staff(session, OFFICER, now=clock.now(), actor="terminal")
    page = stranger.signs_in(OFFICER, PASSWORD if what == "disabled" else "كلمة ليست هي أبدًا")
    assert page.status_code == 200
    assert page.text.count("البريد أو كلمة المرور غير صحيحة") == 2
    text = page.text.replace(token_of(page), "")
    assert text == _refusal(app, stranger)
    assert stranger.opens("/staff/").status_code == 302


def _refusal(app: Flask, browser: Browser) -> str:
    """The page of an unknown address, with the typed address replaced by the officer's."""
    page = browser.signs_in("nobody@example.org", "كلمة ليست هي أبدًا")
    return page.text.replace(token_of(page), "").replace("nobody@example.org", OFFICER)


@pytest.mark.parametrize("what", ["unknown", "wrong password", "disabled"])
def test_every_refusal_costs_the_same_work(
    app: Flask, stranger: Browser, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what != "unknown":
        add_person(app, OFFICER, "reception")
    if what == "disabled":
        with app.app_context(), transaction() as session:
            service.disable_staff(session, OFFICER, now=clock.now(), actor="terminal")
    passwords = app.extensions["security"].pwd_context
    work: list[str] = []
    for name in ("hash", "verify"):
        real = getattr(passwords, name)
        monkeypatch.setattr(
            passwords, name, lambda *a, _real=real, _name=name, **k: (work.append(_name), _real(*a, **k))[1]
        )
    stranger.signs_in(OFFICER, PASSWORD if what == "disabled" else "كلمة ليست هي أبدًا")
    assert len(work) == 1


def test_a_post_without_a_token_signs_nobody_in(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    reply = stranger.client.post("/staff/sign-in", data={"email": OFFICER, "password": PASSWORD})
    assert reply.status_code == 400
    assert stranger.opens("/staff/").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, colleague: Browser) -> None:
    thief = Browser(app.test_client())
    for name, value in colleague.cookies().items():
        thief.client.set_cookie(name, value)
    assert thief.opens("/staff/").status_code == 200
    colleague.signs_out()
    assert thief.opens("/staff/").status_code == 302


def test_signing_out_needs_the_token(app: Flask, colleague: Browser) -> None:
    assert colleague.client.post("/staff/sign-out").status_code == 400
    assert colleague.client.get("/staff/sign-out").status_code == 405
    assert colleague.opens("/staff/").status_code == 200


def test_where_the_end_cannot_be_stored_nobody_is_told_they_are_out(
    app: Flask, colleague: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    token = token_of(colleague.opens("/staff/"))
    with disk_full():
        assert colleague.client.post("/staff/sign-out", data={"csrf_token": token}).status_code == 503
    assert colleague.opens("/staff/").status_code == 200


def test_where_the_start_cannot_be_stored_nobody_is_in(
    app: Flask, stranger: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    add_person(app, OFFICER, "reception")
    with disk_full():
        assert stranger.signs_in(OFFICER).status_code == 503
    assert stranger.opens("/staff/").status_code == 302


def test_where_a_sign_of_life_cannot_be_stored_the_reason_is_said(
    app: Flask, stranger: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    add_person(app, OFFICER, "reception")
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as now:
        stranger.signs_in(OFFICER)
        now.shift(timedelta(minutes=2))
        with disk_full():
            reply = stranger.opens("/staff/")
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
        assert stranger.opens("/staff/").status_code == 200


def test_somebody_disabled_is_shut_out_at_once(app: Flask, colleague: Browser) -> None:
    with app.app_context(), transaction() as session:
        service.disable_staff(session, OFFICER, now=clock.now(), actor="terminal")
    assert colleague.opens("/staff/").status_code == 302


def test_enabling_again_revives_no_old_session(app: Flask, colleague: Browser) -> None:
    for act in (service.disable_staff, service.enable_staff):
        with app.app_context(), transaction() as session:
            act(session, OFFICER, now=clock.now(), actor="terminal")
    assert colleague.opens("/staff/").status_code == 302
    assert colleague.signs_in(OFFICER).status_code == 302


def test_an_idle_session_ends_and_says_so(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as now:
        stranger.signs_in(OFFICER)
        now.shift(timedelta(minutes=59))
        assert stranger.opens("/staff/").status_code == 200
        now.shift(timedelta(minutes=59))
        assert stranger.opens("/staff/").status_code == 200
        now.shift(timedelta(minutes=60))
        reply = stranger.opens("/staff/volunteers/")
        assert (reply.status_code, reply.location) == (302, "/staff/sign-in?next=/staff/volunteers/&ended=1")
        assert "انتهت جلستك" in stranger.opens(reply.location).text


def test_a_session_ends_after_twelve_hours_of_work(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    with time_machine.travel("2026-11-22T06:00:00Z", tick=False) as now:
        stranger.signs_in(OFFICER)
        for _ in range(14):
            now.shift(timedelta(minutes=50))
            assert stranger.opens("/staff/").status_code == 200
        now.shift(timedelta(minutes=20))
        assert stranger.opens("/staff/").status_code == 302


def test_the_database_knows_neither_the_password_nor_the_key(app: Flask, colleague: Browser) -> None:
    with colleague.client.session_transaction() as cookie:
        key = cookie["staff_key"]
    with app.app_context():
        person = db.session.scalar(select(Staff))
        row = db.session.scalar(select(StaffSession))
        assert person is not None
        assert row is not None
        assert person.password.startswith("$argon2id$")
        assert key.encode() not in row.key_hash


def test_a_weaker_hash_is_renewed_at_sign_in(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    weak = app.extensions["security"].pwd_context.copy(argon2__memory_cost=8)
    with app.app_context(), transaction() as session:
        service.by_email(session, OFFICER).password = weak.hash(get_hmac(PASSWORD).decode())
    assert stranger.signs_in(OFFICER).status_code == 302
    with app.app_context():
        kept = db.session.scalar(select(Staff.password))
    assert f"m={CHEAP['argon2__memory_cost']}," in kept


def test_a_token_in_a_header_opens_nothing(app: Flask, stranger: Browser) -> None:
    number = add_person(app, OFFICER, "reception")
    with app.test_request_context():
        token = db.session.get(Staff, number).get_auth_token()
    assert stranger.client.get("/staff/", headers={"Authentication-Token": token}).status_code == 302
    assert stranger.client.get("/staff/", query_string={"auth_token": token}).status_code == 302


def test_no_cookie_remembers_anybody(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    page = stranger.opens("/staff/sign-in")
    form = {"csrf_token": token_of(page), "email": OFFICER, "password": PASSWORD, "remember": "y"}
    stranger.client.post("/staff/sign-in", data=form)
    assert list(stranger.cookies()) == ["session"]


def test_public_pages_never_ask_who_is_signed_in(
    app: Flask, colleague: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("forms_service.accounts.sessions.signed_in", lambda *_: asked.append("asked"))
    colleague.opens("/staff/")
    assert asked
    asked.clear()
    for address in ("/forms/track/", "/forms/help-request/", "/healthz", "/nowhere"):
        colleague.opens(address)
    assert asked == []


def test_accounts_serve_nothing_but_signing_in_and_out(app: Flask) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert routes == {"/staff/sign-in", "/staff/sign-out"}
    assert not {"users", "roles"} & set(app.cli.commands)


def test_accounts_refuse_to_mail(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="do not send mail"):
        app.extensions["security"].mail_util.send_mail("welcome", "s", "officer@example.org", "x", None, None)


@pytest.mark.parametrize("target", ["https://[", "//[", "/\\[", "\\\\[x"])
def test_a_next_that_is_no_address_is_refused_signed_in_or_not(colleague, stranger, target):
    page = token_of(stranger.opens("/staff/sign-in"))
    typed = {"csrf_token": page, "email": "officer@example.org", "password": PASSWORD, "next": target}
    assert stranger.client.post("/staff/sign-in", data=typed).status_code == 400
    for browser in (stranger, colleague):
        answer = browser.client.get("/staff/sign-in", query_string={"next": target})
        assert answer.status_code == 400
