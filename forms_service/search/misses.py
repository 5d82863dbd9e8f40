"""Words that people searched for in vain, counted by day, so that editors learn what the site does not say or says in other words.

Nothing about who asked is kept, and nothing that may tell who they are: see `worth_counting`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, String, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_service.arabic import fold, fold_words
from forms_service.db import Model, take_turn

KEPT_DAYS = 90
"""Days after which a count is erased."""

MOST_A_DAY = 500
"""Different words counted on one day: a robot that searches for anything does not fill the disk."""

MOST_WORDS, MOST_SIGNS, MOST_DIGITS = 6, 100, 4
_DIGIT = re.compile(r"\d")


class SearchMiss(Model):
    """How often the same words found nothing on one day."""

    __tablename__ = "search_misses"

    words: Mapped[str] = mapped_column(String(MOST_SIGNS), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    count: Mapped[int]


@dataclass(frozen=True)
class Missed:
    """Words that found nothing: how often, and on which day last."""

    words: str
    count: int
    last_day: date


def worth_counting(query: str) -> str:
    """The folded words under which a query is counted; empty where it is not.

    Whoever pastes a message, a number (an identity, a mobile, a reference) or an address of mail may have pasted it by
    mistake: more than six words, five digits in all, or an @ are not kept.
    """
    plain, words = fold(query), fold_words(query)
    long = len(words.split()) > MOST_WORDS or len(words) > MOST_SIGNS
    return "" if long or "@" in plain or len(_DIGIT.findall(plain)) > MOST_DIGITS else words


def count_miss(session: Session, words: str, day: date) -> None:
    """Count once more that these folded words found nothing. Once a day is full, words that are new to it are not counted."""
    take_turn(session, hashlib.sha256(words.encode()).digest())
    found = (SearchMiss.words == words, SearchMiss.day == day)
    counted = session.execute(update(SearchMiss).where(*found).values(count=SearchMiss.count + 1))
    if getattr(counted, "rowcount", 0):
        return
    of_the_day = session.scalar(select(func.count()).where(SearchMiss.day == day)) or 0
    if of_the_day < MOST_A_DAY:
        session.execute(insert(SearchMiss).values(words=words, day=day, count=1))


def most_missed(session: Session, limit: int, *, newest: bool = False) -> Sequence[Missed]:
    """What was searched for in vain, the most often first; `newest`: the last day first. Only reads."""
    count, last = func.sum(SearchMiss.count), func.max(SearchMiss.day)
    order = (last.desc(), count.desc()) if newest else (count.desc(), last.desc())
    rows = session.execute(
        select(SearchMiss.words, count, last).group_by(SearchMiss.words).order_by(*order, SearchMiss.words).limit(limit)
    )
    return [Missed(words, int(times), day) for words, times, day in rows]


def any_old(session: Session, today: date) -> bool:
    """Whether a count is kept beyond its time. Only reads."""
    return session.scalar(select(SearchMiss.day).where(_is_old(today)).limit(1)) is not None


def destroy_old(session: Session, today: date) -> int:
    """Erase every count whose time is over; says how many."""
    return int(getattr(session.execute(delete(SearchMiss).where(_is_old(today))), "rowcount", 0))


def _is_old(today: date) -> ColumnElement[bool]:
    return SearchMiss.day <= today - timedelta(days=KEPT_DAYS)
