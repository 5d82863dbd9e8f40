"""The page of one message to us, and what is done there. Parties of the request it names see that it is there, not what it says."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import ANSWER_FEEDBACK, FEEDBACK
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.errors import RuleBroken
from forms_service.feedback import handling, queries
from forms_service.feedback.independence import NotIndependent, people_of
from forms_service.feedback.kinds import BOUND_TO_INDEPENDENCE, COMPLAINT, INQUIRY, NAMES, OBJECTION
from forms_service.feedback.misconceptions import misconceptions
from forms_service.feedback.models import Feedback
from forms_service.feedback.statuses import CLOSINGS, RECEIVED
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests import objections
from forms_service.help_requests.models import HelpRequest
from forms_service.references import parse_reference, show_reference
from forms_service.staff.feedback_forms import COLLEAGUES, FORMS, TAGS
from forms_service.staff.feedback_inbox import badges_of, topic_of
from forms_service.staff.lock import page
from forms_service.staff.reading import note_read
from forms_service.staff.records import NOTES, Fact, deliveries_of
from forms_service.staff.saved_replies import composed
from forms_service.staff.typed import Typed
from forms_service.staff.wording import written_moment

POST = ("POST",)
_PARTY = lazy_gettext(
    "سبق أن عملت على هذا الطلب أو شاركت في التصويت عليه، فلا تعالج الشكوى أو الاعتراض عنه. أسندهما إلى غيرك."
)
_PARTY_ENDED = lazy_gettext("سبق أن عملت على هذا الطلب أو شاركت في التصويت عليه، فلا تُعرض عليك الشكوى أو الاعتراض عنه.")
_TOO_LATE: Mapping[type[RuleBroken], object] = {
    handling.HasEnded: lazy_gettext("انتهى العمل على هذه الرسالة. اقرأ ما سُجّل فيها."),
    handling.NamesCase: lazy_gettext("رقم الطلب محفوظ في هذه الرسالة، ولا يتغيّر. اقرأه في «عن الرسالة»."),
    handling.NothingToSend: lazy_gettext("أُرسل هذا البريد، أو هو بانتظار الإرسال. اقرأ حالته في «سجل الإرسال»."),
}
"""What is said where somebody did it before."""

TAGGED = frozenset({INQUIRY, COMPLAINT})
"""Kinds that a misconception may stand behind."""


@page("/feedback/<reference>", needs=FEEDBACK)
def feedback_record(reference: str) -> ResponseReturnValue:
    """One message."""
    return _drawn(_open(reference))


@page("/feedback/<reference>/reply", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_reply(reference: str) -> ResponseReturnValue:
    """Answer it."""
    return _do(
        "reply",
        reference,
        lambda act, number, form, who: handling.answer(
            act, number, composed(form["saved"].data or "", form["reply"].data or ""), **who
        ),
    )


@page("/feedback/<reference>/close", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_close(reference: str) -> ResponseReturnValue:
    """Close it without an answer."""
    return _do(
        "close", reference, lambda act, number, form, who: handling.close(act, number, form["closing"].data, **who)
    )


@page("/feedback/<reference>/assign", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_assign(reference: str) -> ResponseReturnValue:
    """Give it to a colleague."""
    return _do(
        "assign",
        reference,
        lambda act, number, form, who: handling.assign(act, number, int(form["assignee"].data), **who),
    )


@page("/feedback/<reference>/tag", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_tag(reference: str) -> ResponseReturnValue:
    """Name the misconception behind it."""
    return _do(
        "tag", reference, lambda act, number, form, who: handling.tag(act, number, form["misconception"].data, **who)
    )


@page("/feedback/<reference>/link", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_link(reference: str) -> ResponseReturnValue:
    """Name the request that it is about."""
    return _do("link", reference, lambda act, number, form, who: handling.link(act, number, form["about"].data, **who))


@page("/feedback/<reference>/send_again", needs=ANSWER_FEEDBACK, methods=POST)
def feedback_send_again(reference: str) -> ResponseReturnValue:
    """Try a mail about it anew."""
    number, mail = _open(reference).reference, Typed.read(request.form).number("message")
    return _act("send_again", number, lambda act, who: handling.send_again(act, number, mail, **who))


Act = Callable[[Session, str, Page, Mapping[str, Any]], None]


def _do(name: str, reference: str, act: Act) -> ResponseReturnValue:
    sent = _open(reference)
    form, number = FORMS[name](_scene(sent), request.form), sent.reference
    if not form.validate():
        return _drawn(sent, form, 422)
    return _act(name, number, lambda session, who: act(session, number, form, who), form)


def _act(
    name: str, reference: str, act: Callable[[Session, Mapping[str, Any]], None], typed: Page | None = None
) -> ResponseReturnValue:
    db.session.close()  # what was read here must not hold what is written next
    try:
        with transaction() as session:
            act(session, {"by": current_user.actor, "now": clock.now()})
    except handling.NoSuchMail:
        abort(404)
    except handling.NoSuchCase:
        return _drawn(_open(reference), typed, 422, refused=_("لا يوجد طلب بهذا الرقم. راجعه مع صاحب الرسالة."))
    except NotIndependent:
        found = _open(reference)
        return _drawn(found, typed, 409, refused=_kept_from(found, is_party=True))
    except tuple(_TOO_LATE) as late:
        return _drawn(_open(reference), typed, 409, refused=str(_TOO_LATE[type(late)]))
    return redirect(url_for("staff.feedback_record", reference=reference, done=name), 303)


def _drawn(sent: Feedback, typed: Page | None = None, status: int = 200, refused: str = "") -> ResponseReturnValue:
    parties = people_of(db.session, sent)
    is_party = current_user.actor in parties
    if not is_party:
        note_read(Feedback.kind, sent.reference)
    scene = _scene(sent)
    forms = {name: form(scene) for name, form in FORMS.items() if _is_offered(name, sent, is_party)}
    if typed is not None and typed.slug in forms:
        forms[typed.slug] = typed
    page = render_template(
        "staff/feedback.html",
        sent=sent,
        title=_(NAMES[sent.sort]),
        record=None if is_party else sent.answers,
        reply="" if is_party else sent.reply,
        refused=refused,
        kept_from=_kept_from(sent, is_party=is_party),
        forms=forms,
        typed=typed,
        badges=badges_of(sent),
        facts=_facts(sent),
        case=_case(sent),
        sends_again=current_user.may(ANSWER_FEEDBACK),
        deliveries=[] if is_party else deliveries_of(db.session, sent.reference),
        notes=NOTES,
    )
    return page, status


def _kept_from(sent: Feedback, *, is_party: bool) -> str:
    """Why the message is not shown, and what to do where something is left to do."""
    if not is_party:
        return ""
    return str(_PARTY if sent.state == RECEIVED else _PARTY_ENDED)


def _is_offered(name: str, sent: Feedback, is_party: bool) -> bool:
    if not current_user.may(ANSWER_FEEDBACK):
        return False
    if name == "tag":
        return not is_party and sent.sort in TAGGED and bool(misconceptions())
    if name == "link" and (sent.case_id or sent.sort not in BOUND_TO_INDEPENDENCE):
        return False
    return sent.state == RECEIVED and (name == "assign" or not is_party)


def _open(reference: str) -> Feedback:
    sent = queries.by_reference(db.session, parse_reference(reference) or "")
    if sent is None:
        abort(404)
    return sent


def _scene(sent: Feedback) -> Scene:
    parties = people_of(db.session, sent)
    able = (
        person
        for person in db.session.query(Staff).order_by(Staff.name)
        if person.active and person.may(ANSWER_FEEDBACK) and person.actor not in parties
    )
    known: dict[str, Any] = {
        COLLEAGUES: {str(person.id): person.name for person in able},
        TAGS: misconceptions(),
        "assignee": str(sent.assignee_id) if sent.assignee_id else None,
        "misconception": sent.misconception,
    }
    return Scene(current_app.extensions["association"], today_in_riyadh(clock.now()), known)


def _facts(sent: Feedback) -> list[Fact]:
    facts = [Fact(_("الموضوع"), topic_of(sent)), Fact(_("تاريخ الوصول"), written_moment(sent.received_at))]
    if sent.assignee_id and (person := db.session.get(Staff, sent.assignee_id)):
        facts.append(Fact(_("مسندة إلى"), person.name))
    if sent.ended_at:
        facts.append(Fact(_("انتهت"), written_moment(sent.ended_at)))
    if sent.closing:
        facts.append(Fact(_("سبب الإغلاق"), _(CLOSINGS[sent.closing])))
    if sent.misconception:
        facts.append(Fact(_("المفهوم الشائع"), misconceptions().get(sent.misconception, sent.misconception)))
    return facts


def _case(sent: Feedback) -> tuple[str, str] | None:
    """The reference of the request it names, and what does not fit there."""
    case = db.session.get(HelpRequest, sent.case_id) if sent.case_id else None
    if case is None:
        return None
    return case.reference, _of_objection(case) if sent.sort == OBJECTION else ""


def _of_objection(case: HelpRequest) -> str:
    later = objections.objection_to(db.session, case)
    if later is not None:
        return str(_("فُتح الاعتراض على هذا الطلب برقم %(reference)s.", reference=show_reference(later.reference)))
    if not objections.is_open_to(db.session, case):
        return str(_("لا يُعترض على هذا الطلب الآن. راجع رقمه مع صاحب الاعتراض."))
    return str(_("تحقق من صاحب الاعتراض، ثم سجّله في صفحة الطلب، فيُفتح به طلب جديد."))
