"""Finding by reference and mobile, without a page."""

from forms_service.db import db
from forms_service.tracking.lookup import find
from tests.support.forms import Person


def test_only_the_mobile_that_was_given_finds_it(app):
    reference = Person(app.test_client()).submits()
    with app.app_context():
        found = find(db.session, reference, "+966500000001")
        assert (found.reference, found.state.code) == (reference, "received")
        assert find(db.session, reference, "+966500000002") is None
        assert find(db.session, "735379024206", "+966500000001") is None
