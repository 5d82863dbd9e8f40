"""The words of each applicant's name, folded: what staff search by. Written with the request and with each correction of it."""

from typing import cast

from sqlalchemy import ForeignKey, Index, String, Table, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_service.db import Model
from forms_service.help_requests.models import HelpRequest
from forms_service.statements import Statement

WORD = String(200).with_variant(String(200, collation="C"), "postgresql")
"""Compared sign by sign on both databases: then the words with one beginning lie side by side."""


class NameWord(Model):
    """One word of the name in a request. The key finds the words of a request, the index the newest requests with a word."""

    __tablename__ = "name_words"

    case_id: Mapped[int] = mapped_column(ForeignKey("help_requests.id"), primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(WORD, primary_key=True)

    __table_args__ = (Index("ix_name_words_word", "word", "case_id"), {"sqlite_with_rowid": False})


_WORDS, _CASES = cast(Table, NameWord.__table__), cast(Table, HelpRequest.__table__)
_ADD = Statement(
    insert(_WORDS).from_select(
        ["case_id", "word"],
        select(_CASES.c.id, bindparam("new_word", type_=WORD)).where(_CASES.c.reference == bindparam("known")),
    )
)


def add_name(session: Session, reference: str, folded_name: str) -> None:
    """Let the request with this reference, stored in this transaction, be found by the words of the name."""
    for word in dict.fromkeys(folded_name.split()):
        _ADD.run(session, {"new_word": word, "known": reference})


def change_name(session: Session, case: HelpRequest) -> None:
    """Let the request be found by the name that it has now, and no more by the one before."""
    session.execute(delete(NameWord).where(NameWord.case_id == case.id))
    session.add_all(NameWord(case_id=case.id, word=word) for word in dict.fromkeys(case.folded_name.split()))
