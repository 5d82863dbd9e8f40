"""What staff are about to do, each as (their client, address, form that would do it): for those who try to make them do it."""

import itertools
import re
from datetime import timedelta

from sqlalchemy import select

from forms_service import clock
from forms_service.accounts import links, second_factor
from forms_service.accounts.models import Staff
from forms_service.accounts.passwords import hash_of
from forms_service.accounts.roles import ROLES
from forms_service.accounts.service import create_staff
from forms_service.db import transaction
from tests.accounts.test_policy import page as policy_page
from tests.accounts.test_policy import write
from tests.support.entry import PAGES, SOURCE, START, Clerk
from tests.support.forms import HELP_ANSWERS
from tests.support.office import PASSWORD, Browser, code_of, give_second_factor, token_of

OFFICER = "officer@example.org"
NUMBERS = itertools.count(1)
PERIOD = timedelta(seconds=second_factor.PERIOD)


def asks_for_a_link(app):
    client = app.test_client()
    return client, "/staff/forgot", {"csrf_token": token_of(client.get("/staff/forgot")), "email": OFFICER}


def uses_a_link(app):
    with app.app_context(), transaction() as session:
        key = links.new_link(session, newcomer(session), links.RESET, clock.now())
    client, address = app.test_client(), f"/staff/link/{key}"
    return client, address, {"csrf_token": token_of(client.get(address)), "password": PASSWORD}


def takes_the_second_step(app):
    with app.app_context(), transaction() as session:
        email = newcomer(session).email
    secret, browser = give_second_factor(app, email), Browser(app.test_client())
    browser.signs_in(email)
    return browser.client, "/staff/second-step", {
        "csrf_token": token_of(browser.opens("/staff/second-step")), "code": code_of(secret)
    }  # fmt: skip


def sets_up_the_second_step(app):
    browser, _, form = takes_the_second_step(app)
    with app.app_context(), transaction() as session:
        person = session.scalars(select(Staff).order_by(Staff.id.desc())).first()
        second_factor.forget(session, person.id)
    page = browser.get("/staff/second-step/begin")
    secret = re.search(r'class="code secret">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    return browser, "/staff/second-step/begin", {**form, "csrf_token": token_of(page), "code": code_of(secret)}


def does(address, page="/staff/account", **form):
    """An act of somebody who is signed in and may do it: `N` in the address is a colleague's number."""

    def about_to(app):
        with app.app_context(), transaction() as session:
            me, colleague = newcomer(session), newcomer(session)
            email, number = me.email, colleague.id
        secret, browser = give_second_factor(app, email), Browser(app.test_client())
        browser.signs_in(email)
        assert browser.types("/staff/second-step", code=code_of(secret)).status_code == 303
        right = token_of(browser.opens(page.replace("N", str(number))))
        typed = {
            name: code_of(secret, clock.now() + PERIOD) if name == "code" else value for name, value in form.items()
        }
        return browser.client, address.replace("N", str(number)), {"csrf_token": right, **typed}

    return about_to


def reads_the_policy(app):
    client, _, form = does("/staff/account")(app)
    write(app.extensions["settings"].site_dir, policy_page())
    return client, "/staff/policy", {**form, "version": "1.0"}


def writes_down(step):
    """Somebody who writes a request down, about to send this page."""

    def about_to(app):
        with app.app_context(), transaction() as session:
            email = newcomer(session).email
        secret, browser = give_second_factor(app, email), Browser(app.test_client())
        browser.signs_in(email)
        assert browser.types("/staff/second-step", code=code_of(secret)).status_code == 303
        clerk = Clerk(browser)
        if step:
            assert clerk.begins().status_code == 303
        if step == "/review":
            assert clerk.fills().status_code == 303
        address = f"{clerk.path}{step.rstrip('/')}" if step else START
        page = browser.opens(START if step == "/clear" else address)
        hidden = dict(re.findall(r'name="(key|seen)" value="([^"]+)"', page.text))
        answers = {name: value for page in PAGES for name, value in HELP_ANSWERS[page].items()}
        typed = {**SOURCE, **HELP_ANSWERS["service"], **answers, "method": "later", "is_another": "yes", **hidden}
        return browser.client, address, {"csrf_token": token_of(page), **typed}

    return about_to


def newcomer(session):
    """Somebody who may do everything."""
    return create_staff(
        session,
        email=f"n{next(NUMBERS)}@example.org",
        name="أمل حسن",
        password_hash=hash_of(PASSWORD),
        roles=list(ROLES),
        now=clock.now(),
        actor="terminal",
    )


STAFF_ACTS = {
    "/staff/forgot": asks_for_a_link,
    "/staff/link/<key>": uses_a_link,
    "/staff/second-step": takes_the_second_step,
    "/staff/second-step/begin": sets_up_the_second_step,
    "/staff/account/sessions/<number>/end": does("/staff/account/sessions/N/end"),
    "/staff/account/sessions/end-others": does("/staff/account/sessions/end-others"),
    "/staff/account/recovery-codes": does("/staff/account/recovery-codes"),
    "/staff/account/second-step/reset": does("/staff/account/second-step/reset"),
    "/staff/account/password": does("/staff/account/password"),
    "/staff/confirm": does("/staff/confirm", code=""),
    "/staff/people/invite": does(
        "/staff/people/invite", full_name="سارة علي", email="sara@example.org", roles="member"
    ),
    "/staff/people/<number>": does("/staff/people/N", roles="member"),
    "/staff/people/<number>/disable": does("/staff/people/N/disable"),
    "/staff/people/<number>/enable": does("/staff/people/N/enable"),
    "/staff/people/<number>/link": does("/staff/people/N/link"),
    "/staff/people/<number>/second-step/reset": does("/staff/people/N/second-step/reset"),
    "/staff/audit/verify": does("/staff/audit/verify"),
    START: writes_down(""),
    f"{START}<key>": writes_down("/"),
    f"{START}<key>/review": writes_down("/review"),
    f"{START}<key>/clear": writes_down("/clear"),
    "/staff/policy": reads_the_policy,  # the last: from here on everyone is asked to read it
}
"""By the route they go to."""
