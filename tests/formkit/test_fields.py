"""Every kind of question, on a page of its own, without an app."""

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.association import load_association
from forms_service.clock import now, today_in_riyadh
from forms_service.formkit.fields import (
    Choice,
    CountField,
    EmailField,
    IdNumberField,
    LineField,
    LongTextField,
    MobileField,
    NameField,
    OneOfField,
    PickField,
    ReferenceField,
    ShortAddressField,
    SignatureField,
    SomeOfField,
    TickField,
)
from forms_service.formkit.fields.numbers import read_mobile, show_mobile
from forms_service.formkit.page import Page, Scene
from forms_service.settings import ROOT

ASSOCIATION = load_association(ROOT / "association.yml")
ABC = (Choice("a", "ألف"), Choice("b", "باء"), Choice("c", "جيم"))


def scene(**answers):
    return Scene(ASSOCIATION, today_in_riyadh(now()), answers)


def page_with(**fields):
    return type("OnePage", (Page,), {"slug": "one", "title": "صفحة", **fields})


def answer(field, typed, more=None, **answers):
    """(stored value, error or None, notes) of what was typed into a question called `q`."""
    values = typed if isinstance(typed, list) else [typed]
    form = page_with(q=field)(
        scene(**answers), MultiDict([("q", value) for value in values] + list((more or {}).items()))
    )
    form.validate()
    return form.q.data, (form.q.errors[0] if form.q.errors else None), form.q.notes


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0500000001", "+966500000001"),
        ("٠٥٠٠٠٠٠٠٠١", "+966500000001"),
        ("۰۵۰۰۰۰۰۰۰۱", "+966500000001"),
        ("٥٠ ٠٠٠ ٠٠٠١", "+966500000001"),
        ("500000001", "+966500000001"),
        ("+966 50-000-0001", "+966500000001"),
        ("00966500000001", "+966500000001"),
        ("966500000001", "+966500000001"),
        ("\u202a0500000001\u202c", "+966500000001"),
        ("\u200f050 000 0001\u200e", "+966500000001"),
        ("+92 301 2345678", "+923012345678"),
        ("00923012345678", "+923012345678"),
    ],
)
def test_a_mobile_is_understood_however_it_is_typed(typed, stored):
    assert answer(MobileField("جوال"), typed)[:2] == (stored, None)


@pytest.mark.parametrize(
    "typed", ["05000000", "0500000001 x12", "05000MOBILE", "0110000000", "+1", "١٢", "4829-3057-1166", "0500000001#2"]
)
def test_what_is_no_mobile_is_said_with_an_example(typed):
    stored, error, _ = answer(MobileField("جوال"), typed)
    assert stored is None
    assert error == "اكتب رقم جوال مثل 05XXXXXXXX أو رقمًا دوليًّا يبدأ بعلامة +"


def test_mobiles_are_shown_so_that_no_one_takes_them_for_a_reference():
    assert show_mobile("+966500000001") == "050 000 0001"
    assert show_mobile("+923012345678").startswith("+92 ")
    assert read_mobile(show_mobile("+966500000001")) == "+966500000001"


def identity(kind, number, seen=""):
    types = OneOfField("نوع", choices=tuple(Choice(code, code) for code in KINDS))
    field = IdNumberField("رقم", type_name="kind", missing="اكتب الرقم")
    form = page_with(kind=types, q=field)(scene(), MultiDict({"kind": kind, "q": number, "q-seen": seen}))
    form.validate()
    return form.q.data, (form.q.errors[0] if form.q.errors else None), form.q.notes, form.q.seen


KINDS = ("national_id", "iqama", "passport", "border_number", "none")


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("national_id", "1900000009", "1900000009"),
        ("iqama", "٢٩٠٠٠٠٠٠٠٧", "2900000007"),
        ("iqama", "۲۹۰۰-۰۰۰۰ ۰۷", "2900000007"),
        ("passport", "ab12345", "AB12345"),
        ("border_number", "٣٠٠٠٠٠٠٠٠١", "3000000001"),
    ],
)
def test_each_kind_of_document_has_its_number(kind, typed, stored):
    assert identity(kind, typed)[:3] == (stored, None, ())


