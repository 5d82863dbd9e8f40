"""Lines of the committee's pages: days since the raise, the floor of the reply, badges, counts without names."""

from datetime import timedelta

import pytest
from flask import Flask, current_app

from forms_service.db import db
from forms_service.help_requests import docket, meeting
from forms_service.help_requests.committee import ACCEPT, REFUSE
from forms_service.help_requests.sessions import AgendaItem
from forms_service.staff import committee_rows as rows
from forms_service.staff.committee_seat import Seat
from tests.support.casework import START, Story, member


def row_of(story: Story, days: int) -> rows.Raised:
    with current_app.test_request_context():
        return rows.raised_row(story.case, START + timedelta(days=days), current_app.extensions["association"])


def first_item() -> AgendaItem:
    db.session.rollback()  # what was read before does not count
    item = docket.item_numbered(db.session, 1)
    assert item is not None
    return item


@pytest.mark.parametrize(("days", "past"), [(0, False), (13, False), (14, True), (15, True)])
def test_the_floor_of_the_reply_counts_in_days_from_the_raise(office: Flask, days: int, past: bool) -> None:
    row = row_of(Story().is_raised(), days)
    assert (row.days, row.is_past_floor, row.may_reply, row.is_decided) == (days, past, False, False)
    assert row.not_before.startswith("الأحد، 15 نوفمبر 2026")


@pytest.mark.parametrize(("days", "may"), [(13, False), (14, True)])
def test_a_decision_may_be_answered_from_the_floor_on(office: Flask, days: int, may: bool) -> None:
    row = row_of(Story().is_decided(REFUSE), days)
    assert (row.is_decided, row.may_reply, row.result and row.result.label) == (True, may, "لم يُقبل")


def test_votes_are_counted_and_only_those_aside_are_named(office: Flask) -> None:
    story = Story().is_raised().is_on_the_agenda().votes(4, ACCEPT).votes(5, REFUSE)
    story.in_session(lambda session, item: meeting.step_aside(session, item, 7, by=member(7), now=story.now))
    with office.test_request_context():
        item = first_item()
        tally = rows.tally_of(item, {7: "ندى"})
        assert tally.by_choice == (("قبول الطلب", 1), ("رفض الطلب", 1), ("نحتاج معلومات إضافية", 0))
        assert (tally.voted, tally.aside, tally.left) == (2, ("ندى",), 1)
        assert rows.item_badge(item, story.case).label == "صوّت 2 من 3"
        assert rows.present_names(item.session, {4: "علي", 5: "عمر"}) == ["6", "7", "علي", "عمر"]


def test_a_request_that_left_shows_where_it_is(office: Flask) -> None:
    story = Story().is_raised().is_on_the_agenda().goes("withdrawn", reason="طلب الإلغاء")
    with office.test_request_context():
        item = first_item()
        assert rows.item_badge(item, story.case).label == "ملغى بطلب صاحبه"


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({}, "بانتظار صوتك"),
        ({"choice": ACCEPT}, "سُجّل صوتك"),
        ({"is_aside": True}, "تنحّيت"),
        ({"is_member": False}, None),
    ],
)
def test_a_line_of_the_agenda_says_what_oneself_did(office: Flask, facts: dict[str, object], label: str | None) -> None:
    Story().is_raised().is_on_the_agenda()
    plain = {"is_aside": False, "choice": None, "is_present": True, "is_member": True, "is_secretary": False}
    with office.test_request_context():
        item = first_item()
        (case,) = docket.cases_on(db.session, item.session).values()
        seat = Seat(**{**plain, "is_open": True, **facts})
        mine = rows.agenda_row(item, case, seat, current_app.extensions["association"]).mine
        assert (mine and mine.label) == label
