"""The administrator invites, changes, shuts out and lets in again; and can never be the last to go."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from forms_service import clock
from forms_service.accounts import service
from forms_service.accounts.models import Staff
from forms_service.accounts.service import LastAdministrator
from forms_service.db import db, transaction
from forms_service.help_requests import casework
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox.models import OutboxMessage
from tests.support.casework import START, Story, objections_are_open
from tests.support.desk import at_desk
from tests.support.office import (
    Browser,
    add_help_request,
    add_person,
    events,
    give_second_factor,
)
from tests.support.postgres import both_databases

ADMIN, HUDA = "admin@example.org", "huda@example.org"
PEOPLE, INVITE = "/staff/people/", "/staff/people/invite"
HERS = "/staff/people/2"


@pytest.fixture
def admin(app, stranger):
    """The administrator, signed in, and Huda, a colleague."""
    add_person(app, ADMIN, "admin", name="ناصر عمر")
    add_person(app, HUDA, "reception", name="هدى سالم")
    stranger.signs_in(ADMIN)
    return stranger


@pytest.fixture
def huda(app, admin):
    browser = Browser(app.test_client())
    browser.signs_in(HUDA)
    return browser


def kept(app, email=HUDA):
    with app.app_context():
        person = service.by_email(db.session, email)
        assert person is not None
        return person


def test_the_list_shows_roles_and_who_may_sign_in(app, admin):
    admin.types(INVITE, full_name="سارة علي", email="sara@example.org", roles=["member", "quality"])
    with app.app_context(), transaction() as session:
        service.disable_staff(session, HUDA, now=clock.now(), actor="terminal")
    text = re.sub(r"<[^>]+>", " ", admin.opens(PEOPLE).text)
    for words in ("هدى سالم", "موقوف", "عضو لجنة البحث، مسؤول الجودة", "مدعو", "ناصر عمر", "نشط"):
        assert words in " ".join(text.split()).replace(" ،", "،")


def test_somebody_invited_sets_a_password_and_is_in(app, admin):
    reply = admin.types(INVITE, full_name="سارة علي", email=" Sara@Example.org", roles=["member", "secretary"])
    assert (reply.status_code, reply.location) == (303, "/staff/people/3?done=invited")
    sara = kept(app, "sara@example.org")
    assert (sara.role_names, sara.joined_at, sara.active) == (["member", "secretary"], None, True)
    with app.app_context():
        mail = db.session.scalar(select(OutboxMessage)).message
    assert (mail.template, mail.recipient) == ("accounts/invitation", "sara@example.org")
    browser = Browser(app.test_client())
    browser.sets_password(mail.facts["link"].removeprefix("http://127.0.0.1:8000"))
    browser.signs_in("sara@example.org")
    assert browser.opens("/staff/").status_code == 200
    assert kept(app, "sara@example.org").joined_at is not None
    assert ("staff:1", "create", "staff", "3") in events(app, "create")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"full_name": ""}, "full_name", "اكتب الاسم الكامل"),
        ({"email": "sara"}, "email", "اكتب بريدًا بصيغة مثل"),
        ({"email": HUDA.upper()}, "email", "هذا البريد لموظف مسجّل لدينا"),
        ({"roles": []}, "roles-reception", "اختر دورًا واحدًا على الأقل"),
        ({"roles": ["king"]}, "roles-reception", "اختر دورًا واحدًا على الأقل"),
        ({"roles": ["delegate"]}, "roles-reception", "اختر دورًا واحدًا على الأقل"),  # there is no branch
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(app, admin, changes, field, words):
    form = {"full_name": "سارة علي", "email": "sara@example.org", "roles": ["member"], **changes}
    page = admin.types(INVITE, **form)
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert page.text.count(words) == 2
    with app.app_context():
        assert len(service.everyone(db.session)) == 2
        assert db.session.scalar(select(OutboxMessage)) is None


def test_roles_change_at_once(app, admin, huda):
    assert huda.opens("/staff/volunteers/").status_code == 200
    assert admin.types(HERS, roles=["researcher"]).location == f"{HERS}?done=changed"
    assert huda.opens("/staff/volunteers/").status_code == 403
    assert huda.opens("/staff/").status_code == 200
    assert events(app, "set_roles") == [("staff:1", "set_roles", "staff", "2")]


def test_disabling_shuts_out_at_once_and_enabling_lets_in(app, admin, huda):
    assert admin.posts(f"{HERS}/disable", HERS).location == f"{HERS}?done=disabled"
    assert huda.opens("/staff/").status_code == 302
    assert huda.signs_in(HUDA).status_code == 200
    assert admin.posts(f"{HERS}/enable", HERS).status_code == 303
    assert huda.opens("/staff/").status_code == 302, "no old session comes back"
    assert huda.signs_in(HUDA).status_code == 302


def test_a_leavers_requests_go_to_a_colleague_in_the_same_act(app, admin):
    open_one, ended = add_help_request(app), add_help_request(app)
    other = add_person(app, "other@example.org", "reception", name="أمل حسن")
    add_person(app, "researcher@example.org", "researcher", name="لا يعمل على الطلبات")
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=2))
        session.execute(update(HelpRequest).where(HelpRequest.reference == ended).values(state="closed"))
    page = admin.opens(HERS)
    assert "عددها: 1" in page.text
    assert "لا يعمل على الطلبات" not in page.text
    refused = admin.posts(f"{HERS}/disable", HERS)
    assert refused.status_code == 422
    assert "لدى هذا الموظف طلبات مفتوحة" in refused.text
    assert admin.posts(f"{HERS}/disable", HERS, heir="4").status_code == 422
    assert kept(app).active
    done = admin.posts(f"{HERS}/disable", HERS, heir=str(other))
    assert done.location == f"{HERS}?done=disabled&given=1"
    assert "الطلبات التي انتقلت إلى من اخترته: 1." in admin.opens(done.location).text
    assert not kept(app).active
    with app.app_context():
        owners = {row.reference: row.assignee_id for row in db.session.scalars(select(HelpRequest))}
    assert owners == {open_one: other, ended: 2}
    assert events(app, "assign") == [("staff:1", "assign", "help_request", open_one)]


def owners(app):
    with app.app_context():
        return dict(db.session.execute(select(HelpRequest.reference, HelpRequest.assignee_id)).all())


def test_a_leavers_requests_may_be_left_to_nobody_and_the_page_says_so(app, admin):
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=2))
    assert '<option value="nobody">بلا موظف</option>' in admin.opens(HERS).text
    done = admin.posts(f"{HERS}/disable", HERS, heir="nobody")
    assert done.location == f"{HERS}?done=disabled&left=1"
    assert "الطلبات التي بقيت بلا موظف: 1." in admin.opens(done.location).text
    assert owners(app) == {reference: None}
    assert not kept(app).active


def test_an_objection_that_the_heir_may_not_work_on_is_left_to_nobody_and_the_page_says_so(app):
    objections_are_open(app)
    desk = at_desk(app, "admin")
    with app.app_context():
        objection = Story.of(desk.reference, START).is_refused().is_objected_to()
        objection.act(casework.assign, 8)
        other = Story()
        other.act(casework.assign, 8)
    page = "/staff/people/8"
    done = desk.browser.posts(f"{page}/disable", page, heir="1")
    assert done.location == f"{page}?done=disabled&given=1&bound=1"
    text = desk.browser.opens(done.location).text
    assert "الطلبات التي انتقلت إلى من اخترته: 1." in text
    assert "الاعتراضات التي بقيت بلا موظف: 1." in text
    assert owners(app) == {desk.reference: 1, objection.reference: None, other.reference: 1}


def test_where_the_leaver_must_stay_the_requests_stay_too(app, admin):
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=1))
    for heir in ("2", "nobody"):
        assert admin.posts("/staff/people/1/disable", "/staff/people/1", heir=heir).status_code == 422
    assert owners(app) == {reference: 1}
    assert events(app, "assign") == []


def test_a_lost_phone_is_set_up_anew_after_an_administrator_said_so(app, admin, huda):
    give_second_factor(app, HUDA)
    assert admin.posts(f"{HERS}/second-step/reset", HERS).location == f"{HERS}?done=reset"
    assert not kept(app).has_second_factor
    assert huda.opens("/staff/").status_code == 302
    assert events(app, "reset_second_factor") == [("staff:1", "reset_second_factor", "staff", "2")]


def test_a_link_for_a_new_password_is_mailed(app, admin):
    assert admin.posts(f"{HERS}/link", HERS).location == f"{HERS}?done=sent"
    with app.app_context():
        assert db.session.scalar(select(OutboxMessage)).message.template == "accounts/reset"
    assert events(app, "send_link") == [("staff:1", "send_link", "staff", "2")]


@pytest.mark.parametrize("act", ["disable", "roles"])
def test_the_last_administrator_stays(app, admin, act):
    page = "/staff/people/1"
    refused = admin.types(page, roles=["reception"]) if act == "roles" else admin.posts(f"{page}/disable", page)
    assert refused.status_code == 422
    assert "هذا آخر مدير للنظام" in refused.text
    assert (kept(app, ADMIN).active, kept(app, ADMIN).role_names) == (True, ["admin"])


def test_one_who_was_only_invited_does_not_count_as_an_administrator(app, admin):
    admin.types(INVITE, full_name="سارة علي", email="sara@example.org", roles=["admin"])
    assert admin.posts("/staff/people/1/disable", "/staff/people/1").status_code == 422


@both_databases
def test_two_administrators_who_disable_each_other_do_not_both_go(app):
    emails = ["one@example.org", "two@example.org"]
    for email in emails:
        add_person(app, email, "admin")

    def disables(email):
        with app.app_context():
            try:
                with transaction() as session:
                    service.disable_staff(session, email, now=clock.now(), actor="terminal")
            except LastAdministrator:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disables, emails)) == [False, True]
    with app.app_context():
        assert len(db.session.scalars(select(Staff).where(Staff.active)).all()) == 1


def test_nobody_there_is_said(admin):
    assert admin.opens("/staff/people/7").status_code == 404
    assert admin.posts("/staff/people/7/disable", PEOPLE + "1").status_code == 404
