"""`flask staff`: people are added, listed, shut out and let in again at the terminal."""

from datetime import timedelta

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update

from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from forms_service.help_requests import casework
from forms_service.help_requests.models import HelpRequest
from tests.support.casework import Story, objections_are_open
from tests.support.office import PASSWORD, Browser, add_help_request, add_person, events, give_second_factor

OFFICER = "officer@example.org"


def _staff(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["staff", *words], input=typed)


def _create(app: Flask, email: str = OFFICER, typed: str = f"{PASSWORD}\n", more: str = "--password-stdin") -> Result:
    words = ("create", email, "--name", "موظفة العلاقات", "--role", "reception", *more.split())
    return _staff(app, *words, typed=typed)


def test_somebody_added_at_the_terminal_can_sign_in(app: Flask, stranger: Browser) -> None:
    result = _create(app)
    assert result.exit_code == 0, result.output
    assert result.output.endswith(f"{OFFICER} may sign in at /staff/ as reception.\n")
    assert stranger.signs_in(OFFICER).status_code == 302
    assert events(app, "create") == [("terminal", "create", "staff", "1")]


def test_the_password_is_never_shown(app: Flask) -> None:
    assert PASSWORD not in _create(app).output


def test_the_first_administrator_sets_the_password_with_a_link_that_is_good_once(app: Flask, stranger: Browser) -> None:
    done = _staff(app, "create", "admin@example.org", "--name", "ناصر عمر", "--role", "admin")
    assert done.exit_code == 0, done.output
    address = done.output.splitlines()[-1].removeprefix("http://127.0.0.1:8000")
    assert stranger.sets_password(address).location == "/staff/sign-in?set=1"
    assert stranger.signs_in("admin@example.org").location == "/staff/"
    assert stranger.opens(address).status_code == 410
    assert [act for _, act, _, _ in events(app, "create", "set_password", "sign_in")] == [
        "create", "set_password", "sign_in",
    ]  # fmt: skip


def test_a_link_from_the_terminal_is_good_for_a_day(app: Flask, stranger: Browser) -> None:
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as now:
        address = _create(app, more="").output.splitlines()[-1].removeprefix("http://127.0.0.1:8000")
        now.shift(timedelta(hours=24, seconds=-1))
        assert stranger.opens(address).status_code == 200
        now.shift(timedelta(seconds=1))
        assert stranger.opens(address).status_code == 410


def test_nobody_signs_in_before_the_link_was_used(app: Flask, stranger: Browser) -> None:
    assert _create(app, more="").exit_code == 0
    for guess in ("", PASSWORD, "!"):
        assert stranger.signs_in(OFFICER, guess).status_code == 200


def test_resetting_takes_app_and_sessions_away(app: Flask, colleague: Browser) -> None:
    secret = give_second_factor(app, OFFICER)
    done = _staff(app, "reset", OFFICER)
    assert done.exit_code == 0, done.output
    assert colleague.opens("/staff/").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(Staff.sealed_totp)) is None
    assert secret not in done.output
    address = done.output.splitlines()[-1].removeprefix("http://127.0.0.1:8000")
    assert colleague.sets_password(address, "باب جديد على الحديقة").status_code == 303
    assert colleague.signs_in(OFFICER, "باب جديد على الحديقة").status_code == 302


def test_the_last_administrator_stays(app: Flask) -> None:
    add_person(app, "admin@example.org", "admin")
    done = _staff(app, "disable", "admin@example.org")
    assert (done.exit_code, done.output) == (
        1,
        "Error: admin@example.org is the last administrator. Make somebody else one first.\n",
    )
    add_person(app, "other@example.org", "admin")
    assert _staff(app, "disable", "admin@example.org").exit_code == 0


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("--role delegate", "A delegate needs --branch, a code of association.yml."),
        ("--role delegate --branch nowhere", "association.yml names no branch nowhere."),
    ],
)
def test_a_delegate_needs_a_branch_that_there_is(app: Flask, more: str, line: str) -> None:
    done = _create(app, more=more)
    assert (done.exit_code, done.output) == (1, f"Error: {line}\n")


