"""Writing down who looked at what, before anything is shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask_login import login_user
from sqlalchemy import select

from forms_service.accounts.models import Staff
from forms_service.db import db
from forms_service.errors import StorageUnavailable
from forms_service.staff.reading import note_list, note_read
from tests.support.office import add_person, events


def _as_officer(app: Flask, look: Callable[[], None]) -> None:
    with app.test_request_context("/staff/"):
        login_user(db.session.scalar(select(Staff)))
        look()


def test_a_look_names_the_person_and_the_record(app: Flask) -> None:
    number = add_person(app, "officer@example.org", "reception")
    _as_officer(app, lambda: note_read("help_request", "482930571166"))
    _as_officer(app, lambda: note_list("volunteers"))
    assert events(app, "read", "list") == [
        (f"staff:{number}", "read", "help_request", "482930571166"),
        (f"staff:{number}", "list", "list", "volunteers"),
    ]


def test_a_look_that_cannot_be_stored_is_refused(
    app: Flask, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    add_person(app, "officer@example.org", "reception")
    with disk_full(), pytest.raises(StorageUnavailable):
        _as_officer(app, lambda: note_read("help_request", "482930571166"))
    assert events(app, "read") == []
