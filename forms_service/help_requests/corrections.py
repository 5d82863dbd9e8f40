"""Answers that staff correct with the person's knowledge: the old ones are kept, what was matched with them is to be matched
anew, and a declaration made on them is void.

Takes part in the caller's transaction.
"""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests.case_file import Check, Declaration, Edit
from forms_service.help_requests.checklist import ITEMS, MATCHING
from forms_service.help_requests.form import JOURNEY, Contact, Locality
from forms_service.help_requests.independence import check_independent
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.names import change_name
from forms_service.help_requests.procedure import Actor, note_change
from forms_service.help_requests.service import columns_of
from forms_service.help_requests.statuses import BEFORE_COMMITTEE, ENDED

ANY_TIME = frozenset({Contact.slug, Locality.slug})
"""Pages on how to reach the person: corrected as long as somebody works on the request. The others only before the committee."""


def scene_of(record: AnswersRecord, scene: Scene) -> Scene:
    """The same scene with these answers."""
    return Scene(scene.association, scene.day, {answer.name: answer.value for answer in record}, scene.by_staff)


def correctable(case: HelpRequest, scene: Scene) -> list[type[Page]]:
    """The pages that may be corrected as the request stands, in the form's order."""
    return [page for page in JOURNEY.shown(scene_of(case.answers, scene)) if _may_correct(case, page.slug)]


def _may_correct(case: HelpRequest, slug: str) -> bool:
    return case.state in BEFORE_COMMITTEE or (slug in ANY_TIME and case.state not in ENDED)


def with_page(record: AnswersRecord, page: Page) -> AnswersRecord:
    """The record with this valid page answered anew; what other pages asked stands as it was asked then."""
    answered = tuple(question.answer(question.data, question.notes) for question in page.questions)
    stays = {
        section.name: tuple(each for each in section.answers if not hasattr(type(page), each.name))
        for section in record.sections
    }
    kept = {
        section.name: Section(section.name, section.title, stays[section.name])
        for section in record.sections
        if section.name != page.slug
    }
    new = Section(page.slug, page.heading(page.scene), (*answered, *stays.get(page.slug, ())))
    scene = scene_of(AnswersRecord(record.form, (new, *kept.values())), page.scene)
    shown = [each.slug for each in JOURNEY.shown(scene)]
    ours = {each.slug for each in JOURNEY.pages}
    sections = [new if slug == page.slug else kept[slug] for slug in shown if slug == page.slug or slug in kept]
    rest = [section for name, section in kept.items() if name not in ours]
    return AnswersRecord(record.form, (*sections, *rest), record.texts)


def correct(
    session: Session, case: HelpRequest, record: AnswersRecord, slug: str, reason: str, *, by: Actor, now: datetime
) -> None:
    """Keep `record` in place of what was answered, with the reason; a page is named by `slug`. Raises MoveRefused."""
    if not _may_correct(case, slug):
        raise MoveRefused("too_late_to_correct")
    if slug not in ANY_TIME:
        check_independent(session, case, by.name)
    before = _changed(case.answers, record)
    if not before:
        raise MoveRefused("nothing_changed")
    edit = Edit(case_id=case.id, at=now, actor=by.name)
    edit.words = {"reason": reason.strip(), "before": {answer.name: vars(answer) for answer in before}}
    session.add(edit)
    case.answers = record
    for name, value in columns_of(record).items():
        setattr(case, name, value)
    change_name(session, case)
    if case.state in BEFORE_COMMITTEE:
        _forget_matches(session, case, {answer.name for answer in before})
    _void_declarations(session, case, reason, now)
    note_change(session, case, "correct", by=by, now=now)


def _changed(old: AnswersRecord, new: AnswersRecord) -> list[Answer]:
    """The old answers that the new record answers otherwise, or does not ask any more; a new question counts as unanswered."""
    given = {answer.name: answer.value for answer in new}
    lost = [answer for answer in old if answer.name not in given or given[answer.name] != answer.value]
    known = {answer.name for answer in old}
    added = [answer for answer in new if answer.name not in known and answer.value is not None]
    return lost + [Answer(answer.name, answer.label, None, "", answer.kind) for answer in added]


def _forget_matches(session: Session, case: HelpRequest, changed: Set[str]) -> None:
    items = [item.code for item in ITEMS if changed & set(item.answers)]
    session.execute(delete(Check).where(Check.case_id == case.id, Check.stage == MATCHING, Check.item.in_(items)))


def _void_declarations(session: Session, case: HelpRequest, reason: str, now: datetime) -> None:
    made = select(Declaration).where(Declaration.case_id == case.id, Declaration.voided_at.is_(None))
    for declaration in session.scalars(made):
        declaration.voided_at = now
        declaration.words = {**declaration.words, "reason": reason.strip()}
