"""People read the public site, walk from it into the forms, and back."""

import pytest

from tests.site.addresses import PAGES
from tests.support.chromium import (
    AT_A_DESK,
    AT_A_DESK_WITHOUT_SCRIPT,
    NARROW,
    ON_A_PHONE,
    ON_A_PHONE_WITHOUT_SCRIPT,
    View,
    in_every_view,
    seen,
)

NARROW_PHONE = View(script=True, width=NARROW, dark=True)


@in_every_view()
def test_every_page_of_the_site_is_as_it_should_be(visitor):
    headings = {visitor.opens(address).heading for address in PAGES}
    assert len(headings) == len(PAGES) > 20


@seen(NARROW_PHONE)
def test_no_page_of_the_site_scrolls_sideways_on_a_very_narrow_screen(visitor):
    assert all(visitor.opens(address).heading for address in PAGES)


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_a_reader_walks_from_the_home_page_into_the_form_and_back(visitor):
    visitor.opens("/")
    assert visitor.follows("طلب دعم مستفيد").heading == "طلب دعم مستفيد"
    assert visitor.follows("كيف يُدرس طلبك").heading == "كيف يُدرس طلبك"
    assert visitor.follows("طلب دعم مستفيد").heading == "طلب دعم مستفيد"
    assert visitor.follows("الخصوصية وحماية البيانات").heading == "الخصوصية وحماية البيانات"
    assert visitor.goes_back().heading == "طلب دعم مستفيد"
    assert visitor.follows("ابدأ الطلب").heading == "ما الذي تحتاج إليه؟"
    assert visitor.follows("لم أفهم، أريد من يشرح لي").heading == "كيف يُدرس طلبك"
    assert visitor.goes_back().heading == "ما الذي تحتاج إليه؟"


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_a_reader_walks_from_volunteering_into_its_form_and_back(visitor):
    visitor.opens("/")
    assert visitor.follows("تطوّع معنا", "تسجيل الرغبة في التطوع").heading == "تطوّع معنا"
    assert visitor.follows("اقرأ عن التطوع").heading == "التطوع"
    assert visitor.goes_back().heading == "تطوّع معنا"


@seen(AT_A_DESK, ON_A_PHONE)
def test_the_menus_of_site_and_forms_lead_to_the_same_places(visitor):
    visitor.opens("/")
    from_the_site = visitor.window.links(within="#menu")
    for path in ("/forms/help-request/", "/forms/help-request/service", "/forms/track/", "/contact/", "/nowhere/"):
        visitor.opens(path)
        assert visitor.window.links(within="#menu") == from_the_site
    for words, heading in (
        ("الرئيسية", "اطلب الدعم وتابع طلبك من جوالك"),
        ("متابعة طلب", "متابعة طلب"),
        ("سياسة تنظيم العلاقة مع المستفيدين", "سياسة تنظيم العلاقة مع المستفيدين"),
    ):
        visitor.opens("/forms/track/")
        assert visitor.follows(words, within="#menu").heading.startswith(heading)


@in_every_view()
@pytest.mark.parametrize("address", ["/nowhere/", "/forms/nowhere", "/documents/nowhere/deeper"])
def test_an_address_that_does_not_exist_says_so_and_leads_home(visitor, address):
    assert visitor.opens(address).heading == "الصفحة غير موجودة"
    assert visitor.follows("الرئيسية").heading == "اطلب الدعم وتابع طلبك من جوالك"
