"""Finding records: by reference, and the newest."""

from datetime import timedelta

from flask import Flask

from forms_service.db import db
from forms_service.help_requests import queries
from forms_service.help_requests.models import HelpRequest
from tests.support.office import LONG_AGO, add_help_request, add_volunteer


def test_a_record_is_found_by_its_reference_and_only_by_its_own(app: Flask) -> None:
    mine, foreign = add_help_request(app), add_volunteer(app)
    with app.app_context():
        found = queries.by_reference(db.session, mine)
        assert isinstance(found, HelpRequest)
        assert found.reference == mine
        assert queries.by_reference(db.session, foreign) is None


def test_the_newest_come_first(app: Flask) -> None:
    added = [add_help_request(app, received_at=LONG_AGO + timedelta(minutes=number // 2)) for number in range(4)]
    with app.app_context():
        assert [case.reference for case in queries.newest(db.session, 3)] == added[:0:-1]
