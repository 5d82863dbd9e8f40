"""What tracking shows of a request or an offer: where it stands, what is asked, what was said. No answer of the form, no name.

A decision that is held looks exactly like a request at the committee.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.feedback.kinds import NAMES as MESSAGES
from forms_service.feedback.models import Feedback
from forms_service.feedback.statuses import STATES as MESSAGE_STATES
from forms_service.formkit.fields.question import Text
from forms_service.help_requests import from_applicant, objections
from forms_service.help_requests.case_file import Answering, Delivery, Question, Step
from forms_service.help_requests.independence import first_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import item_of
from forms_service.help_requests.statuses import (
    ACCEPTED,
    CHECKING,
    CLOSED,
    COMMITTEE,
    DECIDED,
    MERGED,
    RECEIVED,
    REFUSED,
    REGISTRATION,
    SIGNED,
    STATES,
    WAITING,
)
from forms_service.references import show_reference
from forms_service.states import State
from forms_service.tracking.lookup import Found
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.statuses import STATES as VOLUNTEER_STATES

Paper = TypeVar("Paper", Step, Question, Delivery, Answering)


@dataclass(frozen=True)
class Stop:
    """One step of the way. `at` is None for what is still to come."""

    title: Text
    text: Text = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """All that the page says. `acts`: what the person may send now (kinds of `from_applicant`)."""

    reference: str
    title: Text
    state: State
    received_at: datetime
    reached: Sequence[Stop] = ()
    ahead: Sequence[Stop] = ()
    needed: str = ""
    answered_at: datetime | None = None
    said: tuple[Text, str] = ("", "")
    """What was said with the reply or the end, after its heading: the next step, or the reason."""
    questions: Sequence[Question] = ()
    parts: Sequence[Delivery] = ()
    sent: Sequence[Answering] = ()
    objection: Text = ""
    """Which other request this one objects to, or which one objects to it."""
    acts: frozenset[str] = frozenset()


_AT_COMMITTEE = Stop(
    lazy_gettext("لدى لجنة البحث"),
    lazy_gettext("لدراسته والرد عليك بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين."),
)
_REPLY = Stop(lazy_gettext("الرد، ثم التسجيل وتقديم الخدمة إذا قُبل"))
_MATCHING = Stop(lazy_gettext("يطابق الموظف بياناتك"), lazy_gettext("إن احتجنا إلى شيء كتبنا لك ما هو ولماذا."))
_AHEAD = {
    RECEIVED: (_MATCHING, _AT_COMMITTEE, _REPLY),
    CHECKING: (_AT_COMMITTEE, _REPLY),
    WAITING: (_AT_COMMITTEE, _REPLY),
    SIGNED: (_AT_COMMITTEE, _REPLY),
    COMMITTEE: (_REPLY,),
    ACCEPTED: (Stop(lazy_gettext("التسجيل وتقديم الخدمة")),),
    REGISTRATION: (Stop(lazy_gettext("تقديم الخدمة")),),
}
_SAYING = {
    ACCEPTED: lazy_gettext("الخطوة التالية"),
    REFUSED: lazy_gettext("سبب القرار"),
    CLOSED: lazy_gettext("السبب"),
}
"""What the public words of these steps are, to the person."""
_SAID_IN = frozenset({ACCEPTED, REFUSED, REGISTRATION, CLOSED})
"""The states in which they still matter."""


def show(session: Session, found: Found) -> Shown:
    """What whoever found it reads."""
    row = found.row
    if isinstance(row, Volunteer):
        return Shown(row.reference, lazy_gettext("التطوع"), VOLUNTEER_STATES[row.state], row.received_at)
    if isinstance(row, Feedback):
        return _message(row)
    steps = _papers(session, row, Step)
    needed, answered_at = what_is_needed(session, row)
    seen = COMMITTEE if row.state == DECIDED else row.state
    return Shown(
        row.reference,
        lazy_gettext("طلب دعم مستفيد"),
        _state(session, row, found, answered=answered_at is not None),
        row.received_at,
        tuple(_reached(row, steps)),
        _AHEAD.get(seen, ()),
        needed,
        answered_at,
        _said(session, row, steps),
        [question for question in _papers(session, row, Question) if question.is_referral],
        _papers(session, row, Delivery),
        [each for each in _papers(session, row, Answering) if each.kind != from_applicant.QUESTION],
        _objection(session, row, found),
        acts_of(session, found),
    )


def _message(sent: Feedback) -> Shown:
    said = (lazy_gettext("الرد"), sent.reply) if sent.reply else ("", "")
    title = lazy_gettext(MESSAGES[sent.sort])
    return Shown(sent.reference, title, MESSAGE_STATES[sent.state], sent.received_at, said=said)


def _papers(session: Session, case: HelpRequest, kind: type[Paper]) -> Sequence[Paper]:
    return session.scalars(select(kind).where(kind.case_id == case.id).order_by(kind.id)).all()


def acts_of(session: Session, found: Found) -> frozenset[str]:
    """What this person may send now. A helper neither withdraws another's request nor objects for them; an answer is asked for
    while it waits.
    """
    if not isinstance(found.row, HelpRequest):
        return frozenset()
    objecting = {objections.OBJECTION} if found.is_own and objections.may_object(session, found.row) else set()
    state = found.row.state
    taken = {kind for kind, states in from_applicant.TAKEN_IN.items() if state in states}
    never = set() if found.is_own else {from_applicant.WITHDRAWAL}
    return frozenset(taken - never - (set() if state == WAITING else {from_applicant.ANSWER}) | objecting)


def what_is_needed(session: Session, case: HelpRequest) -> tuple[str, datetime | None]:
    """What is asked of the person now, in staff's public words, and when they last answered it."""
    asked = next((step for step in reversed(_papers(session, case, Step)) if step.target == WAITING), None)
    if case.state != WAITING or asked is None:
        return "", None
    answers = select(Answering.at).where(
        Answering.case_id == case.id, Answering.kind == from_applicant.ANSWER, Answering.at >= asked.at
    )
    return str(asked.words["public"]), session.scalar(answers.order_by(Answering.id.desc()).limit(1))


