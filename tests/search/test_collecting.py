"""Pages are cut into parts and read: each term with the parts and fields that have it."""

from forms_service.search.collecting import SCREEN, collect, terms_of
from forms_service.search.pages import Page, Section
from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE
from tests.search.known import CONTACT, PAGES

FOUND = collect(PAGES)


def fields(term):
    return dict(FOUND.postings[term])


def test_a_short_page_is_one_part():
    assert [part.page for part in FOUND.parts] == [0, 1, 2, 3]


def test_a_long_page_is_cut_between_sections():
    long = Section("long", "طويل", ("كلمة " * SCREEN,))
    found = collect([Page("/", "", "", (), (Section("", "", ("بداية",)), long, long, Section("end", "خاتمة", ())))])
    assert [[section.anchor for section in part.sections] for part in found.parts] == [[""], ["long"], ["long", "end"]]


def test_a_posting_says_which_fields_have_the_term():
    assert fields("تواصل") == {0: TITLE | DESCRIPTION}
    assert fields("واتساب") == {0: KEYWORD}
    assert fields("هاتف") == {0: HEADING}
    assert fields("طلب") == {0: BODY, 1: TITLE | KEYWORD | DESCRIPTION | BODY}


def test_what_a_page_says_of_itself_stands_on_its_first_part():
    long = Section("long", "طويل", ("كلمة " * SCREEN,))
    found = collect([Page("/", "عنوان", "", (), (long, long))])
    assert found.postings["عنو" if "عنو" in found.postings else "عنوان"] == [(0, TITLE)]


def test_small_words_are_not_kept():
    assert terms_of("كيف أتابع طلبي؟", FOUND.lexicon) == ["اتابع", "طلب"]
    assert "في" not in FOUND.postings


def test_every_stem_of_the_site_has_its_places():
    assert FOUND.lexicon.stems == frozenset(FOUND.postings)


def test_the_description_is_the_first_line_that_can_be_shown():
    assert FOUND.shown(0)[0].lines == (CONTACT.description, *CONTACT.sections[0].lines)
    assert FOUND.parts[0].sections[0].lines == CONTACT.sections[0].lines


def test_a_title_is_as_long_as_its_terms():
    assert FOUND.title_length(0) == 1  # «معنا» is a small word
    assert FOUND.title_length(1) == 2
