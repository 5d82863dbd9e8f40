"""Saved replies lead to pages that are there, and say what these say."""

import re

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Question
from forms_service.settings import ROOT
from forms_service.staff.saved_replies import REPLIES, composed
from tests.support.desk import at_desk


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
