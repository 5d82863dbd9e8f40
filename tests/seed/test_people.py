"""The colleagues: every role is there, and those who work here sign in with one password."""

from forms_service.accounts.roles import DELEGATE, ROLES
from forms_service.accounts.service import by_email
from forms_service.db import db, transaction
from forms_service.seed.people import PASSWORD, PEOPLE, hire, let_go
from tests.support.office import LONG_AGO, Browser


def test_every_role_is_somebodys_but_the_delegate_of_a_branch_that_is_not_there():
    assert {role for each in PEOPLE for role in each.roles} == set(ROLES) - {DELEGATE}


def test_those_who_work_here_sign_in(app):
    with app.app_context(), transaction() as session:
        hired = hire(session, LONG_AGO)
        let_go(session, LONG_AGO)
    assert list(hired) == [each.key for each in PEOPLE]
    came = {each.key for each in PEOPLE if Browser(app.test_client()).signs_in(each.email, PASSWORD).status_code == 302}
    assert came == {each.key for each in PEOPLE if each.joined and each.active}


def test_who_was_invited_has_not_joined_yet(context):
    with transaction() as session:
        hire(session, LONG_AGO)
    assert by_email(db.session, "noura@example.org").joined_at is None
