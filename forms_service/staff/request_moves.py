"""The moves of a request from its page: at once where nothing is said, else by way of a form and a look at the message."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import READ_CASES
from forms_service.accounts.roles import ROLES as ALL_ROLES
from forms_service.db import db, reading
from forms_service.help_requests.guides import Clause, clause_of
from forms_service.help_requests.independence import check_may_lead
from forms_service.help_requests.letters import message_with
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import (
    NO_ANSWER,
    OUT_OF_SCOPE,
    SPAM,
    UNREACHABLE,
    MoveRefused,
    Words,
    check,
    targets_from,
)
from forms_service.help_requests.procedure import ChangedMeanwhile, move
from forms_service.help_requests.standing import item_of, standing_of
from forms_service.help_requests.statuses import REFUSED, STATES
from forms_service.outbox.rendering import Words as Rendered
from forms_service.outbox.rendering import render
from forms_service.references import parse_reference
from forms_service.staff.acting import actor_on, open_case
from forms_service.staff.lock import lock, page
from forms_service.staff.reading import note_read
from forms_service.staff.records import state_of
from forms_service.staff.refusals import words_for
from forms_service.staff.request_acts import attempt
from forms_service.staff.request_history import since
from forms_service.staff.request_offers import OTHER, PUBLIC, Offer, offer_of
from forms_service.staff.request_page import MATCH, NOTHING, RECORD, Failure, association, show
from forms_service.staff.saved_replies import choices, composed
from forms_service.staff.typed import Typed
from forms_service.web.expired import keeps_typed_text

CLOSINGS: Mapping[str, object] = {
    SPAM: lazy_gettext("رسالة مزعجة، لا طلب فيها"),
    NO_ANSWER: lazy_gettext("لم يرد بعد محاولتين مسجّلتين"),
    OUT_OF_SCOPE: lazy_gettext("خارج خدمات الجمعية"),
    UNREACHABLE: lazy_gettext("لا وسيلة للوصول إليه"),
}
"""Why a request is closed before its end, as it is chosen."""

FORM, PREVIEW, CONFIRM = "form", "preview", "confirm"


@dataclass(frozen=True)
class Look:
    """The message that a move would send: its words, and whether there is an address to send it to."""

    words: Rendered
    is_sent: bool


@page("/help-requests/<reference>/move/<target>", needs=READ_CASES, methods=("GET", "POST"))
@keeps_typed_text
def request_move(reference: str, target: str) -> ResponseReturnValue:
    """One move: its form, a look at what will be sent, and the move itself."""
    if refused := lock():
        return refused
    case, typed = open_case(reference), _composed(Typed.read(request.form))
    offer = offer_of(case.state, target)
    if offer is None or target not in targets_from(case.state, frozenset(ALL_ROLES)):
        return _not_from_here(case, target, typed)
    if request.method == "GET":
        return _drawn(case, offer, FORM if offer.asks else PREVIEW, NOTHING)
    if typed["step"] == CONFIRM:
        return _moved(case, offer, typed)
    failure = _refusal(case, offer, typed) if typed["step"] == PREVIEW else None
    step = PREVIEW if typed["step"] == PREVIEW and failure is None else FORM
    return _drawn(case, offer, step, failure or Failure(target, "", typed, 200))


def _composed(typed: Typed) -> Typed:
    """What was typed, with the saved reply that was chosen in front of the public words: from then on it is text like any."""
    return Typed({**typed, PUBLIC: composed(typed["saved"], typed[PUBLIC]), "saved": ""})


def _not_from_here(case: HelpRequest, target: str, typed: Typed) -> ResponseReturnValue:
    """The request does not move there from where it stands now: perhaps it did when the page was opened."""
    if target not in STATES:
        abort(404)
    if request.method == "GET":
        return redirect(url_for(RECORD, reference=case.reference), 303)
    seen = typed.number("seen")
    refused = MoveRefused("no_such_move", source=case.state, target=target)
    return show(case.reference, MATCH, Failure(target, words_for(refused), typed, 409, seen=seen))


def _moved(case: HelpRequest, offer: Offer, typed: Typed) -> ResponseReturnValue:
    reference, by, seen = case.reference, actor_on(case), typed.number("seen")

    def does(session: Session) -> None:
        move(session, reference, offer.target, by=by, now=clock.now(), words=_words(offer, typed), seen=seen)

    failure = attempt(offer.target, typed, does)
    if failure is None:
        return redirect(url_for(RECORD, reference=reference, done=f"to_{offer.target}"), 303)
    if not offer.on_own_page:
        return show(reference, MATCH, failure)
    return _drawn(open_case(reference), offer, FORM if offer.asks else PREVIEW, failure)


def _refusal(case: HelpRequest, offer: Offer, typed: Typed) -> Failure | None:
    """Why the move would be refused with these words, before anybody looks at its message. Writes nothing."""
    reference, by, seen = case.reference, actor_on(case), typed.number("seen")

    def judge(session: Session) -> None:
        found = open_case(reference, session=session)
        if found.revision != seen:
            raise ChangedMeanwhile(reference)
        at = standing_of(session, found, clock.now())
        check(found.state, offer.target, by=by.roles, at=at, words=_words(offer, typed))
        check_may_lead(session, found, offer.target, by.name)

    return attempt(offer.target, typed, judge, within=reading)


def _words(offer: Offer, typed: Typed) -> Words:
    """What was typed, of what this move asks for. Raises Unclear."""
    said = {name: typed.at_most(name) for name in offer.asks}
    if OTHER in said:
        said[OTHER] = parse_reference(said[OTHER]) or ""
    return Words(**said)


def _clause(session: Session, case: HelpRequest) -> Clause | None:
    item = item_of(session, case)
    return clause_of(item.clause) if item else None


def _drawn(case: HelpRequest, offer: Offer, step: str, failure: Failure) -> ResponseReturnValue:
    note_read(HelpRequest.kind, case.reference)
    session, now = db.session, clock.now()
    message = (
        message_with(session, case, offer.target, _words(offer, failure.typed), now=now) if step == PREVIEW else None
    )
    page_of_move = render_template(
        "staff/help_request_move.html",
        case=case,
        offer=offer,
        step=step,
        failure=failure,
        typed=failure.typed,
        badges=[state_of(case)],
        closings=CLOSINGS,
        saved=choices(),
        clause=_clause(session, case) if offer.target == REFUSED else None,
        look=Look(render(message, association()), bool(message.recipient)) if message else None,
        changed=since(session, case, failure.seen) if failure.seen is not None else [],
    )
    return page_of_move, failure.status
