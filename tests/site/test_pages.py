"""What every page of the public site must be."""

import re
from itertools import pairwise

import pytest

from docs.hooks.facts import days
from forms_service.association import load_association
from forms_service.search.misses import KEPT_DAYS, MOST_DIGITS, MOST_WORDS
from tests.architecture.tree import ROOT
from tests.site.addresses import EVERY_PAGE, LISTED, PAGES, SERVICE
from tests.site.reading import words

ASSOCIATION = load_association(ROOT / "association.yml")
TWO_WEEKS = re.compile(r"(?<!لا تقل عن )(?:ال|ب|ل|و)?أسبوعين")
LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_page_is_arabic_from_right_to_left(page, address):
    assert (page(address).html.get("lang"), page(address).html.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_only_h1_begins_the_title(page, address):
    opened = page(address)
    (heading,), (title,) = opened.all("h1"), opened.all("title")
    assert words(title) == f"{words(heading)} — {ASSOCIATION.name}"


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_headings_go_down_one_step_at_a_time(page, address):
    levels = [int(element.tag[1]) for element in page(address).all() if re.fullmatch("h[1-6]", element.tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_ids_are_said_once_and_are_readable(page, address):
    ids = page(address).ids()
    assert sorted(ids) == sorted(set(ids))
    assert [found for found in ids if not re.fullmatch(r"[a-z][a-z0-9-]*", found)] == []


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_nothing_is_styled_or_scripted_inside(page, address):
    opened = page(address)
    assert opened.all("style") == []
    assert [script for script in opened.all("script") if words(script) or "src" not in script.attrib] == []
    names = {name for element in opened.all() for name in element.attrib}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


@pytest.mark.parametrize("address", PAGES)
def test_the_description_comes_from_the_front_matter(page, address):
    (description,) = page(address).all("meta", name="description")
    assert 30 <= len(description.get("content", "")) <= 160
    assert "description:" not in words(page(address).html)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_two_weeks_are_always_not_less_than_two_weeks(page, address):
    assert TWO_WEEKS.findall(words(page(address).html)) == []


def test_the_two_week_sentence_is_where_people_ask_for_it(page):
    for address in ("/", "/faq/", "/support-request/", "/support-request/how-it-works/", "/misconceptions/"):
        assert "خلال مدة لا تقل عن أسبوعين" in words(page(address).html)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_no_template_or_markdown_is_left_over(page, address):
    opened = page(address)
    for code in opened.all("code"):
        code.text = ""
    said = words(opened.html)
    assert [sign for sign in ("{{", "{%", "{#", "{ #", "}}", "!!!", "**", "](", "| --") if sign in said] == []


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_foreign_words_are_set_apart(page, address):
    opened = page(address)
    apart = {id(part) for element in opened.all("bdi") + opened.all("pre", dir="ltr") for part in element.iter()}
    loose = [element for element in opened.all() if id(element) not in apart and LATIN.search(element.text or "")]
    assert loose == []


@pytest.mark.parametrize("address", PAGES)
def test_the_menu_says_where_the_reader_is(page, address):
    (menu,) = page(address).all("nav", aria_label="القائمة الرئيسية")
    here = {link.get("href"): link.get("aria-current") for link in menu.iter("a") if link.get("aria-current")}
    section = next((found for found in ("/documents/", "/support-request/") if address.startswith(found)), address)
    listed = section in {link.get("href") for link in menu.iter("a")}
    assert here == ({section: "page" if section == address else "true"} if listed else {})


def test_the_foot_of_the_page_lists_every_page(page):
    (menu,) = page("/").all("nav", id="menu")
    assert {link.get("href") for link in menu.iter("a")} == {*LISTED, "/forms/track/", "/forms/inquiry/", "/forms/feedback/"}


def test_the_contents_name_every_section(page):
    opened = page("/faq/")
    sections = [(f"#{heading.get('id')}", words(heading)) for heading in opened.all("h2")]
    lists = [*opened.all("nav", class_="toc"), *opened.all("details", class_="toc-phone")]
    assert [[(link.get("href"), words(link)) for link in found.iter("a")] for found in lists] == [sections, sections]


def test_every_page_of_the_nav_is_built(site):
    nav = re.findall(r"^  - (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(nav) == len(set(nav)) == len(LISTED)
    assert len(list(site.rglob("index.html"))) == len(PAGES)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_one_filled_button_for_one_main_action(page, address):
    filled = [element for element in page(address).all("a", class_="btn") if "quiet" not in element.get("class", "")]
    assert len(filled) <= 1


def test_the_forms_are_one_step_away(page):
    opened = [page(address) for address in PAGES]
    asked = {link.get("href") for each in opened for link in each.all("a")}
    assert asked | {form.get("action") for each in opened for form in each.all("form")} >= SERVICE


def test_drafts_and_gaps_are_called_so(page):
    (table,) = page("/documents/").all("table")
    states = [words(row[1]) for row in list(table.iter("tr"))[1:]]
    draft = "مسودة — بانتظار اعتماد مجلس الإدارة"
    assert states == ["معتمد", draft, draft, "لم تُنشر بعد"]


def test_searches_that_found_nothing_are_counted_as_long_as_the_page_says(page):
    said = words(page("/privacy/").html).partition("نعدّ الكلمات التي لا نتائج لها")[2]
    assert f"المدة: {days(KEPT_DAYS)}." in said
    assert (MOST_WORDS, MOST_DIGITS) == (6, 4)  # «أكثر من ست كلمات»، «خمسة أرقام»


def test_drafts_of_answers_are_kept_as_long_as_the_facts_say(page):
    assert f"المدة: {days(ASSOCIATION.retention.draft_days)}." in words(page("/privacy/").html)
