"""What a colleague typed into one of the small forms, cleaned, and read as a day, a choice or a text."""

from collections.abc import Collection, Mapping
from datetime import date, time

from flask import abort
from flask_babel import gettext as _
from hijridate import Hijri

from forms_service.arabic import ascii_digits, drop_marks
from forms_service.errors import RuleBroken
from forms_service.formkit.cleaning import clean_lines

MOST = 1000
"""Signs of one text."""

HIJRI_UNTIL = 1700
"""Years before this one are meant by the Hijri calendar."""

_NOT_TYPED = frozenset({"csrf_token"})


class Unclear(RuleBroken):
    """What was typed cannot be taken. `words` says why, then what to do; `name` is the input."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(name)
        self.words, self.name = words, name


class Typed(dict[str, str]):
    """The inputs of one form, by name; what was left out is empty."""

    def __missing__(self, name: str) -> str:
        return ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Typed":
        """What was sent, cleaned like the answers of the public."""
        return cls({name: clean_lines(value)[0] for name, value in form.items() if name not in _NOT_TYPED})

    def text(self, name: str, missing: str, *, least: int = 1, most: int = MOST) -> str:
        """A text that must be there. Raises Unclear: `missing` is said where it is absent or too short."""
        found = self[name]
        if len(found) < least:
            raise Unclear(missing, name)
        return self.at_most(name, most)

    def at_most(self, name: str, most: int = MOST) -> str:
        """A text that may be absent. Raises Unclear where it is too long."""
        if len(self[name]) > most:
            raise Unclear(
                _("عدد الأحرف %(count)s، والحد الأعلى %(most)s. اختصر النص.", count=len(self[name]), most=most), name
            )
        return self[name]

    def one_of(self, name: str, choices: Collection[str], missing: str) -> str:
        """One of these codes. Raises Unclear."""
        if self[name] not in choices:
            raise Unclear(missing, name)
        return self[name]

    def number(self, name: str) -> int:
        """A number that one of our own pages wrote; anything else is no form of ours, and answered 400."""
        if not (self[name].isascii() and self[name].isdigit() and len(self[name]) <= 9):
            abort(400)
        return int(self[name])

    def day(self, name: str) -> date | None:
        """A day typed as day/month/year, in either calendar; None where nothing was typed. Raises Unclear."""
        if not self[name]:
            return None
        found = read_day(self[name])
        if found is None:
            raise Unclear(_("لم نفهم التاريخ. اكتبه يومًا ثم شهرًا ثم سنة، مثل 30/12/2026، أو بالهجري 15/08/1448."), name)
        return found

    def hour(self, name: str) -> time:
        """An hour of the day typed as 16:30, with any digits. Raises Unclear."""
        found = read_hour(self[name])
        if found is None:
            raise Unclear(_("اكتب الساعة والدقيقة، مثل 16:30."), name)
        return found


def read_hour(text: str) -> time | None:
    """The hour that was typed, by the clock of 24 hours; None: it is none."""
    parts = _parts(text)
    if len(parts) != 2 or max(map(len, parts)) > 2:
        return None
    hour, minute = map(int, parts)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(text: str) -> date | None:
    """The day that was typed as day/month/year, with any digits and separators; a year below 1700 is Hijri. None: it is no day."""
    parts = _parts(text)
    if len(parts) != 3 or len(parts[2]) != 4:
        return None
    day, month, year = (int(part[:4]) for part in parts)
    try:
        return Hijri(year, month, day).to_gregorian() if year < HIJRI_UNTIL else date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _parts(text: str) -> list[str]:
    """The numbers in what was typed."""
    plain = ascii_digits(drop_marks(text))
    return "".join(sign if sign in "0123456789" else " " for sign in plain).split()
