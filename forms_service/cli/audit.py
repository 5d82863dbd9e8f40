"""`flask audit`: whether the events are still as they were written."""

import re

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from forms_service import clock
from forms_service.audit.walk import Break, Walked, note_walk, walk
from forms_service.db import transaction
from forms_service.errors import StorageUnavailable

HEAD = re.compile(r"[0-9a-f]{64}")

audit = AppGroup("audit", help="The events of who did what: as they were written, or not.")


@audit.command()
@click.option("--head", default="", help="A head that an earlier run printed: it must still be in the chain.")
def verify(head: str) -> None:
    """Walk along all events and name the first that was changed, removed or added; status 1 where there is one.

    Keep the printed head apart from this machine: only a head that somebody noted shows that events were cut off at the end.
    """
    noted = head.strip().lower()
    if noted and not HEAD.fullmatch(noted):
        raise click.BadParameter("a head has 64 digits from 0 to f, as `flask audit verify` prints it.")
    try:
        walked = walk(meet=bytes.fromhex(noted) if noted else None)
    except SQLAlchemyError as error:
        line = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise click.ClickException(f"The events could not be read: {line}") from None
    _note(walked)
    if walked.broken:
        raise click.ClickException(f"{what_broke(walked.broken)}. {walked.count} before hold.")
    click.echo(f"ok    {walked.count} events, each as it was written")
    click.echo(f"head  {walked.head.hex()}  (event {walked.last})")
    if noted and not walked.met:
        raise click.ClickException(
            "The head that was asked for is not among them: events were cut off, or written anew."
        )


def what_broke(found: Break) -> str:
    """Where the chain does not hold, in one sentence without its full stop."""
    if not found.missing:
        return f"Event {found.first} is not what was written: it was changed, moved or added"
    if found.first == found.last:
        return f"Event {found.first} is missing"
    return f"Events {found.first} to {found.last} are missing"


def _note(walked: Walked) -> None:
    try:
        with transaction() as session:
            note_walk(session, walked, by="terminal", now=clock.now())
    except StorageUnavailable as error:
        click.echo(f"That it was asked could not be written down ({error}).", err=True)
