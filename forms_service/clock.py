"""The only clock, and days as people read them. Rules take the time as an argument; edges ask here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from hijridate import Gregorian

RIYADH = ZoneInfo("Asia/Riyadh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today_in_riyadh(moment: datetime) -> date:
    """The calendar day in Saudi Arabia at `moment` (aware)."""
    return moment.astimezone(RIYADH).date()


def written_day(day: date) -> str:
    """The day in Arabic words: الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ).

    Hijri is Umm al-Qura, which is known from 1924 to 2077; outside, the Gregorian day stands alone.
    """
    gregorian = format_date(day, "EEEE، d MMMM y", locale="ar")
    try:
        hijri = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return gregorian
    month = hijri.month_name("ar").replace("ذو ", "ذي ")  # after the day's number the name stands in the genitive
    return f"{gregorian} ({hijri.day} {month} {hijri.year} هـ)"
