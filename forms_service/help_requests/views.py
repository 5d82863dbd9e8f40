"""The public form «طلب دعم مستفيد» on the web."""

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _

from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.service import find_reference, submit
from forms_service.web.journeys import mount
from forms_service.web.visits import Site


def init_help_requests(app: Flask) -> None:
    """Mount the form at /forms/help-request/."""
    blueprint = Blueprint("help_requests", __name__, url_prefix="/forms/help-request")
    mount(app, blueprint, Site(JOURNEY, _("طلب دعم مستفيد"), "help_requests", submit, find_reference))