def test_the_address_is_kept_in_lower_case(app: Flask) -> None:
    assert _create(app, "Officer@Example.ORG").exit_code == 0
    with app.app_context():
        assert db.session.scalar(select(Staff.email)) == OFFICER


@pytest.mark.parametrize(
    ("words", "typed", "line"),
    [
        (
            "create officer@example.org --name Amal --role admin --password-stdin",
            "short\n",
            "The password needs 12 to 128 signs.",
        ),
        (
            "create officer@example.org --name Amal --role admin --password-stdin",
            "",
            "The password needs 12 to 128 signs.",
        ),
        ("create officer@example.org --name Amal --role admin --password-stdin", "x" * 129, "The password needs 12 to"),
        ("create officer --name Amal --role admin", "", "officer is not an e-mail address:"),
        ("create officer@example.org --name A --role admin", "", "The name needs 2 to 100 signs."),
        ("disable officer@example.org", "", f"Nobody on the staff has the address {OFFICER}."),
        ("enable officer@example.org", "", f"Nobody on the staff has the address {OFFICER}."),
        ("reset officer@example.org", "", f"Nobody on the staff has the address {OFFICER}."),
        ("password officer@example.org", "", f"Nobody on the staff has the address {OFFICER}."),
    ],
    ids=("short", "empty", "long", "no address", "name", "disable", "enable", "reset", "password"),
)
def test_what_is_wrong_is_said_in_one_line(app: Flask, words: str, typed: str, line: str) -> None:
    done = _staff(app, *words.split(), typed=typed)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith(f"Error: {line}")
    with app.app_context():
        assert db.session.scalar(select(Staff.id)) is None


def test_an_unknown_role_is_refused(app: Flask) -> None:
    done = _staff(app, "create", OFFICER, "--name", "موظفة العلاقات", "--role", "king")
    assert done.exit_code == 2
    assert "'king' is not one of 'reception', 'researcher', 'member'" in done.output


def test_adding_somebody_twice_says_so_and_changes_nothing(app: Flask, stranger: Browser) -> None:
    add_person(app, OFFICER, "reception")
    again = _create(app, OFFICER.upper(), "another password\n")
    assert (again.exit_code, again.output) == (1, f"Error: {OFFICER} is on the staff already.\n")
    assert stranger.signs_in(OFFICER).status_code == 302


def test_a_full_disk_is_said_in_one_line(app: Flask, disk_full) -> None:
    with disk_full():
        done = _create(app)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith("Error: Nothing was stored: the database is not available")


def test_disabling_shuts_out_at_once_and_enabling_lets_in(app: Flask, colleague: Browser) -> None:
    assert _staff(app, "disable", OFFICER).exit_code == 0
    assert colleague.opens("/staff/").status_code == 302
    assert colleague.signs_in(OFFICER).status_code == 200
    assert _staff(app, "enable", OFFICER).exit_code == 0
    assert colleague.opens("/staff/").status_code == 302
    assert colleague.signs_in(OFFICER).status_code == 302


def _works_on_two(app: Flask, number: int) -> list[str]:
    """Two open requests of this person; their references."""
    references = [add_help_request(app), add_help_request(app)]
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=number))
    return references


def _owners(app: Flask) -> dict[str, int | None]:
    with app.app_context():
        return {row.reference: row.assignee_id for row in db.session.scalars(select(HelpRequest))}


def test_a_leavers_open_requests_are_nobodys_where_no_heir_is_named(app: Flask) -> None:
    leaver = add_person(app, OFFICER, "reception")
    references = _works_on_two(app, leaver)
    done = _staff(app, "disable", OFFICER)
    assert done.output.splitlines() == [
        f"{OFFICER} may no longer sign in; open sessions have ended.",
        "Open requests left without an officer: 2.",
    ]
    assert _owners(app) == dict.fromkeys(references)
    assert events(app, "assign") == [("terminal", "assign", "help_request", each) for each in references]


