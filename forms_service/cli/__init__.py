"""What an administrator types: `flask` and `serve`, `outbox`, `staff`, `cases`, `search`, `seed`, `audit` or `doctor`."""

from flask import Flask

from forms_service.cli.audit import audit
from forms_service.cli.cases import cases
from forms_service.cli.doctor import doctor
from forms_service.cli.outbox import outbox
from forms_service.cli.search import search
from forms_service.cli.seed import seed
from forms_service.cli.serve import serve
from forms_service.cli.staff import staff


def init_cli(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for command in (serve, outbox, staff, cases, search, seed, audit, doctor):
        app.cli.add_command(command)
