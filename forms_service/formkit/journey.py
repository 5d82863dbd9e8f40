"""Pages in order: which are shown, which is next, what is still open, and the record of everything that was answered.

Knows no addresses and no database; `web/journeys.py` puts a journey on the web.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from forms_service.formkit.answers import AnswersRecord, Note, Section
from forms_service.formkit.page import Page, Scene


@dataclass(frozen=True)
class Progress:
    """What one person has answered so far: values and notes by question name, the pages done, and whether a doubt arose.

    `started_at` is when the first page was kept, in seconds since 1970.
    """

    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, list[Note]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    doubt: str | None = None
    started_at: float | None = None

    def with_page(self, page: Page, doubt: str | None) -> "Progress":
        """The progress after this valid page; answers of questions it no longer asks there stay, unseen."""
        values = {**self.values, **{question.short_name: question.data for question in page.questions}}
        notes = {**self.notes, **{question.short_name: list(question.notes) for question in page.questions}}
        done = [slug for slug in self.done if slug != page.slug] + [page.slug]
        return replace(self, values=values, notes=notes, done=done, doubt=self.doubt or doubt)

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values, for the draft."""
        return dict(vars(self))


@dataclass(frozen=True)
class Journey:
    """One form: its pages in the order people meet them, and the last one, which is agreed to and sent.

    `form` is its name in stored records; `texts` the versions of the texts agreed to on the last page.
    """

    form: str
    pages: tuple[type[Page], ...]
    final: type[Page]
    texts: dict[str, str]

    @property
    def to_prepare(self) -> tuple[str, ...]:
        """What to have at hand before beginning, in the order it is asked for."""
        return tuple(str(page.to_prepare) for page in self.pages if page.to_prepare)

    def page(self, slug: str) -> type[Page] | None:
        """The page at this part of the address."""
        return next((page for page in (*self.pages, self.final) if page.slug == slug), None)

    def shown(self, scene: Scene) -> list[type[Page]]:
        """The pages of this person, without the last."""
        return [page for page in self.pages if page.shown(scene)]

    def open_page(self, scene: Scene, progress: Progress) -> type[Page] | None:
        """The first page that is not yet answered, or whose questions have changed since; None when all are."""
        return next((page for page in self.shown(scene) if not self._is_complete(page, scene, progress)), None)

    def after(self, page: type[Page], scene: Scene) -> type[Page] | None:
        """The page that follows; None where the review follows."""
        return self._neighbour(page, scene, 1)

    def before(self, page: type[Page], scene: Scene) -> type[Page] | None:
        """The page before; None for the first."""
        return self._neighbour(page, scene, -1)

    def record(self, scene: Scene, progress: Progress, final: Page | None) -> AnswersRecord:
        """Everything that was asked and answered, the last page included; None: that one is not agreed to yet."""
        sections = list(self.summary(scene, progress))
        if final is None:
            return AnswersRecord(self.form, tuple(sections))
        agreed = tuple(question.answer(question.data, question.notes) for question in final.questions)
        return AnswersRecord(
            self.form, (*sections, Section(final.slug, final.heading(scene), agreed)), dict(self.texts)
        )

    def summary(self, scene: Scene, progress: Progress) -> Iterator[Section]:
        """What was answered so far, page by page, for the review."""
        return (self._section(scene.kept(page), scene, progress) for page in self.shown(scene))

    def _section(self, page: Page, scene: Scene, progress: Progress) -> Section:
        answers = tuple(
            question.answer(
                progress.values.get(question.short_name), tuple(progress.notes.get(question.short_name, ()))
            )
            for question in page.questions
        )
        return Section(page.slug, page.heading(scene), answers)

    def _is_complete(self, page: type[Page], scene: Scene, progress: Progress) -> bool:
        if page.slug not in progress.done:
            return False
        form = scene.kept(page)
        return all(question.is_answered(progress.values.get(question.short_name), form) for question in form.questions)

    def _neighbour(self, page: type[Page], scene: Scene, step: int) -> type[Page] | None:
        shown = self.shown(scene)
        at = shown.index(page) + step if page in shown else (len(shown) - 1 if page is self.final else -1)
        return shown[at] if 0 <= at < len(shown) else None
