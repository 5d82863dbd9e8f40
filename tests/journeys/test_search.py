"""People look for something on the site: with and without JavaScript, by keyboard, by pasting, on any page, and where the script fails."""

import re

import pytest

from tests.support.chromium import (
    AT_A_DESK,
    DESKTOP,
    NARROW,
    ON_A_PHONE,
    ON_A_PHONE_WITHOUT_SCRIPT,
    PHONE,
    View,
    in_every_view,
    seen,
)
from tests.support.page import AXE, RUN_AXE

FIELD = "ابحث في الموقع"
RESULTS = ".found a:visible"
WITH_SCRIPT = [
    View(script=True, width=width, dark=dark) for width in (NARROW, PHONE, DESKTOP) for dark in (False, True)
]
in_every_view_with_script = pytest.mark.parametrize("view", WITH_SCRIPT, ids=str)
SHIFTS = """() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(seen.filter((shift) => !shift.hadRecentInput).map((shift) => shift.value))));
})"""


@pytest.fixture
def window(visitor):
    return visitor.window


@pytest.fixture
def field(window):
    return window.page.get_by_role("searchbox", name=FIELD)


@pytest.fixture
def fetched(window):
    """The addresses that were asked for, in order."""
    found = []
    window.page.on("request", lambda request: found.append(request.url))
    return found


def of_the_search(addresses):
    """What of the search was fetched beside the small script that waits for somebody to type."""
    return [address for address in addresses if re.search(r"/assets/search/(?!ui\.)", address)]


def shows(window, words):
    """Wait until the results under the field say this."""
    window.page.locator(".found", has_text=words).wait_for()


# With and without JavaScript


@in_every_view()
@pytest.mark.parametrize(
    ("typed", "heading"),
    [("ارقــام التواصل معكم", "تواصل معنا"), ("الخصوصيه و حمايه البيانات؟", "الخصوصية وحماية البيانات")],
)
def test_what_is_typed_and_sent_leads_to_its_page(visitor, window, field, typed, heading):
    visitor.opens("/")
    field.fill(typed)
    field.focus()
    window.types_key("Enter")
    assert window.heading == FIELD
    assert window.standing("q") == typed
    assert window.page.locator("main .hits mark").count()
    follows_the_first(window, heading)


def follows_the_first(window, heading):
    """Open the first result, which leads to a section of this page."""
    first = window.links(within="main .hits")[0][0]
    assert first.partition(" — ")[0] == heading
    window.follows(first, within="main .hits")
    assert window.heading == heading


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_what_is_nowhere_is_said_and_has_a_next_step(visitor, window, field):
    visitor.opens("/documents/")
    field.fill("قفزعبلق")
    window.presses("بحث")
    assert "لم نجد نتائج عن «قفزعبلق»." in window.read().text
    assert visitor.follows("الأسئلة الشائعة").heading == "الأسئلة الشائعة"


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_whoever_asks_for_nothing_is_told_to_type(visitor, window):
    visitor.opens("/")
    window.presses("بحث")
    assert "اكتب ما تبحث عنه." in window.read().text


@seen(ON_A_PHONE, ON_A_PHONE_WITHOUT_SCRIPT)
def test_a_page_that_does_not_exist_is_searched_from(visitor, window):
    visitor.opens("/nowhere/")
    window.page.get_by_role("searchbox").fill("التطوع")
    window.presses("بحث")
    follows_the_first(window, "التطوع")


@seen(ON_A_PHONE_WITHOUT_SCRIPT)
def test_the_search_is_sent_by_keyboard_alone(visitor, window):
    visitor.opens("/")
    window.tabs_to("q")
    window.page.keyboard.type("سياسة العلاقة")
    window.types_key("Enter")
    window.tabs_to(window.links(within="main .hits")[0][0])
    window.types_key("Enter")
    assert window.heading.startswith("سياسة تنظيم العلاقة مع المستفيدين")


@pytest.mark.parametrize("view", [*WITH_SCRIPT, ON_A_PHONE_WITHOUT_SCRIPT], ids=str)
def test_the_page_of_the_search_is_as_it_should_be_in_every_state(visitor, window):
    for address in ("", "?q=", "?q=%D8%B7%D9%84%D8%A8", "?q=zzzzzz", "?q=" + "%D8%B7%D9%84%D8%A8+" * 100):
        assert visitor.opens(f"/forms/search/{address}").heading == FIELD
    visitor.opens("/forms/search/?q=%D8%B7%D9%84%D8%A8")
    others = window.page.locator("main details summary")
    if others.count():
        others.click()
        assert window.page.locator("main .hits:visible").count() == 2
    window.watch.look()


# As one types


