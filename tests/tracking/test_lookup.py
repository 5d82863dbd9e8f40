"""Finding by reference and mobile, without a page."""

from forms_service.db import db, transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.tracking.lookup import find, print_of
from tests.support.casework import Story


def test_only_the_mobile_that_was_given_finds_it(context):
    reference = Story(for_whom="other").reference
    own, helper = (find(db.session, reference, print_of(mobile)) for mobile in ("+966500000001", "+966500000002"))
    assert own.row.reference == helper.row.reference == reference
    assert (own.is_own, helper.is_own) == (True, False)
    assert find(db.session, reference, print_of("+966500000009")) is None
    assert find(db.session, "735379024206", print_of("+966500000001")) is None


def test_no_mobile_finds_a_request_without_one(context):
    story = Story()
    with transaction() as session:
        session.get(HelpRequest, story.case.id).mobile_hash = b""
    assert find(db.session, story.reference, b"") is None
    assert find(db.session, story.reference, print_of("")) is None
