"""One's own account: where one is signed in, proving to be there, and reading the policy."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forms_service.accounts import service
from forms_service.accounts.models import PolicyReading, Staff
from forms_service.db import db, transaction
from forms_service.staff.lock import FRESH, NEEDS
from tests.accounts.test_policy import page, write
from tests.support.office import PASSWORD, Browser, add_person, code_of, events, give_second_factor, routes

OFFICER, ADMIN = "officer@example.org", "admin@example.org"
ACCOUNT = "/staff/account"
START = "2026-11-22T08:00:05Z"


@pytest.fixture
def admin(app, stranger):
    add_person(app, ADMIN, "admin")
    stranger.signs_in(ADMIN)
    return stranger


def endings(page):
    return re.findall(r'action="(/staff/account/sessions/\d+/end)"', page.text)


# Where one is signed in


def test_somebody_sees_and_ends_the_session_left_open_elsewhere(app, colleague):
    phone = Browser(app.test_client())
    phone.signs_in(OFFICER)
    (ending,) = endings(colleague.opens(ACCOUNT))
    assert colleague.posts(ending, ACCOUNT).status_code == 303
    assert phone.opens("/staff/").status_code == 302
    assert colleague.opens("/staff/").status_code == 200
    assert endings(colleague.opens(ACCOUNT)) == []
    assert events(app, "end_session") == [("staff:1", "end_session", "staff", "1")]


def test_all_others_end_at_once(app, colleague):
    others = [Browser(app.test_client()) for _ in range(2)]
    for other in others:
        other.signs_in(OFFICER)
    assert colleague.posts("/staff/account/sessions/end-others", ACCOUNT).status_code == 303
    assert [other.opens("/staff/").status_code for other in others] == [302, 302]
    assert colleague.opens("/staff/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(app, colleague):
    add_person(app, "other@example.org", "reception")
    other = Browser(app.test_client())
    other.signs_in("other@example.org")
    assert colleague.posts("/staff/account/sessions/2/end", ACCOUNT).status_code == 303
    assert other.opens("/staff/").status_code == 200


# Proving to be there


def test_what_matters_most_asks_again_after_a_quarter_of_an_hour(app, stranger):
    add_person(app, ADMIN, "admin")
    with time_machine.travel(START, tick=False) as clock:
        stranger.signs_in(ADMIN)
        clock.shift(timedelta(minutes=14, seconds=59))
        assert stranger.opens("/staff/people/").status_code == 200
        clock.shift(timedelta(seconds=1))
        led = stranger.opens("/staff/people/")
        assert (led.status_code, led.location) == (303, "/staff/confirm?next=/staff/people/")
        assert stranger.types(led.location, password="كلمة ليست هي أبدًا").status_code == 422
        assert stranger.opens("/staff/people/").status_code == 303
        assert stranger.types(led.location, password=PASSWORD, next="/staff/people/").location == "/staff/people/"
        assert stranger.opens("/staff/people/").status_code == 200
    assert events(app, "failed_confirmation") == [("public", "failed_confirmation", "staff", "1")]


def test_whoever_has_an_app_proves_it_with_a_code_that_is_used_once(app, stranger):
    add_person(app, ADMIN, "admin")
    secret = give_second_factor(app, ADMIN)
    with time_machine.travel(START, tick=False) as clock:
        stranger.signs_in(ADMIN)
        code = code_of(secret)
        assert stranger.types("/staff/second-step", code=code).status_code == 303
        clock.shift(timedelta(minutes=15))
        assert stranger.types("/staff/confirm", password=PASSWORD).status_code == 422
        assert stranger.types("/staff/confirm", code=code).status_code == 422
        code = code_of(secret)
        assert stranger.types("/staff/confirm", code=code).status_code == 303
        assert stranger.opens("/staff/people/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert stranger.types("/staff/confirm", code=code).status_code == 422


def test_an_act_that_comes_too_late_leads_back_to_the_page_where_it_stands(app, stranger):
    add_person(app, ADMIN, "admin")
    with time_machine.travel(START, tick=False) as clock:
        stranger.signs_in(ADMIN)
        clock.shift(timedelta(minutes=15))
        led = stranger.posts("/staff/account/password", ACCOUNT)
        assert (led.status_code, led.location) == (303, f"/staff/confirm?next={ACCOUNT}")
    assert events(app, "set_password") == []


def test_every_page_about_people_asks(app):
    about_people = {endpoint for endpoint, right in NEEDS.items() if right == "people"}
    assert about_people
    assert about_people <= FRESH
    for method in ("GET", "POST"):
        assert {endpoint for _, endpoint in routes(app, method)} <= set(NEEDS)


def test_guessing_here_is_slow_too(admin):
    for _ in range(10):
        assert admin.types("/staff/confirm", password="كلمة ليست هي أبدًا").status_code == 422
    assert admin.types("/staff/confirm", password=PASSWORD).status_code == 429


# What proves who one is


def test_new_recovery_codes_replace_the_old(app, stranger):
    add_person(app, OFFICER, "reception")
    secret = give_second_factor(app, OFFICER)
    stranger.signs_in(OFFICER)
    stranger.types("/staff/second-step", code=code_of(secret))
    assert "رموز الاسترداد الباقية: 10" in stranger.opens(ACCOUNT).text
    codes = re.findall(r">([0-9]{5}-[0-9]{5})<", stranger.posts("/staff/account/recovery-codes", ACCOUNT).text)
    assert len(codes) == 10
    assert stranger.types("/staff/confirm", code=codes[0]).status_code == 303
    assert "رموز الاسترداد الباقية: 9" in stranger.opens(ACCOUNT).text


def test_without_an_app_there_are_no_recovery_codes(app, colleague):
    assert colleague.posts("/staff/account/recovery-codes", ACCOUNT).status_code == 404
    assert events(app, "new_recovery_codes") == []


def test_moving_to_another_phone_signs_out_and_begins_anew(app, stranger):
    add_person(app, OFFICER, "reception")
    secret = give_second_factor(app, OFFICER)
    stranger.signs_in(OFFICER)
    stranger.types("/staff/second-step", code=code_of(secret))
    assert stranger.posts("/staff/account/second-step/reset", ACCOUNT).location == "/staff/sign-in"
    assert stranger.opens("/staff/").status_code == 302
    with app.app_context():
        assert not db.session.scalar(select(Staff)).has_second_factor


def test_a_new_password_is_set_with_a_link_of_ones_own(app, colleague):
    led = colleague.posts("/staff/account/password", ACCOUNT)
    fresh = "باب جديد على الحديقة"
    assert colleague.sets_password(led.location, fresh).location == "/staff/sign-in?set=1"
    assert colleague.signs_in(OFFICER, fresh).status_code == 302


# Reading the policy


@pytest.fixture
def site(app):
    folder = app.extensions["settings"].site_dir
    write(folder, page())
    return folder


def readings(app):
    with app.app_context():
        return [(row.staff_id, row.version) for row in db.session.scalars(select(PolicyReading).order_by("id"))]


def test_whoever_has_not_read_the_policy_reads_it_before_anything_else(app, site, colleague):
    led = colleague.opens("/staff/volunteers/")
    assert (led.status_code, led.location) == (302, "/staff/policy?next=/staff/volunteers/")
    shown = colleague.opens(led.location)
    for words in ("نسخة من السياسة لم تقرأها بعد", "/documents/policy/", "نُشر النص.", "22 نوفمبر 2026"):
        assert words in shown.text
    read = colleague.types(led.location, version="1.0", next="/staff/volunteers/")
    assert (read.status_code, read.location) == (303, "/staff/volunteers/")
    assert colleague.opens("/staff/volunteers/").status_code == 200
    assert readings(app) == [(1, "1.0")]
    assert events(app, "acknowledge_policy") == [("staff:1", "acknowledge_policy", "staff", "1")]


def test_a_new_version_is_read_anew_and_both_readings_are_kept(app, site, colleague):
    colleague.types("/staff/policy", version="1.0")
    write(site, page("1.1"), changed=2)
    assert colleague.opens("/staff/").location == "/staff/policy?next=/staff/"
    assert colleague.types("/staff/policy", version="1.0").status_code == 200, "that is not the version any more"
    assert colleague.opens("/staff/").status_code == 302
    colleague.types("/staff/policy", version="1.1")
    assert colleague.opens("/staff/").status_code == 200
    assert readings(app) == [(1, "1.0"), (1, "1.1")]


def test_nobody_is_interrupted_in_the_middle_of_an_act(app, site, colleague):
    assert colleague.posts("/staff/account/sessions/end-others", "/staff/policy").location == ACCOUNT


def test_the_same_reading_twice_is_one_row(app, site, colleague):
    for _ in range(2):
        with app.app_context(), transaction() as session:
            person = service.by_number(session, 1)
            service.acknowledge(session, person, "1.0", now=person.created_at)
    assert readings(app) == [(1, "1.0")]


def test_without_a_policy_in_force_nobody_is_asked(colleague):
    assert colleague.opens("/staff/").status_code == 200
    assert colleague.opens("/staff/policy").location == "/staff/"
