"""A page of questions. A form is said once: its pages, in order, are the only place that names a question."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.meta import DefaultMeta

from forms_service.association import Association
from forms_service.formkit.fields.question import Question, Text


@dataclass(frozen=True)
class Scene:
    """Where a person is: the facts of the association, the day in Saudi Arabia, and the answers kept so far by name.

    `by_staff`: a colleague writes down what the person says.
    """

    association: Association
    day: date
    answers: Mapping[str, Any] = field(default_factory=dict)
    by_staff: bool = False
    _kept: "dict[type[Page], Page]" = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def for_other(self) -> bool:
        """Whether someone fills the form for another person."""
        return self.answers.get("for_whom") == "other"

    def kept(self, page: "type[Page]") -> "Page":
        """The page with the kept answers, for reading only: built once, however often it is asked for."""
        if page not in self._kept:
            self._kept[page] = page(self)
        return self._kept[page]


Condition = Callable[[Scene], bool]
Words = Callable[[Scene], str]
_WORDS = "_in_words"


def always(_scene: Scene) -> bool:
    """The condition of what is asked of everyone."""
    return True


def in_words(words: Words) -> Callable[[Condition], Condition]:
    """Say when a condition holds, for paper, where every question stands. Empty words: as things are, it holds for nobody."""

    def mark(condition: Condition) -> Condition:
        setattr(condition, _WORDS, words)
        return condition

    return mark


def words_of(condition: Condition, scene: Scene) -> str | None:
    """When this condition holds, in words; None where it always does. Raises LookupError where its words were not said."""
    if condition is always:
        return None
    words: Words | None = getattr(condition, _WORDS, None)
    if words is None:
        raise LookupError(f"{condition!r} has no words for paper: formkit.page.in_words")
    return words(scene)


class Page(Form):
    """One page: its questions are class attributes, in the order people meet them.

    `slug` is the last part of its address; `title_other` replaces the title where someone fills the form for another;
    `to_prepare` says what to have at hand for it before beginning, if anything.
    """

    slug: ClassVar[str]
    title: ClassVar[Text]
    title_other: ClassVar[Text] = ""
    intro: ClassVar[Text] = ""
    to_prepare: ClassVar[Text] = ""
    shown: ClassVar["staticmethod[[Scene], bool]"] = staticmethod(always)
    made_questions: ClassVar[dict[str, Question]]

    class Meta(DefaultMeta):
        """CSRF is checked once for the whole application (web/origins.py), before a page is read."""

        csrf = False

        def bind_field(self, form: Any, unbound_field: Any, options: MutableMapping[str, Any]) -> Any:
            """The field of this form, copied from the page's own, which is made once: making one costs five times as much."""
            made: dict[str, Question] = form.made_questions
            name = options["name"]
            if name not in made:
                field: Field = super().bind_field(form, unbound_field, options)
                if not isinstance(field, Question):
                    return field
                field.make_once()
                made[name] = field
            return made[name].copied_for(form)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.made_questions = {}

    def __init__(self, scene: Scene, typed: Any = None, *, whole: bool = False) -> None:
        """The page with the kept answers, or with what was just `typed` (a MultiDict). `whole`: with every question it can ask."""
        super().__init__(typed, data=dict(scene.answers))
        self.scene = scene
        for question in list(self.questions):
            if whole or question.asked(scene):
                question.prepare(scene)
            else:
                del self[question.short_name]

    @property
    def questions(self) -> list[Question]:
        """The questions that are asked here."""
        return [question for question in self if isinstance(question, Question)]

    @property
    def first_error(self) -> str | None:
        """The name of the first question with an error."""
        return next((question.short_name for question in self.questions if question.errors), None)

    @classmethod
    def heading(cls, scene: Scene) -> str:
        """The page's h1."""
        return cls._headings()[scene.for_other]

    @classmethod
    @cache
    def _headings(cls) -> tuple[str, str]:
        return str(cls.title), str(cls.title_other or cls.title)

    @classmethod
    def names(cls, scene: Scene) -> tuple[str, ...]:
        """The names of the questions asked here."""
        return tuple(question.short_name for question in scene.kept(cls).questions)
