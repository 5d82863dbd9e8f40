"""A request on its way to being stored: who writes it down, for which office, and how far it came."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES
from forms_service.association import Association
from forms_service.db import reading
from forms_service.formkit import drafts
from forms_service.formkit.answers import AnswersRecord
from forms_service.formkit.fields import Question
from forms_service.formkit.journey import Progress
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests import queries
from forms_service.help_requests.casework import Signed
from forms_service.help_requests.entry import LETTER, Source, enter
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.service import columns_of, find_reference
from forms_service.staff import entry_drafts
from forms_service.staff.entry_forms import BRANCHES, ENTRY

_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")


def key_of(typed: str) -> str:
    """The key that a form of ours carries; a fresh one where it carries none."""
    return typed if _KEY.fullmatch(typed) else drafts.new_key()


@dataclass(frozen=True)
class Together:
    """Several pages of questions on one, as the summary of errors reads them."""

    pages: Sequence[Page]

    @property
    def questions(self) -> list[Question]:
        """All that is asked, in its order."""
        return [question for page in self.pages for question in page.questions]

    @property
    def first_error(self) -> str | None:
        """The name of the first question with an error."""
        return next((page.first_error for page in self.pages if page.first_error), None)


@dataclass(frozen=True)
class Writing:
    """One request that the signed-in person writes down. `reference` is set once it is stored."""

    key: str
    progress: Progress
    scene: Scene
    now: datetime
    reference: str | None = None

    @property
    def form_key(self) -> bytes:
        """What one request is stored under."""
        return entry_drafts.form_key(current_user.actor, self.key)

    @property
    def is_complete(self) -> bool:
        """Whether every question is answered, as it is asked now."""
        return ENTRY.open_page(self.scene, self.progress) is None

    def pages(self, typed: Mapping[str, str] | None = None) -> list[Page]:
        """The pages of this request, with what is kept or with what was just typed, which decides what else is asked."""
        scene = self.scene
        if typed is not None:
            service = JOURNEY.pages[0](scene, typed)
            service.validate()
            scene = _scene({**scene.answers, **{each.short_name: each.data for each in service.questions}})
        return [page(scene, typed) for page in ENTRY.shown(scene)]

    def keep(self, session: Session, right: Sequence[Page], wrong: Sequence[Page]) -> None:
        """Keep what was answered rightly; what was not is asked again."""
        progress = self.progress
        for page in right:
            progress = progress.with_page(page, None)
        asked_again = {page.slug for page in wrong}
        progress = replace(progress, done=[slug for slug in progress.done if slug not in asked_again])
        days = self.scene.association.retention.draft_days
        entry_drafts.keep(session, current_user.actor, self.key, progress, now=self.now, days=days)

    def record(self, final: Page | None = None) -> AnswersRecord:
        """The answers as they are stored: those of the public form, with its last page where it was agreed to."""
        return JOURNEY.record(self.scene, self.progress, final)

    def open_requests(self, session: Session) -> Sequence[HelpRequest]:
        """Open requests of the same mobile or document."""
        known = columns_of(self.record())
        return queries.open_of_person(session, known["mobile_hash"], known["id_hash"])

    def store(self, session: Session, taking: Page, final: Page | None) -> str:
        """Store it, once; its reference."""
        signed = _signed(taking, final) if final else None
        person = current_user
        by = Actor(person.actor, frozenset(person.role_names), person.branch)
        reference = enter(
            session, self.record(final), _source(self.progress.values), signed, form_key=self.form_key, by=by,
            staff_id=person.id, now=self.now,
        )  # fmt: skip
        entry_drafts.destroy(session, person.actor, self.key)
        return reference


def open_writing(key: str) -> Writing:
    """What the signed-in person keeps under this key."""
    now = clock.now()
    with reading() as stored:
        kept = entry_drafts.find(stored, current_user.actor, key, now)
        form_key = entry_drafts.form_key(current_user.actor, key)
        reference = None if kept else find_reference(stored, form_key)
    progress = kept or Progress()
    return Writing(key, progress, _scene(progress.values), now, reference)


def may_write() -> bool:
    """Whether there is an office for which this person writes: a delegate without one writes for nobody."""
    return bool(current_user.may_in(HANDLE_CASES, current_user.branch))


def _scene(answers: Mapping[str, Any]) -> Scene:
    association: Association = current_app.extensions["association"]
    everywhere = current_user.may_in(HANDLE_CASES, None)
    branches = {branch.code: branch.name for branch in association.branches} if everywhere else {}
    return Scene(association, clock.today_in_riyadh(clock.now()), {**answers, BRANCHES: branches}, by_staff=True)


def _source(values: Mapping[str, Any]) -> Source:
    own = None if current_user.may_in(HANDLE_CASES, None) else current_user.branch
    letter = values["letter"] if values["channel"] == LETTER else ""
    return Source(values["channel"], values["origin"], own or values.get("branch"), letter)


def _signed(taking: Page, final: Page) -> Signed:
    on = taking["signed_on"].data
    return Signed(
        method=taking["method"].data,
        name=final["signed_name"].data,
        version=JOURNEY.texts["declaration"],
        place=taking["place"].data or "",
        on=date.fromisoformat(on) if on else None,
    )
