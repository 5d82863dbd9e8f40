"""Who gets into the back-office, and that no page can forget to ask."""

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service.accounts.models import Staff
from forms_service.accounts.roles import ROLES, may
from forms_service.db import transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.staff.back_office import init_staff
from forms_service.staff.lock import NEEDS, UndeclaredRight, check_rights_are_declared, page
from tests.support.office import Browser, add_help_request, add_person, events, pages, routes


def test_a_stranger_is_sent_to_sign_in_from_every_page(app: Flask, stranger: Browser) -> None:
    addresses = list(pages(app))
    assert len(addresses) >= 4
    for address in addresses:
        reply = stranger.opens(address)
        assert (reply.status_code, reply.location) == (302, f"/staff/sign-in?next={address}")


def test_a_stranger_learns_nothing_about_references(app: Flask, stranger: Browser) -> None:
    known = add_help_request(app)
    replies = [stranger.opens(f"/staff/help-requests/{reference}") for reference in (known, "482930571166")]
    assert {reply.status_code for reply in replies} == {302}
    assert events(app, "read") == []


def test_an_administrator_sees_no_case(app: Flask, stranger: Browser) -> None:
    known = add_help_request(app)
    add_person(app, "admin@example.org", "admin")
    stranger.signs_in("admin@example.org")
    shut = [address for address, endpoint in routes(app) if NEEDS[endpoint] not in ROLES["admin"].rights]
    assert len(shut) >= 4
    for address in [*(set(shut) - {"/staff/"}), f"/staff/help-requests/{known}"]:
        reply = stranger.opens(address)
        assert reply.status_code == 403
        assert "لا يمكنك فتح هذه الصفحة" in reply.text
        assert "سلمى" not in reply.text
    assert events(app, "read", "list") == []
    assert stranger.opens("/staff/").location == "/staff/people/"
    assert stranger.signs_out("/staff/account").status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_to_whoever_has_its_right_and_to_nobody_else(app: Flask, stranger: Browser, role: str) -> None:
    add_person(app, "someone@example.org", role)
    stranger.signs_in("someone@example.org")
    for address, endpoint in routes(app):
        reply = stranger.opens(address)
        led_on = address == "/staff/" and reply.status_code == 302  # to the first page that is theirs
        assert (address, reply.status_code == 403 or led_on) == (address, not may([role], NEEDS[endpoint]))


@pytest.mark.parametrize("role", ROLES)
def test_every_act_is_open_to_whoever_has_its_right_and_to_nobody_else(
    app: Flask, stranger: Browser, role: str
) -> None:
    add_person(app, "someone@example.org", role)
    stranger.signs_in("someone@example.org")
    acts = list(routes(app, "POST"))
    assert len(acts) >= 10
    for address, endpoint in acts:
        if stranger.opens("/staff/account").status_code != 200:  # some of these acts end the session
            stranger.signs_in("someone@example.org", address=f"127.0.1.{len(address)}")
        reply = stranger.posts(address, "/staff/account")
        assert (address, reply.status_code == 403) == (address, not may([role], NEEDS[endpoint]))


def test_no_act_is_open_to_a_stranger(app: Flask, stranger: Browser) -> None:
    for address, _endpoint in routes(app, "POST"):
        reply = stranger.posts(address, "/staff/sign-in")
        assert (address, reply.status_code, reply.location.partition("?")[0]) == (address, 302, "/staff/sign-in")


def test_every_staff_route_declares_a_right(app: Flask) -> None:
    check_rights_are_declared(app)
    assert {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("staff.")} == set(NEEDS)


def test_a_forgotten_right_stops_the_start(app: Flask) -> None:
    bare = Flask("bare")
    bare.add_url_rule("/staff/secrets", "forgotten", lambda: "")
    with pytest.raises(UndeclaredRight, match="forgotten"):
        init_staff(bare)


@pytest.mark.parametrize("rule", ["/staff/secrets", "/staff"])
def test_the_service_does_not_start_with_a_page_that_names_no_right(app: Flask, rule: str) -> None:
    app.add_url_rule(rule, "forgotten", lambda: "")
    with pytest.raises(UndeclaredRight, match="forgotten"):
        check_rights_are_declared(app)


def test_a_page_cannot_need_a_right_that_does_not_exist() -> None:
    with pytest.raises(UndeclaredRight, match="/x"):
        page("/x", needs="read_everything")


@pytest.fixture
def delegate(app: Flask, stranger: Browser) -> Browser:
    """The delegate of the branch north, signed in."""
    number = add_person(app, "delegate@example.org", "delegate")
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == number).values(branch="north"))
    stranger.signs_in("delegate@example.org")
    return stranger


@pytest.mark.parametrize("branch", ["south", None])
def test_a_delegate_opens_and_changes_nothing_of_another_branch(
    app: Flask, delegate: Browser, branch: str | None
) -> None:
    own, foreign = add_help_request(app), add_help_request(app)
    with app.app_context(), transaction() as session:
        for reference, its in ((own, "north"), (foreign, branch)):
            session.execute(update(HelpRequest).where(HelpRequest.reference == reference).values(branch=its))
    tried = 0
    for method in ("GET", "POST"):
        for address, endpoint in routes(app, method):
            if "482930571166" not in address or NEEDS[endpoint] not in ROLES["delegate"].rights:
                continue
            tried += 1
            path = address.replace("482930571166", foreign)
            reply = delegate.opens(path) if method == "GET" else delegate.posts(path, "/staff/account")
            assert (method, address, reply.status_code) == (method, address, 403)
            assert "سلمى" not in reply.text
    assert tried >= 15
    assert events(app, "read") == []
    assert delegate.opens(f"/staff/help-requests/{own}").status_code == 200
