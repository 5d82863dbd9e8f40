"""`flask staff`: who may sign in to the back-office."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts import links, service
from forms_service.accounts.models import Staff
from forms_service.accounts.passwords import PASSWORD_MAX, WeakPassword, hash_of, no_password
from forms_service.accounts.roles import DELEGATE, ROLES
from forms_service.accounts.sign_in import PASSWORD_MIN
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.help_requests.procedure import Actor
from forms_service.staff.handover import HandedOver, hand_over, heirs_of

TERMINAL = "terminal"
"""Who acts, in the audit: somebody with the keys of the machine."""

staff = AppGroup("staff", help="People who may sign in at /staff/.")

_password_from = click.option("--password-stdin", is_flag=True, help="Read the password from the first line of input.")


@staff.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues see.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(list(ROLES)), help="May be repeated.")
@click.option("--branch", help="The code of the branch in association.yml whose records a delegate sees.")
@_password_from
def create(email: str, name: str, roles: tuple[str, ...], branch: str | None, password_stdin: bool) -> None:
    """Add a person; prints a link, good once within 24 hours, with which they set their password."""
    address, name = _address(email), " ".join(name.split())
    if not 2 <= len(name) <= 100:
        _stop("The name needs 2 to 100 signs.")
    _check_branch(roles, branch)
    if service.by_email(db.session, address) is not None:
        _stop(f"{address} is on the staff already.")
    hashed, now = _given_password() if password_stdin else no_password(), clock.now()
    with _one_line(address), transaction() as session:
        person = service.create_staff(
            session,
            email=address,
            name=name,
            password_hash=hashed,
            roles=roles,
            branch=branch,
            joined=password_stdin,
            now=now,
            actor=TERMINAL,
        )
        key = None if password_stdin else links.new_link(session, person, links.TERMINAL, now)
    click.echo(f"{address} may sign in at /staff/ as {', '.join(roles)}.")
    _show_link(key)


@staff.command("list")
def show_all() -> None:
    """List everyone: e-mail, name, roles, and whether they may sign in."""
    people = service.everyone(db.session)
    for person in people:
        state = "active" if person.active else "disabled"
        click.echo(f"{person.email}\t{person.name}\t{', '.join(person.role_names)}\t{state}")
    if not people:
        click.echo("Nobody yet. `flask staff create EMAIL --name NAME --role reception` adds the first person.")


@staff.command("disable")
@click.argument("email")
@click.option("--to", "heir", metavar="EMAIL", help="Who takes over the open requests; else they have no officer.")
def disable(email: str, heir: str | None) -> None:
    """Shut a person out at once, open sessions included; no open request stays with them."""
    now = clock.now()
    with _one_line(email), transaction() as session:
        leaver = service.known(session, email)
        colleague = None if heir is None else _heir(session, leaver, heir)
        handed = hand_over(session, leaver, colleague, by=Actor(TERMINAL, frozenset()), now=now)
        service.disable_staff(session, email, now=now, actor=TERMINAL)
    click.echo(f"{email} may no longer sign in; open sessions have ended.")
    _tell(handed, heir)


@staff.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled person sign in again."""
    with _one_line(email), transaction() as session:
        service.enable_staff(session, email, now=clock.now(), actor=TERMINAL)
    click.echo(f"{email} may sign in again.")


@staff.command("password")
@click.argument("email")
@_password_from
def password(email: str, password_stdin: bool) -> None:
    """Give a person a new password; open sessions end."""
    with _one_line(email):
        service.known(db.session, email)
        hashed = _given_password() if password_stdin else _typed_password()
        with transaction() as session:
            service.set_password(session, email, hashed, now=clock.now(), actor=TERMINAL)
    click.echo(f"{email} has a new password; open sessions have ended.")


@staff.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Let a person begin anew: no authenticator app, no open session; prints a link that sets a new password."""
    now = clock.now()
    with _one_line(email), transaction() as session:
        person = service.known(session, email)
        service.begin_anew(session, person, now=now, actor=TERMINAL)
        key = links.new_link(session, person, links.TERMINAL, now)
    click.echo(f"{email} sets up an authenticator app at the next sign-in; open sessions have ended.")
    _show_link(key)


def _heir(session: Session, leaver: Staff, email: str) -> Staff:
    person = service.by_email(session, email)
    if person is None:
        _stop(f"Nobody on the staff has the address {email}.")
    if person not in heirs_of(session, leaver):
        _stop(f"{email} cannot take over these requests: they need somebody active who handles their branches.")
    return person


def _tell(handed: HandedOver, heir: str | None) -> None:
    if handed.given:
        click.echo(f"Open requests given to {heir}: {handed.given}.")
    if handed.left:
        why = f", because {heir} took part in what they object to" if heir else ""
        click.echo(f"Open requests left without an officer{why}: {handed.left}.")


def _show_link(key: str | None) -> None:
    if key is not None:
        click.echo("This link sets the password, once, within 24 hours. Give it to nobody else:")
        click.echo(links.address_of(current_app.extensions["settings"].public_url, key))


def _check_branch(roles: tuple[str, ...], branch: str | None) -> None:
    known = [each.code for each in current_app.extensions["association"].branches]
    if branch is not None and branch not in known:
        _stop(f"association.yml names no branch {branch}.")
    if DELEGATE in roles and branch is None:
        _stop("A delegate needs --branch, a code of association.yml.")


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        _stop(f"{email} is not an e-mail address: {error}")


def _given_password() -> str:
    return _hashed(sys.stdin.readline().rstrip("\r\n"))


def _typed_password() -> str:
    return _hashed(click.prompt("Password", hide_input=True, confirmation_prompt="The same password once more"))


def _hashed(typed: str) -> str:
    try:
        return hash_of(typed)
    except WeakPassword:
        _stop(f"The password needs {PASSWORD_MIN} to {PASSWORD_MAX} signs.")


@contextmanager
def _one_line(email: str) -> Iterator[None]:
    """Say a broken rule in one line instead of a traceback."""
    try:
        yield
    except service.AlreadyOnStaff:
        _stop(f"{email} is on the staff already.")
    except service.NotOnStaff:
        _stop(f"Nobody on the staff has the address {email}.")
    except service.LastAdministrator:
        _stop(f"{email} is the last administrator. Make somebody else one first.")
    except StorageUnavailable as error:
        _stop(f"Nothing was stored: the database is not available ({error}).")


def _stop(line: str) -> NoReturn:
    raise click.ClickException(line)
