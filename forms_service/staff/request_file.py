"""The file of one request on paper. It carries everything, so taking it is written down, and the words for staff only are left out
unless they are asked for: then they stand on sheets of their own.
"""

from flask import Response, request
from flask_babel import gettext as _
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.roles import READ_CASES
from forms_service.db import db
from forms_service.help_requests.models import HelpRequest
from forms_service.references import show_reference
from forms_service.renderers.paper import Paper
from forms_service.staff import file_committee, file_parts
from forms_service.staff.acting import open_case
from forms_service.staff.lock import page
from forms_service.staff.papers import about_letters, as_download, printed_by
from forms_service.staff.reading import note_print
from forms_service.staff.records import state_of
from forms_service.staff.request_page import association

WHOLE = "internal"
"""The tick that asks for the words for staff only too."""


@page("/help-requests/<reference>/paper", needs=READ_CASES)
def request_file(reference: str) -> Response:
    """The file as PDF, for whom the request concerns."""
    case, whole, now = open_case(reference), request.args.get(WHOLE) == "yes", clock.now()
    note_print(HelpRequest.kind, case.reference, whole=whole)
    reader, session = current_user._get_current_object(), db.session
    decided, said_there = file_committee.decisions_of(session, case, reader)
    blocks = [
        *file_parts.about(session, case, association()),
        *file_parts.course(session, case, association()),
        *decided,
        *file_parts.story(session, case),
    ]
    if whole:
        blocks += file_parts.internal(session, case, said_there)
    badge = state_of(case)
    shown = show_reference(case.reference)
    paper = Paper(
        title=_("ملف الطلب %(reference)s", reference=shown),
        description=_("ملف طلب دعم مستفيد كما هو في النظام يوم تنزيله."),
        made_at=now,
        blocks=[file_parts.confidential(), *about_letters(blocks), *blocks],
        foot=printed_by(now),
        badge=(badge.label, badge.style),
    )
    return as_download(paper, shown)
