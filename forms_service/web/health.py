"""`/healthz`: 200 when the database answers and has this release's shape, else 503. Says nothing more."""

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from forms_service.schema import is_current

health = Blueprint("health", __name__)


def init_health(app: Flask) -> None:
    """Answer at /healthz."""
    app.register_blueprint(health)


@health.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether the service can do its work."""
    try:
        well = is_current()
    except SQLAlchemyError:
        well = False
    return ("ok\n" if well else "unavailable\n"), (200 if well else 503), {"Content-Type": "text/plain; charset=utf-8"}
