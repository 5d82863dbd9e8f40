"""The table of rights, without an app."""

import pytest

from forms_service.accounts import roles
from forms_service.accounts.roles import RIGHTS, ROLES, may, may_everywhere
from forms_service.help_requests.moves import DELEGATE, MANAGER, MOVES, OFFICER, SECRETARY

# Said here once more, role by role: whoever gives a right away must mean it.
TABLE = {
    "reception": "own_account read_cases handle_cases raise_cases committee reply feedback answer_feedback volunteers",
    "researcher": "own_account read_cases explain",
    "member": "own_account read_cases committee vote",
    "secretary": "own_account read_cases raise_cases committee record_committee reply",
    "delegate": "own_account read_cases handle_cases",
    "coordinator": "own_account volunteers",
    "quality": "own_account feedback reports",
    "manager": "own_account read_cases stand_in committee reply_early reopen feedback answer_feedback reports export",
    "admin": "own_account people audit",
}


def test_each_role_has_exactly_its_rights():
    assert {name: set(role.rights) for name, role in ROLES.items()} == {
        name: set(rights.split()) for name, rights in TABLE.items()
    }


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (["reception"], True),
        (["manager"], True),
        (["admin"], False),
        (["coordinator", "quality"], False),
        (["admin", "reception"], True),
        ([], False),
        (["a role that was dropped"], False),
    ],
)
def test_who_may_read_cases(names, allowed):
    assert may(names, roles.READ_CASES) is allowed


@pytest.mark.parametrize(
    ("names", "right", "everywhere"),
    [
        (["delegate"], roles.READ_CASES, False),
        (["delegate", "member"], roles.READ_CASES, True),
        (["delegate", "member"], roles.HANDLE_CASES, False),
        (["delegate", "admin"], roles.READ_CASES, False),
        (["reception"], roles.PEOPLE, False),
        (["a role that was dropped"], roles.READ_CASES, False),
    ],
)
def test_a_delegate_has_only_the_own_branch_unless_another_role_reaches_further(names, right, everywhere):
    assert may_everywhere(names, right) is everywhere


def test_roles_give_only_rights_that_exist():
    assert all(role.rights <= RIGHTS for role in ROLES.values())


def test_every_right_is_somebodys():
    assert set().union(*(role.rights for role in ROLES.values())) == RIGHTS


def test_a_role_is_found_under_its_own_name():
    assert all(name == role.name and role.label for name, role in ROLES.items())


def test_whoever_may_move_a_request_is_a_role_that_reads_it():
    movers = {OFFICER, DELEGATE, SECRETARY, MANAGER}
    assert movers <= {mover for move in MOVES.values() for mover in move.by}
    assert all(may([mover], roles.READ_CASES) for mover in movers)
