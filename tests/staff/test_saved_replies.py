"""Saved replies lead to pages that are there, and say what these say."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Question
from forms_service.outbox.models import OutboxMessage
from forms_service.outbox.rendering import render
from forms_service.settings import ROOT
from forms_service.staff.saved_replies import REPLIES, composed
from tests.support.desk import at_desk
from tests.support.office import Browser, add_feedback


@pytest.mark.parametrize("code", REPLIES)
def test_a_saved_reply_leads_to_where_its_words_stand(code: str) -> None:
    page, _, anchor = REPLIES[code].address.partition("#")
    words = (ROOT / "docs" / f"{page.strip('/')}.md").read_text(encoding="utf-8")
    assert f"{{ #{anchor} }}" in words
    published = (ROOT / "docs" / "faq.md").read_text(encoding="utf-8")
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", published)
    assert f"### {REPLIES[code].question} {{" in published
    assert str(REPLIES[code].words) in plain


def test_a_saved_reply_and_own_words_are_one_answer(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.act(casework.ask, "متى الرد؟"))
    (asked,) = desk.keeps(Question)
    assert '<option value="when_reply">متى يصلني الرد؟' in desk.reads()
    desk.sends("answer", question_id=str(asked.id), saved="when_reply", answer="ونتصل بك قبل ذلك.")
    (answered,) = desk.keeps(Question)
    assert "لا تقل عن أسبوعين" in answered.opened["answer"]
    assert "/faq/#when-reply" in answered.opened["answer"]
    assert answered.opened["answer"].endswith("\n\nونتصل بك قبل ذلك.")


def test_a_code_that_is_none_adds_nothing() -> None:
    assert composed("nonsense", "جواب") == "جواب"


def test_a_saved_reply_begins_a_message_with_a_move_and_is_seen_before_it_is_sent(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_checked())
    form = desk.browser.opens(f"{desk.path}/move/waiting").text
    assert all(f'<option value="{code}">' in form for code in REPLIES)
    look = desk.moves("waiting", "preview", saved="why_more", public="ينقص جدول العمل.").text
    message = look[look.index("الرسالة كما تصل") :]
    assert "/faq/#why-more" in message
    assert "ينقص جدول العمل." in message
    assert desk.moves("waiting", saved="why_more", public="ينقص جدول العمل.").status_code == 303
    text = letter(app, "help_requests/missing")
    assert f"{app.extensions['settings'].public_url}/faq/#why-more" in text
    assert text.count("ينقص جدول العمل.") == 1


def test_what_was_composed_is_text_like_any_when_it_is_changed(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_checked())
    again = desk.moves("waiting", "form", saved="why_more", public="ينقص جدول العمل.").text
    assert again.count("/faq/#why-more") == 1
    assert 'value="why_more" selected' not in again


def test_a_saved_reply_answers_a_message_alone_or_with_own_words(app: Flask, colleague: Browser) -> None:
    for own in ("", "ونتصل بك غدًا صباحًا."):
        page = f"/staff/feedback/{add_feedback(app, reply_to='salma@example.org')}"
        assert '<option value="how_to_track">' in colleague.opens(page).text
        assert colleague.posts(f"{page}/reply", page, saved="how_to_track", reply=own).status_code == 303
        assert "/faq/#how-to-track" in colleague.opens(page).text
        text = letter(app, "feedback/answered")
        assert f"{app.extensions['settings'].public_url}/faq/#how-to-track" in text
        assert own in text
    page = f"/staff/feedback/{add_feedback(app)}"
    assert colleague.posts(f"{page}/reply", page, saved="", reply="").status_code == 422


def letter(app: Flask, template: str) -> str:
    """The text part of the newest message of this kind."""
    with app.app_context():
        rows = select(OutboxMessage).where(OutboxMessage.template == template).order_by(OutboxMessage.id.desc())
        row = db.session.scalars(rows.limit(1)).one()
        return render(row.message, app.extensions["association"]).text
