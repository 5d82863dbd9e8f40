"""What a member sees of a request to decide on it: the answers as asked without identity and addresses, and what was checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.clock import today_in_riyadh, written_day
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests.case_file import Check, Question
from forms_service.help_requests.checklist import MATCHING, Item, items_of
from forms_service.help_requests.docket import session_of
from forms_service.help_requests.guides import Clause, Guide, clause_of, guides
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem
from forms_service.staff.committee_room import association, names_of_staff
from forms_service.staff.committee_rows import Raised, Tally, item_badge, present_names, raised_row, tally_of
from forms_service.staff.committee_seat import Seat
from forms_service.staff.records import Badge
from forms_service.staff.request_objection import Objection, objection_of

NOT_NEEDED = frozenset({"id_number", "mobile", "helper_mobile", "email"})
"""Answers that a decision does not need; they stand in the request's file."""


@dataclass(frozen=True)
class Matched:
    """One item of the checklist, and whether it was met and valid on the day of submission."""

    name: str
    badge: Badge
    until: str


@dataclass(frozen=True)
class Sight:
    """One request on an agenda. `place` is its number on it, of `all`; `next` the one that comes after it."""

    record: AnswersRecord | None
    raised: Raised
    badge: Badge
    day: str
    place: int
    all: int
    next: int | None
    present: Sequence[str]
    tally: Tally
    shows_tally: bool
    matched: Sequence[Matched]
    referrals: Sequence[Question]
    objection: Objection | None
    guides: Sequence[Guide]
    clause: Clause | None


def sight_of(session: Session, item: AgendaItem, case: HelpRequest, seat: Seat) -> Sight:
    """The request as this person may see it; whoever stepped aside sees no answers."""
    held, names = session_of(session, item.session_id) or item.session, names_of_staff()
    numbers = [each.id for each in held.agenda]
    place = numbers.index(item.id)
    return Sight(
        record=None if seat.is_aside else needed(case.answers),
        raised=raised_row(case, clock.now(), association()),
        badge=item_badge(item, case),
        day=written_day(held.held_on),
        place=place + 1,
        all=len(numbers),
        next=numbers[place + 1] if place + 1 < len(numbers) else None,
        present=present_names(held, names),
        tally=tally_of(item, names),
        shows_tally=seat.sees_tally(item.result),
        matched=[] if seat.is_aside else matched_of(session, case),
        referrals=[] if seat.is_aside else referrals_of(session, case),
        objection=None if seat.is_aside else objection_of(session, case),
        guides=guides(),
        clause=clause_of(item.clause),
    )


def needed(record: AnswersRecord) -> AnswersRecord:
    """The answers without those that a decision does not need."""
    return replace(
        record,
        sections=tuple(
            replace(section, answers=tuple(answer for answer in section.answers if answer.name not in NOT_NEEDED))
            for section in record.sections
        ),
    )


def matched_of(session: Session, case: HelpRequest) -> list[Matched]:
    """The checklist of matching, as it was worked through."""
    found = session.scalars(select(Check).where(Check.case_id == case.id, Check.stage == MATCHING))
    marks = {mark.item: mark for mark in found}
    return [_matched(item, marks.get(item.code), case) for item in items_of(case, MATCHING, association())]


def referrals_of(session: Session, case: HelpRequest) -> Sequence[Question]:
    """What was referred to the social research officer, answered or not."""
    asked = select(Question).where(Question.case_id == case.id, Question.is_referral).order_by(Question.id)
    return session.scalars(asked).all()


def _matched(item: Item, mark: Check | None, case: HelpRequest) -> Matched:
    holds = mark is not None and mark.holds_on(today_in_riyadh(case.received_at))
    badge = Badge(_("مطابق"), "ok") if holds else Badge(_("لم يُطابَق"), "no")
    return Matched(_(item.name), badge, written_day(mark.valid_until) if mark and mark.valid_until else "")
