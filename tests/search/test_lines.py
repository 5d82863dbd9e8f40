"""The line that is shown with a result, and what is marked in it."""

from hypothesis import given
from hypothesis import strategies as st

from forms_service.arabic.stems import Lexicon
from forms_service.search.collecting import collect
from forms_service.search.lines import Liner
from forms_service.search.pages import Section
from tests.search.known import CONTACT, PAGES

LINER = Liner(collect(PAGES).lexicon)


def plain(line):
    return "".join(text for text, _ in line)


def marked(line):
    return [text for text, is_marked in line if is_marked]


def test_the_section_that_has_most_is_shown_with_its_best_line():
    shown = LINER.best(CONTACT.sections, {"رمز", "نفاذ"})
    assert (shown.heading, shown.anchor, plain(shown.line)) == ("الاتصالات الهاتفية", "phone", "لا نطلب رمز نفاذ.")
    assert marked(shown.line) == ["رمز", "نفاذ"]


def test_a_heading_counts_before_a_line():
    assert LINER.best(CONTACT.sections, {"خطاب"}).anchor == "letters"


def test_where_nothing_is_said_the_first_line_is_shown():
    shown = LINER.best(CONTACT.sections, {"غريب"})
    assert (shown.heading, shown.line) == ("", (("اختر القناة التي تناسبك.", False),))


def test_a_section_without_lines_has_an_empty_line():
    assert LINER.best((Section("s", "عنوان", ()),), set()).line == ()


def test_a_word_is_marked_with_what_is_written_onto_it():
    assert marked(LINER.mark("اكتب اسمك ورقم طلبك.", {"طلب"})) == ["طلبك"]


@given(st.text(), st.sets(st.sampled_from(["طلب", "رقم", "a"])))
def test_a_marked_line_is_the_line(text, terms):
    pieces = LINER.mark(text, terms)
    assert plain(pieces) == text
    assert all(piece for piece, _ in pieces)


def test_a_corrected_word_is_written_as_the_page_writes_it():
    assert LINER.surface(["شيء", "متابعةُ طلب"], "متابع") == "متابعةُ"
    assert LINER.surface(["شيء"], "متابع") == ""
    assert Liner(Lexicon(["متابع"])).surface([], "متابع") == ""