def _state(session: Session, case: HelpRequest, found: Found, *, answered: bool) -> State:
    state = STATES[case.state]
    if answered:
        return replace(
            state,
            happening=gettext("وصل جوابك، وينتظر موظفًا يقرؤه."),
            acting=STATES[CHECKING].acting,
            to_do=STATES[CHECKING].to_do,
        )
    if objections.OBJECTION in acts_of(session, found):
        return replace(state, to_do=gettext("اقرأ السبب. اطلب شرحه إن لم يتضح لك. ولك أن تعترض على القرار مرة واحدة."))
    other = session.get(HelpRequest, case.other_id) if case.state == MERGED and case.other_id else None
    if other is None or other.mobile_hash != case.mobile_hash:
        return state
    return replace(
        state,
        happening=gettext(
            "ضممنا هذا الطلب إلى طلبك رقم %(reference)s، ولم يُفقد منه شيء.", reference=show_reference(other.reference)
        ),
        to_do=gettext("تابع الطلب رقم %(reference)s.", reference=show_reference(other.reference)),
    )


def _objection(session: Session, case: HelpRequest, found: Found) -> Text:
    later, first = objections.objection_to(session, case), first_of(session, case)
    if later is not None and found.is_own:
        shown = show_reference(later.reference)
        return lazy_gettext(
            "اعترضت على قرار هذا الطلب. رقم الاعتراض %(reference)s، تابعه به وبرقم جوالك.", reference=shown
        )
    if first is not None:
        shown = show_reference(first.reference)
        return lazy_gettext("هذا الطلب اعتراض على القرار في الطلب رقم %(reference)s.", reference=shown)
    return ""


def _reached(case: HelpRequest, steps: Sequence[Step]) -> Iterator[Stop]:
    yield Stop(lazy_gettext("استلمنا طلبك"), at=case.received_at)
    for step in steps:
        if step.target != DECIDED:
            yield Stop(lazy_gettext(STATES[step.target].label), at=step.at)


def _said(session: Session, case: HelpRequest, steps: Sequence[Step]) -> tuple[Text, str]:
    """The public words of an early end or of the reply, under their heading; nothing while a decision is held."""
    said = (step for step in reversed(steps) if step.target in _SAYING)
    told = next((step for step in said if step.target != CLOSED or step.words["public"]), None)
    if case.state not in _SAID_IN or told is None or (case.state == CLOSED and told.target == ACCEPTED):
        return "", ""
    words = str(told.words["public"])
    item = item_of(session, case) if told.target == REFUSED and not words else None
    if item is not None and item.added_at <= told.at:
        words = str(item.words.get("public", ""))
    return (_SAYING[told.target], words) if words else ("", "")
