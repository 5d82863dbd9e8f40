"""The database's shape, on SQLite and on PostgreSQL: made by migrations alone, equal to the models, of no newer release."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from forms_service.app import create_app
from forms_service.audit.models import Event, record_event
from forms_service.audit.walk import walk
from forms_service.clock import now
from forms_service.db import Model, db, transaction, writers_turn, writing_engine
from forms_service.errors import ConfigurationError
from forms_service.schema import alembic, is_current, upgrade
from tests.conftest import make_settings
from tests.support.postgres import EMPTY, both_databases, store_of

COMPARED = {"compare_type": True, "compare_server_default": True}


@pytest.fixture(params=["sqlite", "postgresql"])
def settings_of_new(request, tmp_path):
    """Settings that lead to a database without a table."""
    with store_of(request, EMPTY) as store:
        yield make_settings(tmp_path, **store)


@both_databases
def test_the_migrations_make_exactly_what_the_models_say(context):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=COMPARED), Model.metadata) == []


def test_a_new_database_is_not_current_until_it_is_brought_there(settings_of_new):
    app = create_app(settings_of_new)
    with app.app_context():
        assert not is_current()
        upgrade()
        assert is_current()


@both_databases
def test_a_second_start_keeps_what_is_stored(context):
    with transaction() as session:
        record_event(session, at=now(), actor="system", act="start", kind="service", subject="-")
    upgrade()
    assert db.session.scalars(select(Event.act)).all() == ["start"]


@both_databases
def test_events_from_before_the_chain_are_chained_where_they_stand(context):
    chained = alembic.script_directory.get_revision("0009")
    with writers_turn():
        alembic.downgrade(chained.down_revision)
    with writing_engine().begin() as connection:
        rows = [{"id": number * 2, "at": f"2026-11-22 08:00:00.{number:06}+00"} for number in range(1, 1202)]
        if connection.dialect.name == "sqlite":
            rows = [{**row, "at": row["at"].removesuffix("+00")} for row in rows]
        connection.execute(text("INSERT INTO events VALUES (:id, :at, 'public', 'submit', 'volunteer', 'one')"), rows)
    upgrade()
    assert (walk().count, walk().last, walk().broken) == (1201, 2402, None)
    with transaction() as session:
        record_event(session, at=now(), actor="system", act="read", kind="volunteer", subject="one")
    assert (walk().count, walk().last, walk().broken) == (1202, 2403, None)


@both_databases
def test_a_database_of_a_newer_release_is_refused_and_left_alone(context):
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999_of_tomorrow'"))
    assert not is_current()
    with pytest.raises(ConfigurationError, match=r"^The database is of a newer release[^\n]*\.$"):
        upgrade()
    assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == "9999_of_tomorrow"


def test_processes_that_start_together_do_not_hurt_each_other(settings_of_new):
    apps = [create_app(settings_of_new) for _ in range(4)]

    def start(app) -> bool:
        with app.app_context():
            upgrade()
            return is_current()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, apps)) == [True] * 4


@both_databases
def test_the_comparison_would_notice(context):
    with writing_engine().connect() as connection:  # and never commits
        connection.exec_driver_sql("DROP INDEX ix_help_requests_id_hash")
        connection.exec_driver_sql("ALTER TABLE volunteers ADD COLUMN shoe_size INTEGER")
        connection.exec_driver_sql("ALTER TABLE help_requests RENAME COLUMN doubt TO doubts")
        connection.exec_driver_sql("ALTER TABLE help_requests ADD COLUMN doubt VARCHAR(10)")
        changes = compare_metadata(MigrationContext.configure(connection, opts=COMPARED), Model.metadata)
    found = {str(change[0] if isinstance(change, tuple) else change[0][0]) for change in changes}
    assert found == {"add_index", "remove_column", "modify_type"}


def test_migrations_are_one_line(context):
    scripts = list(alembic.script_directory.walk_revisions())
    assert len(alembic.script_directory.get_heads()) == 1
    assert len(alembic.script_directory.get_bases()) == 1
    assert all(script.doc for script in scripts)
