"""Who calls with the number of a message is found by it. By POST: no number that was typed stands in an address or a log."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from forms_service.accounts.roles import FEEDBACK, READ_CASES
from forms_service.db import db
from forms_service.feedback import queries
from forms_service.formkit.cleaning import clean_line
from forms_service.references import parse_reference
from forms_service.staff.feedback_inbox import drawn
from forms_service.staff.lock import lock, page
from forms_service.staff.reading import note_search
from forms_service.web.expired import keeps_typed_text

MOST_SIGNS = 40
"""Signs that are kept of what was typed; no number is longer, however it is written."""


@page("/feedback/search", needs=FEEDBACK, methods=("GET", "POST"))
@keeps_typed_text
def feedback_search() -> ResponseReturnValue:
    """The number of a message leads to its page; anything else to the list, which says why."""
    if refused := lock():
        return refused
    if request.method == "GET":
        return redirect(url_for("staff.feedback_list"), 303)
    typed = clean_line(request.form.get("q", ""))[0][:MOST_SIGNS]
    if g.get("expired"):
        return drawn(typed=typed, error=_("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ هنا، فأعد البحث.")), 400
    number, error = _read(typed)
    if error:
        return drawn(typed=typed, error=error), 422
    return redirect(url_for("staff.feedback_record", reference=number), 303)


def _read(typed: str) -> tuple[str, str]:
    """The message that was meant, and why there is none."""
    if not typed:
        return "", _("اكتب رقم الرسالة.")
    note_search("feedback")
    number = parse_reference(typed)
    if number is None:
        return "", _("رقم الرسالة 12 رقمًا. راجع الرقم، فقد تكون إحدى خاناته خطأ.")
    if queries.by_reference(db.session, number) is None:
        elsewhere = " " + _("إن كان رقم طلب فابحث عنه في «الطلبات».") if current_user.may(READ_CASES) else ""
        return "", _("لا توجد رسالة بهذا الرقم.") + elsewhere
    return number, ""
