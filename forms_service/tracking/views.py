"""Where a request of any kind stands, and what its person may write about it. By POST only: nothing stands in an address."""

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.db import reading, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit.fields.numbers import read_mobile
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests import from_applicant
from forms_service.help_requests.casework import NothingThere
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.objections import OBJECTION, by_applicant
from forms_service.help_requests.procedure import NoSuchRequest
from forms_service.references import clean_reference
from forms_service.tracking import reminders
from forms_service.tracking.acts import ACTS, DONE, SENT
from forms_service.tracking.form import Forgotten, Lookup
from forms_service.tracking.lookup import Found, find, print_of
from forms_service.tracking.showing import Shown, acts_of, show, what_is_needed
from forms_service.tracking.visits import Visit, close_visit, current_visit, open_visit
from forms_service.web.expired import keeps_typed_text
from forms_service.web.limits import limiter

PER_REFERENCE = "10 per 15 minutes"
PER_ADDRESS = "60 per 15 minutes"
PER_MOBILE = "3 per day"
"""Reminders to one person."""
PER_VISIT = "20 per hour"
"""What one request's people may send; each time staff get a mail."""

_OPEN_LONG = lazy_gettext("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ، فأرسله مرة أخرى.")
_BUSY = lazy_gettext("الخدمة مشغولة الآن. ما كتبته باقٍ في هذه الصفحة، ولم يُرسل بعد. انتظر قليلًا، ثم حاول مرة أخرى.")
_TOO_LATE = lazy_gettext("تغيّرت حالة طلبك، فلا يصل ما كتبته من هنا. ارجع لتعرف حالته، أو تواصل معنا.")
_REMINDED = lazy_gettext(
    "إن وجدنا لهذا الجوال طلبًا فيه بريد إلكتروني، أرسلنا رقمه إليه. وإن لم تصلك رسالة فتواصل معنا."
)
_ENDED = lazy_gettext("تنتهي المتابعة بعد 30 دقيقة لحماية بياناتك. اكتب رقم الطلب ورقم الجوال لتكمل.")
_ENDED_KEPT = lazy_gettext("انتهت المتابعة لحماية بياناتك. ما كتبته باقٍ، ويظهر لك بعد كتابة رقم الطلب ورقم الجوال.")

tracking = Blueprint("tracking", __name__, url_prefix="/forms/track")


def init_tracking(app: Flask) -> None:
    """Mount tracking at /forms/track/."""
    app.register_blueprint(tracking)


def _typed_reference() -> str:
    return "tracking " + clean_reference(request.form.get("reference", ""))[:40]


def _typed_mobile() -> str:
    mobile = read_mobile(request.form.get("mobile", "")[:40])
    return f"forgotten {print_of(mobile).hex() if mobile else ''}"


def _is_sent(response: Response) -> bool:
    return response.status_code == 303


def _visited_reference() -> str:
    visit = current_visit(clock.now())
    return f"visit {visit.reference if visit else request.remote_addr}"


