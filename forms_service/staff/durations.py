"""مدد الخطوات: how many days requests stay in each step of the procedure, for who answers for its quality. No case, no person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from forms_service import clock
from forms_service.accounts.roles import REPORTS
from forms_service.db import db
from forms_service.groups import SMALLEST, is_shown
from forms_service.help_requests.queries import left_steps
from forms_service.help_requests.stages import Stay, stays_of
from forms_service.staff.lock import page

PERIODS: Mapping[int, object] = {
    30: lazy_gettext("آخر 30 يومًا"),
    90: lazy_gettext("آخر 90 يومًا"),
    365: lazy_gettext("آخر 365 يومًا"),
}
"""The times that can be chosen, in days; the longest bounds what is read."""
USUAL = 90
WIDE = 100
"""The width of the longest bar, in units of its drawing."""


@dataclass(frozen=True)
class Row:
    """One step. `days` is empty where the group is too small to be shown."""

    name: str
    days: str = ""
    count: int = 0
    width: int = 0


@page("/durations", needs=REPORTS)
def durations() -> ResponseReturnValue:
    """The median of each step over the chosen time."""
    chosen = request.args.get("days", str(USUAL))
    if chosen not in {str(days) for days in PERIODS}:
        abort(404)
    stays = stays_of(left_steps(db.session, clock.now() - timedelta(days=int(chosen))))
    return render_template(
        "staff/durations.html", rows=rows_of(stays), periods=PERIODS, chosen=int(chosen), smallest=SMALLEST
    )


def rows_of(stays: list[Stay]) -> list[Row]:
    """The lines of the table; the bars are as long as the longest that is shown."""
    longest = max((stay.days for stay in stays if is_shown(stay.count)), default=0)
    return [_row(stay, longest) for stay in stays]


def _row(stay: Stay, longest: float) -> Row:
    if not is_shown(stay.count):
        return Row(stay.stage.name)
    return Row(stay.stage.name, f"{stay.days:g}", stay.count, round(WIDE * stay.days / longest) if longest else 0)
