"""`flask seed`: made-up people and everything that happened to them, to try things out on one's own computer."""

import click
from flask import current_app
from flask.cli import with_appcontext

from forms_service import clock
from forms_service.accounts.roles import ROLES
from forms_service.accounts.service import AlreadyOnStaff
from forms_service.db import reading, transaction
from forms_service.errors import ConfigurationError, StorageUnavailable
from forms_service.schema import upgrade
from forms_service.seed.people import PASSWORD, PEOPLE
from forms_service.seed.service import NotEmpty, fill, is_empty
from forms_service.settings import Settings


@click.command()
@click.option("--keep", is_flag=True, help="Where something is there already, leave it and only say who may sign in.")
@with_appcontext
def seed(keep: bool) -> None:
    """Fill an empty installation with made-up people: requests in every state, messages, volunteers, colleagues."""
    settings: Settings = current_app.extensions["settings"]
    if settings.environment == "production":
        raise click.ClickException("Made-up people do not mix with real ones: never with ENVIRONMENT=production.")
    try:
        upgrade()
        with reading() as stored:
            kept = keep and not is_empty(stored)
        if not kept:
            with transaction() as session:
                fill(session, clock.now())
    except NotEmpty:
        raise click.ClickException(
            "Something was submitted here already; made-up people need an empty database."
        ) from None
    except AlreadyOnStaff as known:
        raise click.ClickException(f"{known} is on the staff already; made-up people need an empty database.") from None
    except (ConfigurationError, StorageUnavailable) as error:
        raise click.ClickException(f"The database is not ready: {error}") from None
    click.echo(_table(settings, kept=kept))


def _table(settings: Settings, *, kept: bool) -> str:
    said = "The made-up people of before are kept." if kept else "Made-up people have moved in."
    lines = [f"{said} They sign in at {settings.public_url}/staff/", f"with the password  {PASSWORD}", ""]
    lines += [
        f"  {each.email:<20} {each.name}: {'، '.join(ROLES[role].label for role in each.roles)}"
        for each in PEOPLE
        if each.joined and each.active
    ]
    return "\n".join([*lines, ""])
