"""Which requests somebody may see and act on."""

from flask import Flask
from sqlalchemy import update

from forms_service.accounts.models import Staff
from forms_service.db import transaction
from forms_service.help_requests import meeting
from forms_service.help_requests.models import HelpRequest
from tests.support.casework import MEMBERS, START, Story, member
from tests.support.desk import Desk, at_desk


def in_branches(desk: Desk, mine: str, its: str) -> None:
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == desk.me).values(branch=mine))
        session.execute(update(HelpRequest).values(branch=its))


def test_a_delegate_sees_and_leads_the_own_branch_only(app: Flask) -> None:
    desk = at_desk(app, "delegate")
    assert desk.browser.opens(desk.path).status_code == 403
    in_branches(desk, "north", "south")
    assert desk.browser.opens(desk.path).status_code == 403
    in_branches(desk, "north", "north")
    desk.story(lambda story: story.is_checked())
    assert desk.moves("signed").status_code == 303


def test_a_delegate_learns_of_no_request_of_another_branch(app: Flask) -> None:
    desk = at_desk(app, "delegate")
    with app.app_context():
        elsewhere = Story().reference
    in_branches(desk, "north", "north")
    assert "طلبات أخرى للشخص نفسه" in desk.reads()
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).where(HelpRequest.reference == elsewhere).values(branch="south"))
    assert elsewhere not in desk.reads()
    assert elsewhere not in desk.browser.opens("/staff/").text, "nor from the banner of notices that did not leave"


def test_a_delegate_who_is_a_member_too_leads_no_other_branch(app: Flask) -> None:
    desk = at_desk(app, "delegate", "member")
    in_branches(desk, "north", "south")
    desk.story(lambda story: story.is_checked())
    assert desk.moves("signed").status_code == 422
    assert desk.sends("question", question="متى؟").status_code == 403
    assert desk.state == "checking"


def test_a_member_who_stepped_aside_does_not_open_the_request(app: Flask) -> None:
    desk = at_desk(app, "member")
    desk.story(lambda story: story.is_raised().is_on_the_agenda((*MEMBERS, desk.me)))
    assert desk.browser.opens(desk.path).status_code == 200
    desk.story(
        lambda story: story.in_session(
            lambda session, item: meeting.step_aside(session, item, desk.me, by=member(desk.me), now=START)
        )
    )
    for address in (desk.path, f"{desk.path}/move/signed"):
        assert desk.browser.opens(address).status_code == 403
