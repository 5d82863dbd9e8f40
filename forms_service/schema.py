"""The database's shape: brings it to this release's, and says whether it is. Migrations are in `migrations/`."""

import logging

from alembic.runtime.migration import MigrationContext
from flask import Flask, current_app
from flask_alembic import Alembic
from sqlalchemy import Connection

from forms_service.db import Model, db, writers_turn, writing_engine
from forms_service.errors import ConfigurationError

alembic = Alembic(metadatas=Model.metadata, run_mkdir=False)
logging.getLogger("alembic").setLevel(logging.WARNING)  # Flask-Alembic turns on its lines for each step


def init_schema(app: Flask) -> None:
    """Make the migrations known to the app; `flask db` works on them."""
    app.config["ALEMBIC"] = {"script_location": "migrations"}
    app.config["ALEMBIC_CONTEXT"] = {"transactional_ddl": True, "render_as_batch": True, "compare_type": True}
    with app.app_context():
        alembic.engines = {"default": writing_engine()}
    alembic.init_app(app)


def upgrade() -> None:
    """Bring the database to this release's shape; one process at a time. Raises ConfigurationError for a newer one."""
    with writers_turn():
        alembic.engines = {"default": writing_engine()}
        with db.engine.connect() as connection:
            known = {script.revision for script in alembic.script_directory.walk_revisions()}
            newer = _revisions(connection) - known
        if newer:
            raise ConfigurationError(
                "The database is of a newer release than this program. Install that release again."
            )
        alembic.upgrade()


def is_current() -> bool:
    """Whether the database answers and has exactly this release's shape. Raises SQLAlchemyError where it does not answer."""
    heads = current_app.extensions.get("schema_heads")
    if heads is None:
        heads = current_app.extensions["schema_heads"] = set(alembic.script_directory.get_heads())
    with db.engine.connect() as connection:
        return _revisions(connection) == heads


def _revisions(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())
