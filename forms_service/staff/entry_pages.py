"""«طلب جديد»: staff write a request down for somebody. Two pages of questions, then a look at everything with the declaration.

What was answered rightly is kept at each step, under a key that only this colleague's account opens.
"""

from collections.abc import Sequence

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit.page import Page
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.staff import entry_drafts
from forms_service.staff.acting import reaches
from forms_service.staff.entry_desk import Together, Writing, key_of, may_write, open_writing
from forms_service.staff.entry_forms import ENTRY, LATER, Same, Source, Taking
from forms_service.staff.lock import lock, page
from forms_service.staff.reading import note_list
from forms_service.staff.records import state_of
from forms_service.staff.request_page import RECORD, association
from forms_service.web.errors import RETRY_AFTER
from forms_service.web.expired import keeps_typed_text

START, FORM, REVIEW = "staff.entry_start", "staff.entry_form", "staff.entry_review"
BOTH = ("GET", "POST")
EXPIRED = lazy_gettext("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ هنا، فاختر الزر مرة أخرى.")
BUSY = lazy_gettext("الخدمة مشغولة الآن. ما كتبته باقٍ في هذه الصفحة، ولم يُحفظ بعد. انتظر قليلًا، ثم حاول مرة أخرى.")
CHANGED = lazy_gettext("تغيّرت الإجابات بعد أن فتحت هذه الصفحة. راجعها، ثم سجّل الطلب.")


@page("/entry/", needs=HANDLE_CASES, methods=BOTH)
@keeps_typed_text
def entry_start() -> ResponseReturnValue:
    """How the request came, and what is asked for: the rest of the form follows from that."""
    if refused := lock():
        return refused
    writing = open_writing(key_of(request.form.get("key", "")))
    typed = request.form if request.method == "POST" else None
    pages = [asked(writing.scene, typed) for asked in (Source, JOURNEY.pages[0])]
    if typed is None or not may_write():
        return _drawn("staff/entry_start.html", writing, pages, 200 if typed is None else 422)
    return _taken("staff/entry_start.html", writing, pages, FORM)


@page("/entry/<key>", needs=HANDLE_CASES, methods=BOTH)
@keeps_typed_text
def entry_form(key: str) -> ResponseReturnValue:
    """The whole form on one page."""
    if refused := lock():
        return refused
    writing = open_writing(key)
    if elsewhere := _elsewhere(writing):
        return elsewhere
    if request.method == "GET":
        return _drawn("staff/entry_form.html", writing, writing.pages())
    return _taken("staff/entry_form.html", writing, writing.pages(request.form), REVIEW)


@page("/entry/<key>/review", needs=HANDLE_CASES, methods=BOTH)
@keeps_typed_text
def entry_review(key: str) -> ResponseReturnValue:
    """Everything that was answered, open requests of the same person, and the declaration; then it is stored."""
    if refused := lock():
        return refused
    writing = open_writing(key)
    if elsewhere := _elsewhere(writing):
        return elsewhere
    if not writing.is_complete:
        return redirect(url_for(FORM, key=key), 303)
    others = writing.open_requests(db.session)
    typed = request.form if request.method == "POST" else None
    asked: list[type[Page]] = [*([Same] if others else []), Taking, JOURNEY.final]
    pages = [each(writing.scene, typed) for each in asked]
    return _reviewed(writing, pages, others) if typed is None else _stored(writing, pages, others)


@page("/entry/<key>/clear", needs=HANDLE_CASES, methods=BOTH)
def entry_clear(key: str) -> ResponseReturnValue:
    """Erase what was begun and not stored."""
    if request.method == "POST":
        with transaction() as session:
            entry_drafts.destroy(session, current_user.actor, key)
    return redirect(url_for(START), 303)


def _elsewhere(writing: Writing) -> ResponseReturnValue | None:
    """Where a request that is stored already, or was never begun, leads; what was typed is taken all the same."""
    if writing.reference:
        return redirect(url_for(RECORD, reference=writing.reference), 303)
    if not may_write() or (request.method == "GET" and not writing.progress.done):
        return redirect(url_for(START), 303)
    return None


def _taken(template: str, writing: Writing, pages: Sequence[Page], onward: str) -> ResponseReturnValue:
    if g.get("expired"):
        return _drawn(template, writing, pages, 400, EXPIRED)
    right = [each for each in pages if each.validate()]
    wrong = [each for each in pages if each not in right]
    try:
        if right:
            with transaction() as session:
                writing.keep(session, right, wrong)
    except StorageUnavailable:
        return _drawn(template, writing, pages, 503, BUSY)
    if wrong:
        return _drawn(template, writing, pages, 422)
    return redirect(url_for(onward, key=writing.key), 303)


def _stored(writing: Writing, pages: list[Page], others: Sequence[HelpRequest]) -> ResponseReturnValue:
    if g.get("expired"):
        return _reviewed(writing, pages, others, 400, EXPIRED)
    if request.form.get("seen") != _print_of(writing):
        return _reviewed(writing, pages, others, 409, CHANGED)
    *_, taking, final = pages
    is_later = request.form.get("method") == LATER
    wrong = [each for each in (pages[:-1] if is_later else pages) if not each.validate()]
    if wrong:
        return _reviewed(writing, pages, others, 422)
    try:
        with transaction() as session:
            reference = writing.store(session, taking, None if is_later else final)
    except StorageUnavailable:
        return _reviewed(writing, pages, others, 503, BUSY)
    return redirect(url_for(RECORD, reference=reference, done="enter"), 303)


def _drawn(
    template: str, writing: Writing, pages: Sequence[Page], status: int = 200, notice: object = ""
) -> ResponseReturnValue:
    begun = [] if template != "staff/entry_start.html" else _unfinished(writing)
    page_of_questions = render_template(
        template,
        form=Together(pages),
        sections=[(each, each.heading(each.scene)) for each in pages],
        key=writing.key,
        notice=notice,
        may_write=may_write(),
        unfinished=begun,
    )
    return page_of_questions, status, _headers(status)


def _reviewed(
    writing: Writing, pages: list[Page], others: Sequence[HelpRequest], status: int = 200, notice: object = ""
) -> ResponseReturnValue:
    if others:
        note_list("same_person")
    *same, taking, final = pages
    look = render_template(
        "staff/entry_review.html",
        form=Together(pages),
        same=same[0] if same else None,
        taking=taking,
        final=final,
        for_other=writing.scene.for_other,
        version=JOURNEY.texts["declaration"],
        sections=list(ENTRY.summary(writing.scene, writing.progress)),
        others=[(other, state_of(other), reaches(other, HANDLE_CASES)) for other in others],
        key=writing.key,
        seen=_print_of(writing),
        is_reachable=any(writing.progress.values.get(way) for way in ("mobile", "helper_mobile", "email")),
        notice=notice,
    )
    return look, status, _headers(status)


def _unfinished(writing: Writing) -> list[tuple[str, str, str]]:
    """Key, name and service of what this person began before."""
    begun = entry_drafts.unfinished(db.session, current_user.actor, clock.now())
    named = [(key, progress.values) for key, progress in begun if key != writing.key]
    kinds = [(key, values, association().support_type(values.get("support_type") or "")) for key, values in named]
    return [(key, values.get("full_name") or "", kind.name if kind else "") for key, values, kind in kinds]


def _print_of(writing: Writing) -> str:
    return writing.record().fingerprint.hex()


def _headers(status: int) -> dict[str, str]:
    return {"Retry-After": RETRY_AFTER} if status == 503 else {}
