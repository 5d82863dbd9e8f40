"""Puts the house together: the only file that knows every room."""

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect

from forms_service.association import load_association
from forms_service.crypto import Vault, load_keys
from forms_service.db import init_db
from forms_service.settings import Settings, load_settings

ROOMS_WITH_MODELS = ("accounts", "audit", "formkit", "help_requests", "outbox", "volunteers")


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service for these settings (from the environment where none are given). Raises ConfigurationError."""
    settings = settings or load_settings()
    keys = load_keys(settings.secrets, create=settings.environment == "local")
    app = Flask(__name__, static_folder="static", static_url_path="/forms/static")
    app.extensions["settings"] = settings
    app.extensions["association"] = load_association(settings.association_file)
    app.config.update(SECRET_KEY=keys.session)
    init_db(app, settings.database, Vault(keys))
    Babel(app, default_locale="ar", default_timezone="Asia/Riyadh")
    CSRFProtect(app)
    return app
