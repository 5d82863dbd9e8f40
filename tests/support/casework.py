"""A request and the people around it, in verbs: for tests of the procedure without a browser. Days pass when they are told to."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.help_requests import casework, meeting, objections
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, items_of
from forms_service.help_requests.committee import REFUSE
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import DELEGATE, MANAGER, OFFICER, SECRETARY, MoveRefused, Words
from forms_service.help_requests.procedure import Actor, move, to_change
from forms_service.help_requests.service import submit
from forms_service.help_requests.sessions import AgendaItem
from forms_service.outbox.models import OutboxMessage

START = datetime(2026, 11, 1, 6, tzinfo=UTC)
HER = Actor("staff:1", frozenset({OFFICER}))
HIM = Actor("staff:8", frozenset({OFFICER}))
WHY_NOT = "لم تنظروا في شهادة المدرسة التي أحضرتها."
SECRETARY_OF = Actor("staff:2", frozenset({SECRETARY}))
THE_MANAGER = Actor("staff:3", frozenset({MANAGER}))
MEMBERS = (4, 5, 6, 7)


def member(number: int) -> Actor:
    """A member of the committee."""
    return Actor(f"staff:{number}", frozenset({meeting.MEMBER}))


def delegate(branch: str) -> Actor:
    """The delegate of a branch."""
    return Actor("staff:8", frozenset({DELEGATE}), branch)


def record_of(
    *, for_whom: str = "self", email: str = "salma@example.org", id_number: str = "2900000007"
) -> AnswersRecord:
    """What somebody answered on the website."""
    answers = {
        "support_type": "books",
        "for_whom": for_whom,
        "full_name": "سلمى عبده",
        "id_type": "iqama" if id_number else "none",
        "id_number": id_number,
        "mobile": "+966500000001",
        "email": email,
        "contact_language": "ar",
        "locality": "أبو راكة",
        "need": "أحتاج كتبًا مترجمة.",
    }
    if for_whom == "other":
        answers["helper_mobile"] = "+966500000002"
    return AnswersRecord(
        "help_request",
        (Section("you", "من أنت؟", tuple(Answer(name, name, value, value) for name, value in answers.items())),),
        {"declaration": "1"},
    )


class Story:
    """One request. Every verb is one transaction at `now`; needs an app context with staff 1 to 8."""

    officer = HER
    """Who does what the test names nobody for."""

    def __init__(self, now: datetime = START, **record: Any) -> None:
        self.now = now
        with transaction() as session:
            key = secrets.token_bytes(32)
            self.reference = submit(session, record_of(**record), form_key=key, doubt=None, now=now)

    @classmethod
    def of(cls, reference: str, now: datetime, officer: Actor = HER) -> "Story":
        """The story of a request that is there already."""
        story = cls.__new__(cls)
        story.reference, story.now, story.officer = reference, now, officer
        return story

    @property
    def case(self) -> HelpRequest:
        """The row as it stands."""
        db.session.rollback()
        return db.session.scalars(select(HelpRequest).where(HelpRequest.reference == self.reference)).one()

    def days_pass(self, days: int) -> "Story":
        """Nothing happens for some days."""
        self.now += timedelta(days=days)
        return self

    def goes(self, target: str, by: Actor | None = None, **words: str) -> "Story":
        """A move. Raises what the procedure raises."""
        with transaction() as session:
            move(session, self.reference, target, by=by or self.officer, now=self.now, words=Words(**words))
        return self

    def act(self, does: Callable[..., Any], *given: Any, by: Actor | None = None, **more: Any) -> Any:
        """One of the acts of casework; the number of what it added."""
        with transaction() as session:
            held = to_change(session, self.reference)
            done = does(session, held, *given, by=by or self.officer, now=self.now, **more)
            return getattr(done, "id", None)

    def is_checked(self, *, valid_until: date | None = None) -> "Story":
        """Given to an officer, and every item matched."""
        self.act(casework.assign, int(self.officer.name.partition(":")[2]))
        self.goes("checking")
        self.all_marked(MATCHING, valid_until=valid_until)
        return self

    def all_marked(self, stage: str, *, valid_until: date | None = None) -> None:
        """Every item of a list is met."""
        for item in items_of(self.case, stage, current_app.extensions["association"]):
            until = (valid_until or today_in_riyadh(self.now) + timedelta(days=90)) if item.ends else None
            self.act(casework.mark, stage, item.code, is_met=True, valid_until=until)

    def is_raised(self) -> "Story":
        """Checked, signed and before the committee."""
        return self.is_checked().goes("signed").goes("committee")

    def is_on_the_agenda(self, present: tuple[int, ...] = MEMBERS) -> "Story":
        """The secretary opens a session with it."""
        with transaction() as session:
            opened = meeting.open_session(session, today_in_riyadh(self.now), present, by=SECRETARY_OF, now=self.now)
            meeting.put_on_agenda(session, opened, self.reference, by=SECRETARY_OF, now=self.now)
        return self

    def in_session(self, does: Callable[[Session, AgendaItem], Any]) -> Any:
        """Something is done with its newest place on an agenda."""
        with transaction() as session:
            newest = select(AgendaItem).where(AgendaItem.case_id == self.case.id).order_by(AgendaItem.id.desc())
            item = session.scalars(newest.limit(1)).one()
            return does(session, item)

    def votes(self, number: int, choice: str) -> "Story":
        """A member votes."""
        self.in_session(
            lambda session, item: meeting.vote(session, item, number, choice, by=member(number), now=self.now)
        )
        return self

    def is_recorded(
        self, public: str = "لا تقدّم الجمعية هذه الخدمة.", by: Actor = SECRETARY_OF, **more: str
    ) -> "Story":
        """The secretary records the result."""
        self.in_session(lambda session, item: meeting.record(session, item, public=public, by=by, now=self.now, **more))
        return self

    def is_decided(self, choice: str) -> "Story":
        """Raised, voted on by all alike, recorded."""
        self.is_raised().is_on_the_agenda()
        for number in MEMBERS[:3]:
            self.votes(number, choice)
        return self.is_recorded()

    def is_refused(self) -> "Story":
        """Decided, and the reply sent when its day came."""
        return self.is_decided(REFUSE).days_pass(14).goes("refused")

    def is_objected_to(self, text: str = WHY_NOT, officer: Actor = HIM) -> "Story":
        """The applicant objects from tracking; the story of the objection, in the hands of somebody else."""
        with transaction() as session:
            case = objections.by_applicant(session, self.reference, text, is_told=True, now=self.now)
            return Story.of(case.reference, self.now, officer)

    def is_registered(self) -> "Story":
        """The list of registration is complete."""
        self.all_marked(REGISTRATION)
        return self


@pytest.fixture
def office(context: Flask) -> Flask:
    """Staff 1 to 8, and the app's context."""
    eight_join()
    return context


