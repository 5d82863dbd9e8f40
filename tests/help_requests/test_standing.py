"""What is known of a request when it is to move."""

from datetime import timedelta

from sqlalchemy import update

from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.help_requests.case_file import Edit
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import is_declared, item_of, standing_of
from tests.support.casework import START, Story


def at(story):
    return standing_of(db.session, story.case, story.now)


def test_a_request_from_the_website_is_declared_and_informed_and_nothing_else(office):
    seen = at(Story())
    assert (seen.is_declared, seen.is_informed, seen.is_assigned, seen.can_be_reached) == (True, True, False, True)
    assert seen.unmatched == ("الاسم كما في الوثيقة", "رقم الوثيقة وصلاحيتها وقت التقديم", "وسيلة التواصل ولغته",
                              "الحاجة كما شرحها صاحب الطلب")  # fmt: skip
    assert (seen.reply_not_before, seen.result) == (None, None)


def test_the_floor_counts_from_the_raise(office):
    story = Story().days_pass(5).is_raised()
    assert at(story).reply_not_before == today_in_riyadh(START) + timedelta(days=5 + 14)


def test_votes_count_only_since_the_last_raise(office):
    story = Story().is_decided(ACCEPT)
    assert (at(story).result, at(story).members_voting) == (ACCEPT, 4)
    with transaction() as session:
        session.execute(update(HelpRequest).values(raised_at=story.now + timedelta(days=1), result=None))
    assert item_of(db.session, story.case) is None
    assert at(story).result is None


def test_a_request_of_the_first_release_is_declared_until_it_is_edited(office):
    story = Story()
    with transaction() as session:
        session.execute(update(HelpRequest).values(signed_hash=None))
    assert is_declared(db.session, story.case)
    with transaction() as session:
        edit = Edit(case_id=story.case.id, at=story.now, actor="staff:1")
        edit.words = {"reason": "خطأ في الاسم", "before": {}}
        session.add(edit)
    assert not is_declared(db.session, story.case)
