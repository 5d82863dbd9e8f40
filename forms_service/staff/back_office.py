"""Opens the back-office: every page, behind the lock."""

from flask import Flask

from forms_service.staff import (
    appointments,
    audit_pages,
    committee_items,
    committee_minutes,
    committee_pages,
    durations,
    entry_pages,
    feedback_inbox,
    feedback_record,
    feedback_search,
    lists,
    own_account,
    people,
    queue,
    queue_bulk,
    queue_search,
    record_pages,
    request_answers,
    request_casework,
    request_file,
    request_moves,
    request_page,
)
from forms_service.staff.lock import check_rights_are_declared, menu, staff

PAGES = (
    queue,
    queue_bulk,
    queue_search,
    appointments,
    lists,
    record_pages,
    request_page,
    request_answers,
    request_casework,
    request_moves,
    request_file,
    entry_pages,
    committee_pages,
    committee_items,
    committee_minutes,
    feedback_inbox,
    feedback_record,
    feedback_search,
    durations,
    own_account,
    people,
    audit_pages,
)
"""The modules whose import puts their pages on the blueprint."""


def init_staff(app: Flask) -> None:
    """Serve /staff/. Comes after `init_accounts`. Raises UndeclaredRight where a page names no right."""
    app.register_blueprint(staff)
    app.jinja_env.globals["staff_menu"] = menu
    check_rights_are_declared(app)
