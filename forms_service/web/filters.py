"""What templates may say about values: references, dates in both calendars, foreign runs set apart."""

import re
from datetime import datetime

from flask import Flask
from markupsafe import Markup, escape

from forms_service.clock import today_in_riyadh, written_day
from forms_service.references import show_reference

_CODE = re.compile(r"[+@A-Za-z0-9][\w@.+:/-]*[A-Za-z0-9]|[A-Za-z]")
_HAS_LATIN = re.compile(r"[A-Za-z]|[0-9]{5}")


def init_filters(app: Flask) -> None:
    """Make the filters known to the app's templates."""
    app.add_template_filter(show_reference, "reference")
    app.add_template_filter(isolate, "isolate")
    app.add_template_filter(_day, "day")
    app.add_template_filter(written_day, "written")


def isolate(text: object) -> Markup:
    """Escaped text in which codes and Latin words stand in <bdi dir="ltr">, so that their order survives among Arabic."""
    parts: list[str] = []
    at, plain = 0, str(text)
    for found in _CODE.finditer(plain):
        if _HAS_LATIN.search(found.group()):
            parts += [escape(plain[at : found.start()]), Markup('<bdi dir="ltr" class="code">%s</bdi>') % found.group()]
            at = found.end()
    return Markup("").join([*parts, escape(plain[at:])])


def _day(moment: datetime) -> str:
    """The day of a moment in Riyadh, Gregorian and Hijri."""
    return written_day(today_in_riyadh(moment))
