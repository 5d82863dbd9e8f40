"""What a query asks for: the words that say something, and the ways in which the site may have each."""

import pytest

from forms_service.search.asking import LIMITS, Reader
from forms_service.search.collecting import collect
from forms_service.search.synonyms import numbers_of, phrases
from forms_service.search.weights import WEIGHTS
from tests.search.known import PAGES, SYNONYMS

LEXICON = collect(PAGES).lexicon
READER = Reader(LEXICON, phrases(SYNONYMS.groups, LEXICON), numbers_of(SYNONYMS.numbers, LEXICON))


def ways(query):
    """The ways of the only word of a query that says something."""
    (token,) = READER.read(query)
    return token.ways


def test_a_word_of_the_site_stands_for_itself():
    assert ways("المتابعة")[("متابع",)] == 1.0


@pytest.mark.parametrize("query", ["كيف أتابع", "وش متابعة", "how to track"])
def test_small_words_are_left_out(query):
    assert len(READER.read(query)) == 1


@pytest.mark.parametrize("query", ["", "كيف", "؟؟", "\u202e"])
def test_a_query_that_says_nothing_has_no_words(query):
    assert READER.read(query) == []


def test_small_words_stay_where_they_make_a_phrase_of_the_editors():
    assert [token.ways for token in READER.read("من انتم")] == [{("تواصل",): WEIGHTS.synonym}] * 2


def test_a_synonym_stands_for_a_word():
    assert ways("واتس") == {("واتساب",): WEIGHTS.synonym}


@pytest.mark.parametrize(("query", "term"), [("طلاب", "طلب"), ("صفحات", "صفح")])
def test_a_broken_plural_stands_for_its_singular(query, term):
    assert term in [phrase[0] for phrase in ways(query)]


@pytest.mark.parametrize(("query", "term"), [("شكاوى", "شكوي"), ("متطوع", "تطوع"), ("متاب", "متابع")])
def test_another_form_of_a_word_is_no_misspelling(query, term):
    (token,) = READER.read(query)
    assert (term,) in token.ways
    assert (term,) not in token.slips


def test_forms_of_one_root_stand_for_each_other():
    assert ways("مطلوب")[("طلب",)] >= WEIGHTS.root


def test_a_misspelt_word_stands_for_what_was_meant():
    (token,) = READER.read("السباسات")
    assert token.slips == {("سياس",): "السياسات"}


def test_words_of_three_letters_are_taken_as_they_are():
    assert READER.read("خطب رقم")[0].slips == {}


def test_a_word_that_is_known_is_not_taken_for_another():
    (token,) = READER.read("متابعة")
    assert token.slips == {}


def test_letters_that_look_or_sound_alike_are_the_likelier_slip():
    (token,) = READER.read("تتوع")
    assert token.ways[("تطوع",)] == WEIGHTS.likely_slip


def test_the_beginning_of_the_last_word_stands_for_it():
    assert READER.read("رقم متا")[1].ways[("متابع",)] == WEIGHTS.start
    assert ("متابع",) not in READER.read("متا رقم")[0].ways


def test_arabic_in_latin_letters_is_heard():
    assert ways("mutaba3a")[("متابع",)] == WEIGHTS.sound


@pytest.mark.parametrize("query", ["482930571166", "4829-3057-1166", "٤٨٢٩ ٣٠٥٧ ١١٦٦"])
def test_a_number_looks_for_what_such_numbers_are(query):
    assert ways(query) == {("رقم", "طلب"): WEIGHTS.synonym}


def test_a_number_of_another_beginning_looks_for_nothing():
    assert ("هاتف",) in ways("0500000000")
    assert ways("0900000000") == {}


def test_of_a_pasted_page_the_beginning_is_read():
    assert len(READER.read("طلب " * 5_000)) == LIMITS["words"]
    assert READER.read(" " * LIMITS["signs"] + "طلب") == []