@pytest.mark.parametrize(
    ("kind", "typed", "error"),
    [
        ("iqama", "290000000", "رقم الهوية أو الإقامة 10 أرقام. كتبت 9"),
        ("national_id", "", "اكتب الرقم"),
        ("national_id", "2900000007", "رقم الهوية يبدأ بالرقم 1، ورقم الإقامة يبدأ بالرقم 2. راجع الرقم"),
        ("border_number", "2900000007", "رقم الحدود 10 أرقام، ويبدأ برقم من 3 إلى 6. راجع الرقم."),
        ("passport", "A-1", "رقم الجواز من 5 إلى 15 حرفًا إنجليزيًّا أو رقمًا. راجع الرقم"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_what_to_do(kind, typed, error):
    assert identity(kind, typed)[:2] == (None, error)


def test_a_wrong_check_digit_warns_once_then_is_taken_and_told():
    stored, error, _, seen = identity("iqama", "2900000001")
    assert (stored, seen) == (None, "2900000001")
    assert error.startswith("راجع الرقم، فقد تكون إحدى خاناته خطأ")
    assert identity("iqama", "٢٩٠٠٠٠٠٠٠١", seen)[:3] == ("2900000001", None, ("checksum",))


def test_another_wrong_number_after_the_warning_is_warned_of_again():
    assert identity("iqama", "2900000002", "2900000001")[0] is None


def test_without_a_document_no_number_is_wanted_nor_kept():
    assert identity("none", "")[:2] == (None, None)
    assert identity("none", "123")[:2] == (None, None)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  سلمى   عبده ", "سلمى عبده"),
        ("Md. Rafiqul Islam", "Md. Rafiqul Islam"),
        ("রফিকুল", "রফিকুল"),
        ("ﷴ علي", "محمد علي"),
    ],
)
def test_a_name_may_be_in_any_script(typed, stored):
    assert answer(NameField("اسم"), typed)[:2] == (stored, None)


@pytest.mark.parametrize("typed", ["", "م", "12345", "٠٥٠", "http://example.org", "www.example.org", "...", "\u202e"])
def test_what_is_no_name_is_said(typed):
    assert answer(NameField("اسم", missing="اكتب اسمك"), typed)[:2] == (None, "اكتب اسمك")


def test_a_name_too_long_says_by_how_much():
    assert "الزائد: 20" in answer(NameField("اسم"), "ن" * 120)[1]


def test_invisible_signs_are_taken_out_and_told():
    assert answer(NameField("اسم"), "سل\u202eمى \x07علي") == ("سلمى علي", None, ("cleaned",))


def test_lines_stay_in_long_text_and_its_length_is_counted_after_cleaning():
    field = LongTextField("شرح", least=10, most=20, missing="اشرح", short_error="أقصر من اللازم")
    assert answer(field, "سطر أول\r\n\r\n\r\n\r\nسطر ثان")[0] == "سطر أول\n\nسطر ثان"
    assert answer(field, "قصير" + " " * 30)[1] == "أقصر من اللازم"
    assert "الزائد: 5" in answer(field, "ن" * 25)[1]


@pytest.mark.parametrize("typed", ["salma@example.org", " SALMA@example.org ", "salma @example.org"])
def test_an_address_is_taken_without_its_spaces(typed):
    assert answer(EmailField("بريد", required=False, most=254), typed)[0].lower() == "salma@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "salma",
        "salma@",
        "@example.org",
        "a@b",
        "salma@example.org\nbcc: x@example.org,",
        "=?utf-8?q?x=40example=2Ecom?=@example.org",  # no mail could be written to it
    ],
)
def test_what_is_no_address_is_said(typed):
    error = answer(EmailField("بريد", required=False, most=254), typed)[1]
    assert error == "اكتب بريدًا بصيغة مثل name@example.com، أو اترك الحقل فارغًا"


