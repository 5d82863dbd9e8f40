"""What stands beside a request: how to reach the person, what is missing before the committee, who works on it. Only reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.roles import READ_CASES
from forms_service.association import Association
from forms_service.clock import now, today_in_riyadh, written_day
from forms_service.formkit.page import Scene
from forms_service.help_requests import letters
from forms_service.help_requests.case_file import Declaration, Delivery
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.from_applicant import unseen
from forms_service.help_requests.guides import status_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queries import of_same_person
from forms_service.help_requests.standing import is_declared, standing_of
from forms_service.help_requests.statuses import CHECKING, COMMITTEE, DECIDED, ENDED, RECEIVED, SIGNED, WAITING
from forms_service.outbox.rendering import Words, render
from forms_service.staff.acting import reaches
from forms_service.staff.records import Badge, Fact, source_of, state_of
from forms_service.staff.request_history import Happened, named, names_of
from forms_service.staff.request_matching import WAYS
from forms_service.staff.wording import written_moment
from forms_service.states import N_

BEFORE_COMMITTEE = frozenset({RECEIVED, CHECKING, WAITING, SIGNED})
METHODS: Mapping[str, object] = {
    "website": lazy_gettext("في الموقع"),
    "paper": lazy_gettext("على الورق"),
    "phone": lazy_gettext("مكالمة هاتفية"),
    "interview": lazy_gettext("مقابلة"),
}
"""How a declaration was taken."""

SURVEY: Mapping[str, object] = {
    "invited": lazy_gettext("دُعي إلى الاستبانة"),
    "no_way": lazy_gettext("لا وسيلة للوصول إليه"),
}

PAPER_FORM = "/support-request/help-request-form.pdf"
"""Of the public site, with the questions of the form."""

_REACHING = (
    "mobile",
    "email",
    "contact_method",
    "contact_language",
    "officer_preference",
    "helper_name",
    "helper_mobile",
    "locality",
    "short_address",
)


@dataclass(frozen=True)
class Tool:
    """One of the four documents that the policy gives the officer."""

    name: object
    address: str
    badge: Badge | None = None
    on_paper: str = ""
    """Where it is as a form to print."""


_DOCUMENTS = (
    ("bylaws", lazy_gettext("اللائحة الأساسية")),
    ("social-research-guide", lazy_gettext("دليل خدمات البحث الاجتماعي")),
    ("support-policy-guide", lazy_gettext("دليل سياسة الدعم للمستفيدين")),
)
"""In the order of the policy; the application is the fourth."""
_STATUSES = {
    "approved": Badge(N_("معتمد"), "ok"),
    "draft": Badge(N_("مسودة"), "draft"),
    "unpublished": Badge(N_("لم تُنشر بعد"), ""),
    "superseded": Badge(N_("نسخة سابقة"), ""),
}


def tools() -> list[Tool]:
    """The four documents, with what the register says of each."""
    found = [Tool(name, f"/documents/{code}/", _STATUSES.get(status_of(code))) for code, name in _DOCUMENTS]
    form = Tool(lazy_gettext("طلب دعم مستفيد"), "/forms/help-request/", on_paper=PAPER_FORM)
    return [*found, form]


@dataclass(frozen=True)
class Ready:
    """One thing that must be there before the request is raised, and what is missing of it."""

    label: str
    badge: Badge
    missing: str = ""


@dataclass(frozen=True)
class Other:
    """Another request of the same person."""

    reference: str
    state: Badge
    received: datetime


@dataclass(frozen=True)
class Part:
    """One part of the service; `given` says when and how it was handed over, once it was."""

    id: int
    what: str
    amount: str
    given: str = ""
    receipt: str = ""


def contact_of(case: HelpRequest) -> list[Fact]:
    """How to reach the person, as it was answered."""
    record = case.answers
    answers = [answer for name in _REACHING if (answer := record.get(name)) and answer.shown]
    return [Fact(answer.label, answer.shown, is_code=answer.kind == "code") for answer in answers]


def entry_of(session: Session, case: HelpRequest, association: Association) -> list[Fact]:
    """Who wrote the request down for the person, when, and how it came; empty: it came by the public form."""
    writer = writer_of(session, case)
    when = Fact(_("متى"), written_moment(case.received_at))
    return [*writer, *source_of(case, association), when] if writer else []


def writer_of(session: Session, case: HelpRequest) -> list[Fact]:
    """Who of the staff wrote the request down; empty: it came by the public form."""
    actor = f"staff:{case.entered_by}"
    return [Fact(_("سجّله"), names_of(session, [actor])[actor])] if case.entered_by else []


def lacks_a_way(case: HelpRequest) -> bool:
    """Whether somebody must call on the person or write: the request goes on and there is neither mobile nor e-mail."""
    return case.state not in ENDED and not case.reachable


def declaration_text(association: Association) -> list[str]:
    """What the applicant stands up for, sentence by sentence, to be read to him."""
    asked = JOURNEY.final(Scene(association, today_in_riyadh(now())))
    return [question.text for question in asked.questions if question.kind == "tick"]


def readiness_of(session: Session, case: HelpRequest, now: datetime) -> list[Ready]:
    """What must be there before the request goes to the committee; empty once it went."""
    if case.state not in BEFORE_COMMITTEE:
        return []
    at = standing_of(session, case, now)
    questions = _("أسئلة بلا جواب: %(count)s", count=at.open_questions) if at.open_questions else ""
    return [
        _ready(_("اكتمال المطابقة"), not at.unmatched, _("، ").join(_(name) for name in at.unmatched)),
        _ready(_("الجواب عن أسئلته"), not at.open_questions, questions),
        _ready(_("الإقرار"), at.is_declared),
        _ready(_("إبلاغه بمدة الرد"), at.is_informed),
    ]


def _ready(label: str, is_there: bool, missing: str = "") -> Ready:
    return Ready(label, Badge(_("تم"), "ok") if is_there else Badge(_("ناقص"), "draft"), missing)


def informed_of(case: HelpRequest) -> str:
    """When and how the person was told of the committee and the reply; empty where they were not."""
    if case.informed_at is None:
        return ""
    way = str({**METHODS, **WAYS}.get(case.informed_via or "", case.informed_via))
    return str(_("%(way)s، %(when)s", way=way, when=written_moment(case.informed_at)))


def floor_of(session: Session, case: HelpRequest, now: datetime) -> str:
    """The day before which the reply may not leave, while it is held; else empty."""
    if case.state not in (COMMITTEE, DECIDED):
        return ""
    day = standing_of(session, case, now).reply_not_before
    return written_day(day) if day and not case.early_reply_by else ""


def declarations_of(session: Session, case: HelpRequest) -> list[Fact]:
    """Each declaration: how it was taken, when, on which text, and whether it still holds."""
    lines = []
    if case.entered_by is None and not case.is_objection:
        version = case.answers.texts.get("declaration", "")
        lines.append(_declared("website", version, case.received_at))
    rows = session.scalars(select(Declaration).where(Declaration.case_id == case.id).order_by(Declaration.id))
    return lines + [_declared(row.method, row.text_version, row.at, row) for row in rows]


def _declared(method: str, version: str, at: datetime, row: Declaration | None = None) -> Fact:
    shown = [_("النسخة %(version)s، %(when)s", version=version, when=written_moment(at))]
    words = row.words if row else {}
    if row and not row.is_own:
        shown.append(_("أقرّ به من كتب الطلب عن غيره"))
    if signed_on := words.get("signed_on"):
        shown.append(_("وُقّع في %(day)s", day=written_day(date.fromisoformat(signed_on))))
    if place := words.get("place"):
        shown.append(_("الورقة في: %(place)s", place=f"\u2068{place}\u2069"))
    return Fact(str(METHODS.get(method, method)), _("؛ ").join(shown))


def to_tell(session: Session, case: HelpRequest, association: Association) -> Words | None:
    """The message that no mail could carry and nobody has told yet."""
    message = letters.to_tell(session, case)
    return render(message, association) if message else None


def is_declaration_void(session: Session, case: HelpRequest) -> bool:
    """Whether there was a declaration that does not hold any more: answers were changed after it."""
    return bool(declarations_of(session, case)) and case.for_whom == "self" and not is_declared(session, case)


def others_of(session: Session, case: HelpRequest) -> list[Other]:
    """Other requests of the same person, of those that the reader may see."""
    found = [other for other in of_same_person(session, case) if reaches(other, READ_CASES)]
    return [Other(other.reference, state_of(other), other.received_at) for other in found]


def parts_of(session: Session, case: HelpRequest) -> list[Part]:
    """The parts of the service, in the order they were planned."""
    rows = session.scalars(select(Delivery).where(Delivery.case_id == case.id).order_by(Delivery.id))
    return [_part(row) for row in rows]


def _part(row: Delivery) -> Part:
    given = ""
    if row.delivered_at:
        way = str(WAYS.get(row.receipt_via or "", row.receipt_via))
        given = _("%(way)s، %(when)s", way=way, when=written_moment(row.delivered_at))
    return Part(row.id, row.words["what"], row.words["amount"], given, row.words.get("receipt", ""))


def arrived(session: Session, case: HelpRequest) -> list[Happened]:
    """What the person sent that nobody has read yet."""
    return [
        Happened(named(f"sent_{row.kind}"), "", written_moment(row.at), kept=row.words["text"])
        for row in unseen(session, case)
    ]


def worker_of(session: Session, case: HelpRequest) -> str:
    """Who works on it; empty for nobody."""
    return names_of(session, [f"staff:{case.assignee_id}"]).popitem()[1] if case.assignee_id else ""
