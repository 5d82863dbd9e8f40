"""Papers as they are read: words as they were put in, in their order, the same bytes each time; and no text is markup."""

from collections import Counter
from datetime import UTC, datetime
from unicodedata import category

import pytest
from hypothesis import given, settings

from forms_service.association import load_association
from forms_service.renderers import blocks
from forms_service.renderers.paper import Paper, lacking, pdf, qr
from forms_service.renderers.pieces import LACKING, code, said, typed
from forms_service.settings import ROOT
from tests.hostile.texts import hostile_texts
from tests.support import paper as sheets

ASSOCIATION = load_association(ROOT / "association.yml")
AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
MARKUP = r'#panic("x") $x^2$ \ [a] *b* _c_ `d` <e> @f ~ -- = - + / // /* */ #let x = 1; {y} "z"'
URDU, ENGLISH = "مجھے کتابوں کی ضرورت ہے", "I need books, please (two of them)."


def printed(*what, **more):
    return pdf(Paper(title="ملف", description="ملف للتجربة", made_at=AT, blocks=what, **more), ASSOCIATION)


def test_words_stand_on_paper_in_their_order():
    text = "أحتاج كتبًا مترجمة، ورقمي معروف لديكم. شكرًا جزيلًا لكم جميعًا على تعاونكم ومتابعتكم."
    (body,) = sheets.bodies(printed(blocks.quote(text)))
    assert sheets.words(text) == sheets.words(body)[-len(sheets.words(text)) :]


def test_markup_of_the_layout_is_only_text():
    lines = sheets.drawn_lines(printed(blocks.quote(f"نص\n{MARKUP}")))
    assert any('#panic("x") $x^2$ \\ [a] *b* _c_ `d` <e>' in line for line in lines)


def test_codes_are_drawn_from_left_to_right_among_arabic():
    known = blocks.facts([("رقم الجوال", code("050 000 0001")), ("رقم الطلب", said("الطلب 4829-3057-1166 هنا"))])
    lines = sheets.drawn_lines(printed(known))
    assert any("050 000 0001" in line for line in lines)
    assert any("4829-3057-1166" in line for line in lines)


def test_other_languages_in_our_fonts_are_drawn():
    (body,) = sheets.bodies(printed(blocks.quote(URDU), blocks.quote(ENGLISH)))
    assert sheets.follow(URDU, sheets.bare(body))
    assert {"need", "books", "please", "two", "them"} <= {
        word.strip(",()") for word in sheets.bare(body)
    }  # a reader puts them in an order of its own


@pytest.mark.parametrize(
    "name",
    ["মোহাম্মদ রফিকুল ইসলাম", "राम कुमार श्रेष्ठ", "முத்துக்குமார்", "മുഹമ്മദ് കുട്ടി", "මොහමඩ් ක්‍රිෂ්ණ", "ተስፋዬ በቀለ", "Ɓalarabe Ƙofa"],
)
def test_names_in_other_scripts_are_drawn_letter_for_letter(name):
    block = blocks.quote(name)
    (body,) = sheets.bodies(printed(block))
    assert lacking([block]) == 0
    # Which is first is a matter between a reader and the script: within a syllable signs stand around their letter.
    assert Counter(letters(name)) <= Counter(letters(body))


def letters(text):
    return [sign for sign in text if category(sign)[0] in "LM"]


def test_letters_that_no_font_has_are_told_and_counted():
    block = blocks.quote("عندي 漢字 و𓀀")
    (body,) = sheets.bodies(printed(block))
    assert {"لا", "تُطبع"} <= set(sheets.words(body))
    assert (lacking([block]), LACKING % 2 in str(block)) == (3, True)


@settings(max_examples=15)
@given(hostile_texts("سلمى عبده"))
def test_whatever_was_typed_can_be_printed(text):
    assert printed(blocks.quote(text), blocks.facts([("نص", typed(text)), (text[:50], code(text[:50]))])).startswith(
        b"%PDF"
    )


def test_the_same_paper_has_the_same_bytes():
    assert printed(blocks.say("نص"), foot="عند الباب") == printed(blocks.say("نص"), foot="عند الباب")


def test_every_page_has_title_foot_status_and_number():
    long = [blocks.say("سطر من كلام طويل.")] * 60
    pages = sheets.pages(printed(*long, foot="نُزّل بيد هدى", badge=("داخلي", "draft")))
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert [
            said for said in ("ملف", "هدى", "داخلي", "صفحة", str(number), str(len(pages))) if said not in text
        ] == []


def test_it_is_tagged_and_says_what_it_is():
    with sheets.opened(printed(blocks.heading("باب"))) as document:
        metadata = document.open_metadata()
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "ar-SA"
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["dc:title"]) == ("1", "2", "ملف")


def test_a_box_of_each_kind_is_drawn():
    drawn = printed(
        blocks.notice("policy", "نص", "كلام"), blocks.listed(["أ", "ب"]), blocks.signatures("الاسم", ["سلمى"]),
        blocks.to_fill("للموظف", "الرقم"), blocks.entry("حدث", "أمس", ("لصاحب الطلب:", "مرحبًا")), blocks.aside("هامش"),
    )  # fmt: skip
    (body,) = sheets.bodies(drawn)
    assert {"نص", "كلام", "سلمى", "التوقيع", "للموظف", "الرقم", "حدث", "أمس", "مرحبًا", "هامش"} <= set(
        sheets.words(body)
    )


@pytest.mark.parametrize("url", ["", "https://example.org/a/"])
def test_it_leads_to_the_site_where_it_is_known(url):
    assert sheets.links(printed(url=url)) == ([url] if url else [])


def test_a_qr_code_is_a_drawing_of_its_own_address():
    assert qr("https://example.org/a/").startswith("<svg ")
    assert qr("https://example.org/a/") != qr("https://example.org/b/")
