"""What the file of a request says of the committee: to each reader what the committee's own pages would."""

from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.committee import ACCEPT, REFUSE
from tests.support import paper
from tests.support.casework import THE_MANAGER
from tests.support.committee import Committee
from tests.support.desk import at_desk
from tests.support.files import taken, text


def test_a_researcher_reads_the_result_once_the_reply_was_sent(app: Flask) -> None:
    desk = at_desk(app, "researcher")
    desk.story(lambda story: story.is_decided(ACCEPT))
    held = text(taken(desk.browser.opens(f"{desk.path}/paper?internal=yes")))
    assert not paper.follow("النتيجة", held)
    assert not paper.follow("قبول الطلب: 3", held)
    desk.story(lambda story: story.act(casework.allow_early_reply, 3, "سفر", by=THE_MANAGER))
    desk.story(lambda story: story.goes("accepted", public="قُبل طلبك."))
    assert paper.follow("النتيجة قُبل", text(taken(desk.browser.opens(f"{desk.path}/paper"))))


def test_a_member_who_stepped_aside_gets_no_file_and_one_who_has_yet_to_vote_no_votes(committee: Committee) -> None:
    reference = committee.raised()
    committee.opens_session(reference)
    committee.posts("nada", "items/1/aside")
    committee.posts("omar", "items/1/aside")
    committee.votes(REFUSE, "ali")
    path = f"/staff/help-requests/{reference}/paper"
    assert committee["omar"].opens(path).status_code == 403
    assert not paper.follow("رفض الطلب", text(taken(committee["amal"].opens(path))))
    assert paper.follow("رفض الطلب: 1", text(taken(committee["ali"].opens(path))))
