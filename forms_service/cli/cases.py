"""`flask cases`: help requests and volunteers read at the terminal, in Arabic lines, and moved. Each act is an event."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from forms_service import clock
from forms_service.accounts.service import by_email
from forms_service.audit.models import record_event
from forms_service.crypto import SealBroken
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit.answers import Answer
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused, Words
from forms_service.help_requests.procedure import Actor, NoSuchRequest, move
from forms_service.help_requests.statuses import STATES
from forms_service.references import parse_reference, show_reference
from forms_service.staff import records
from forms_service.staff.records import Case, Fact
from forms_service.staff.refusals import words_for
from forms_service.staff.request_side import writer_of
from forms_service.volunteers import queries as volunteers

TERMINAL = "terminal"
KINDS: dict[str, tuple[str, Callable[..., Sequence[Case]]]] = {
    "help": ("help_requests", help_requests.newest),
    "volunteer": ("volunteers", volunteers.page_of),
}
"""What `list` can show: its word in the events, and where its newest records are found."""
NEWEST = 50
"""Records that `list` shows of each kind."""

cases = AppGroup("cases", help="Help requests and volunteers: read them, and move a request.")


@cases.command("list")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind; without it, both.")
def show_list(kind: str | None) -> None:
    """List the newest records: reference, state, name, day of arrival."""
    for name, newest in [KINDS[kind]] if kind else KINDS.values():
        _note("list", "list", name)
        found = newest(db.session, size=NEWEST)
        for case in found:
            click.echo(_plain(_line_of(case)))
        if not found:
            click.echo("لا توجد طلبات هنا الآن." if name == "help_requests" else "لا يوجد متطوعون هنا الآن.")


@cases.command("show")
@click.argument("reference")
def show(reference: str) -> None:
    """Print one record: what was answered, where it stands, its messages."""
    digits = parse_reference(reference)
    case = _find(digits) if digits else None
    if case is None:
        _stop(f"No record has the reference {reference}.")
    _note("read", records.kind_of(case), case.reference)
    try:
        for line in _lines_of(case):
            click.echo(_plain(line))
    except SealBroken:
        _stop(f"The answers of {show_reference(case.reference)} do not open with the keys of this installation.")


def _find(digits: str) -> Case | None:
    return help_requests.by_reference(db.session, digits) or volunteers.by_reference(db.session, digits)


@cases.command("move")
@click.argument("reference")
@click.argument("state", type=click.Choice(sorted(STATES)))
@click.option("--by", "email", required=True, help="E-mail address of the person of the staff whose act it is.")
@click.option("--say", default="", help="What the applicant reads.")
@click.option("--reason", default="", help="What staff read.")
@click.option("--code", default="", help="Why it is closed: spam, no_answer, out_of_scope or unreachable.")
def move_request(reference: str, state: str, email: str, say: str, reason: str, code: str) -> None:
    """Move the help request with this REFERENCE to STATE, by the rules of the procedure."""
    person = by_email(db.session, email)
    if person is None or not person.active:
        _stop("Nobody who works here has this e-mail address.")
    actor = Actor(person.actor, frozenset(person.role_names), person.branch)
    digits = parse_reference(reference) or _stop("This is not a reference.")
    db.session.close()  # what was read here must not hold what is written next
    try:
        with transaction() as session:
            move(session, digits, state, by=actor, words=Words(say, reason, code), now=clock.now())
    except MoveRefused as refused:
        _stop(words_for(refused))
    except NoSuchRequest:
        _stop("There is no help request with this reference.")
    except StorageUnavailable as error:
        _stop(f"The database could not take the act: {error}.")
    click.echo(f"{show_reference(digits)} | {STATES[state].staff_label}")


def _line_of(case: Case) -> str:
    try:
        name = case.answers.get("full_name")
    except SealBroken:
        name = None
    day = clock.written_day(clock.today_in_riyadh(case.received_at))
    shown = name.shown if name else "تعذّر فتح هذا السجل"
    doubt = records.doubt_of(case)
    marks = (doubt.label,) if doubt else ()
    return " | ".join((show_reference(case.reference), records.state_of(case).label, *marks, shown, day))


def _lines_of(case: Case) -> Iterator[str]:
    record = case.answers
    title = "طلب" if records.kind_of(case) == "help_request" else "متطوع"
    badges = [badge.label for badge in (records.state_of(case), records.doubt_of(case)) if badge]
    yield " | ".join((f"{title} {show_reference(case.reference)}", *badges))
    yield from _facts(records.facts_of(case, current_app.extensions["association"]))
    yield from _facts(writer_of(db.session, case) if isinstance(case, HelpRequest) else ())
    for section in record.sections:
        yield f"\n{section.title}"
        for answer in section.answers:
            yield from _answer(answer)
    yield from _facts(records.texts_of(record))
    deliveries = records.deliveries_of(db.session, case.reference)
    yield "\nسجل الإرسال"
    for delivery in deliveries:
        yield f"  {delivery.name}: {delivery.badge.label}"
        yield from _facts(delivery.details, "    ")
    if not deliveries:
        yield "  لا رسائل مسجّلة هنا."


def _answer(answer: Answer) -> Iterator[str]:
    shown = answer.shown.replace("\n", "\n    ")
    yield f"  {answer.label}: {shown or 'بلا إجابة'}"
    for note in answer.notes:
        yield f"    ({records.NOTES.get(note, note)})"


def _facts(facts: Iterable[Fact], indent: str = "  ") -> Iterator[str]:
    return (f"{indent}{fact.label}: {fact.shown}" for fact in facts)


def _note(act: str, kind: str, subject: str) -> None:
    try:
        with transaction() as session:
            record_event(session, at=clock.now(), actor=TERMINAL, act=act, kind=kind, subject=subject)
    except StorageUnavailable as error:
        _stop(f"Nothing is shown: the reading could not be written down ({error}).")


def _plain(line: str) -> str:
    # What people typed must not steer the terminal.
    return "".join(sign for sign in line if sign == "\n" or sign.isprintable())


def _stop(line: str) -> NoReturn:
    raise click.ClickException(line)