@in_every_view_with_script
def test_results_stand_under_the_field_and_move_nothing(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("الجوال")
    shows(window, "عدد النتائج عن «الجوال»")
    assert window.page.locator(".found mark:visible").count()
    assert window.focus == "q"
    assert window.page.evaluate(SHIFTS) == []
    assert window.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    window.page.evaluate(AXE)
    assert window.page.evaluate(RUN_AXE) == []
    window.watch.look()


@seen(AT_A_DESK)
def test_how_many_there_are_is_said_aloud_once_typing_rests(visitor, window, field):
    visitor.opens("/")
    aloud = window.page.locator("[role=search] [role=status]")
    field.press_sequentially("الجوال")
    shows(window, "عدد النتائج عن «الجوال»")
    aloud.filter(has_text="عدد النتائج عن «الجوال»").wait_for(state="attached")
    field.fill("قفزعبلق")
    aloud.filter(has_text="لم نجد نتائج عن «قفزعبلق».").wait_for(state="attached")
    field.fill("")
    aloud.filter(has_text=re.compile("^$")).wait_for(state="attached")


@seen(AT_A_DESK, ON_A_PHONE)
def test_arrows_walk_through_the_results_and_enter_opens_one(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("سياسة الخصوصية")
    shows(window, "الخصوصية")
    links = window.page.locator(RESULTS).all_inner_texts()
    for link in (links[0], links[1]):
        window.keys("ArrowDown")
        assert window.focus == link
    for back in (links[0], "q"):
        window.keys("ArrowUp")
        assert window.focus == back
    assert field.input_value() == "سياسة الخصوصية"
    window.keys("ArrowDown")
    address = window.page.locator(RESULTS).first.get_attribute("href")
    window.types_key("Enter")
    assert window.page.url.endswith(address)


@seen(AT_A_DESK)
def test_enter_in_the_field_asks_the_server_whatever_stands_below(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("الجوال")
    shows(window, "عدد النتائج")
    window.types_key("Enter")
    assert window.heading == FIELD
    assert window.standing("q") == "الجوال"


@seen(AT_A_DESK)
def test_escape_closes_and_keeps_what_was_typed(visitor, window, field):
    visitor.opens("/")
    for steps in (0, 2):
        field.fill("")
        field.press_sequentially("الجوال")
        shows(window, "عدد النتائج")
        for _ in range(steps):
            window.keys("ArrowDown")
        window.keys("Escape")
        window.page.locator(".found").wait_for(state="hidden")
        assert (window.focus, field.input_value()) == ("q", "الجوال")


@seen(AT_A_DESK)
def test_leaving_the_search_closes_it_and_it_never_takes_the_focus(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("الجوال")
    shows(window, "عدد النتائج")
    window.page.locator("h1").click()
    window.page.locator(".found").wait_for(state="hidden")
    field.press_sequentially("ات")
    window.page.locator(".found").wait_for(state="visible")
    window.keys("Shift+Tab")
    window.page.locator(".found").wait_for(state="hidden")


@seen(ON_A_PHONE)
def test_a_result_is_opened_by_its_line_too(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("واتساب")
    shows(window, "واتساب")
    found = window.page.locator(".found li").first
    address = found.locator("a").get_attribute("href")
    line = found.locator("p").bounding_box()
    with window.page.expect_event("load"):
        window.page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
    window.watch.look()
    assert window.page.url.endswith(address)


@seen(AT_A_DESK)
def test_what_is_pasted_or_dictated_is_searched_at_once(visitor, window, field):
    visitor.opens("/")
    field.focus()
    window.page.keyboard.insert_text("\u200f\u202bرقم\u202c الجــــوال؟\n")
    shows(window, "تواصل معنا")
    field.fill("ن" * 5000)
    shows(window, "لم نجد نتائج")
    assert len(field.input_value()) == 200


@seen(AT_A_DESK)
def test_a_slip_is_read_as_what_was_meant(visitor, window, field):
    visitor.opens("/")
    field.press_sequentially("الخصوصبة")
    shows(window, "لم نجد «الخصوصبة»، وهذه نتائج «")


# What is fetched


@seen(AT_A_DESK, ON_A_PHONE)
def test_nothing_of_the_search_is_fetched_before_somebody_searches(visitor, window, field, fetched):
    for address in ("/", "/documents/beneficiary-relations-policy/", "/faq/", "/forms/track/", "/forms/search/"):
        visitor.opens(address)
        window.page.wait_for_load_state("networkidle")
    visitor.opens("/")
    window.tabs_to("q")
    window.page.wait_for_load_state("networkidle")
    assert of_the_search(fetched) == []
    window.page.keyboard.type("تطوع")
    shows(window, "عدد النتائج عن «تطوع»")
    assert any("index" in address for address in of_the_search(fetched))


@seen(ON_A_PHONE)
def test_the_questions_of_a_form_carry_no_script_and_no_search(visitor, window):
    visitor.opens("/forms/help-request/service")
    assert window.page.locator("script").count() == 0
    assert window.page.get_by_role("search").count() == 0


@seen(AT_A_DESK)
@pytest.mark.parametrize(
    ("lost", "kind"), [("**/search/engine*.js", "text/javascript"), ("**/search/index*.json", "application/json")]
)
def test_where_the_search_in_the_browser_fails_the_server_answers(visitor, window, field, lost, kind):
    window.page.route(lost, lambda route: route.fulfill(status=200, content_type=kind, body="<"))
    visitor.opens("/")
    with window.page.expect_response(lost):
        field.press_sequentially("الجوال")
    window.page.locator(".found").wait_for(state="hidden")
    window.types_key("Enter")
    assert "عدد النتائج عن «الجوال»" in window.read().text
