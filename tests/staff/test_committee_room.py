"""Doing one act, and who may sit in the committee."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from forms_service.db import transaction
from forms_service.errors import StorageUnavailable
from forms_service.help_requests.meeting import NoSuchSession
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import NoSuchRequest
from forms_service.staff.committee_room import attempt, item_or_404, members, names_of_staff, session_or_404
from tests.support.committee import Committee


def raising(error: Exception) -> object:
    def act(_session: object) -> None:
        raise error

    return act


def test_a_refusal_becomes_its_words_and_nothing_is_kept(context: Flask) -> None:
    with context.test_request_context():
        assert attempt(lambda session: None) == ""
        assert "سُجّل تنحّيك" in attempt(raising(MoveRefused("stepped_aside")))
        assert "أُغلقت هذه الجلسة" in attempt(raising(NoSuchSession("1")))
        with pytest.raises(NotFound):
            attempt(raising(NoSuchRequest("482930571166")))
        with pytest.raises(StorageUnavailable):
            attempt(raising(StorageUnavailable()))


def test_what_is_not_there_is_not_found(context: Flask) -> None:
    with context.test_request_context():
        for look in (session_or_404, item_or_404):
            with pytest.raises(NotFound):
                look(7)


def test_members_are_those_of_today_and_names_are_those_of_all(committee: Committee) -> None:
    def leaves() -> tuple[list[str], str]:
        from forms_service.accounts.service import disable_staff
        from tests.support.office import LONG_AGO

        with transaction() as session:
            disable_staff(session, "omar@example.org", now=LONG_AGO, actor="terminal")
        return [name for _code, name in members()], names_of_staff()[committee.numbers["omar"]]

    assert committee.tells(leaves) == (["أمل يوسف", "علي حسن", "ندى علي"], "عمر زيد")
