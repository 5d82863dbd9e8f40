"""The made-up colleagues of a seeded installation. Demo, screenshots and tests know them by the same names."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from forms_service.accounts import service
from forms_service.accounts.passwords import hash_of, no_password
from forms_service.accounts.policy import current_policy
from forms_service.help_requests.procedure import Actor

PASSWORD = "old house with a window"  # noqa: S105 - of people who are made up, on one's own computer
"""Everybody's."""
TERMINAL = "terminal"


@dataclass(frozen=True)
class Colleague:
    """One person: `key` is the first part of the e-mail address. One who has not `joined` was only invited."""

    key: str
    name: str
    roles: tuple[str, ...]
    joined: bool = True
    active: bool = True
    has_read: bool = True
    """Whether they acknowledged the policy in force; whoever has not is asked at sign-in."""

    @property
    def email(self) -> str:
        """The address by which they sign in."""
        return f"{self.key}@example.org"


PEOPLE = (
    Colleague("huda", "هدى سالم", ("reception",)),
    Colleague("mona", "منى فهد", ("secretary",)),
    Colleague("khaled", "خالد ناصر", ("manager",)),
    Colleague("reem", "ريم خالد", ("researcher",)),
    Colleague("ali", "علي حسن", ("member",)),
    Colleague("omar", "عمر زيد", ("member",)),
    Colleague("amal", "أمل يوسف", ("member",)),
    Colleague("nada", "ندى علي عبد الرحمن بن محمد الطويل", ("member", "secretary", "reception")),
    Colleague("yaser", "ياسر أحمد", ("coordinator",)),
    Colleague("lina", "لينا حسين", ("quality",)),
    Colleague("nasser", "ناصر عمر", ("admin",)),
    Colleague("badr", "بدر صالح", ("reception", "researcher"), has_read=False),
    Colleague("noura", "نورة سعد", ("coordinator", "quality"), joined=False),
    Colleague("fahd", "فهد عبد الله", ("reception",), active=False),
)


def hire(session: Session, now: datetime) -> dict[str, Actor]:
    """Add everybody as of `now`; who they are when they act, by key. Raises AlreadyOnStaff."""
    hashed, none = hash_of(PASSWORD), no_password()
    policy = current_policy(current_app.extensions["settings"].site_dir)
    hired = {}
    for each in PEOPLE:
        person = service.create_staff(
            session,
            email=each.email,
            name=each.name,
            password_hash=hashed if each.joined else none,
            roles=each.roles,
            now=now,
            actor=TERMINAL,
            joined=each.joined,
        )
        if policy and each.joined and each.has_read:
            service.acknowledge(session, person, policy.version, now=now)
        hired[each.key] = Actor(person.actor, frozenset(each.roles))
    return hired


def let_go(session: Session, now: datetime) -> None:
    """Disable those who no longer work here."""
    for each in PEOPLE:
        if not each.active:
            service.disable_staff(session, each.email, now=now, actor=TERMINAL)
