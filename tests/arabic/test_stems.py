"""From what people type to what is looked up: words, stems, skeletons, roots, sounds, and slips of one letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.arabic.folding import fold
from forms_service.arabic.stems import Lexicon, is_arabic, root, skeleton, slips, sound, stem, words
from forms_service.arabic.tables import LEAST


def only_word(text):
    (word,) = words(text)
    return word.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سياسة، العلاقة", ["سياسه", "العلاقه"]),
        ("مُحَمَّد", ["محمد"]),
        ("مجلـــس", ["مجلس"]),
        ("1500ريال", ["1500", "ريال"]),
        ("REQ-1448", ["req", "1448"]),
        ("tabaru3", ["tabaru3"]),
        ("a_b", ["a", "b"]),
        ("٤٨٢٩-3057", ["4829", "3057"]),
        ("\u202eطلب\u202c", ["طلب"]),
        ("می\u200cروم", ["ميروم"]),
        ("ﷺ", ["صلي", "الله", "عليه", "وسلم"]),
        ("", []),
        ("، . !", []),
    ],
)
def test_a_text_is_read_word_by_word(text, found):
    assert [word.text for word in words(text)] == found


@given(st.text())
def test_a_word_stands_where_it_says(text):
    for word in words(text):
        assert word.text in fold(text[word.start : word.end]).replace("_", " ")


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("الجمعيه", "جمع"),
        ("والمتطوعين", "متطوع"),
        ("للتبرع", "تبرع"),
        ("وبالوقف", "وقف"),
        ("بيانات", "بيان"),
        ("هويه", "هوي"),
        ("الالكتروني", "الكتروني"),
        ("الكتروني", "الكتروني"),
        ("والدي", "والدي"),
        ("الرد", "رد"),
        ("للحق", "حق"),
        ("الف", "الف"),
        ("complaints", "complaint"),
        ("1448", "1448"),
    ],
)
def test_a_stem_is_the_word_without_article_and_one_ending(word, rest):
    assert stem(word) == rest


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12))
def test_at_least_three_letters_remain(word):
    assert len(stem(word)) >= min(LEAST, len(word))
    assert stem(word) in word


@pytest.mark.parametrize(
    ("one", "many"),
    [("فرع", "فروع"), ("وثيقة", "وثائق"), ("لائحة", "لوائح"), ("عضو", "أعضاء"), ("حق", "حقوق"), ("شكوى", "شكاوى")],
)
def test_a_broken_plural_has_the_skeleton_of_its_singular(one, many):
    assert skeleton(stem(only_word(one))) == skeleton(stem(only_word(many))) != ""


@pytest.mark.parametrize(("one", "other"), [("تسجيل", "مسجل"), ("تطوع", "متطوع"), ("رفض", "مرفوض"), ("مساعدة", "ساعد")])
def test_forms_of_one_root_meet(one, other):
    assert root(stem(only_word(one))) == root(stem(only_word(other))) != ""


def test_only_arabic_words_have_skeleton_and_root():
    assert (skeleton("policy"), root("policy"), is_arabic("policy")) == ("", "", False)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("tabaru3", "تبرع"),
        ("tabaru3at", "تبرع"),
        ("eltabaru3", "تبرع"),
        ("mustafideen", "مستفيد"),
        ("tarkhees", "ترخيص"),
        ("musaada", "مساعد"),
        ("ihtiyal", "احتيال"),
        ("lajnah", "لجن"),
    ],
)
def test_arabic_in_latin_letters_sounds_like_arabic(latin, arabic):
    assert sound(latin) == sound(arabic) != ""


def test_two_consonants_are_too_few_to_be_heard():
    assert sound("siyasa") == ""


@pytest.mark.parametrize("typed", ["متابعت", "امتابعة", "متبعة", "متاعبة"])
def test_a_slip_of_one_letter_leads_back(typed):
    assert "متابعه" in slips(fold(typed))


@given(st.text("ابتجدر", min_size=1, max_size=8))
def test_slips_never_hold_the_word_itself(word):
    assert word not in slips(word)


WORDS = "طلب بيانات شكوي متطوع جمعيه خدمه هويه الرد وطلب طلبك وظيفه اشتراك بنك complaint"
SITE = Lexicon.of(WORDS.split())


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("وطلبك", "طلب"),
        ("بياناتي", "بيان"),
        ("خدمتكم", "خدم"),
        ("هويتي", "هوي"),
        ("جمعيتنا", "جمع"),
        ("رد", "رد"),
        ("والرد", "رد"),
        ("متطوعتوا", "متطوع"),
        ("بشكوي", "شكوي"),
        ("وظيفه", "وظيف"),
        ("اشتراك", "اشتراك"),
        ("غريب", "غريب"),
        ("فطلب", "فطلب"),
        ("فمتطوع", "متطوع"),
    ],
)
def test_what_is_written_onto_a_word_comes_off_where_the_site_has_the_rest(typed, term):
    assert SITE.term(typed) == term


def test_a_word_with_something_written_onto_it_is_no_stem_of_its_own():
    assert "طلب" in SITE
    assert "وطلب" not in SITE
    assert "طلبك" not in SITE


@given(st.lists(st.text("ابتكلمنهوي", min_size=1, max_size=7)))
def test_every_word_of_a_site_is_looked_up_as_one_of_its_stems(found):
    lexicon = Lexicon.of(found)
    assert [word for word in found if lexicon.term(word) not in lexicon] == []
