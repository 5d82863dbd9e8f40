"""The table of rights, without an app."""

import pytest

from forms_service.accounts.roles import READ_CASES, RIGHTS, ROLES, may


@pytest.mark.parametrize(("roles", "allowed"), [
    (["reception"], True),
    (["manager"], True),
    (["admin"], False),
    (["admin", "reception"], True),
    ([], False),
    (["a role that was dropped"], False),
])  # fmt: skip
def test_who_may_read_cases(roles: list[str], allowed: bool) -> None:
    assert may(roles, READ_CASES) is allowed


def test_roles_give_only_rights_that_exist() -> None:
    assert all(role.rights <= RIGHTS for role in ROLES.values())


def test_every_right_is_somebodys() -> None:
    assert set().union(*(role.rights for role in ROLES.values())) == RIGHTS


def test_a_role_is_found_under_its_own_name() -> None:
    assert all(name == role.name and role.label for name, role in ROLES.items())
