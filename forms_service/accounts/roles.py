"""What each role of staff may do, as one table. Knows no Flask and no database.

A small association gives several roles to one person; a person may do what any of the roles may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_service.states import N_

READ_CASES = "read_cases"
"""See the lists and the records of help requests and volunteers."""

RIGHTS = frozenset({READ_CASES})


@dataclass(frozen=True)
class Role:
    """A role of staff: its code, its Arabic name and its rights. Flask-Security reads `name` and `get_permissions`."""

    name: str
    label: str
    rights: frozenset[str]

    def get_permissions(self) -> set[str]:
        """The rights, under the name by which Flask-Security asks for them."""
        return set(self.rights)


ROLES: Mapping[str, Role] = {
    role.name: role
    for role in (
        Role("reception", N_("موظف علاقات المستفيدين"), frozenset({READ_CASES})),
        Role("manager", N_("المدير"), frozenset({READ_CASES})),
        # People and settings, by decision no case content.
        Role("admin", N_("مدير النظام"), frozenset()),
    )
}


def may(role_names: Iterable[str], right: str) -> bool:
    """Whether someone with these roles has the right. A role that is no longer in the table gives none."""
    return any(right in ROLES[name].rights for name in role_names if name in ROLES)
