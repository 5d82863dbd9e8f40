"""Puts a journey on the web: start, pages, review, the page that is agreed to and sent, confirmation, and erasing.

What was answered is kept on the server at each page; the cookie holds only the key. Works without JavaScript.
"""

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.exc import OperationalError

from forms_service.db import take_turn, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit import drafts
from forms_service.formkit.journey import Progress
from forms_service.formkit.page import Page, Scene
from forms_service.web.doubts import doubt_on_page, doubt_on_sending
from forms_service.web.drawing import EDIT, draw, draw_done, draw_empty, draw_start, steps
from forms_service.web.expired import keeps_typed_text
from forms_service.web.headers import START
from forms_service.web.limits import count_sent
from forms_service.web.visits import (
    Site,
    Visit,
    address,
    begin_anew,
    forget,
    is_resumable,
    open_visit,
    remember,
    visit_without_memory,
)

_BUSY = lazy_gettext("الخدمة مشغولة الآن. ما كتبته باقٍ في هذه الصفحة، ولم يُرسل بعد. انتظر قليلًا، ثم حاول مرة أخرى.")


def mount(app: Flask, blueprint: Blueprint, site: Site) -> None:
    """Add the journey's routes to the blueprint, and the blueprint to the app."""
    slugs = ",".join(page.slug for page in (*site.journey.pages, site.journey.final))
    both = ["GET", "POST"]

    @keeps_typed_text
    def page(slug: str) -> ResponseReturnValue:
        try:
            visit = open_visit(site)
        except OperationalError as error:
            return _typed_again(site, slug, error)
        return _page(visit, slug)

    blueprint.add_url_rule("/", START, lambda: _start(site))
    blueprint.add_url_rule("/review", "review", lambda: _review(open_visit(site)))
    blueprint.add_url_rule("/done", "done", lambda: _done(open_visit(site)))
    blueprint.add_url_rule("/clear", "clear", lambda: _clear(open_visit(site)), methods=both)
    blueprint.add_url_rule(f"/<any({slugs}):slug>", "page", page, methods=both)
    app.register_blueprint(blueprint)


def _start(site: Site) -> ResponseReturnValue:
    return draw_start(site, cleared="cleared" in request.args, resumable=is_resumable(site))


def _page(visit: Visit, slug: str) -> ResponseReturnValue:
    page = visit.site.journey.page(slug)
    if visit.reference:
        return _after_sending(visit, page)
    if page is None:
        return redirect(visit.next_address, 303)
    return _ask(visit, page) if request.method == "GET" else _take(visit, page)


def _after_sending(visit: Visit, page: type[Page] | None) -> ResponseReturnValue:
    """The first page begins anew, any other shows the confirmation: a repeat is never scolded."""
    if request.method == "GET" and page is visit.site.first:
        begin_anew(visit.site)
        return redirect(address(page), 303)
    return redirect(url_for(".done"), 303)


def _ask(visit: Visit, page: type[Page]) -> ResponseReturnValue:
    opened, last = visit.open_page, page is visit.site.journey.final
    out_of_turn = opened is not None and page is not opened and page.slug not in visit.progress.done
    if out_of_turn or not (last or page.shown(visit.scene)):
        return redirect(visit.next_address, 303)
    form = page(visit.scene)
    answered = any(visit.progress.values.get(question.short_name) is not None for question in form.questions)
    return draw(visit, form) if answered else draw_empty(visit, form)


def _take(visit: Visit, page: type[Page]) -> ResponseReturnValue:
    # A page that is not this person's turn is taken all the same: after a lost cookie nothing typed may vanish.
    form = page(visit.scene, request.form)
    if g.get("expired"):
        notice = gettext("بقيت الصفحة مفتوحة مدة طويلة. إجاباتك كما كتبتها، فاختر «متابعة» مرة أخرى.")
        return draw(visit, form, 400, notice)
    last = page is visit.site.journey.final
    if last and visit.open_page is not None:
        return redirect(visit.next_address, 303)
    if not form.validate():
        return draw(visit, form, 422)
    try:
        return _send(visit, form) if last else _keep(visit, form)
    except StorageUnavailable:
        return draw(visit, form, 503, str(_BUSY))


def _typed_again(site: Site, slug: str, error: OperationalError) -> ResponseReturnValue:
    """What was typed, while the database cannot even be read; it is sent again when it can."""
    page = site.journey.page(slug)
    if request.method == "GET" or page is None:
        raise StorageUnavailable(str(error.orig)) from error
    visit = visit_without_memory(site)
    return draw(visit, page(visit.scene, request.form), 503, str(_BUSY))


def _keep(visit: Visit, form: Page) -> ResponseReturnValue:
    if visit.reference:
        return redirect(url_for(".done"), 303)
    journey = visit.site.journey
    begun = visit.progress if visit.progress.done else Progress(started_at=visit.now.timestamp())
    progress = begun.with_page(form, doubt_on_page())
    sealed = drafts.seal(progress.to_dict(), visit.form_key)
    days = visit.scene.association.retention.draft_days
    with transaction() as session:
        take_turn(session, visit.form_key)
        sent = visit.draft is None and visit.site.find(session, visit.form_key) is not None
        stands = not sent and drafts.keep(
            session, journey.form, visit.form_key, sealed, seen=visit.draft, now=visit.now, days=days
        )
    if not stands:  # another tab has kept a page, or sent everything, since the visit began
        return _keep(open_visit(visit.site), form)
    remember()
    scene = Scene(visit.scene.association, visit.scene.day, progress.values)
    following = None if EDIT in request.args else journey.after(type(form), scene)
    if following is None or following.slug in progress.done:
        following = journey.open_page(scene, progress)
    return redirect(address(following) if following else url_for(".review"), 303)


def _send(visit: Visit, form: Page) -> ResponseReturnValue:
    record = visit.site.journey.record(visit.scene, visit.progress, form)
    doubt = doubt_on_sending(visit)
    with transaction() as session:
        take_turn(session, visit.form_key)
        # Where another tab has changed, erased or sent the answers since the visit began, nothing is sent, and the
        # confirmation leads to where this person stands now.
        stands = drafts.destroy_seen(session, visit.form_key, visit.draft or b"")
        if stands:
            visit.site.submit(session, record, form_key=visit.form_key, doubt=doubt, now=visit.now)
    if stands:
        count_sent()
    return redirect(url_for(".done"), 303)


def _review(visit: Visit) -> ResponseReturnValue:
    if visit.reference or visit.open_page is not None:
        return redirect(visit.next_address, 303)
    journey = visit.site.journey
    return render_template(
        "journeys/review.html",
        site=visit.site,
        sections=list(journey.summary(visit.scene, visit.progress)),
        edit_address=lambda slug: f"{url_for('.page', slug=slug)}?{EDIT}=1",
        final=address(journey.final),
        back=address(journey.shown(visit.scene)[-1]),
        steps=steps(visit, None),
    )


def _done(visit: Visit) -> ResponseReturnValue:
    if visit.reference is None:
        return redirect(url_for(".start") if not visit.progress.done else visit.next_address, 303)
    return draw_done(visit.site, visit.reference, visit.site.told(visit))


def _clear(visit: Visit) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("journeys/clear.html", site=visit.site, back=visit.next_address)
    with transaction() as session:
        take_turn(session, visit.form_key)
        drafts.destroy(session, visit.form_key)
    forget(visit.site)
    return redirect(url_for(".start", cleared=1), 303)
