"""Puts the house together: the only file that knows every room."""

import gc
import os
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel, Domain, get_translations
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_service.accounts.entry import init_entry
from forms_service.accounts.sign_in import init_accounts
from forms_service.association import load_association
from forms_service.cli import init_cli
from forms_service.crypto import Vault, load_keys
from forms_service.db import init_db
from forms_service.errors import ConfigurationError
from forms_service.feedback.views import init_feedback
from forms_service.help_requests.views import init_help_requests
from forms_service.schema import init_schema
from forms_service.search.views import init_search
from forms_service.settings import ROOT, Settings, load_settings
from forms_service.staff.back_office import init_staff
from forms_service.tracking.views import init_tracking
from forms_service.volunteers.views import init_volunteers
from forms_service.web.bodies import init_bodies
from forms_service.web.context import init_context
from forms_service.web.cookies import SignedByOne
from forms_service.web.errors import init_errors
from forms_service.web.filters import init_filters
from forms_service.web.headers import init_headers
from forms_service.web.health import init_health
from forms_service.web.limits import init_limits, limiter
from forms_service.web.logs import init_logs
from forms_service.web.origins import OwnPages
from forms_service.web.site import init_site

SHELL = ROOT / "docs" / "templates"
"""Where the shell that site and forms share is kept."""


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service for these settings (from the environment where none are given). Raises ConfigurationError."""
    settings = settings or load_settings()
    association = load_association(settings.association_file)
    keys = load_keys(settings.secrets, create=_may_make_keys(settings))
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False  # an address with an empty part leads nowhere, not to another page
    app.extensions.update(settings=settings, association=association)
    _configure(app, settings, keys.session)
    init_db(app, settings.database, Vault(keys))
    init_schema(app)
    _speak(app)
    init_logs(app, settings.log_level)
    init_bodies(app)
    OwnPages(app)
    init_limits(app, settings.limits_url)
    init_context(app, association)
    init_filters(app)
    init_errors(app)
    init_accounts(app, limiter)
    init_entry(app, limiter)
    forms = (init_help_requests, init_volunteers, init_feedback)
    for mount in (init_health, *forms, init_tracking, init_search, init_staff):
        mount(app)
    init_headers(app, settings)
    init_cli(app)
    _stand_in_front(app, settings)
    return app


class OneLanguage(Domain):  # type: ignore[misc] # the library ships no types
    """The only texts there are. Flask-Babel's own domain asks for the request's language at each of them, a quarter of the drawing."""

    def __init__(self, texts: Any) -> None:
        super().__init__()
        self._texts = texts

    def get_translations(self) -> Any:
        """The texts of every request."""
        return self._texts


def _speak(app: Flask) -> None:
    babel = Babel(app, default_locale="ar", default_timezone="Asia/Riyadh")
    with app.app_context():
        texts = get_translations()
    babel.domain_instance = OneLanguage(texts)
    environment: Any = app.jinja_env
    environment.install_gettext_callables(texts.ugettext, texts.ungettext, newstyle=True)
    environment.globals["gettext"] = environment.globals["_"] = _in_templates(texts.ugettext)


def _in_templates(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    # Jinja's own looks a text up and formats it each time it is drawn, a third of the drawing. Every template of pages is HTML.
    @cache
    def constant(text: str) -> Markup:
        return Markup(gettext(text)) % {}  # noqa: S704 # our own words, as with Jinja

    def said(text: str, /, **values: object) -> Markup:
        return Markup(gettext(text)) % values if values else constant(text)  # noqa: S704 # values are escaped

    return said


def _may_make_keys(settings: Settings) -> bool:
    # Keys made anew beside an old database would lock its records for ever: then the missing key is said instead.
    has_database = bool(settings.database_url) or (settings.data_dir / "service.sqlite3").exists()
    return settings.environment == "local" and not has_database


def _configure(app: Flask, settings: Settings, session_key: bytes) -> None:
    app.config.update(
        SECRET_KEY=session_key,
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # signed anew only where it changes, and with each page that is kept
        PERMANENT_SESSION_LIFETIME=timedelta(days=app.extensions["association"].retention.draft_days),
        TRUSTED_HOSTS=settings.hosts,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.session_interface = SignedByOne(app)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(Path(app.root_path) / "templates"), FileSystemLoader(SHELL)])
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _stand_in_front(app: Flask, settings: Settings) -> None:
    """What takes a request before the service does: the built site, and inside it who is believed about the client."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_site(app, settings)


def from_command_line() -> Flask:
    """The service for `flask` at a terminal: a wrong set-up is one clear line there, not a trace."""
    os.umask(0o077)  # what it writes is its owner's alone, even in a data folder that others may look into
    try:
        app = create_app()
    except ConfigurationError as error:
        raise SystemExit(f"Cannot start: {error}") from None
    except OSError as error:
        raise SystemExit(f"Cannot start: {error.filename}: {error.strerror}.") from None
    gc.freeze()  # what was made by now stays: each look for garbage in it held up all requests for 70 ms
    return app
