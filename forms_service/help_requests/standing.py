"""How a request stands at a moment: what the table of moves asks about, gathered from its file. Only reads."""

from datetime import datetime

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.help_requests import committee, guides
from forms_service.help_requests.case_file import Answering, Check, Contact, Declaration, Delivery, Edit, Question
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, items_of
from forms_service.help_requests.independence import bound_by, numbers_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import Standing
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession


def standing_of(session: Session, case: HelpRequest, now: datetime) -> Standing:
    """What is known of the request at `now` (aware)."""
    association: Association = current_app.extensions["association"]
    floor = association.committee.reply_floor_days
    raised = today_in_riyadh(case.raised_at) if case.raised_at else None
    item = item_of(session, case)
    meeting = item.session if item else None
    recused = {each.staff_id for each in item.recusals} if item else set()
    recused |= numbers_of(bound_by(session, case))
    votes = [vote.choice for vote in item.votes] if item else []
    deliveries = session.scalars(select(Delivery).where(Delivery.case_id == case.id)).all()
    return Standing(
        today=today_in_riyadh(now),
        is_assigned=case.assignee_id is not None,
        unmatched=_lacking(session, case, MATCHING),
        open_questions=_count(session, Question, case, Question.is_referral.is_(False), Question.answered_at.is_(None)),
        unread=_count(
            session,
            Answering,
            case,
            Answering.seen_at.is_(None),
            Answering.kind.in_(("answer", "correction", "objection")),
        ),
        is_declared=is_declared(session, case),
        is_informed=case.informed_at is not None,
        reply_not_before=committee.reply_not_before(raised, floor) if raised else None,
        early_reply_allowed=case.early_reply_by is not None,
        result=case.result or committee.result_of(votes),
        members_voting=len(committee.voters_of(meeting.present, recused)) if meeting else 0,
        quorum=meeting.quorum if meeting else association.committee.quorum,
        has_public_reason=bool(item and item.words.get("public", "").strip()),
        lacks_clause=bool(item and not item.clause and guides.must_be_cited()),
        unregistered=_lacking(session, case, REGISTRATION),
        undelivered=tuple(str(each.words["what"]) for each in deliveries if each.delivered_at is None),
        deliveries=sum(each.delivered_at is not None for each in deliveries),
        survey_settled=case.survey_settled_at is not None,
        contact_attempts=_count(session, Contact, case, Contact.was_reached.is_(False)),
        can_be_reached=case.reachable,
    )


def item_of(session: Session, case: HelpRequest) -> AgendaItem | None:
    """The request's place on the agenda since it was last raised; None where it has none yet."""
    if case.raised_at is None:
        return None
    return session.scalar(
        select(AgendaItem)
        .join(CommitteeSession)
        .where(AgendaItem.case_id == case.id, AgendaItem.added_at >= case.raised_at)
        .order_by(AgendaItem.id.desc())
        .limit(1)
    )


def is_declared(session: Session, case: HelpRequest) -> bool:
    """Whether the applicant stood up for the answers as they are now: on the website, or later in another way."""
    now = case.answers.fingerprint
    by_form = case.entered_by is None and not case.is_objection
    if case.for_whom == "self" and by_form and case.signed_hash in (now, None):
        return case.signed_hash is not None or not _count(session, Edit, case)
    own = select(Declaration).where(Declaration.case_id == case.id, Declaration.is_own, Declaration.voided_at.is_(None))
    return any(signed.answers_hash == now for signed in session.scalars(own))


def _lacking(session: Session, case: HelpRequest, stage: str) -> tuple[str, ...]:
    """Names of what was not met, or not valid on the day of submission."""
    association: Association = current_app.extensions["association"]
    submitted = today_in_riyadh(case.received_at)
    marks = {
        mark.item: mark for mark in session.scalars(select(Check).where(Check.case_id == case.id, Check.stage == stage))
    }
    return tuple(
        item.name
        for item in items_of(case, stage, association)
        if (mark := marks.get(item.code)) is None or not mark.holds_on(submitted)
    )


def _count(
    session: Session, kind: type[Answering | Question | Contact | Edit], case: HelpRequest, *conditions: object
) -> int:
    asked = select(func.count()).select_from(kind).where(kind.case_id == case.id, *conditions)  # type: ignore[arg-type]
    return session.scalar(asked) or 0
