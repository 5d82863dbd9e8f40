"""What the committee's pages share: who acts, which session or request is meant, and doing one act."""

from collections.abc import Callable, Mapping

from flask import abort, current_app
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts import service
from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.formkit.page import Scene
from forms_service.help_requests import docket
from forms_service.help_requests.meeting import MEMBER, NoSuchSession
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import Actor, NoSuchRequest
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.staff.refusals import words_for

Choices = list[tuple[str, str]]


def myself() -> Actor:
    """The signed-in person, as the procedure knows them."""
    return Actor(current_user.actor, frozenset(current_user.role_names))


def association() -> Association:
    """The facts of the association."""
    found: Association = current_app.extensions["association"]
    return found


def scene(**known: object) -> Scene:
    """What a form of the committee is drawn with."""
    return Scene(association(), today_in_riyadh(clock.now()), known)


def session_or_404(number: int) -> CommitteeSession:
    """The session with this number."""
    found = docket.session_of(db.session, number)
    if found is None:
        abort(404)
    return found


def item_or_404(number: int) -> tuple[AgendaItem, HelpRequest]:
    """The place on an agenda with this number, and its request."""
    found = docket.item_numbered(db.session, number)
    if found is None:
        abort(404)
    return found, db.session.get_one(HelpRequest, found.case_id)


def names_of_staff() -> Mapping[int, str]:
    """The names of all colleagues, those who left too, by their number."""
    return {person.id: person.name for person in service.everyone(db.session)}


def members() -> Choices:
    """Those who may vote today: number and name, by name."""
    found = (each for each in service.everyone(db.session) if each.active and MEMBER in each.role_names)
    return sorted(((str(each.id), each.name) for each in found), key=lambda choice: choice[1])


def attempt(does: Callable[[Session], object]) -> str:
    """Do something in one transaction; why it was refused, empty where it was done."""
    db.session.rollback()  # what is read after the act is read anew
    try:
        with transaction() as session:
            does(session)
    except MoveRefused as refused:
        return words_for(refused)
    except NoSuchRequest:
        abort(404)
    except NoSuchSession:
        return str(_("أُغلقت هذه الجلسة، فلا يُسجَّل فيها شيء. افتح جلسة أخرى."))
    return ""
