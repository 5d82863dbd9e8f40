"""Moments and names as the back-office writes them."""

from datetime import datetime

from flask_babel import gettext as _

from forms_service.clock import RIYADH, today_in_riyadh, written_day


def written_moment(moment: datetime) -> str:
    """A moment (aware) in Riyadh: الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)، الساعة 20:14."""
    local = moment.astimezone(RIYADH)
    return str(_("%(day)s، الساعة %(time)s", day=written_day(today_in_riyadh(moment)), time=f"{local:%H:%M}"))
