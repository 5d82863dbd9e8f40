"""What colleagues are about to do with a request and in the committee, each as (their client, address, form that would do it)."""

import itertools
import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.help_requests import casework, from_applicant, meeting
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.sessions import AgendaItem
from forms_service.outbox.models import FAILED, OutboxMessage
from tests.support.casework import MEMBERS, SECRETARY_OF, WHY_NOT, Story, member, objections_are_open
from tests.support.forms import HELP, Person
from tests.support.office import Browser, add_person, token_of

About = tuple[FlaskClient, str, dict[str, object]]
Act = Callable[[Flask], About]
Prepares = Callable[[Story], object]

NUMBERS = itertools.count(1)
AGO = timedelta(days=40)
"""How long ago a request came: a decided one may be answered by now."""


def newcomer(app: Flask, *roles: str) -> tuple[Browser, int]:
    """Somebody new with these roles, signed in, and their number."""
    email = f"case{next(NUMBERS)}@example.org"
    number = add_person(app, email, *roles)
    browser = Browser(app.test_client())
    assert browser.signs_in(email).status_code == 302
    return browser, number


def colleagues_join(app: Flask) -> None:
    """The people who led a request until now are there: they are numbered, as in every story."""
    with app.app_context():
        missing = [number for number in range(1, 9) if db.session.get(Staff, number) is None]
    for _number in missing:
        add_person(app, f"story{next(NUMBERS)}@example.org", "reception", "member", "secretary", "manager")


def happened(app: Flask, prepares: Prepares) -> tuple[str, str]:
    """A request of its own that came this far: its reference, and the number that `prepares` left behind."""
    colleagues_join(app)
    with app.app_context():
        story = Story(clock.now() - AGO)
        left = prepares(story)
        return story.reference, str(left)


# On the page of a request


def on_request(act: str, role: str = "reception", after: Prepares = lambda story: None, **form: str) -> Act:
    """A small form on the page of a request. `N` in the form is the number that what was before left behind."""

    def about_to(app: Flask) -> About:
        reference, left = happened(app, after)
        browser, _me = newcomer(app, role)
        return at_page(browser, reference, act, {name: left if said == "N" else said for name, said in form.items()})

    return about_to


def at_page(browser: Browser, reference: str, act: str, form: dict[str, str]) -> About:
    """The form with the token and the revision of the page that it stands on."""
    address = f"/staff/help-requests/{reference}"
    page = browser.opens(f"{address}?tab=matching")
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    known = {"seen": seen[1]} if seen else {}
    return browser.client, f"{address}/{act}", {"csrf_token": token_of(page), **known, **form}


def takes_it(app: Flask) -> About:
    reference, _left = happened(app, lambda story: None)
    browser, me = newcomer(app, "reception")
    return at_page(browser, reference, "assign", {"to": str(me)})


def corrects_answers(app: Flask) -> About:
    reference = Person(app.test_client(), HELP).submits()
    browser, _me = newcomer(app, "reception")
    typed = {
        "mobile": "0500000003",
        "email": "",
        "contact_method": "phone",
        "contact_language": "ur",
        "officer_preference": "any",
    }
    return at_page(browser, reference, "answers/contact", {**typed, "reason": "اتصلت وقالت إن الرقم تغيّر"})


def objects_for_the_person(app: Flask) -> About:
    objections_are_open(app)
    return on_request("objection", after=lambda story: story.is_refused(), channel="phone", text=WHY_NOT)(app)


def asked(story: Story) -> object:
    return story.act(casework.ask, "متى الدرس؟")


def answered(story: Story) -> object:
    number = asked(story)
    story.act(casework.answer, number, "يوم الأحد")
    return number


def delivering(story: Story) -> object:
    story.is_decided(ACCEPT).days_pass(20).goes("accepted").goes("registration").is_registered().goes("delivering")
    return story.act(casework.plan_delivery, "كتب بالأردية", "3 كتب")


def delivered(story: Story) -> object:
    number = delivering(story)
    story.act(casework.hand_over, number, "وقّع صاحب الطلب", "interview")
    return story.goes("delivered")


def not_sent(story: Story) -> object:
    """A message about it did not leave; its number."""
    with transaction() as session:
        row = session.scalars(select(OutboxMessage).where(OutboxMessage.about == story.reference)).first()
        assert row is not None
        row.state, row.next_try_at, row.attempts = FAILED, None, 9
        return row.id


def wrote_again(story: Story) -> object:
    with transaction() as session:
        return from_applicant.send(
            session, story.reference, from_applicant.ANSWER, "عندي الوثيقة الآن", is_own=True, now=story.now
        )


