"""The only clock. Rules take the time as an argument; edges ask here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

RIYADH = ZoneInfo("Asia/Riyadh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today_in_riyadh(moment: datetime) -> date:
    """The calendar day in Saudi Arabia at `moment` (aware)."""
    return moment.astimezone(RIYADH).date()
