"""What each role of staff may do, as one table. Knows no Flask and no database.

A small association gives several roles to one person; a person may do what any of the roles may. Who must stay apart from
whom (who handled a case, who voted) goes by person, not by role.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_service.states import N_

OWN_ACCOUNT = "own_account"
"""One's own sign-ins, password and second step; reading and acknowledging the policy. Every role has it."""
READ_CASES = "read_cases"
"""See the lists and the records of help requests."""
HANDLE_CASES = "handle_cases"
"""Lead a request from its arrival to the declaration, and from acceptance to the end."""
STAND_IN = "stand_in"
"""Lead an objection where nobody who handles requests is independent of the first one."""
EXPLAIN = "explain"
"""Answer a question that was referred (policy, procedure 3)."""
RAISE_CASES = "raise_cases"
COMMITTEE = "committee"
"""See what is before the committee: its sessions, their agenda and results, and replies that have not left."""
RECORD_COMMITTEE = "record_committee"
"""Keep the sessions of the committee: agenda, presence, results, minutes."""
VOTE = "vote"
REPLY = "reply"
REPLY_EARLY = "reply_early"
"""Allow a reply before the floor of the policy, with a reason."""
REOPEN = "reopen"
FEEDBACK = "feedback"
"""See complaints, suggestions, thanks, inquiries and objections."""
ANSWER_FEEDBACK = "answer_feedback"
"""Answer, close, assign and tag them."""
VOLUNTEERS = "volunteers"
"""See the list and the records of volunteers, and lead them."""
REPORTS = "reports"
"""Figures without persons."""
PEOPLE = "people"
"""Invite, disable and change colleagues."""
AUDIT = "audit"
"""See the events: who did what to which record, without what stands in it."""
EXPORT = "export"

RIGHTS = frozenset(
    {
        OWN_ACCOUNT,
        READ_CASES,
        HANDLE_CASES,
        STAND_IN,
        EXPLAIN,
        RAISE_CASES,
        COMMITTEE,
        RECORD_COMMITTEE,
        VOTE,
        REPLY,
        REPLY_EARLY,
        REOPEN,
        FEEDBACK,
        ANSWER_FEEDBACK,
        VOLUNTEERS,
        REPORTS,
        PEOPLE,
        AUDIT,
        EXPORT,
    }
)

ADMIN = "admin"
DELEGATE = "delegate"


@dataclass(frozen=True)
class Role:
    """A role of staff: its code, its Arabic name and its rights. Flask-Security reads `name` and `get_permissions`.

    `branch_only`: what it gives, it gives for the records of the person's own branch.
    """

    name: str
    label: str
    rights: frozenset[str]
    branch_only: bool = False

    def get_permissions(self) -> set[str]:
        """The rights, under the name by which Flask-Security asks for them."""
        return set(self.rights)


def _role(name: str, label: str, *rights: str, branch_only: bool = False) -> Role:
    return Role(name, label, frozenset({OWN_ACCOUNT, *rights}), branch_only)


ROLES: Mapping[str, Role] = {
    role.name: role
    for role in (
        _role(
            "reception",
            N_("موظف علاقات المستفيدين"),
            READ_CASES,
            HANDLE_CASES,
            RAISE_CASES,
            COMMITTEE,
            REPLY,
            FEEDBACK,
            ANSWER_FEEDBACK,
            VOLUNTEERS,
        ),
        _role("researcher", N_("مسؤول البحث الاجتماعي"), READ_CASES, EXPLAIN),
        _role("member", N_("عضو لجنة البحث"), READ_CASES, COMMITTEE, VOTE),
        _role("secretary", N_("أمين سر اللجنة"), READ_CASES, RAISE_CASES, COMMITTEE, RECORD_COMMITTEE, REPLY),
        _role(DELEGATE, N_("مندوب مكتب فرعي"), READ_CASES, HANDLE_CASES, branch_only=True),
        _role("coordinator", N_("منسق التطوع"), VOLUNTEERS),
        _role("quality", N_("مسؤول الجودة"), FEEDBACK, REPORTS),
        _role(
            "manager",
            N_("المدير"),
            READ_CASES,
            STAND_IN,
            COMMITTEE,
            REPLY_EARLY,
            REOPEN,
            FEEDBACK,
            ANSWER_FEEDBACK,
            REPORTS,
            EXPORT,
        ),
        # People and settings, by decision no case content.
        _role(ADMIN, N_("مدير النظام"), PEOPLE, AUDIT),
    )
}


def may(role_names: Iterable[str], right: str) -> bool:
    """Whether someone with these roles has the right. A role that is no longer in the table gives none."""
    return any(right in ROLES[name].rights for name in role_names if name in ROLES)


def may_everywhere(role_names: Iterable[str], right: str) -> bool:
    """Whether the right reaches beyond the person's own branch."""
    known = (ROLES[name] for name in role_names if name in ROLES)
    return any(right in role.rights and not role.branch_only for role in known)
