"""One request of one person within a journey: whose answers these are, how far they came, whether they were sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from flask import current_app, session, url_for
from flask_babel import LazyString
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.association import Association
from forms_service.db import reading
from forms_service.formkit import drafts
from forms_service.formkit.answers import AnswersRecord
from forms_service.formkit.journey import Journey, Progress
from forms_service.formkit.page import Page, Scene

_KEYS = "journeys"


class Submit(Protocol):
    """Stores a record under its form key, once; the same key gives the same reference. Writes in the caller's transaction."""

    def __call__(
        self, session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime
    ) -> str: ...


@dataclass(frozen=True)
class Site:
    """One journey on the web. `templates` is the folder of its own pages: start, confirmation, and the one that is agreed to.

    `told` gives what the confirmation says besides the reference.
    """

    journey: Journey
    name: LazyString
    templates: str
    submit: Submit
    find: Callable[[Session, bytes], str | None]
    told: "Callable[[Visit], Mapping[str, str]]" = lambda _visit: {}

    @property
    def first(self) -> type[Page]:
        """The page that every journey begins with."""
        return self.journey.pages[0]


@dataclass(frozen=True)
class Visit:
    """Where a person is. `draft`: what is kept, sealed, be it that it does not open; `reference` is set once the answers were sent."""

    site: Site
    key: str
    progress: Progress
    scene: Scene
    now: datetime
    reference: str | None
    draft: bytes | None = None

    @cached_property
    def form_key(self) -> bytes:
        """What the database knows of this person's key."""
        return drafts.key_hash(self.site.journey.form, self.key)

    @cached_property
    def open_page(self) -> type[Page] | None:
        """The first page that still wants an answer."""
        return self.site.journey.open_page(self.scene, self.progress)

    @property
    def next_address(self) -> str:
        """Where this person goes on."""
        if self.reference:
            return url_for(".done")
        opened = self.open_page
        return address(opened) if opened else url_for(".review")


def address(page: type[Page]) -> str:
    """The address of a page of the journey that is being visited."""
    return url_for(".page", slug=page.slug)


def open_visit(site: Site) -> Visit:
    """The visit of the current request; a person without a key gets one."""
    now = clock.now()
    form = site.journey.form
    key = session.get(_KEYS, {}).get(form)
    draft, kept, reference = None, None, None
    if key:
        # The draft first: it goes in the very transaction that makes the submission.
        with reading() as stored:
            found = drafts.key_hash(form, key)
            draft = drafts.find(stored, found, now)
            kept = drafts.opened(draft, found)
            reference = None if kept else site.find(stored, found)
    progress = Progress(**kept) if kept else Progress()
    association: Association = current_app.extensions["association"]
    scene = Scene(association, clock.today_in_riyadh(now), progress.values)
    return Visit(site, key or begin_anew(site), progress, scene, now, reference, draft)


def visit_without_memory(site: Site) -> Visit:
    """The visit while nothing can be read: whatever was answered before is not known. Only for drawing what was typed."""
    now = clock.now()
    scene = Scene(current_app.extensions["association"], clock.today_in_riyadh(now))
    return Visit(site, "", Progress(), scene, now, None)


def begin_anew(site: Site) -> str:
    """Give this person a fresh key: the next journey is another one."""
    key = drafts.new_key()
    session[_KEYS] = {**session.get(_KEYS, {}), site.journey.form: key}
    session.permanent = True
    return key


def remember() -> None:
    """Let this person's key last as long as the answers that were just kept under it."""
    session.modified = True


def forget(site: Site) -> None:
    """Take this person's key away."""
    session[_KEYS] = {form: key for form, key in session.get(_KEYS, {}).items() if form != site.journey.form}


def is_resumable(site: Site) -> bool:
    """Whether answers wait for this person. Sets no cookie."""
    key = session.get(_KEYS, {}).get(site.journey.form)
    if not key:
        return False
    with reading() as stored:
        return drafts.load(stored, drafts.key_hash(site.journey.form, key), clock.now()) is not None
