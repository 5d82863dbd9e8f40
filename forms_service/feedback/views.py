"""The public forms «شكوى أو مقترح» and «استفسار» on the web."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _

from forms_service.db import reading
from forms_service.feedback.form import FEEDBACK_JOURNEY, INQUIRY_JOURNEY
from forms_service.feedback.keys import code_of, key_hash, show_code
from forms_service.feedback.queries import by_reference
from forms_service.feedback.service import find_reference, submit
from forms_service.web.journeys import mount
from forms_service.web.visits import Site, Visit

CODE_SHOWN = timedelta(minutes=30)
"""How long the confirmation shows the code: an answer that was lost on its way is asked for again; the next person sees none."""


def init_feedback(app: Flask) -> None:
    """Mount the forms at /forms/feedback/ and /forms/inquiry/."""
    feedback = Blueprint("feedback", __name__, url_prefix="/forms/feedback")
    inquiry = Blueprint("inquiry", __name__, url_prefix="/forms/inquiry")
    mount(app, feedback, Site(FEEDBACK_JOURNEY, _("شكوى أو مقترح"), "feedback", submit, find_reference, _told))
    mount(app, inquiry, Site(INQUIRY_JOURNEY, _("استفسار"), "feedback/inquiry", submit, find_reference))


def _told(visit: Visit) -> Mapping[str, str]:
    """The code of a message that has no reply address, while it is new."""
    code = code_of(visit.form_key)
    with reading() as session:
        sent = by_reference(session, visit.reference or "")
        is_new = sent is not None and visit.now - sent.received_at < CODE_SHOWN and sent.key_hash == key_hash(code)
    return {"code": show_code(code)} if is_new else {}