def test_a_signature_is_the_name_however_it_is_spelled():
    field = SignatureField("توقيع", signs="full_name", signs_other="helper_name")
    assert answer(field, "سلمي عبدة", full_name="سلمى عبده")[1] is None
    assert answer(field, "خالد", full_name="سلمى")[1] == "اكتب الاسم كما كتبته من قبل: سلمى"
    assert answer(field, "خالد", full_name="سلمى", helper_name="خالد", for_whom="other")[1] is None


@pytest.mark.parametrize(("typed", "stored"), [("abcd1234", "ABCD1234"), ("ABCD ١٢٣٤", "ABCD1234"), ("", None)])
def test_a_short_address_is_four_letters_and_four_digits(typed, stored):
    assert answer(ShortAddressField("عنوان", required=False), typed)[:2] == (stored, None)


@pytest.mark.parametrize("typed", ["ABC1234", "1234ABCD", "ابجد1234"])
def test_another_short_address_is_refused(typed):
    assert answer(ShortAddressField("عنوان", required=False), typed)[1].startswith("اكتب العنوان المختصر")


@pytest.mark.parametrize(("typed", "stored"), [("٠", 0), ("3", 3), ("۳۰", 30)])
def test_a_count_is_a_number(typed, stored):
    assert answer(CountField("عدد", most=30), typed)[:2] == (stored, None)


@pytest.mark.parametrize("typed", ["31", "-1", "1.5", "ثلاثة", "²", "٪", "9" * 5000])
def test_another_count_is_refused(typed):
    assert answer(CountField("عدد", most=30), typed)[:2] == (None, "اكتب رقمًا من 0 إلى 30")


def test_only_what_is_offered_can_be_chosen():
    assert answer(OneOfField("اختر", choices=ABC), "b")[:2] == ("b", None)
    assert answer(OneOfField("اختر", choices=ABC), "z")[:2] == (None, "اختر إجابة")
    assert answer(OneOfField("اختر", choices=ABC), "")[:2] == (None, "اختر إجابة")
    assert answer(PickField("اختر", choices=ABC, required=False), "")[:2] == (None, None)


def test_several_are_kept_in_the_order_they_are_offered():
    assert answer(SomeOfField("اختر", choices=ABC), ["c", "a", "z"])[:2] == (["a", "c"], None)
    assert answer(SomeOfField("اختر", choices=ABC, missing="واحد على الأقل"), ["z"])[:2] == (None, "واحد على الأقل")


def test_a_tick_is_agreed_to_or_not():
    assert answer(TickField("أوافق"), "yes")[:2] == (True, None)
    assert answer(TickField("أوافق", missing="وافق"), "no")[:2] == (None, "وافق")


def test_a_reference_is_understood_and_a_mobile_in_its_place_is_said():
    field = ReferenceField("رقم")
    assert answer(field, "٧٣٥٣-٧٩٠٢-٤٢٠٦")[:2] == ("735379024206", None)
    assert answer(field, "0500000001")[1].startswith("كتبت رقم جوال")
    assert answer(field, "735379024207")[1].startswith("رقم الطلب 12 رقمًا")


def test_each_record_says_what_was_asked_and_shown():
    form = page_with(q=OneOfField("اختر", choices=ABC))(scene())
    shown = form.q.answer("b")
    assert (shown.label, shown.value, shown.shown, shown.kind) == ("اختر", "b", "باء", "choice")


def test_filing_for_another_changes_the_words_and_the_browser_fills_nothing_in():
    field = LineField("اسمك", label_other="اسمه", hint="لك", hint_other="له", autocomplete="name")
    own, other = page_with(q=field)(scene()).q, page_with(q=field)(scene(for_whom="other")).q
    assert (own.text, own.hint, own.autocomplete) == ("اسمك", "لك", "name")
    assert (other.text, other.hint, other.autocomplete) == ("اسمه", "له", "off")