def eight_join() -> None:
    """Staff 1 to 8 are there. Needs an app context."""
    join(*range(1, 9))


def join(*numbers: int, roles: tuple[str, ...] = ()) -> None:
    """Staff of these numbers are there. Needs an app context."""
    with transaction() as session:
        for number in numbers:
            session.add(
                Staff(
                    id=number,
                    email=f"{number}@example.org",
                    name=f"موظف {number}",
                    password="-",
                    fs_uniquifier=str(number),
                    role_names=list(roles),
                    created_at=START,
                )
            )


def objections_are_open(app: Flask) -> None:
    """The board has opened the way to object."""
    association: Association = app.extensions["association"]
    committee = association.committee.model_copy(update={"objections": True})
    app.extensions["association"] = association.model_copy(update={"committee": committee})


def letters_about(reference: str) -> list[str]:
    """Which letters to the person were promised, in their order."""
    db.session.rollback()  # what was read before does not count
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference).order_by(OutboxMessage.id))
    return [row.template.partition("/")[2] for row in rows if not row.template.endswith("for_staff")]


def refusal(does: Callable[..., Any], *given: Any, **more: Any) -> str:
    """Why an act is refused."""
    with pytest.raises(MoveRefused) as refused:
        does(*given, **more)
    return refused.value.why
