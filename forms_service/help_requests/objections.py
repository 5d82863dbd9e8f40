"""The objection to a refusal: a new request with the same answers, for other people and another session (policy, preamble).

Only where the association enables it, once, after the reply has left. Takes part in the caller's transaction.
"""

from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.association import Association
from forms_service.db import vault
from forms_service.help_requests import messages
from forms_service.help_requests.case_file import Answering, Declaration, Step
from forms_service.help_requests.from_applicant import PERSON
from forms_service.help_requests.independence import OPENED, numbers_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import Actor, note_change, to_change
from forms_service.help_requests.service import columns_of, promise_notice, store
from forms_service.help_requests.standing import is_declared
from forms_service.help_requests.statuses import CLOSED, RECEIVED, REFUSED

CHANNELS = ("interview", "phone", "social", "letter", "website")
"""How an objection may reach staff."""
OBJECTION = "objection"
"""What the person wrote, among what they send (`Answering.kind`)."""


def are_open() -> bool:
    """Whether the association takes objections."""
    association: Association = current_app.extensions["association"]
    return association.committee.objections


def objection_to(session: Session, first: HelpRequest) -> HelpRequest | None:
    """The request that objects to this one, once there is one."""
    return session.scalar(select(HelpRequest).where(HelpRequest.form_key == _key(first)))


def check_open(session: Session, first: HelpRequest) -> None:
    """Raise MoveRefused where nobody can object to the decision on this request now."""
    if not are_open():
        raise MoveRefused("no_objections")
    if first.is_objection:
        raise MoveRefused("objected_before")
    if not _is_refused(session, first):
        raise MoveRefused("not_refused")


def is_open_to(session: Session, first: HelpRequest) -> bool:
    """Whether the decision on this request can be objected to now."""
    try:
        check_open(session, first)
    except MoveRefused:
        return False
    return True


def may_object(session: Session, first: HelpRequest) -> bool:
    """Whether an objection can be written down that is not there yet."""
    return is_open_to(session, first) and objection_to(session, first) is None


def object_to(
    session: Session,
    first: HelpRequest,
    text: str,
    channel: str,
    *,
    is_told: bool = False,
    by: Actor,
    now: datetime,
) -> HelpRequest:
    """Open the objection to `first`, which is held; a second time shows the one that is there. Raises MoveRefused.

    The person's own declaration goes with the answers it was made on. `channel`: how the objection reached us;
    `is_told`: the page it was sent from says that the request goes to the committee, and when the reply comes.
    """
    check_open(session, first)
    columns = _columns(first, channel, by, now if is_told else None)
    reference, is_new = store(session, first.answers, columns, now=now, actor=by.name)
    case = session.scalars(select(HelpRequest).where(HelpRequest.reference == reference)).one()
    if is_new:
        _keep(session, case, text, by, now)
        _carry_declaration(session, first, case)
        note_change(session, first, OPENED, by=by, now=now)
        promise_notice(session, reference, now=now)
        submissions.tell_person(
            session, case.answers, reference, messages.objection, now=now, first=first.reference, received_at=now
        )
    return case


def by_applicant(session: Session, reference: str, text: str, *, is_told: bool, now: datetime) -> HelpRequest:
    """The same, sent by the person from our pages. Raises MoveRefused, NoSuchRequest."""
    first = to_change(session, reference)
    return object_to(session, first, text, "website", is_told=is_told, by=PERSON, now=now)


def words_of(session: Session, case: HelpRequest) -> str:
    """Why the person objects, in their words; empty where this request is no objection."""
    sent = select(Answering).where(Answering.case_id == case.id, Answering.kind == OBJECTION)
    paper = session.scalar(sent.order_by(Answering.id).limit(1)) if case.is_objection else None
    return str(paper.words["text"]) if paper else ""


def _key(first: HelpRequest) -> bytes:
    """Stands for the form key of the objection: the database keeps one of each, so there is one objection."""
    return vault().fingerprint("objection to", first.reference)


def _is_refused(session: Session, first: HelpRequest) -> bool:
    """Whether the reply was a refusal that still stands, be the request closed since."""
    if first.state != CLOSED:
        return first.state == REFUSED
    newest = select(Step.source).where(Step.case_id == first.id).order_by(Step.id.desc()).limit(1)
    return session.scalar(newest) == REFUSED


def _columns(first: HelpRequest, channel: str, by: Actor, told_at: datetime | None) -> dict[str, object]:
    return {
        **columns_of(first.answers),
        "form_key": _key(first),
        "state": RECEIVED,
        "channel": channel,
        "branch": first.branch,
        "entered_by": None if by is PERSON else next(iter(numbers_of(frozenset({by.name})))),
        "other_id": first.id,
        "is_objection": True,
        "doubt": None,
        "informed_at": told_at,
        "informed_via": channel if told_at else None,
    }


def _keep(session: Session, case: HelpRequest, text: str, by: Actor, now: datetime) -> None:
    """The person's words; who wrote them down for the person has read them."""
    paper = Answering(case_id=case.id, at=now, actor=by.name, kind=OBJECTION)
    paper.words = {"text": text.strip(), "by": "applicant"}
    paper.seen_at = None if by is PERSON else now
    session.add(paper)
    note_change(session, case, f"sent_{OBJECTION}", by=by, now=now)


def _carry_declaration(session: Session, first: HelpRequest, case: HelpRequest) -> None:
    if not is_declared(session, first):
        return
    now = first.answers.fingerprint
    made = select(Declaration).where(
        Declaration.case_id == first.id, Declaration.is_own, Declaration.voided_at.is_(None)
    )
    known = next((each for each in session.scalars(made) if each.answers_hash == now), None)
    paper = Declaration(
        case_id=case.id,
        at=known.at if known else first.received_at,
        actor=known.actor if known else PERSON.name,
        method=known.method if known else "website",
        is_own=True,
        text_version=known.text_version if known else first.answers.texts.get("declaration", ""),
        answers_hash=now,
    )
    paper.words = {"signed_name": known.words["signed_name"] if known else first.answers.value("signed_name") or ""}
    session.add(paper)
