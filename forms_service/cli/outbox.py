"""`flask outbox`: send promised mails, see how they stand, send again what failed."""

import signal
from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from forms_service import clock
from forms_service.audit.models import record_event
from forms_service.db import db, transaction
from forms_service.outbox import queries, queue
from forms_service.outbox.sender import Sender, send_due
from forms_service.references import parse_reference, show_reference
from forms_service.watch.sweeper import Sweeper, sweep

outbox = AppGroup("outbox", help="Mails that were promised: send them, see how they stand, send again.")


@outbox.command()
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
def run(once: bool) -> None:
    """Send promised mails as they become due, until stopped (SIGTERM or Ctrl-C)."""
    if once:
        sweep()
        done = send_due()
        click.echo(f"sent {done.sent}, put off {done.later}, failed {done.failed}")
        if done.server_away:
            raise click.ClickException("The mail server could not be used; `flask outbox status` says why.")
        return
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # the thread inherits this: only sigwait below hears them
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    sender, sweeper = Sender(app), Sweeper(app)
    sender.start()
    sweeper.start()
    click.echo("Sending promised mails. Stop with Ctrl-C.")
    signal.sigwait(stops)
    sweeper.stop()
    if not sender.stop(current_app.extensions["settings"].smtp_timeout + 5):
        raise click.ClickException("Stopped in the middle of a letter; it is tried again when its lease ends.")
    click.echo("Stopped.")


@outbox.command()
def status() -> None:
    """Say how many mails wait, were sent or failed, and what went wrong last."""
    now, stands = clock.now(), queries.standing(db.session)
    for state, count in stands.counts.items():
        click.echo(f"{state:<8} {count:>6}")
    if stands.oldest_waiting:
        click.echo(f"oldest waiting  {_ago(stands.oldest_waiting, now)}")
    if stands.next_try_at:
        click.echo(f"next try        {_local(stands.next_try_at) if stands.next_try_at > now else 'now'}")
    if stands.trouble:
        last = stands.trouble
        click.echo(
            f"last trouble    {_local(last.at)}  {show_reference(last.about)}  {last.outcome}: {last.detail or '-'}"
        )


@outbox.command()
@click.argument("reference", required=False)
@click.option("--failed", "all_failed", is_flag=True, help="Every mail that failed.")
def retry(reference: str | None, all_failed: bool) -> None:
    """Send again the unsent mails about REFERENCE, or all that failed."""
    if (reference is None) == (not all_failed):
        raise click.UsageError("Name a reference, or say --failed.")
    known = parse_reference(reference) if reference else None
    if reference and known is None:
        raise click.BadParameter("this is not a reference number: it has 12 digits, the last one checks the others.")
    now = clock.now()
    with transaction() as session:
        rows = queries.about(session, known) if known else queries.failed(session)
        count = queue.send_again(session, rows, now=now)
        for subject in sorted({row.about for row in rows}) if count else ():
            record_event(session, at=now, actor="terminal", act="outbox_retried", kind="outbox", subject=subject)
    click.echo(f"{count} due again" if count else "Nothing to send again.")


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(clock.RIYADH):%Y-%m-%d %H:%M}"


def _ago(moment: datetime, now: datetime) -> str:
    minutes = int((now - moment).total_seconds() // 60)
    hours, rest = divmod(max(0, minutes), 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
