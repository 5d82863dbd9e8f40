"""The minutes of a session, as a page and on paper: references, results, votes, who stepped aside, and the public reasons.

No persons but the members. Whoever has yet to vote on a request sees no votes on it here either, and whoever stepped aside from
it no reasons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import COMMITTEE
from forms_service.clock import written_day
from forms_service.db import db
from forms_service.help_requests import docket
from forms_service.help_requests.guides import Clause, clause_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.references import show_reference
from forms_service.renderers.blocks import Block, Pair, facts, heading, notice, say, signatures
from forms_service.renderers.paper import Paper
from forms_service.renderers.pieces import code, said, typed
from forms_service.staff import committee_rows as rows
from forms_service.staff.committee_room import names_of_staff, session_or_404
from forms_service.staff.committee_seat import seat_of
from forms_service.staff.committee_words import named_clause
from forms_service.staff.lock import NUMBER, page
from forms_service.staff.papers import about_letters, as_download, printed_by
from forms_service.staff.reading import note_reads
from forms_service.staff.records import Badge


@dataclass(frozen=True)
class Minute:
    """One request that the session looked at, as the reader may see it: how it was voted on, and the public reason, in words."""

    number: int
    reference: str
    badge: Badge
    votes: str
    aside: Sequence[str]
    clause: Clause | None
    reason: str


@dataclass(frozen=True)
class Minutes:
    """What a session did. `secretary`: who opened it."""

    held: CommitteeSession
    day: str
    present: Sequence[str]
    secretary: str
    items: Sequence[Minute]


@page(f"/committee/sessions/{NUMBER}/minutes", needs=COMMITTEE)
def committee_minutes(number: int) -> ResponseReturnValue:
    """The minutes, to be read."""
    return render_template("staff/committee_minutes.html", minutes=_read(number))


@page(f"/committee/sessions/{NUMBER}/minutes/paper", needs=COMMITTEE)
def committee_minutes_paper(number: int) -> Response:
    """The same, to be printed and signed."""
    minutes, now = _read(number), clock.now()
    blocks = list(blocks_of(minutes))
    paper = Paper(
        title=_("محضر جلسة لجنة البحث"),
        description=_("محضر الجلسة رقم %(number)s", number=number),
        made_at=now,
        blocks=[*about_letters(blocks), *blocks],
        foot=printed_by(now),
    )
    return as_download(paper, f"minutes-{number}")


def _read(number: int) -> Minutes:
    """The minutes for who is signed in; reading reasons is written down."""
    minutes = minutes_of(session_or_404(number), current_user._get_current_object())
    note_reads(HelpRequest.kind, [item.reference for item in minutes.items if item.reason])
    return minutes


def minutes_of(held: CommitteeSession, reader: Staff) -> Minutes:
    """The minutes of a session as this person may read them."""
    names, cases = names_of_staff(), docket.cases_on(db.session, held)

    def minute(place: int, item: AgendaItem) -> Minute:
        case = cases[item.case_id]
        tally, seat = rows.tally_of(item, names), seat_of(item, case, reader)
        shows_votes = held.closed_at is not None or seat.sees_tally(item.result)
        cast = _("، ").join(f"{name}: {count}" for name, count in tally.by_choice if count) or _("لا أصوات")
        votes = cast if shows_votes else _("تظهر بعد التصويت")
        return Minute(
            place, case.reference, rows.item_badge(item, case), votes, tally.aside, clause_of(item.clause),
            "" if seat.is_aside else item.words.get("public", ""),
        )  # fmt: skip

    return Minutes(
        held,
        written_day(held.held_on),
        rows.present_names(held, names),
        names.get(int(held.opened_by.partition(":")[2] or 0), ""),
        [minute(place, item) for place, item in enumerate(held.agenda, start=1)],
    )


def blocks_of(minutes: Minutes) -> Iterator[Block]:
    """The minutes on paper: what was decided, item by item, and lines to sign on."""
    held = minutes.held
    yield facts(
        [
            (_("رقم الجلسة"), code(held.id)),
            (_("تاريخها"), said(minutes.day)),
            (_("النصاب"), said(held.quorum)),
            (_("عدد الحاضرين"), said(len(minutes.present))),
            (_("الحاضرون"), typed("\n".join(minutes.present))),
        ]
    )
    if held.closed_at is None:
        yield notice("editorial", _("جلسة مفتوحة"), _("الجلسة مفتوحة، فلم يكتمل محضرها بعد."))
    yield heading(_("القرارات"))
    for item in minutes.items:
        yield heading(f"{item.number}. " + _("الطلب %(reference)s", reference=show_reference(item.reference)), 3)
        yield facts(_known(item))
    if not minutes.items:
        yield say(_("لم تنظر اللجنة في طلب في هذه الجلسة."))
    yield heading(_("التواقيع"))
    secretary = _("أمين سر اللجنة: %(name)s", name=minutes.secretary) if minutes.secretary else _("أمين سر اللجنة")
    yield signatures(_("الاسم"), [*minutes.present, secretary])


def _known(item: Minute) -> Iterator[Pair]:
    yield _("النتيجة"), said(item.badge.label)
    yield _("الأصوات"), said(item.votes)
    yield _("تنحّى"), typed("\n".join(item.aside) or _("لا أحد"))
    yield _("بند الدليل"), said(named_clause(item.clause))
    if item.reason:
        yield _("السبب كما يُرسل إلى مقدّم الطلب"), typed(item.reason)
