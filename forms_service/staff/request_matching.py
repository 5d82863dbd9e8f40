"""The checklists of a request and what the person asked, as the request page shows them. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.clock import today_in_riyadh, written_day
from forms_service.help_requests.case_file import Check, Question
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, Item, items_of
from forms_service.help_requests.models import HelpRequest
from forms_service.staff.records import Badge
from forms_service.staff.request_history import names_of
from forms_service.staff.wording import written_moment

WAYS: Mapping[str, object] = {
    "phone": lazy_gettext("مكالمة هاتفية"),
    "interview": lazy_gettext("مقابلة"),
    "letter": lazy_gettext("خطاب رسمي"),
    "email": lazy_gettext("بريد إلكتروني"),
    "sms": lazy_gettext("رسالة نصية"),
    "social": lazy_gettext("وسائل التواصل الاجتماعي"),
    "website": lazy_gettext("الموقع الإلكتروني"),
}
"""Channels, as they are chosen and told."""

_UNMARKED: Mapping[str, object] = {MATCHING: lazy_gettext("لم يُطابق"), REGISTRATION: lazy_gettext("لم يُستكمل")}
_UNMET: Mapping[str, object] = {MATCHING: lazy_gettext("غير مطابق"), REGISTRATION: lazy_gettext("لم يُستكمل")}
_MET: Mapping[str, object] = {MATCHING: lazy_gettext("صالح"), REGISTRATION: lazy_gettext("تم")}
"""How an item is marked, in the words of each stage."""


@dataclass(frozen=True)
class Line:
    """One item of a checklist: as it is marked, and who marked it. `valid_until` is written as it is typed."""

    item: Item
    badge: Badge
    is_met: bool
    marked: str
    valid_until: str = ""
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """One question of the person, or a referral; `answered` and `told` say by whom and how, once they are."""

    id: int
    is_referral: bool
    question: str
    asked: str
    answer: str = ""
    answered: str = ""
    told: str = ""


def lines_of(session: Session, case: HelpRequest, stage: str, association: Association) -> list[Line]:
    """The checklist of a stage, in its order."""
    marks = marks_of(session, case, stage)
    names = names_of(session, [mark.actor for mark in marks.values()])
    submitted = today_in_riyadh(case.received_at)
    return [_line(item, stage, marks.get(item.code), submitted, names) for item in items_of(case, stage, association)]


def marks_of(session: Session, case: HelpRequest, stage: str) -> dict[str, Check]:
    """What was marked of a stage, by the item's code."""
    found = session.scalars(select(Check).where(Check.case_id == case.id, Check.stage == stage))
    return {mark.item: mark for mark in found}


def _line(item: Item, stage: str, mark: Check | None, submitted: date, names: Mapping[str, str]) -> Line:
    if mark is None:
        return Line(item, Badge(str(_UNMARKED[stage]), "draft"), False, "")
    if not mark.is_met:
        badge = Badge(str(_UNMET[stage]), "no")
    elif mark.holds_on(submitted):
        badge = Badge(str(_MET[stage]), "ok")
    else:
        badge = Badge(_("غير سارٍ وقت التقديم"), "no")
    marked = _("%(who)s، %(when)s", who=names[mark.actor], when=written_moment(mark.at))
    until = f"{mark.valid_until:%d/%m/%Y}" if mark.valid_until else ""
    return Line(item, badge, mark.is_met, marked, until, mark.words.get("note", ""))


def asked_of(session: Session, case: HelpRequest) -> Sequence[Asked]:
    """What the person asked, the oldest first."""
    found = session.scalars(select(Question).where(Question.case_id == case.id).order_by(Question.id)).all()
    names = names_of(session, [who for each in found for who in (each.actor, each.answered_by) if who])
    return [_asked(each, names) for each in found]


def _asked(row: Question, names: Mapping[str, str]) -> Asked:
    answered = told = ""
    if row.answered_at:
        answered = _("%(who)s، %(when)s", who=names[row.answered_by or ""], when=written_moment(row.answered_at))
    if row.told_at:
        way = str(WAYS.get(row.told_via or "", row.told_via))
        told = _("أُبلغ به: %(way)s، %(when)s", way=way, when=written_moment(row.told_at))
    asked = _("%(who)s، %(when)s", who=names[row.actor], when=written_moment(row.at))
    return Asked(row.id, row.is_referral, row.words["question"], asked, row.words.get("answer", ""), answered, told)


def day_of_submission(case: HelpRequest) -> str:
    """The day on which documents must be valid."""
    return written_day(today_in_riyadh(case.received_at))
