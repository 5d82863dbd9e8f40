"""The public form «التطوع» on the web."""

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _

from forms_service.volunteers.form import JOURNEY
from forms_service.volunteers.service import find_reference, submit
from forms_service.web.journeys import mount
from forms_service.web.visits import Site


def init_volunteers(app: Flask) -> None:
    """Mount the form at /forms/volunteer/."""
    blueprint = Blueprint("volunteers", __name__, url_prefix="/forms/volunteer")
    mount(app, blueprint, Site(JOURNEY, _("التطوع"), "volunteers", submit, find_reference))
