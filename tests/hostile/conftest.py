"""One app for a whole module, since each example of a property test is a request of its own."""

import pytest
from flask import Flask

from forms_service.app import create_app
from forms_service.schema import upgrade
from tests.conftest import make_settings


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service on a migrated database, kept for the module."""
    app = create_app(make_settings(tmp_path_factory.mktemp("standing")))
    with app.app_context():
        upgrade()
    return app
