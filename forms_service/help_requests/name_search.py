"""Finding requests by the words of a name, in any order and any spelling, the last one perhaps only begun. Only reads.

The rarest word leads. Where all are frequent only the newest LOOKED_AT are looked at, and where the search stopped is told: what it
costs does not grow with the table (docs/decisions/0015).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, literal, select
from sqlalchemy.orm import Session, aliased

from forms_service.arabic import fold_words
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import NameWord
from forms_service.help_requests.queue import unindexed

FREQUENT = 1000
"""A word that stands in fewer requests is looked for in all of them."""

LOOKED_AT = 2500
"""Requests with a frequent word that one search looks at, at most."""

MOST_WORDS = 8
"""Words that are searched for; what follows them is not."""

_LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True)
class _Word:
    """A folded word; where it `is_begun`, it stands for every word that begins with it."""

    text: str
    is_begun: bool

    def is_in(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(column >= self.text, column < self.text + _LAST_SIGN) if self.is_begun else column == self.text

    def is_of_same_name(self) -> ColumnElement[bool]:
        """That the name which has the word at hand has this one too. Asked once for each row, by the key: never joined."""
        other = aliased(NameWord)
        found = select(func.min(other.word)).where(other.case_id == NameWord.case_id, self.is_in(other.word))  # type: ignore[arg-type] # a column of the model
        return found.scalar_subquery().is_not(None)


def search(
    session: Session, typed: str, *, within: str | None, before: int | None, size: int
) -> tuple[list[int], int | None]:
    """Numbers of up to `size` requests, newest first; and the number where the search stopped, if it did before it had them all."""
    words = _words(typed)
    if not words:
        return [], None
    seen = _seen(session, words)
    lead = min(words, key=lambda word: (seen[word] >= FREQUENT and word.is_begun, seen[word]))
    asked = _older(select(NameWord.case_id), before).where(*(word.is_of_same_name() for word in words if word != lead))
    if within is not None:
        branch = select(HelpRequest.branch).where(HelpRequest.id == NameWord.case_id)
        asked = asked.where(branch.scalar_subquery() == within)
    asked = asked.group_by(NameWord.case_id).order_by(NameWord.case_id.desc()).limit(size)
    if seen[lead] < FREQUENT:
        return list(session.scalars(asked.where(lead.is_in(NameWord.word)))), None  # type: ignore[arg-type] # as above
    # A frequent beginning is walked request by request: its words lie apart in the index.
    word = unindexed(NameWord.word) if lead.is_begun else NameWord.word
    last = select(_last(lead, before)).scalar_subquery()
    numbers = list(session.scalars(asked.where(lead.is_in(word), NameWord.case_id >= last)))  # type: ignore[arg-type] # as above
    return numbers, _stop(session, lead, before) if len(numbers) < size else None


def _words(typed: str) -> list[_Word]:
    texts = fold_words(typed).split()[:MOST_WORDS]
    return [
        *(_Word(text, is_begun=False) for text in dict.fromkeys(texts[:-1])),
        *(_Word(text, is_begun=True) for text in texts[-1:]),
    ]


def _older(asked: Select[int], before: int | None) -> Select[int]:
    return asked if before is None else asked.where(NameWord.case_id < before)


def _seen(session: Session, words: list[_Word]) -> dict[_Word, int]:
    """How many requests each word is in, at most FREQUENT."""
    some = (select(literal(1)).where(word.is_in(NameWord.word)).limit(FREQUENT).subquery() for word in words)  # type: ignore[arg-type] # as above
    row = session.execute(select(*(select(func.count()).select_from(each).scalar_subquery() for each in some))).one()
    return dict(zip(words, row, strict=True))


def _last(lead: _Word, before: int | None) -> ColumnElement[int]:
    """The number of the last request that is looked at."""
    if lead.is_begun:
        newest = literal(before) if before is not None else select(func.max(NameWord.case_id) + 1).scalar_subquery()
        return newest - 4 * LOOKED_AT  # no other word is asked for: each costs less
    return func.min(_newest(lead, before).c.case_id)


def _newest(lead: _Word, before: int | None) -> Subquery:
    some = _older(select(NameWord.case_id).where(NameWord.word == lead.text), before)
    return some.order_by(NameWord.case_id.desc()).limit(LOOKED_AT).subquery()


def _stop(session: Session, lead: _Word, before: int | None) -> int | None:
    """Where the search stopped; None where that was at the end."""
    if lead.is_begun:
        last = session.scalar(select(_last(lead, before)))
        return last if last is not None and last > 1 else None
    newest = _newest(lead, before).c.case_id
    count, last = session.execute(select(func.count(), func.min(newest))).one()
    return last if count == LOOKED_AT and last > 1 else None
