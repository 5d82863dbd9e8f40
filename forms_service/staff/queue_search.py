"""Searching requests by number, name, mobile or document. What is searched for stands sealed in the address, for this sign-in only:
so Back and the next page work, and neither the address nor a log holds anything personal.
"""

import base64
import binascii

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES, READ_CASES
from forms_service.accounts.sign_in import this_session
from forms_service.crypto import SealBroken
from forms_service.db import db, vault
from forms_service.formkit.cleaning import clean_line
from forms_service.help_requests import queries
from forms_service.help_requests.finding import Found, find
from forms_service.references import parse_reference
from forms_service.staff.acting import own_branch, reaches
from forms_service.staff.lock import lock, page
from forms_service.staff.queue_bulk import DEEDS
from forms_service.staff.queue_rows import rows_of
from forms_service.staff.reading import note_list, note_search
from forms_service.web.expired import keeps_typed_text

PAGE = 50
MOST_SIGNS = 200
"""Signs that are searched for; no name is longer."""

SEARCH = "staff.queue_search"
_NOTHING = Found(())


@page("/search", needs=READ_CASES, methods=("GET", "POST"))
@keeps_typed_text
def queue_search() -> ResponseReturnValue:
    """What was searched for, and what was found."""
    if refused := lock():
        return refused
    if request.method == "POST":
        return _taken(clean_line(request.form.get("q", ""))[0][:MOST_SIGNS])
    typed = unsealed(request.args.get("words", ""))
    if typed is None:
        return redirect(url_for("staff.help_request_list"), 303)
    note_list("search")
    return _drawn(typed, find(db.session, typed, within=own_branch(), before=_before(), size=PAGE))


def _taken(typed: str) -> ResponseReturnValue:
    """Where the answer stands: a number of ours leads to its request."""
    if g.get("expired"):
        return _drawn(typed, _NOTHING, _("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ هنا، فأعد البحث.")), 400
    if not typed:
        return _drawn(typed, _NOTHING, _("اكتب رقم الطلب، أو اسمًا، أو رقم الجوال أو الوثيقة كاملًا.")), 422
    note_search("help_requests")
    case = queries.by_reference(db.session, parse_reference(typed) or "")
    if case is not None and reaches(case, READ_CASES):
        return redirect(url_for("staff.help_request_record", reference=case.reference), 303)
    return redirect(url_for(SEARCH, words=sealed(typed)), 303)


def sealed(typed: str) -> str:
    """What was typed, as the address holds it."""
    return base64.urlsafe_b64encode(vault().seal(typed.encode(), _context())).decode().rstrip("=")


def unsealed(text: str) -> str | None:
    """What was typed in this sign-in; None for anything else."""
    try:
        sealed_words = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return vault().open(sealed_words, _context()).decode()
    except (binascii.Error, ValueError, SealBroken):
        return None


def _context() -> str:
    return f"search:{this_session().session_id}"


def _before() -> int | None:
    """Before which request the page begins, by its number."""
    text = request.args.get("before", "")
    if text and not (text.isascii() and text.isdigit() and len(text) <= 9):
        abort(404)
    return int(text) if text else None


def _drawn(typed: str, found: Found, error: str = "") -> str:
    return render_template(
        "staff/search.html",
        typed=typed,
        error=error,
        token=sealed(typed),
        found=found,
        rows=rows_of(db.session, found.cases, current_app.extensions["association"], clock.now()),
        is_first="before" not in request.args,
        deeds=DEEDS if current_user.may(HANDLE_CASES) else {},
    )
