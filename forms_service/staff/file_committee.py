"""What the file of a request says of the committee, as its reader may see it: the rules are those of the committee's pages."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.accounts.roles import COMMITTEE
from forms_service.clock import written_day
from forms_service.help_requests.guides import clause_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem
from forms_service.renderers.blocks import Block, Pair, facts, heading
from forms_service.renderers.pieces import said, typed
from forms_service.staff.committee_room import names_of_staff
from forms_service.staff.committee_rows import Tally, item_badge, result_badge, tally_of
from forms_service.staff.committee_seat import Seat, seat_of
from forms_service.staff.committee_words import named_clause

Reasons = list[tuple[str, str]]
"""When it was decided, and what was written of it for staff only."""


def decisions_of(session: Session, case: HelpRequest, reader: Staff) -> tuple[list[Block], Reasons]:
    """What each session decided, the oldest first; and its words for staff, for who may read those.

    Who does not see the committee's work reads the result once the reply was sent.
    """
    if not reader.may(COMMITTEE):
        result = result_badge(case.result) if case.reply_sent_at and case.result else None
        known: list[Pair] = [(_("النتيجة"), said(result.label))] if result else []
        return ([heading(_("لجنة البحث")), facts(known)] if known else []), []
    found = select(AgendaItem).where(AgendaItem.case_id == case.id).order_by(AgendaItem.id)
    seats = [(item, seat_of(item, case, reader)) for item in session.scalars(found)]
    blocks = [facts(_decision(item, case, seat)) for item, seat in seats]
    reasons = [
        (written_day(item.session.held_on), item.words["reason"])
        for item, seat in seats
        if not seat.is_aside and item.words.get("reason")
    ]
    return ([heading(_("لجنة البحث")), *blocks] if blocks else []), reasons


def _decision(item: AgendaItem, case: HelpRequest, seat: Seat) -> Iterator[Pair]:
    tally = tally_of(item, names_of_staff())
    yield _("الجلسة"), said(_("%(number)s، %(day)s", number=item.session_id, day=written_day(item.session.held_on)))
    yield _("النتيجة"), said(item_badge(item, case).label)
    if item.session.closed_at is not None or seat.sees_tally(item.result):
        yield _("الأصوات"), said(_votes(tally))
    yield _("تنحّى"), typed("\n".join(tally.aside) or _("لا أحد"))
    if clause := clause_of(item.clause):
        yield _("بند الدليل"), said(named_clause(clause))
    if not seat.is_aside and item.words.get("public"):
        yield _("السبب كما يُرسل إلى مقدّم الطلب"), typed(item.words["public"])


def _votes(tally: Tally) -> str:
    return str(_("، ").join(f"{name}: {count}" for name, count in tally.by_choice if count) or _("لا أصوات"))
