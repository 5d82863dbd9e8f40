"""The parts of a request's file on paper, from the same readings as its page. Only reads.

What only staff read (notes, reasons, remarks on contacts) stands in the internal part and nowhere else.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.help_requests.case_file import Answering, Contact, Note, Step
from forms_service.help_requests.checklist import MATCHING, REGISTRATION
from forms_service.help_requests.models import HelpRequest
from forms_service.references import show_reference
from forms_service.renderers.blocks import Block, Pair, answers, aside, entry, facts, heading, new_sheet, notice
from forms_service.renderers.pieces import code, said, typed
from forms_service.staff import request_edits, request_side
from forms_service.staff.records import NOTES, Fact, deliveries_of, facts_of, texts_of
from forms_service.staff.request_history import history_of, named, names_of
from forms_service.staff.request_matching import WAYS, Asked, Line, asked_of, day_of_submission, lines_of
from forms_service.staff.wording import written_moment

MOST = 100
"""Entries of one part: the newest are printed, and it is said that there are older ones."""

Entry = TypeVar("Entry")


def confidential() -> Block:
    """What whoever holds the paper must know."""
    told = _("لا يُسلَّم هذا الملف إلا لمن يعمل على الطلب، ويُتلف حين تنتهي الحاجة إليه.")
    return notice("pending", _("بيانات شخصية"), told)


def about(session: Session, case: HelpRequest, association: Association) -> Iterator[Block]:
    """Who and what: facts, the answers as they were asked, what was corrected, the declarations."""
    yield heading(_("عن الطلب"))
    known = [Fact(_("رقم الطلب"), show_reference(case.reference), is_code=True), *facts_of(case, association)]
    known.append(Fact(_("يعمل عليه"), request_side.worker_of(session, case) or _("غير مسند إلى أحد")))
    if informed := request_side.informed_of(case):
        known.append(Fact(_("إبلاغه بلجنة البحث"), informed))
    yield _facts(known)
    if others := request_side.others_of(session, case):
        yield _facts([Fact(_("طلب آخر للشخص نفسه"), show_reference(other.reference), True) for other in others])
    yield heading(_("الإجابات"))
    for section in case.answers.sections:
        if section.answers:
            yield heading(section.title, 3)
            yield answers(section.answers, _("بلا إجابة"))
            for answer in section.answers:
                for note in answer.notes:
                    yield aside(f"{answer.label}: {NOTES.get(note, note)}")
    yield from _corrections(session, case)
    yield heading(_("الإقرار"))
    yield _facts([*request_side.declarations_of(session, case), *texts_of(case.answers)], _("لا إقرار محفوظ."))
    if request_side.is_declaration_void(session, case):
        yield aside(_("تغيّرت إجابات بعد الإقرار، فلا يسري حتى يُؤخذ من جديد."))


def _corrections(session: Session, case: HelpRequest) -> Iterator[Block]:
    found = list(reversed(request_edits.corrected(session, case)))
    if found:
        yield heading(_("ما عُدّل"), 3)
    for each in _newest(found):
        yield entry(_("تعديل"), f"{each.who}، {each.at}")
        yield facts((label, typed(old) if old else said(_("بلا إجابة"))) for label, old in each.before)


def course(session: Session, case: HelpRequest, association: Association) -> Iterator[Block]:
    """What was done with it: checklists, questions, what the person sent, contacts, messages, the service."""
    yield heading(_("المطابقة وقت التقديم"))
    yield aside(_("تاريخ التقديم: %(day)s.", day=day_of_submission(case)))
    yield facts(map(_checked, lines_of(session, case, MATCHING, association)))
    registered = lines_of(session, case, REGISTRATION, association)
    if any(line.marked for line in registered):
        yield heading(_("استكمال التسجيل"))
        yield facts(map(_checked, registered))
    yield from _part(_("أسئلة صاحب الطلب"), asked_of(session, case), _asked)
    yield from _part(_("ما أرسله صاحب الطلب لاحقًا"), _rows(session, Answering, case), _sent)
    yield from _part(_("محاولات التواصل"), _rows(session, Contact, case), _contact)
    messages = [(line.name, line.badge.label, line.details) for line in deliveries_of(session, case.reference)]
    yield from _part(_("الرسائل"), messages, _message)
    yield from _part(_("ما يُقدَّم"), request_side.parts_of(session, case), _given)


def story(session: Session, case: HelpRequest) -> Iterator[Block]:
    """Every act in its order, with what the applicant was told; days in both calendars."""
    yield from _part(
        _("ما حدث"),
        history_of(session, case),
        lambda each: entry(each.what, f"{each.who}، {each.at}", (_("لصاحب الطلب:"), each.said)),
    )


def internal(session: Session, case: HelpRequest, decided: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """The words for staff only, on sheets of their own; `decided`: what the committee wrote, with its day."""
    yield new_sheet()
    yield heading(_("للموظفين وحدهم"))
    yield notice("pending", _("داخلي"), _("لا تُرسل هذه الصفحات إلى صاحب الطلب، ولا تُسلَّم مع ملفه."))
    notes, contacts = _rows(session, Note, case), [row for row in _rows(session, Contact, case) if row.words["note"]]
    names = names_of(session, [*(row.actor for row in notes), *(row.actor for row in contacts)])
    yield from _part(
        _("ملاحظات"),
        [*notes],
        lambda row: entry(names[row.actor], written_moment(row.at), ("", row.words["text"])),
    )
    yield from _part(
        _("عن محاولات التواصل"),
        contacts,
        lambda row: entry(names[row.actor], written_moment(row.at), ("", row.words["note"])),
    )
    edits = list(reversed(request_edits.corrected(session, case)))
    yield from _part(_("أسباب التعديل"), edits, lambda each: entry(each.who, each.at, ("", each.reason)))
    yield from _part(_("أسباب الانتقال"), _reasons(session, case), lambda each: entry(each[0], each[1], ("", each[2])))
    yield from _part(_("من جلسات لجنة البحث"), decided, lambda each: entry(each[0], "", ("", each[1])))


def _reasons(session: Session, case: HelpRequest) -> list[tuple[str, str, str]]:
    """Why it was moved, but for what the committee decided: that has its own rules of who reads it."""
    steps = [row for row in _rows(session, Step, case) if row.source != "committee" and row.words["reason"]]
    return [(named(f"to_{row.target}"), written_moment(row.at), row.words["reason"]) for row in steps]


def _facts(known: Sequence[Fact], nothing: str = "") -> Block:
    if not known and nothing:
        return aside(nothing)
    return facts((fact.label, (code if fact.is_code else typed)(fact.shown)) for fact in known)


def _checked(line: Line) -> Pair:
    until = _("ينتهي في %(day)s", day=line.valid_until) if line.valid_until else ""
    return _(line.item.name), typed("\n".join(each for each in (str(line.badge.label), until, line.marked) if each))


def _asked(each: Asked) -> Block:
    title = _("سؤال أُحيل للتوضيح") if each.is_referral else _("سؤال")
    words = [("", each.question), (_("الجواب:"), each.answer or _("بلا جواب"))]
    return entry(title, each.asked, *words, (_("أجاب عنه:"), each.answered), ("", each.told))


def _sent(row: Answering) -> Block:
    return entry(named(f"sent_{row.kind}"), written_moment(row.at), ("", row.words["text"]))


def _contact(row: Contact) -> Block:
    reached = _("رد صاحب الطلب") if row.was_reached else _("لم يرد")
    return entry(f"{WAYS.get(row.channel, row.channel)}: {reached}", written_moment(row.at))


def _message(line: tuple[str, str, Sequence[Fact]]) -> Block:
    name, state, details = line
    return entry(f"{name}: {state}", "", *((f"{fact.label}:", fact.shown) for fact in details))


def _given(part: request_side.Part) -> Block:
    what = f"{part.what} {part.amount}".strip()
    return entry(_("سُلّم") if part.given else _("لم يُسلَّم"), part.given, ("", what), (_("إثبات الاستلام:"), part.receipt))


def _part(title: str, found: Sequence[Entry], draw: Callable[[Entry], Block]) -> Iterator[Block]:
    """A part with its heading; no part where nothing was found."""
    if found:
        yield heading(title)
        if len(found) > MOST:
            yield aside(_("طُبع الأحدث، وما قبله في صفحة الطلب: %(count)s", count=len(found) - MOST))
    yield from map(draw, _newest(found))


def _newest(found: Sequence[Entry]) -> Sequence[Entry]:
    return found[-MOST:]


Row = TypeVar("Row", Answering, Contact, Note, Step)


def _rows(session: Session, kind: type[Row], case: HelpRequest) -> Sequence[Row]:
    return session.scalars(select(kind).where(kind.case_id == case.id).order_by(kind.id)).all()
