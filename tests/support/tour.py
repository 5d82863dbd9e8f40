"""Every back-office page there is to see in a seeded installation, by its address.

Help requests are many and much alike: one of each state is seen, and those in which somebody typed what nobody should.
"""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from forms_service.accounts.models import Staff
from forms_service.db import db
from forms_service.feedback.models import Feedback
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MOVES
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.seed.begun import KEY
from forms_service.seed.service import reference_of
from forms_service.staff.request_page import TABS
from forms_service.volunteers.models import Volunteer
from tests.support.routes import ON_A_REQUEST

# What a part of an address may name, by the room that the address leads to and the part's own name.
_ROWS: dict[tuple[str, str], tuple[type[Any], str]] = {
    ("volunteers", "reference"): (Volunteer, "reference"),
    ("feedback", "reference"): (Feedback, "reference"),
    ("people", "number"): (Staff, "id"),
    ("sessions", "number"): (CommitteeSession, "id"),
    ("items", "number"): (AgendaItem, "id"),
}
ODD = ("markup", "formula", "emoji", "override", "long")
"""Stories with hostile, long or mixed words in them."""
_PART = re.compile(r"([a-z-]+)/<(?:[^<>:]+:)?(\w+)>")
MORE = {"staff.help_request_record": [f"?tab={tab}" for tab in TABS]}
"""Pages that an address alone does not tell apart."""


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Endpoint and address of each page below /staff/ with what is stored in it; not of acts, whose GET only leads back."""
    with app.app_context():
        return [
            (rule.endpoint, address + more)
            for rule in app.url_map.iter_rules()
            if _is_page(rule)
            for address in _filled(rule.rule)
            for more in MORE.get(rule.endpoint, [""])
        ]


def _is_page(rule: Rule) -> bool:
    is_ours = rule.endpoint.startswith("staff.") and "GET" in (rule.methods or ()) and "/link/" not in rule.rule
    return is_ours and not rule.rule.endswith(tuple(f"<reference>/{act}" for act in ON_A_REQUEST))


def _filled(rule: str) -> list[str]:
    """The rule with whatever its first part may name, and the second where that has one."""
    rule = rule.replace("<key>", KEY)
    part = _PART.search(rule)
    if part is None:
        return [rule]
    room, name = part.groups()
    return [
        address
        for value in _named(room, name)
        for address in _with_second(rule[: part.end(1)] + "/" + value + rule[part.end() :], value)
    ]


def _with_second(address: str, reference: str) -> list[str]:
    if "<target>" in address:
        state = db.session.scalars(select(HelpRequest.state).where(HelpRequest.reference == reference)).one()
        return [address.replace("<target>", target) for source, target in MOVES if source == state]
    return [address.replace("<slug>", page.slug) for page in JOURNEY.pages] if "<slug>" in address else [address]


def _named(room: str, name: str) -> list[str]:
    if room == "help-requests":
        return [*_one_of_each_state(), *(found for story in ODD if (found := reference_of(db.session, story)))]
    model, column = _ROWS[room, name]
    return [str(value) for value in db.session.scalars(select(getattr(model, column)).order_by(model.id))]


def _one_of_each_state() -> list[str]:
    return list({case.state: case.reference for case in db.session.scalars(select(HelpRequest))}.values())
