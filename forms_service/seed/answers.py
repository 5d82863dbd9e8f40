"""Made-up answers, typed into the real pages of a form: what a page would refuse is refused here too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stdnum import luhn
from werkzeug.datastructures import MultiDict

from forms_service.association import Association
from forms_service.formkit.answers import AnswersRecord
from forms_service.formkit.journey import Journey, Progress
from forms_service.formkit.page import Page, Scene

Typed = Mapping[str, Any]
"""What is typed, by the name of the question; a tick is `yes`, several choices are a list."""


class NotTaken(ValueError):
    """A page does not take what was typed: made-up people fill in forms rightly."""


def written(
    journey: Journey, typed: Typed, association: Association, day: date, *, by_staff: bool = False, agrees: bool = True
) -> AnswersRecord:
    """The record of somebody who typed this into every page they were shown on that day, the last one where they agree to it.

    `by_staff`: a colleague wrote it down for them. Raises NotTaken.
    """
    progress = Progress()
    scene = Scene(association, day, by_staff=by_staff)
    while (shown := journey.open_page(scene, progress)) is not None:
        progress = progress.with_page(filled(shown, typed, scene), None)
        scene = Scene(association, day, progress.values, by_staff=by_staff)
    return journey.record(scene, progress, filled(journey.final, typed, scene) if agrees else None)


def filled(page: type[Page], typed: Typed, scene: Scene) -> Page:
    """This page as it was filled in. Raises NotTaken."""
    form = page(scene, MultiDict(typed))
    if not form.validate():
        raise NotTaken(f"{page.slug}: {form.errors} of {typed}")
    return form


def mobile(number: int) -> str:
    """A mobile that belongs to nobody."""
    return f"05{number:08}"


def identity(number: int, first: str = "29") -> str:
    """An identity number that belongs to nobody, with its check digit: 29… of a residence permit, 19… of a citizen."""
    body = f"{first}{number:07}"
    return f"{body}{luhn.calc_check_digit(body)}"
