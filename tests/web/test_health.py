"""/healthz tells those who watch whether the service can do its work."""

from sqlalchemy import text

from forms_service.app import create_app
from forms_service.db import transaction


def test_it_is_well_with_the_right_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_not_well_before_the_database_is_brought_up_to_date(settings):
    assert create_app(settings).test_client().get("/healthz").status_code == 503


def test_it_is_not_well_with_the_database_of_another_release(app):
    with app.app_context(), transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert app.test_client().get("/healthz").status_code == 503
