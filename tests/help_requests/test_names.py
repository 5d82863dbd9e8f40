"""The words of a name stand beside its request from the moment it is stored, and follow every correction of it."""

import pytest
from flask import Flask
from sqlalchemy import select

from forms_service.db import db, transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import NameWord
from forms_service.help_requests.service import submit
from tests.help_requests.test_corrections import YOU, corrected
from tests.support.casework import START, Story, record_of
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("office")]


def words() -> dict[str, list[str]]:
    """The words that are kept, by the name that they are of."""
    db.session.rollback()
    kept = select(HelpRequest.folded_name, NameWord.word).join(NameWord, NameWord.case_id == HelpRequest.id)
    found: dict[str, list[str]] = {}
    for name, word in db.session.execute(kept.order_by(NameWord.word)):
        found.setdefault(name, []).append(word)
    return found


def test_a_name_is_found_from_the_moment_its_request_is_stored() -> None:
    Story()
    assert words() == {"سلمي عبده": ["سلمي", "عبده"]}


def test_a_corrected_name_is_found_by_its_new_words_only(office: Flask) -> None:
    story = Story()
    corrected(story, "you", {**YOU, "full_name": "سلمى حسن سلمى"}, office)
    assert words() == {"سلمي حسن سلمي": ["حسن", "سلمي"]}


def test_whatever_is_not_stored_is_not_found() -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        _breaks_off()
    assert words() == {}


def _breaks_off() -> None:
    with transaction() as session:
        submit(session, record_of(), form_key=b"k" * 32, doubt=None, now=START)
        raise RuntimeError("power cut")


def test_a_form_that_is_sent_twice_has_its_words_once() -> None:
    for _ in range(2):
        with transaction() as session:
            submit(session, record_of(), form_key=b"k" * 32, doubt=None, now=START)
    assert words() == {"سلمي عبده": ["سلمي", "عبده"]}