REQUEST_ACTS: dict[str, Act] = {
    "assign": takes_it,
    "mark": on_request("mark", stage="matching", **{"met-need": "yes"}),
    "note": on_request("note", text="يفضّل الاتصال مساءً"),
    "contact": on_request("contact", channel="phone", reached="no", note="لم يرد أحد"),
    "inform": on_request("inform", channel="phone"),
    "declare": on_request("declare", method="phone", signed_name="سلمى عبده"),
    "question": on_request("question", question="متى الدرس؟"),
    "refer": on_request("refer", question="لم أفهم الإقرار"),
    "answer": on_request("answer", after=asked, question_id="N", answer="يوم الأحد"),
    "told": on_request("told", after=answered, question_id="N", channel="phone"),
    "plan_delivery": on_request("plan_delivery", after=delivering, what="معجم", amount="واحد"),
    "hand_over": on_request("hand_over", after=delivering, delivery_id="N", channel="interview", receipt="وقّع"),
    "survey": on_request("survey", after=delivered, note="invited"),
    "allow_early_reply": on_request(
        "allow_early_reply", "manager", lambda story: story.is_decided(ACCEPT), reason="يبدأ الدرس غدًا"
    ),
    "send_again": on_request("send_again", after=not_sent, message="N"),
    "see": on_request("see", after=wrote_again),
    "objection": objects_for_the_person,
    "move/<target>": on_request("move/checking", after=lambda story: story.act(casework.assign, 1), step="confirm"),
    "answers/<slug>": corrects_answers,
}


# In the committee


def on_session(act: str, chosen: str = "") -> Act:
    """A form of the secretary on an open session, about one member who is not there, or one request that waits."""

    def about_to(app: Flask) -> About:
        reference, number = happened(app, session_beside)
        browser, _me = newcomer(app, "secretary")
        _browser, late = newcomer(app, "member")
        page = f"/staff/committee/sessions/{number}"
        form = {"present": [str(late)], "reference": [reference]}
        token = token_of(browser.opens(page))
        return browser.client, f"{page}/{act}", {"csrf_token": token, **({chosen: form[chosen]} if chosen else {})}

    return about_to


def session_beside(story: Story) -> object:
    """The request waits, and a session is open; its number."""
    story.is_raised()
    with transaction() as session:
        today = today_in_riyadh(story.now)
        return meeting.open_session(session, today, MEMBERS, by=SECRETARY_OF, now=story.now).id


def opens_a_session(app: Flask) -> About:
    browser, _me = newcomer(app, "secretary")
    _browser, present = newcomer(app, "member")
    address = "/staff/committee/sessions/new"
    return browser.client, address, {"csrf_token": token_of(browser.opens(address)), "present": [str(present)]}


def on_item(act: str, role: str, votes: int = 0, **form: str) -> Act:
    """A form on a request that stands on an open agenda, where some have voted and oneself is present."""

    def about_to(app: Flask) -> About:
        browser, me = newcomer(app, role)
        present = MEMBERS if role == "secretary" else (*MEMBERS, me)
        _reference, number = happened(app, lambda story: called(story, present, votes))
        page = f"/staff/committee/items/{number}"
        return browser.client, f"{page}/{act}", {"csrf_token": token_of(browser.opens(page)), **form}

    return about_to


def called(story: Story, present: tuple[int, ...], votes: int) -> object:
    """The request is on an agenda and has some votes; the number of its place there."""
    story.is_raised().is_on_the_agenda(present)

    def cast(session, item: AgendaItem) -> int:
        for number in MEMBERS[:votes]:
            meeting.vote(session, item, number, ACCEPT, by=member(number), now=story.now)
        return item.id

    return story.in_session(cast)


COMMITTEE_ACTS: dict[str, Act] = {
    "sessions/new": opens_a_session,
    "sessions/<number>/agenda": on_session("agenda", "reference"),
    "sessions/<number>/arrival": on_session("arrival", "present"),
    "sessions/<number>/close": on_session("close"),
    "items/<number>/aside": on_item("aside", "member"),
    "items/<number>/vote": on_item("vote", "member", choice=ACCEPT, sure="yes"),
    "items/<number>/record": on_item("record", "secretary", votes=3, result=ACCEPT, reason="للحفظ"),
}


def searches(app: Flask) -> About:
    browser, _me = newcomer(app, "reception")
    return browser.client, "/staff/search", {"csrf_token": token_of(browser.opens("/staff/")), "q": "سلمى"}


def takes_several(app: Flask) -> About:
    reference, _left = happened(app, lambda story: None)
    browser, _me = newcomer(app, "reception")
    form = {"deed": "take", "picked": f"{reference}:0", "step": "confirm"}
    return browser.client, "/staff/bulk", {"csrf_token": token_of(browser.opens("/staff/")), **form}


CASE_ACTS: dict[str, Act] = {
    "/staff/search": searches,
    "/staff/bulk": takes_several,
    **{f"/staff/help-requests/<reference>/{act}": about_to for act, about_to in REQUEST_ACTS.items()},
    **{f"/staff/committee/{act}": about_to for act, about_to in COMMITTEE_ACTS.items()},
}
"""By the route they go to."""
