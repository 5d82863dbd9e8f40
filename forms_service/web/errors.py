"""Words and status codes for what went wrong: the only place that gives an error a page."""

import logging

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from forms_service.errors import StorageUnavailable
from forms_service.web.expired import typed_text_again
from forms_service.web.limits import seconds_to_wait
from forms_service.web.logs import request_id

log = logging.getLogger("forms_service.errors")

_BAD = (
    lazy_gettext("تعذّرت قراءة ما أُرسل"),
    lazy_gettext("ارجع إلى الصفحة السابقة وحاول مرة أخرى. لم تُفقد إجاباتك المحفوظة."),
)
TEXTS = {
    400: _BAD,
    403: (
        lazy_gettext("لا يمكنك فتح هذه الصفحة"),
        lazy_gettext(
            "هذه الصفحة للموظفين المصرح لهم. إن كنت منهم فاطلب الصلاحية من مدير النظام، وإلا فعُد إلى الرئيسية."
        ),
    ),
    404: (
        lazy_gettext("الصفحة غير موجودة"),
        lazy_gettext("ربما تغيّر عنوانها أو كُتب ناقصًا."),
    ),
    405: _BAD,
    413: (
        lazy_gettext("ما أرسلته أكبر من الحد"),
        lazy_gettext("ارجع إلى الصفحة السابقة واختصر ما كتبته، ثم حاول مرة أخرى. إجاباتك محفوظة."),
    ),
    415: _BAD,
    429: (lazy_gettext("محاولات كثيرة في وقت قصير"), lazy_gettext("حاول مرة أخرى بعد الانتظار.")),
    500: (
        lazy_gettext("حدث عطل لدينا"),
        lazy_gettext("ليس الخطأ منك. لم تُفقد إجاباتك المحفوظة. حاول بعد قليل، أو تواصل معنا واذكر الرمز:"),
    ),
    503: (
        lazy_gettext("الخدمة مشغولة الآن"),
        lazy_gettext("لم يُرسل ما كتبته بعد. انتظر قليلًا، ثم ارجع إلى الصفحة السابقة وحاول مرة أخرى."),
    ),
}
RETRY_AFTER = "5"
"""Seconds a browser or proxy is asked to wait after a 503."""


def init_errors(app: Flask) -> None:
    """Give every error of the app its page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(StorageUnavailable, _busy)
    app.register_error_handler(OperationalError, _busy)  # a reading session whose server is away
    app.register_error_handler(Exception, _unexpected)


def error_response(code: int) -> Response:
    """The page for this status code, with its headers."""
    return make_response(_page(code))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error.get_response()
    return _page(error.code or 500, error)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    try:
        return typed_text_again() or _page(400)
    except Exception as error:  # out of a handler it would be a 500, be it a limit that was hit or a busy database
        return current_app.handle_user_exception(error)


def _busy(error: StorageUnavailable | OperationalError) -> ResponseReturnValue:
    log.error("storage unavailable", extra={"facts": {"id": request_id()}}, exc_info=error)
    return _page(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected", extra={"facts": {"id": request_id()}}, exc_info=error)
    return _page(500, InternalServerError())


def _page(code: int, error: HTTPException | None = None) -> ResponseReturnValue:
    title, text = TEXTS.get(code, TEXTS[500] if code == 500 else _BAD)
    page = render_template(
        "errors/error.html",
        title=title,
        text=text,
        wait=_minutes_to_wait() if code == 429 else "",
        code=request_id() if code == 500 else "",
        missing=code == 404,
        to_site=not request.path.startswith("/staff/"),
    )
    return page, code, _headers(code, error)


def _headers(code: int, error: HTTPException | None) -> dict[str, str]:
    if code in (429, 503):
        return {"Retry-After": RETRY_AFTER if code == 503 else str(seconds_to_wait())}
    return {"Allow": ", ".join(error.valid_methods or ())} if isinstance(error, MethodNotAllowed) else {}


def _minutes_to_wait() -> str:
    minutes = max(1, round(seconds_to_wait() / 60))
    return str(gettext("مدة الانتظار: %(minutes)s", minutes=ngettext("%(num)s دقيقة", "%(num)s دقيقة", minutes)))
