"""`flask doctor`: one line per check of this installation, with what to do about what is wrong. Reads, unless told to repair."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from forms_service import clock
from forms_service.accounts import service as accounts
from forms_service.accounts.roles import READ_CASES, may
from forms_service.association import Association, load_association
from forms_service.audit.walk import RECENT, walk
from forms_service.cli.audit import what_broke
from forms_service.crypto import SealBroken
from forms_service.db import db
from forms_service.errors import ConfigurationError, StorageUnavailable
from forms_service.feedback.models import Feedback
from forms_service.formkit import drafts
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox import queries as outbox
from forms_service.outbox.models import OutboxMessage
from forms_service.references import show_reference
from forms_service.schema import is_current
from forms_service.search.engine import INDEX_FILE, open_index
from forms_service.settings import Settings
from forms_service.volunteers.models import Volunteer
from forms_service.watch.queries import KINDS, TOLD_WITHIN, orphans, untold
from forms_service.watch.sweeper import sweep

SAMPLE = 20
"""The newest records of each kind that must open with the keys."""

LEAST_SPACE = 500 * 2**20
"""Bytes that should be free on the disk of the data."""

NAMED = 5
"""References that a line names."""

OVERDUE = timedelta(hours=1)
"""How long a draft may be kept beyond its time: rounds that erase them come every few minutes."""


AnyRow = TypeVar("AnyRow", HelpRequest, Volunteer, Feedback, OutboxMessage)


class Unwell(Exception):
    """Something is wrong: what, and what to do, in one line."""


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    name: str
    well: bool
    said: str


@click.command()
@click.option("--repair", is_flag=True, help="First promise lost notices to staff again and erase old drafts.")
@with_appcontext
def doctor(repair: bool) -> None:
    """Check keys, database, messages, drafts, site, staff, events, mail and disk; status 1 where something is wrong."""
    if repair:
        _repair()
    # What is kept is asked only of a database that is there: a question would make an empty one.
    found = [_look(name, check) for name, check in AROUND]
    if found[-1].well:
        found += [_look(name, check) for name, check in KEPT]
    for finding in found:
        click.echo(f"{'ok' if finding.well else 'problem':<8} {finding.name:<10} {finding.said}")
    if not all(finding.well for finding in found):
        raise SystemExit(1)


def _repair() -> None:
    try:
        swept = sweep()
    except (StorageUnavailable, SQLAlchemyError) as error:
        raise click.ClickException(f"Nothing was repaired: the database is not available ({_why(error)}).") from None
    click.echo(f"repaired {swept.promised} notices promised again, {swept.erased} drafts erased")


def _look(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except Unwell as error:
        return Finding(name, False, str(error))
    except OSError as error:
        return Finding(name, False, f"{error.filename}: {error.strerror}")


def _asks_the_database(check: Callable[[], str]) -> Callable[[], str]:
    """Where the database does not answer, that is what the check found."""

    @wraps(check)
    def asking() -> str:
        try:
            return check()
        except SQLAlchemyError as error:
            db.session.rollback()
            raise Unwell(f"the database could not be asked: {_why(error)}") from None

    return asking


def _facts() -> str:
    file = _settings().association_file
    try:
        return f"{file.name} is valid: {load_association(file).name}"
    except ConfigurationError as error:
        raise Unwell(f"{error} Correct the file; the service does not start with it") from None


@_asks_the_database
def _database() -> str:
    is_file = db.engine.dialect.name == "sqlite"
    if is_file:
        _sqlite_is_whole()
    if not is_current():
        raise Unwell("not of this release's shape: `flask serve` brings an older one up to date")
    return f"{'whole' if is_file else 'answers'}, and of this release's shape"


def _sqlite_is_whole() -> None:
    if not Path(db.engine.url.database or "").exists():
        raise Unwell("there is none yet: `flask serve` makes it")
    try:
        with db.engine.connect() as connection:
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
            said += [f"a stray row of {row[0]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    except OperationalError:
        raise
    except DatabaseError as error:
        said = [_why(error)]
    if said != ["ok"]:
        raise Unwell(
            f"damaged ({' '.join('; '.join(said).split())[:200]}): stop the service and restore the newest backup"
        )


@_asks_the_database
def _keys() -> str:
    folder = _settings().secrets
    loose = [file.name for file in sorted(folder.iterdir()) if file.stat().st_mode & 0o007]
    if loose:
        raise Unwell(f"everyone on this machine may read {', '.join(loose)}: chmod 600 {folder}/*")
    cases: list[HelpRequest | Volunteer | Feedback] = [*_newest(HelpRequest), *_newest(Volunteer), *_newest(Feedback)]
    messages = _newest(OutboxMessage)
    shut = [case.reference for case in cases if not _opens(case, "answers")]
    shut += [message.about for message in messages if not _opens(message, "message")]
    if shut:
        raise Unwell(f"not opened by the keys in {folder}: {_named(shut)}. Restore the key files from the backup")
    return f"open the newest records ({len(cases)}) and messages ({len(messages)})"


def _newest(model: type[AnyRow]) -> Sequence[AnyRow]:
    return db.session.scalars(select(model).order_by(model.id.desc()).limit(SAMPLE)).all()


def _opens(row: object, name: str) -> bool:
    try:
        getattr(row, name)
    except (SealBroken, ValueError, LookupError, TypeError):
        return False
    return True


@_asks_the_database
def _notices() -> str:
    lost = [case.reference for case in untold(db.session, now=clock.now()) if not case.promised]
    if lost:
        raise Unwell(f"submitted without a message to staff: {_named(lost)}. `flask doctor --repair` promises it again")
    total = sum(db.session.scalar(select(func.count()).select_from(model)) or 0 for model in KINDS.values())
    return f"every submission ({total}) has its message to staff"


@_asks_the_database
def _mails() -> str:
    late = outbox.undelivered(db.session, before=clock.now() - TOLD_WITHIN)
    if late:
        raise Unwell(
            f"failed, or waiting for more than 15 minutes: {_named([message.about for message in late])}."
            " `flask outbox status` says why, `flask outbox retry` sends again"
        )
    return "all have left or are in time"


@_asks_the_database
def _strays() -> str:
    stray = orphans(db.session)
    if stray:
        raise Unwell(
            f"messages about nothing that was submitted: {_named(stray)}. Were records lost? Look at the backup"
        )
    return "every message is about something that was submitted"


@_asks_the_database
def _drafts() -> str:
    if drafts.any_expired(db.session, clock.now() - OVERDUE):
        raise Unwell("some are kept beyond their time: `flask doctor --repair` erases them")
    return "none is kept beyond its time"


def _site() -> str:
    page = _settings().site_dir / "index.html"
    if not page.exists():
        raise Unwell(f"not built ({page} is missing): make site")
    try:
        open_index(page.parent / INDEX_FILE)
    except (ConfigurationError, sqlite3.Error) as error:
        raise Unwell(f"its search does not open ({_why(error)}): make site") from None
    return f"built in {page.parent}"


@_asks_the_database
def _staff() -> str:
    people = [each for each in accounts.everyone(db.session) if each.active and may(each.role_names, READ_CASES)]
    if not people:
        raise Unwell("nobody may sign in and read: `flask staff create EMAIL --name NAME --role reception`")
    return f"{len(people)} may sign in and read"


@_asks_the_database
def _events() -> str:
    walked = walk(newest=RECENT)
    if walked.broken:
        raise Unwell(f"{what_broke(walked.broken)}. Compare with the backups; `flask audit verify` walks all events")
    return f"the newest ({walked.count}) are as they were written"


def _mail() -> str:
    settings = _settings()
    if settings.mail_folder:
        if settings.environment == "production":
            raise Unwell("no mail server is named, so mails stay on this disk: set SMTP_HOST")
        return f"kept as files in {settings.mail_folder}"
    own: Association = current_app.extensions["association"]
    readers = {mail or settings.staff_mail_to for mail in (own.staff_mail.help_request, own.staff_mail.volunteer)}
    local = sorted(each for each in (*readers, settings.mail_from) if each.rstrip(">").endswith("@localhost"))
    if local:
        raise Unwell(f"{local[0]} is an address of no mail server: set STAFF_MAIL_TO and MAIL_FROM")
    return (
        f"by {settings.smtp_host}:{settings.smtp_port} ({settings.smtp_security}), staff: {', '.join(sorted(readers))}"
    )


def _disk() -> str:
    free = shutil.disk_usage(_settings().data_dir).free
    if not os.access(_settings().data_dir, os.W_OK):
        raise Unwell(f"{_settings().data_dir} cannot be written: check its owner and whether the disk is read-only")
    if free < LEAST_SPACE:
        raise Unwell(f"{free / 2**20:.0f} MB free at {_settings().data_dir}: make room, or submissions will be refused")
    return f"{free / 2**30:.1f} GB free"


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _named(references: Sequence[str]) -> str:
    """How many, and the first of them."""
    known = sorted(set(references))
    first = ", ".join(show_reference(each) for each in known[:NAMED])
    return f"{len(known)} ({first}{', …' if len(known) > NAMED else ''})"


def _why(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


Checks = tuple[tuple[str, Callable[[], str]], ...]

AROUND: Checks = (("facts", _facts), ("disk", _disk), ("mail", _mail), ("site", _site), ("database", _database))
"""What surrounds the records, the database last."""

KEPT: Checks = (
    ("keys", _keys),
    ("notices", _notices),
    ("messages", _mails),
    ("strays", _strays),
    ("drafts", _drafts),
    ("staff", _staff),
    ("events", _events),
)
"""What is kept, asked of a database that is whole and of this release's shape."""