@tracking.route("/", methods=["GET", "POST"])
@keeps_typed_text
@limiter.limit(PER_REFERENCE, key_func=_typed_reference, methods=["POST"])
@limiter.limit(PER_ADDRESS, methods=["POST"])
def track() -> ResponseReturnValue:
    """Ask for reference and mobile, or open a visit to what they find."""
    form = Lookup(_scene(), request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _ask(form, notice=str(_ENDED) if "ended" in request.args else "")
    if g.get("expired"):
        return _ask(form, 400, gettext("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ، فاختر «عرض حالة الطلب» مرة أخرى."))
    if not form.validate():
        return _ask(form, 422)
    visit = Visit(form.reference.data, print_of(form.mobile.data))
    with reading() as session:
        found = find(session, visit.reference, visit.mobile)
        return _ask(form, 404, missed=True) if found is None else _enter(visit, found)


@tracking.route("/request")
def where() -> ResponseReturnValue:
    """Where the visited request stands."""
    visit = current_visit(clock.now())
    with reading() as session:
        found = find(session, visit.reference, visit.mobile) if visit else None
        return _show(show(session, found)) if found else _ended()


@tracking.route("/<any(answer,question,correction,objection):kind>", methods=["GET", "POST"])
@keeps_typed_text
@limiter.limit(PER_VISIT, key_func=_visited_reference, methods=["POST"])
def write(kind: str) -> ResponseReturnValue:
    """Ask for what the person wants to send about the visited request, or take it."""
    visit, found, acts = _visited()
    form = ACTS[kind].form(_scene(), request.form if request.method == "POST" else None)
    if visit is None or found is None:
        return _ended(kind)
    if request.method == "GET":
        return _draw(kind, form, found) if kind in acts else redirect(url_for(".where"), 303)
    if g.get("expired"):
        return _draw(kind, form, found, 400, str(_OPEN_LONG))
    if not form.validate():
        return _draw(kind, form, found, 422)
    return _send(kind, form, visit, found)


@tracking.route("/forgotten", methods=["GET", "POST"])
@keeps_typed_text
@limiter.limit(PER_MOBILE, key_func=_typed_mobile, methods=["POST"], deduct_when=_is_sent)
@limiter.limit(PER_ADDRESS, methods=["POST"])
def remind() -> ResponseReturnValue:
    """Send the numbers of somebody's requests to the addresses in them. The answer is always the same."""
    form = Forgotten(_scene(), request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _ask_mobile(form, notice=str(_REMINDED) if "sent" in request.args else "")
    if g.get("expired"):
        return _ask_mobile(form, 400, str(_OPEN_LONG))
    if not form.validate():
        return _ask_mobile(form, 422)
    with transaction() as session:
        reminders.remind(session, print_of(form.mobile.data), now=clock.now())
    return redirect(url_for(".remind", sent=1), 303)


@tracking.route("/withdrawal", methods=["GET", "POST"])
@limiter.limit(PER_VISIT, key_func=_visited_reference, methods=["POST"])
def withdraw() -> ResponseReturnValue:
    """Ask whether the request is to be withdrawn, or withdraw it. Only the applicant may."""
    visit, found, acts = _visited()
    if visit is None or found is None:
        return _ended()
    if from_applicant.WITHDRAWAL not in acts:
        return redirect(url_for(".where"), 303)
    if request.method == "GET":
        return render_template("tracking/withdraw.html")
    try:
        with transaction() as session:
            from_applicant.withdraw(session, visit.reference, now=clock.now())
    except MoveRefused:  # staff ended it meanwhile
        return redirect(url_for(".where"), 303)
    return _done(from_applicant.WITHDRAWAL)


@tracking.post("/receipt")
@limiter.limit(PER_VISIT, key_func=_visited_reference)
def confirm() -> ResponseReturnValue:
    """Write down that one part of the service has reached the person."""
    visit, found, _acts = _visited()
    if visit is None or found is None:
        return _ended()
    try:
        part = request.form.get("part", 0, type=int)
        with transaction() as session:
            from_applicant.confirm_receipt(session, visit.reference, part, is_own=found.is_own, now=clock.now())
    except (NothingThere, NoSuchRequest, from_applicant.TooLate):
        return redirect(url_for(".where"), 303)
    return _done(from_applicant.RECEIPT)


@tracking.post("/end")
def end() -> ResponseReturnValue:
    """End the visit in this browser."""
    response = current_app.make_response(redirect(url_for(".track"), 303))
    close_visit(response)
    return response


def _visited() -> tuple[Visit | None, Found | None, frozenset[str]]:
    """The visit, what it is to, and what may be sent."""
    visit = current_visit(clock.now())
    if visit is None:
        return None, None, frozenset()
    with reading() as session:
        found = find(session, visit.reference, visit.mobile)
        return visit, found, acts_of(session, found) if found else frozenset()


def _enter(visit: Visit, found: Found) -> ResponseReturnValue:
    """Open the visit. What was typed when an earlier one ended stands in its page again."""
    kind = _kept_kind()
    typed = ACTS[kind].form(_scene(), request.form) if kind in ACTS and isinstance(found.row, HelpRequest) else None
    response = current_app.make_response(_draw(kind, typed, found) if typed else redirect(url_for(".where"), 303))
    open_visit(response, visit, now=clock.now())
    return response


def _ended(kind: str = "") -> ResponseReturnValue:
    """Ask for reference and mobile once more; what was typed is kept meanwhile."""
    if kind and request.method == "POST":
        return _ask(Lookup(_scene()), 403, str(_ENDED_KEPT), kept=kind)
    return redirect(url_for(".track", ended=1), 303)


def _kept_kind() -> str:
    return request.form.get("kept", "")


def _send(kind: str, form: Page, visit: Visit, found: Found) -> ResponseReturnValue:
    text, now, leads_to = str(form["text"].data), clock.now(), visit
    try:
        with transaction() as session:
            if kind == OBJECTION:
                leads_to = Visit(_objects(session, visit, found, text).reference, visit.mobile)
            else:
                from_applicant.send(session, visit.reference, kind, text, is_own=found.is_own, now=now)
    except (from_applicant.TooLate, NoSuchRequest, MoveRefused):
        return _draw(kind, form, found, 409, str(_TOO_LATE))
    except StorageUnavailable:
        return _draw(kind, form, found, 503, str(_BUSY))
    response = current_app.make_response(_done(kind))
    if leads_to != visit:  # the page after it is that of the new request
        open_visit(response, leads_to, now=now)
    return response


def _objects(session: Session, visit: Visit, found: Found, text: str) -> HelpRequest:
    if not found.is_own:
        raise MoveRefused("not_yours")
    return by_applicant(session, visit.reference, text, is_told=True, now=clock.now())


def _done(kind: str) -> ResponseReturnValue:
    return redirect(url_for(".where", done=kind), 303)


def _show(shown: Shown) -> ResponseReturnValue:
    return render_template(
        "tracking/found.html",
        found=shown,
        form=ACTS[from_applicant.ANSWER].form(_scene()),
        act=ACTS[from_applicant.ANSWER],
        done=DONE.get(request.args.get("done", "")),
        sent=SENT,
    )


def _draw(kind: str, form: Page, found: Found, status: int = 200, notice: str = "") -> ResponseReturnValue:
    needed = ""
    if kind == from_applicant.ANSWER and isinstance(found.row, HelpRequest):
        with reading() as session:
            needed, _ = what_is_needed(session, found.row)
    page = render_template(
        "tracking/write.html", form=form, act=ACTS[kind], kind=kind, needed=needed, token=generate_csrf(), notice=notice
    )
    return page, status


def _ask_mobile(form: Forgotten, status: int = 200, notice: str = "") -> ResponseReturnValue:
    return render_template("tracking/forgotten.html", form=form, token=generate_csrf(), notice=notice), status


def _ask(
    form: Lookup, status: int = 200, notice: str = "", *, missed: bool = False, kept: str = ""
) -> ResponseReturnValue:
    kept = kept or _kept_kind()
    page = render_template(
        "tracking/track.html",
        form=form,
        token=generate_csrf(),
        notice=notice,
        missed=missed,
        kept=kept if kept in ACTS else "",
        text=request.form.get("text", ""),
    )
    return page, status


def _scene() -> Scene:
    return Scene(current_app.extensions["association"], clock.today_in_riyadh(clock.now()))
