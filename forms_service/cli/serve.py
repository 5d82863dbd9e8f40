"""`flask serve`: the whole product in one process: public site, forms, staff pages, the sender of promised mails and the sweeper."""

import errno
import signal
import sys
from types import FrameType

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from forms_service import clock
from forms_service.db import transaction
from forms_service.errors import ConfigurationError, StorageUnavailable
from forms_service.formkit.drafts import destroy_expired
from forms_service.outbox.sender import Sender
from forms_service.schema import upgrade
from forms_service.settings import Settings
from forms_service.watch.sweeper import Sweeper
from forms_service.web.wire import MAX_BODY, MAX_HEAD, be_strict

CONNECTIONS = 1000
"""Open sockets at once: waitress reads slow bodies without giving them a thread."""


@click.command()
@with_appcontext
def serve() -> None:
    """Bring the database up to date, then serve the site and the service until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.extensions["settings"]
    try:
        upgrade()
        with transaction() as session:
            destroy_expired(session, clock.now())
    except (ConfigurationError, StorageUnavailable) as error:
        raise click.ClickException(f"The database is not ready: {error}") from None
    except DBAPIError as error:
        raise click.ClickException(f"The database is not ready: {error.orig}.") from None
    server = _listen(app, settings)
    # Without a handler that raises SystemExit, waitress would cut the running requests off.
    signal.signal(signal.SIGTERM, _stop)
    sender, sweeper = Sender(app), Sweeper(app)
    if settings.send_in_process:
        sender.start()
        sweeper.start()
    click.echo(_banner(settings))
    try:
        server.run()
    finally:
        sweeper.stop()
        sender.stop(settings.smtp_timeout + 5)
        click.echo("Stopped.")


def _listen(app: Flask, settings: Settings) -> "waitress.server.BaseWSGIServer":
    be_strict(app)
    try:
        return waitress.create_server(
            app,
            host=settings.listen_host,
            port=settings.listen_port,
            threads=settings.listen_threads,
            connection_limit=CONNECTIONS,
            max_request_header_size=MAX_HEAD,
            max_request_body_size=MAX_BODY,
            asyncore_use_poll=True,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
    except OSError as error:
        where = f"{settings.listen_host}:{settings.listen_port}"
        taken = error.errno == errno.EADDRINUSE
        why = (
            "is taken by another program. Stop it, or set LISTEN_PORT"
            if taken
            else f"cannot be used ({error.strerror})"
        )
        raise click.ClickException(f"The address {where} {why}.") from None
    except ValueError as error:  # waitress says so of a LISTEN_HOST that is no address of this machine
        raise click.ClickException(f"The address {settings.listen_host} cannot be used: {error}") from None


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _banner(settings: Settings) -> str:
    mails = f"files in {settings.mail_folder}" if settings.mail_folder else f"{settings.smtp_host}:{settings.smtp_port}"
    lines = (
        ("Site and forms", settings.public_url),
        ("Staff pages", f"{settings.public_url}/staff/   (add a person: .venv/bin/flask staff create)"),
        ("Staff mail to", f"{settings.staff_mail_to}   (STAFF_MAIL_TO)"),
        ("Mail from", f"{settings.mail_from}   (MAIL_FROM)"),
        ("Mails go to", f"{mails}" if settings.send_in_process else f"{mails}, sent by `flask outbox run`"),
        ("Data", str(settings.data_dir)),
        ("Stop", "Ctrl+C"),
    )
    return "\n".join(f"  {name:<15} {what}" for name, what in lines)
