"""Several requests at once: looked at, confirmed, done one by one; what is refused for one stops no other."""

import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from forms_service.help_requests.models import HelpRequest
from tests.staff.test_queue import change
from tests.support.office import Browser, add_help_request, add_person, events

BULK = "/staff/bulk"


def ticked(browser: Browser, *references: str) -> list[str]:
    """The boxes of these requests, as the queue shows them."""
    page = browser.opens("/staff/?view=all").text
    return [
        found for reference in references for found in re.findall(rf'name="picked" value="({reference}:\d+)"', page)
    ]


def does(browser: Browser, deed: str, *keys: str, **more: str) -> str:
    reply = browser.posts(BULK, "/staff/", deed=deed, picked=list(keys), step="confirm", **more)
    assert reply.status_code == 200, reply.status
    return reply.text


def row(app: Flask, reference: str) -> HelpRequest:
    with app.app_context():
        return db.session.scalars(select(HelpRequest).where(HelpRequest.reference == reference)).one()


def test_nothing_is_done_before_it_is_confirmed(app: Flask, colleague: Browser) -> None:
    one, two = add_help_request(app), add_help_request(app)
    keys = ticked(colleague, one, two)
    reply = colleague.posts(BULK, "/staff/", deed="take", picked=keys, back="/staff/?view=unassigned")
    assert "تأكيد الإجراء: أتولّى الطلبات" in reply.text
    assert "عدد الطلبات: 2" in reply.text
    assert 'href="/staff/?view=unassigned"' in reply.text
    assert all(f'name="picked" value="{key}"' in reply.text for key in keys)
    assert events(app, "assign") == []


def test_several_are_taken_at_once_each_with_its_event(app: Flask, colleague: Browser) -> None:
    references = [add_help_request(app) for _ in range(3)]
    page = does(colleague, "take", *ticked(colleague, *references))
    assert "نُفّذ على هذه الطلبات. العدد: 3" in page
    assert "لم يُنفَّذ" not in page
    assert [event[3] for event in events(app, "assign")] == references
    assert {row(app, reference).assignee_id for reference in references} == {1}
    does(colleague, "take", *ticked(colleague, *references))
    assert len(events(app, "assign")) == 3, "who has it already keeps it"


def test_several_are_given_to_a_colleague_who_works_on_requests(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app)
    noura, admin = add_person(app, "noura@example.org", "reception"), add_person(app, "admin@example.org", "admin")
    for wrong in ("", str(admin), "x", "٣"):
        reply = colleague.posts(
            BULK, "/staff/", deed="give", picked=ticked(colleague, reference), step="confirm", to=wrong
        )
        assert (reply.status_code, "اختر الزميل من القائمة." in reply.text) == (422, True)
    assert "نُفّذ على هذه الطلبات. العدد: 1" in does(colleague, "give", *ticked(colleague, reference), to=str(noura))
    assert row(app, reference).assignee_id == noura


def test_what_is_refused_for_one_is_said_and_the_others_are_done(app: Flask, colleague: Browser) -> None:
    mine, nobodys, ended, changed = (add_help_request(app) for _ in range(4))
    for reference in (mine, changed):
        change(app, reference, assignee_id=1)
    change(app, ended, state="withdrawn", assignee_id=1)
    keys = ticked(colleague, mine, nobodys, ended, changed)
    change(app, changed, revision=7)
    page = does(colleague, "checking", *keys, "482930571166:0")
    undone, done = page.split("نُفّذ على هذه الطلبات. العدد: 1")
    assert "لم يُنفَّذ على هذه الطلبات. العدد: 4" in undone
    for said in (
        "لا تبدأ المطابقة لأن الطلب غير مسند إلى أحد.",
        "لا ينتقل الطلب من «ملغى بطلب صاحبه» إلى «قيد المطابقة».",
        "تغيّر الطلب بعد أن عُرض لك، فلم يُنفَّذ عليه شيء.",
        "لا يوجد طلب بهذا الرقم.",
    ):
        assert said in undone
    assert mine in done
    states = [row(app, reference).state for reference in (mine, nobodys, ended, changed)]
    assert states == ["checking", "received", "withdrawn", "received"]
    assert [event[3] for event in events(app, "to_checking")] == [mine]


def test_the_same_confirmation_twice_does_nothing_twice(app: Flask, colleague: Browser) -> None:
    reference = change(app, add_help_request(app), assignee_id=1)
    keys = ticked(colleague, reference)
    does(colleague, "checking", *keys)
    assert "تغيّر الطلب بعد أن عُرض لك" in does(colleague, "checking", *keys)
    assert len(events(app, "to_checking")) == 1


def test_a_delegate_acts_only_in_the_own_branch_and_gives_nothing_out_of_it(app: Flask, stranger: Browser) -> None:
    own, foreign = (change(app, add_help_request(app), branch=branch) for branch in ("north", "south"))
    numbers = {branch: add_person(app, f"{branch}@example.org", "delegate") for branch in ("north", "south")}
    with app.app_context(), transaction() as session:
        for branch, number in numbers.items():
            session.execute(update(Staff).where(Staff.id == number).values(branch=branch))
    stranger.signs_in("north@example.org")
    page = does(stranger, "take", f"{own}:0", f"{foreign}:0")
    assert "هذا الإجراء ليس من صلاحياتك" in page
    assert (row(app, own).assignee_id, row(app, foreign).assignee_id) == (numbers["north"], None)
    page = does(stranger, "give", *ticked(stranger, own), to=str(numbers["south"]))
    assert "لا يعمل هذا الموظف على هذا الطلب" in page
    assert "مستلَم" not in stranger.posts(BULK, "/staff/", deed="take", picked=f"{foreign}:0").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"deed": "take"}, "علّم طلبًا أو أكثر أولًا."),
        ({"picked": "482930571166:0", "deed": "closed"}, "اختر الإجراء من القائمة."),
    ],
)
def test_what_is_missing_is_said(colleague: Browser, form: dict[str, str], said: str) -> None:
    reply = colleague.posts(BULK, "/staff/", **form)
    assert reply.status_code == 422
    assert said in reply.text


@pytest.mark.parametrize("picked", ["x", "482930571166", "482930571166:-1", "٤٨٢٩٣٠٥٧١١٦٦:0"])
def test_what_no_page_of_ours_wrote_is_refused(colleague: Browser, picked: str) -> None:
    assert colleague.posts(BULK, "/staff/", deed="take", picked=picked).status_code == 400


def test_an_expired_confirmation_is_shown_again_and_does_nothing(app: Flask, colleague: Browser) -> None:
    key = ticked(colleague, add_help_request(app))[0]
    form = {"deed": "take", "picked": key, "step": "confirm", "csrf_token": "old"}
    reply = colleague.client.post(BULK, data=form)
    assert reply.status_code == 400
    assert f'name="picked" value="{key}"' in reply.text
    assert events(app, "assign") == []


def test_who_comes_without_a_form_is_led_back(colleague: Browser) -> None:
    for back, led in (
        ("/staff/?view=mine", "/staff/?view=mine"),
        ("https://evil.example/", "/staff/"),
        ("", "/staff/"),
    ):
        reply = colleague.opens(f"{BULK}?back={back}")
        assert (reply.status_code, reply.location) == (303, led)