def test_disabling_again_frees_what_stayed_with_an_account_that_was_disabled_before(app: Flask) -> None:
    leaver = add_person(app, OFFICER, "reception")
    assert _staff(app, "disable", OFFICER).output.count("\n") == 1
    references = _works_on_two(app, leaver)
    assert _staff(app, "disable", OFFICER).output.endswith("Open requests left without an officer: 2.\n")
    assert _owners(app) == dict.fromkeys(references)


def test_a_leavers_open_requests_go_to_the_heir_who_is_named(app: Flask) -> None:
    leaver, heir = add_person(app, OFFICER, "reception"), add_person(app, "heir@example.org", "reception")
    references = _works_on_two(app, leaver)
    done = _staff(app, "disable", OFFICER, "--to", "heir@example.org")
    assert done.output.splitlines()[1:] == ["Open requests given to heir@example.org: 2."]
    assert _owners(app) == dict.fromkeys(references, heir)


def test_an_objection_that_the_heir_may_not_work_on_is_left_and_the_terminal_says_why(office: Flask) -> None:
    objections_are_open(office)
    with transaction() as session:
        session.get_one(Staff, 1).role_names = ["reception"]
    Story().is_refused().is_objected_to().act(casework.assign, 8)
    done = _staff(office, "disable", "8@example.org", "--to", "1@example.org")
    assert done.output.splitlines()[1:] == [
        "Open requests left without an officer, because 1@example.org took part in what they object to: 1."
    ]


@pytest.mark.parametrize(
    ("heir", "line"),
    [
        ("nobody@example.org", "Nobody on the staff has the address nobody@example.org."),
        ("member@example.org", "member@example.org cannot take over these requests: "),
        (OFFICER, f"{OFFICER} cannot take over these requests: "),
    ],
)
def test_with_an_heir_who_cannot_take_over_nothing_happens(app: Flask, heir: str, line: str) -> None:
    leaver = add_person(app, OFFICER, "reception")
    add_person(app, "member@example.org", "member")
    references = _works_on_two(app, leaver)
    done = _staff(app, "disable", OFFICER, "--to", heir)
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {line}")
    assert _owners(app) == dict.fromkeys(references, leaver)
    with app.app_context():
        assert db.session.scalar(select(Staff.active).where(Staff.id == leaver))


def test_where_the_leaver_must_stay_the_requests_stay_too(app: Flask) -> None:
    leaver = add_person(app, OFFICER, "reception", "admin")
    references = _works_on_two(app, leaver)
    assert _staff(app, "disable", OFFICER).exit_code == 1
    assert _owners(app) == dict.fromkeys(references, leaver)
    assert events(app, "assign") == []


def test_a_new_password_ends_what_was_open(app: Flask, colleague: Browser) -> None:
    fresh = "باب جديد على الحديقة"
    assert _staff(app, "password", OFFICER, typed=f"{fresh}\n{fresh}\n").exit_code == 0
    assert colleague.opens("/staff/").status_code == 302
    assert colleague.signs_in(OFFICER).status_code == 200
    assert colleague.signs_in(OFFICER, fresh).status_code == 302


def test_the_list_shows_who_may_sign_in(app: Flask) -> None:
    assert _staff(app, "list").output.startswith("Nobody yet.")
    add_person(app, "b@example.org", "reception", "admin")
    add_person(app, "a@example.org", "manager")
    _staff(app, "disable", "a@example.org")
    assert _staff(app, "list").output.splitlines() == [
        "a@example.org\tموظفة العلاقات\tmanager\tdisabled",
        "b@example.org\tموظفة العلاقات\tadmin, reception\tactive",
    ]
