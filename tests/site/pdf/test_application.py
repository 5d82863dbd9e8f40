"""The application on A4: the questions of the web form, what to bring, where to hand it in, and lines for a hand."""

from datetime import date

import pytest

from docs.hooks.documents import size
from docs.hooks.pdf.application import ADDRESS, OFFICER, PLACES, application
from forms_service.association import NOT_ANNOUNCED, TWO_WEEKS, load_association
from forms_service.formkit.page import Scene
from forms_service.help_requests.form import JOURNEY
from forms_service.renderers.blank import blank
from forms_service.renderers.pieces import plain
from forms_service.settings import ROOT
from tests.site.conftest import FACTS, association_file
from tests.support import paper

OURS = load_association(ROOT / "association.yml")
DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def unknown() -> bytes:
    """With the facts that are delivered: nothing about the place is known."""
    return application(OURS, DAY, "")


@pytest.fixture(scope="module")
def known(tmp_path_factory) -> bytes:
    return application(load_association(association_file(tmp_path_factory.mktemp("facts"), FACTS)), DAY, "https://example.org")


def text(content: bytes) -> list[str]:
    return paper.bare("\n".join(paper.bodies(content)))


def test_every_question_is_printed_with_its_choices(unknown):
    words = text(unknown)
    for block in blank(JOURNEY, Scene(OURS, DAY)):
        for said in (block.get("label") or block["text"], *(choice["name"] for choice in block.get("choices", []))):
            assert paper.follow(plain(said), words), plain(said)


def test_questions_stand_in_the_order_of_the_web_form(unknown):
    words = " ".join(text(unknown))
    labels = [block["label"] for block in blank(JOURNEY, Scene(OURS, DAY)) if block["block"] == "question"]
    found = [words.index(" ".join(paper.bare(plain(label)))) for label in labels[8:]]  # of labels that stand once
    assert found == sorted(found)


def test_the_policy_and_both_texts_of_the_declaration_are_there_word_for_word(unknown):
    words = text(unknown)
    assert paper.follow(TWO_WEEKS, words)
    for question in JOURNEY.final(Scene(OURS, DAY)).questions[:2]:
        assert paper.follow(str(question.text), words)
        assert paper.follow(question.text_other, words)
    assert paper.follow("نص الإقرار، النسخة", words)


def test_unknown_facts_say_so_and_known_ones_are_printed(unknown, known):
    told = " ".join(text(unknown))
    assert told.count(" ".join(paper.bare(NOT_ANNOUNCED))) == len(PLACES)
    assert not paper.follow(NOT_ANNOUNCED, text(known))
    assert {"+92", "0001"} <= set(text(known))


def test_the_officer_has_a_frame(unknown):
    first = paper.bare(paper.bodies(unknown)[0])
    assert [label for label in OFFICER if not paper.follow(label, first)] == []


def test_pages_are_numbered_and_dated(unknown):
    pages = paper.pages(unknown)
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert {"صفحة", str(number), str(len(pages)), "2026", "1448"} <= {word.strip("()،") for word in page.split()}


def test_the_code_leads_to_the_web_form_where_the_address_is_known(unknown, known):
    assert paper.links(unknown) == []
    assert paper.links(known) == ["https://example.org/forms/help-request/"]
    assert any("example.org/forms/help-request/" in line for line in paper.drawn_lines(known))


def test_equal_days_give_equal_bytes(unknown):
    assert application(OURS, DAY, "") == unknown
    assert application(OURS, date(2026, 12, 1), "") != unknown


def test_the_start_page_offers_it_with_its_size(site, page):
    (link,) = page("/support-request/").all("a", type="application/pdf")
    assert link.get("href") == ADDRESS
    assert size((site / ADDRESS.lstrip("/")).stat().st_size) in "".join(link.itertext())
