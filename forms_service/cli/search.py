"""`flask search`: what people searched for in vain, for those who write the site."""

import click
from flask.cli import AppGroup

from forms_service.db import db
from forms_service.search.misses import KEPT_DAYS, most_missed

search = AppGroup("search", help="The search of the public site.")


@search.command("misses")
@click.option("--newest", is_flag=True, help="The last searched first, instead of the most often searched.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many lines at most.")
def show_misses(newest: bool, limit: int) -> None:
    """List words that found nothing: how often, on which day last, the folded words."""
    found = most_missed(db.session, limit, newest=newest)
    for each in found:
        click.echo(f"{each.count:>6}  {each.last_day}  {each.words}")
    if not found:
        click.echo(f"Every search of the last {KEPT_DAYS} days found something, or was not counted.")
