"""The lines of the committee's pages: what waits, what stands on an agenda, which replies have not left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from forms_service.association import Association
from forms_service.clock import today_in_riyadh, written_day
from forms_service.help_requests import committee
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.help_requests.statuses import COMMITTEE, DECIDED
from forms_service.staff.committee_seat import Seat
from forms_service.staff.committee_words import RESULTS, VOTES
from forms_service.staff.records import Badge, service_of, state_of


@dataclass(frozen=True)
class Raised:
    """A request before the committee. `days` since it was raised; `not_before` is the first day of the reply, in words."""

    reference: str
    service: str
    raised: str
    days: int
    not_before: str
    is_past_floor: bool
    result: Badge | None
    is_decided: bool
    may_reply: bool
    item: AgendaItem | None = None


@dataclass(frozen=True)
class AgendaRow:
    """A request on an agenda. `mine`: what the reader did on it, where the reader votes."""

    number: int
    reference: str
    service: str
    badge: Badge
    mine: Badge | None


@dataclass(frozen=True)
class Tally:
    """How far the voting came: votes by the name of the choice, who voted, who stepped aside, and who is left."""

    by_choice: tuple[tuple[str, int], ...]
    voted: int
    aside: tuple[str, ...]
    left: int


def raised_row(
    case: HelpRequest, now: datetime, association: Association, agendas: Mapping[int, AgendaItem] | None = None
) -> Raised:
    """The line of a request that was raised, at `now` (aware)."""
    raised_on, today = today_in_riyadh(case.raised_at or now), today_in_riyadh(now)
    floor = committee.reply_not_before(raised_on, association.committee.reply_floor_days)
    decided = case.state == DECIDED
    return Raised(
        case.reference,
        service_of(case, association),
        written_day(raised_on),
        (today - raised_on).days,
        written_day(floor),
        today >= floor,
        result_badge(case.result) if decided else None,
        decided,
        decided and (today >= floor or case.early_reply_by is not None),
        (agendas or {}).get(case.id),
    )


def agenda_row(item: AgendaItem, case: HelpRequest, seat: Seat, association: Association) -> AgendaRow:
    """The line of a request on an agenda, for whoever sits there."""
    return AgendaRow(item.id, case.reference, service_of(case, association), item_badge(item, case), _mine(seat))


def item_badge(item: AgendaItem, case: HelpRequest) -> Badge:
    """How far a request on an agenda came."""
    if item.result is not None:
        return result_badge(item.result)
    if case.state != COMMITTEE or item.session.closed_at is not None:
        return Badge(_("بلا نتيجة"), "") if case.state == COMMITTEE else state_of(case)
    voters = committee.voters_of(item.session.present, [each.staff_id for each in item.recusals])
    return Badge(_("صوّت %(voted)s من %(all)s", voted=len(item.votes), all=len(voters)), "doing")


def result_badge(result: str | None) -> Badge:
    """A result in words."""
    name, style = RESULTS.get(result or "", (_("بلا نتيجة"), ""))
    return Badge(str(name), style)


def tally_of(item: AgendaItem, names: Mapping[int, str]) -> Tally:
    """The votes on a request; not whose they are."""
    cast = [vote.choice for vote in item.votes]
    aside = [each.staff_id for each in item.recusals]
    voters = committee.voters_of(item.session.present, aside)
    return Tally(
        tuple((str(VOTES[choice][0]), cast.count(choice)) for choice in committee.CHOICES),
        len(cast),
        tuple(names.get(number, str(number)) for number in aside),
        len(voters - {vote.staff_id for vote in item.votes}),
    )


def present_names(meeting: CommitteeSession, names: Mapping[int, str]) -> list[str]:
    """Who is present, by name."""
    return sorted(names.get(number, str(number)) for number in meeting.present)


def _mine(seat: Seat) -> Badge | None:
    if seat.is_aside:
        return Badge(_("تنحّيت"), "")
    if seat.choice is not None:
        return Badge(_("سُجّل صوتك"), "ok")
    return Badge(_("بانتظار صوتك"), "turn") if seat.may_vote else None
