"""A request as one line of the queue or of a search: what an officer needs to choose the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.crypto import SealBroken
from forms_service.help_requests.committee import reply_not_before
from forms_service.help_requests.from_applicant import with_unseen
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import COMMITTEE, DECIDED
from forms_service.staff.records import Badge, doubt_of, language_of, service_of, state_of


@dataclass(frozen=True)
class Row:
    """One line. `name` is None where the answers do not open; `worker` is empty where nobody works on it.

    `since`: how long it has stood where it stands, in words; `is_late`: past the floor and without a reply.
    `key` names the request and the revision that was read.
    """

    reference: str
    key: str
    name: str | None
    service: str
    language: str
    badges: tuple[Badge, ...]
    since: str
    is_late: bool
    worker: str


def rows_of(session: Session, cases: Sequence[HelpRequest], association: Association, now: datetime) -> list[Row]:
    """The lines of these requests, in their order."""
    if not cases:
        return []
    workers, unseen = names_of_workers(session), with_unseen(session, cases)
    return [_row(case, workers, association, now, has_news=case.id in unseen) for case in cases]


def names_of_workers(session: Session) -> Mapping[int, str]:
    """Who works here, by number."""
    return dict(session.execute(select(Staff.id, Staff.name)).all())


def days_in_words(days: int) -> str:
    """A span of whole days: أقل من يوم، يومان، 11 يومًا."""
    return str(ngettext("%(num)s يوم", "%(num)s يوم", days))


def _row(
    case: HelpRequest, workers: Mapping[int, str], association: Association, now: datetime, *, has_news: bool
) -> Row:
    is_late = _is_late(case, association, now)
    began = case.raised_at if is_late else case.state_since
    days = days_in_words(max(0, (now - (began or case.received_at)).days))
    news = Badge(_("وصل جديد"), "turn") if has_news else None
    return Row(
        case.reference,
        f"{case.reference}:{case.revision}",
        name_of(case),
        service_of(case, association),
        language_of(case, association),
        tuple(badge for badge in (state_of(case), news, doubt_of(case)) if badge),
        _("%(days)s، بلا رد", days=days) if is_late else days,
        is_late,
        workers.get(case.assignee_id, "") if case.assignee_id else "",
    )


def _is_late(case: HelpRequest, association: Association, now: datetime) -> bool:
    if case.state not in (COMMITTEE, DECIDED) or case.raised_at is None:
        return False
    floor = reply_not_before(today_in_riyadh(case.raised_at), association.committee.reply_floor_days)
    return today_in_riyadh(now) >= floor


def name_of(case: HelpRequest) -> str | None:
    """The applicant's name; None where the answers do not open."""
    # One record that does not open must not hide the others.
    try:
        name = case.answers.get("full_name")
    except SealBroken:
        return None
    return name.shown if name else None
