"""One page that finds a reference of any kind and shows where it is. By POST only: nothing stands in an address."""

from flask import Blueprint, Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from forms_service import clock
from forms_service.db import db
from forms_service.formkit.page import Scene
from forms_service.references import clean_reference
from forms_service.tracking.form import Lookup
from forms_service.tracking.lookup import find
from forms_service.web.expired import keeps_typed_text
from forms_service.web.limits import limiter

PER_REFERENCE = "10 per 15 minutes"
PER_ADDRESS = "60 per 15 minutes"

tracking = Blueprint("tracking", __name__, url_prefix="/forms/track")


def init_tracking(app: Flask) -> None:
    """Mount tracking at /forms/track/."""
    app.register_blueprint(tracking)


def _typed_reference() -> str:
    return "tracking " + clean_reference(request.form.get("reference", ""))[:40]


@tracking.route("/", methods=["GET", "POST"])
@keeps_typed_text
@limiter.limit(PER_REFERENCE, key_func=_typed_reference, methods=["POST"])
@limiter.limit(PER_ADDRESS, methods=["POST"])
def track() -> ResponseReturnValue:
    """Ask for reference and mobile, or show what they find."""
    form = Lookup(_scene(), request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _draw(form)
    if g.get("expired"):
        return _draw(form, 400, gettext("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ، فاختر «عرض حالة الطلب» مرة أخرى."))
    if not form.validate():
        return _draw(form, 422)
    found = find(db.session, form.reference.data, form.mobile.data)
    if found is None:
        return _draw(form, 404, missed=True)
    return render_template("tracking/found.html", found=found)


def _draw(form: Lookup, status: int = 200, notice: str = "", missed: bool = False) -> ResponseReturnValue:
    page = render_template("tracking/track.html", form=form, token=generate_csrf(), notice=notice, missed=missed)
    return page, status


def _scene() -> Scene:
    return Scene(current_app.extensions["association"], clock.today_in_riyadh(clock.now()))
