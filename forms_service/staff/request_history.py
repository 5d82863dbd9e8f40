"""What happened to a request, from its events, with what was written on each occasion. Only reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.audit.models import Event
from forms_service.help_requests.case_file import Answering, Contact, Delivery, Edit, Note, Question, Step
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import DECIDED, STATES
from forms_service.staff.reading import PRINT, PRINT_WHOLE
from forms_service.staff.wording import written_moment

READ = "read"
UNCOUNTED = frozenset({READ, "submit", "enter", "vote", "step_aside", "see", PRINT, PRINT_WHOLE})
"""Acts that do not raise the request's revision."""

_TO = "to_"
ACTS: Mapping[str, object] = {
    "submit": lazy_gettext("وصل الطلب"),
    "enter": lazy_gettext("سُجّل الطلب نيابة عن صاحبه"),
    "assign": lazy_gettext("تغيّر من يعمل على الطلب"),
    "mark": lazy_gettext("سُجّلت مطابقة بند"),
    "note": lazy_gettext("كُتبت ملاحظة داخلية"),
    "contact": lazy_gettext("سُجّلت محاولة تواصل"),
    "inform": lazy_gettext("سُجّل إبلاغ صاحب الطلب برفعه للجنة البحث"),
    "declare": lazy_gettext("سُجّل إقرار"),
    "question": lazy_gettext("سُجّل سؤال من صاحب الطلب"),
    "refer": lazy_gettext("أُحيل سؤال إلى مسؤول البحث الاجتماعي"),
    "answer": lazy_gettext("أُجيب عن سؤال"),
    "told": lazy_gettext("سُجّل وصول الجواب إلى صاحب الطلب"),
    "correct": lazy_gettext("عُدّلت إجابات"),
    "plan_delivery": lazy_gettext("أُضيف جزء من الخدمة"),
    "hand_over": lazy_gettext("سُلّم جزء من الخدمة"),
    "survey": lazy_gettext("سُجّلت الدعوة إلى الاستبانة"),
    "allow_early_reply": lazy_gettext("أذن المدير بالرد قبل موعده"),
    "send_again": lazy_gettext("أُعيد إرسال رسالة"),
    "appoint": lazy_gettext("سُجّل موعد"),
    "call_off": lazy_gettext("أُلغي موعد"),
    "agenda": lazy_gettext("أُدرج في جلسة لجنة البحث"),
    "vote": lazy_gettext("سُجّل صوت في لجنة البحث"),
    "sent_answer": lazy_gettext("أجاب صاحب الطلب عما طُلب منه"),
    "sent_correction": lazy_gettext("طلب صاحب الطلب تصحيح بيان"),
    "sent_question": lazy_gettext("كتب صاحب الطلب سؤالًا"),
    "sent_receipt": lazy_gettext("أكّد صاحب الطلب استلام جزء من الخدمة"),
    "sent_withdrawal": lazy_gettext("ألغى صاحب الطلب طلبه"),
    "sent_objection": lazy_gettext("اعترض صاحب الطلب على قرار طلبه الأول"),
    "objection": lazy_gettext("فُتح اعتراض على القرار في طلب جديد"),
    "see": lazy_gettext("قُرئ ما أرسله صاحب الطلب"),
    "step_aside": lazy_gettext("تنحّى عضو عن الطلب"),
    PRINT: lazy_gettext("نُزّل ملف الطلب"),
    PRINT_WHOLE: lazy_gettext("نُزّل ملف الطلب مع ما هو للموظفين وحدهم"),
}
"""What each act is called where the story of a request is told."""


CONFIRMED = frozenset({*ACTS, *(f"{_TO}{state}" for state in STATES)})
"""What the page may be told was just done."""


@dataclass(frozen=True)
class Happened:
    """One act: what, who, when, and what was written. `said`: the applicant reads it; `kept`: staff only."""

    what: str
    who: str
    at: str
    said: str = ""
    kept: str = ""


def history_of(session: Session, case: HelpRequest) -> list[Happened]:
    """Everything that was done to the request, the oldest first; who only read it is in the audit."""
    told = _told(session, case, _events(session, case, READ))
    return [each for each, _same in groupby(told)]  # a whole checklist is saved at once: told once


def since(session: Session, case: HelpRequest, seen: int) -> list[Happened]:
    """What was done to the request after this revision."""
    missed = max(0, case.revision - seen)
    counted = _events(session, case, *UNCOUNTED)
    return _told(session, case, counted[len(counted) - min(missed, len(counted)) :])


def names_of(session: Session, actors: Sequence[str]) -> dict[str, str]:
    """Who these are (`staff:<id>`, `public` …), in the words of the office."""
    numbers = {int(actor.partition(":")[2]) for actor in actors if actor.startswith("staff:")}
    found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(numbers))) if numbers else ()
    known = {f"staff:{number}": name for number, name in found}
    fixed = {"public": _("صاحب الطلب"), "system": _("النظام"), "terminal": _("مدير النظام من الطرفية")}
    return {actor: known.get(actor) or fixed.get(actor) or actor for actor in actors}


def _events(session: Session, case: HelpRequest, *leaving_out: str) -> Sequence[Event]:
    asked = select(Event).where(Event.subject == case.reference, Event.subject_kind == HelpRequest.kind)
    return session.scalars(asked.where(Event.act.not_in(leaving_out)).order_by(Event.id)).all()


def _told(session: Session, case: HelpRequest, events: Sequence[Event]) -> list[Happened]:
    names = names_of(session, [event.actor for event in events])
    words = {(at, act): (said, kept) for at, act, said, kept in _words(session, case)} if events else {}
    return [
        Happened(
            named(event.act),
            names[event.actor],
            written_moment(event.at),
            *words.get((event.at, event.act), ("", "")),
        )
        for event in events
    ]


def named(act: str) -> str:
    """What the act is called."""
    state = STATES.get(act.removeprefix(_TO)) if act.startswith(_TO) else None
    return str(_("الحالة الآن: %(state)s", state=_(state.staff_label))) if state else str(ACTS.get(act, act))


def _words(session: Session, case: HelpRequest) -> Iterator[tuple[datetime, str, str, str]]:
    """When, which act, what the applicant reads, what staff read."""
    for step in session.scalars(select(Step).where(Step.case_id == case.id)):
        if step.target != DECIDED:  # what the committee wrote stands on its own pages, for who may read it there
            yield step.at, f"{_TO}{step.target}", step.words["public"], step.words["reason"]
    for asked in session.scalars(select(Question).where(Question.case_id == case.id)):
        yield asked.at, "refer" if asked.is_referral else "question", "", asked.words["question"]
        if asked.answered_at:
            yield asked.answered_at, "answer", asked.words.get("answer", ""), ""
    for note in session.scalars(select(Note).where(Note.case_id == case.id)):
        yield note.at, "note", "", note.words["text"]
        yield note.at, "allow_early_reply", "", note.words["text"]
    for tried in session.scalars(select(Contact).where(Contact.case_id == case.id)):
        yield tried.at, "contact", "", tried.words["note"]
    for edit in session.scalars(select(Edit).where(Edit.case_id == case.id)):
        yield edit.at, "correct", "", edit.words["reason"]
    for part in session.scalars(select(Delivery).where(Delivery.case_id == case.id)):
        yield part.at, "plan_delivery", "", part.words["what"]
        if part.delivered_at:
            yield part.delivered_at, "hand_over", "", f"{part.words['what']}: {part.words.get('receipt', '')}"
    for sent in session.scalars(select(Answering).where(Answering.case_id == case.id)):
        yield sent.at, f"sent_{sent.kind}", "", sent.words["text"]
