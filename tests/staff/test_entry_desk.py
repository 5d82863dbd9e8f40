"""For which office a request is written down, by whom; and under which key."""

import pytest

from forms_service.accounts.service import by_email
from forms_service.db import db, transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.staff import entry_desk
from tests.support.casework import letters_about
from tests.support.entry import START, Clerk, with_branches
from tests.support.forms import errors
from tests.support.office import Browser, add_person


def office_of(app, reference):
    """Branch and worker of what was stored."""
    with app.app_context():
        return db.session.query(HelpRequest.branch, HelpRequest.assignee_id).filter_by(reference=reference).one()


def test_a_key_that_is_none_of_ours_is_replaced(monkeypatch):
    monkeypatch.setattr(entry_desk.drafts, "new_key", lambda: "fresh")
    for odd in ("", "a" * 15, "a" * 41, "a b c d e f g h i j k", "مفتاح النموذج الطويل جدًّا"):
        assert entry_desk.key_of(odd) == "fresh"
    assert entry_desk.key_of("Ab-_" * 5) == "Ab-_" * 5


def delegate(app, branch="north"):
    clerk = Clerk.joins(app, "delegate", email=f"{branch}@example.org", name="مندوب الشمال")
    with app.app_context(), transaction() as session:
        by_email(session, f"{branch}@example.org").branch = branch
    return clerk


def test_a_delegate_writes_for_the_own_branch_whatever_is_sent(app):
    with_branches(app)
    clerk = delegate(app)
    reference = clerk.enters(channel="branch", branch="south")
    assert office_of(app, reference) == ("north", None)
    assert "مكتب الشمال" in clerk.browser.opens(f"/staff/help-requests/{reference}").text
    with app.app_context():
        assert letters_about(reference) == ["received"]
    far = delegate(app, "south")
    assert far.browser.opens(f"/staff/help-requests/{reference}").status_code == 403
    far.begins()
    far.fills()
    look = far.browser.opens(f"{far.path}/review").text
    assert reference[:4] in look
    assert f"/staff/help-requests/{reference}" not in look


def test_an_officer_chooses_among_the_branches_there_are(app):
    with_branches(app)
    huda = Clerk.joins(app, "reception")
    assert set(errors(huda.begins(branch="east").text)) == {"branch"}
    assert office_of(app, huda.enters(branch="south")) == ("south", None)


def test_a_delegate_without_a_branch_writes_for_nobody(app, stranger: Browser):
    add_person(app, "lost@example.org", "delegate")
    stranger.signs_in("lost@example.org")
    page = stranger.opens(START)
    assert (page.status_code, "لا مكتب فرعي مسجّلًا لك" in page.text) == (200, True)
    assert stranger.posts(START, "/staff/account", origin="requested", channel="phone").status_code == 422
    with app.app_context():
        assert db.session.query(HelpRequest).count() == 0


@pytest.mark.parametrize(
    ("role", "sees"), [("reception", True), ("delegate", True), ("researcher", False), ("manager", False)]
)
def test_the_way_in_stands_above_the_list_for_who_may_write(app, role, sees):
    clerk = Clerk.joins(app, role)
    assert (f'href="{START}"' in clerk.browser.opens("/staff/").text) is sees
