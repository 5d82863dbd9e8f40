"""What templates may say about values: references, dates in both calendars, foreign runs set apart."""

from datetime import datetime

from flask import Flask
from markupsafe import Markup, escape

from forms_service.clock import today_in_riyadh, written_day
from forms_service.references import show_reference
from forms_service.renderers.pieces import foreign_runs


def init_filters(app: Flask) -> None:
    """Make the filters known to the app's templates."""
    app.add_template_filter(show_reference, "reference")
    app.add_template_filter(isolate, "isolate")
    app.add_template_filter(_day, "day")
    app.add_template_filter(written_day, "written")


def isolate(text: object) -> Markup:
    """Escaped text in which codes and Latin words stand in <bdi dir="ltr">, so that their order survives among Arabic."""
    return Markup("").join(
        Markup('<bdi dir="ltr" class="code">%s</bdi>') % part if foreign else escape(part)
        for part, foreign in foreign_runs(str(text))
    )


def _day(moment: datetime) -> str:
    """The day of a moment in Riyadh, Gregorian and Hijri."""
    return written_day(today_in_riyadh(moment))
