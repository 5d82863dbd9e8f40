"""Which page comes first, and with which part."""

import pytest

from forms_service.search.asking import Reader
from forms_service.search.collecting import collect
from forms_service.search.pages import Page, Section
from forms_service.search.ranking import Ranking
from forms_service.search.scoring import Scoring, Shape
from tests.search.known import PAGES


def page(url, title="", text="", **more):
    sections = more.get("sections", (Section("", "", (text,)),))
    return Page(url, title, "", more.get("keywords", ()), sections)


def ranked(pages, query, limit=10):
    found = collect(pages)
    parts = found.parts
    shape = Shape(
        [p.page for p in parts], [p.length for p in parts], [found.title_length(at) for at in range(len(pages))]
    )
    ranking = Ranking(Scoring(shape, lambda term: found.postings[term]))
    places = ranking.rank(Reader(found.lexicon, {}).read(query), limit)
    return [(pages[place.page].url, place.part) for place in places]


def urls(pages, query, limit=10):
    return [url for url, _ in ranked(pages, query, limit)]


@pytest.mark.parametrize("query", ["", "غريب", "كيف"])
def test_nothing_is_found_where_no_word_is_known(query):
    assert urls(PAGES, query) == []


def test_a_title_comes_before_a_text():
    assert urls([page("/text", text="التطوع"), page("/title", "التطوع")], "تطوع") == ["/title", "/text"]


def test_the_title_that_is_the_query_comes_before_a_longer_one():
    pages = [page("/long", "متابعة طلب الدعم واستكماله"), page("/short", "متابعة طلب")]
    assert urls(pages, "متابعة الطلب")[0] == "/short"


def test_the_page_that_has_all_words_comes_first():
    pages = [page("/one", text="شكوى"), page("/both", text="رقم الشكوى"), page("/other", text="رقم")]
    assert urls(pages, "رقم الشكوى")[0] == "/both"


def test_words_that_stand_together_count_more():
    filler = Section("f", "", ("كلمة " * 200,))
    apart = (Section("a", "", ("شكوى",)), filler, Section("b", "", ("موعد",)))
    together = (Section("a", "", ("شكوى موعد",)), filler, Section("b", "", ("غير ذلك",)))
    assert urls([page("/apart", sections=apart), page("/together", sections=together)], "موعد الشكوى")[0] == "/together"


def test_a_rare_relative_of_a_common_word_is_worth_no_more_than_the_word():
    pages = [page(f"/{at}", "طلب", "طلب") for at in range(9)]
    assert urls([page("/students", text="طلاب"), *pages], "طلب")[-1] == "/students"


def test_the_part_that_answers_is_the_place():
    filler = Section("f", "", ("كلمة " * 200,))
    assert ranked([page("/", sections=(filler, Section("s", "شكوى", ())))], "شكوى") == [("/", 1)]


def test_the_same_pages_come_first_whatever_the_limit():
    pages = [page(f"/{at}", "طلب" * (at % 3 == 0), "طلب دعم رقم"[: at % 12]) for at in range(40)]
    everything = urls(pages, "رقم طلب الدعم", limit=40)
    assert [urls(pages, "رقم طلب الدعم", limit) for limit in (1, 5, 20)] == [everything[:n] for n in (1, 5, 20)]


def test_pages_worth_the_same_keep_their_order():
    assert urls([page("/a", "طلب"), page("/b", "طلب")], "طلب") == ["/a", "/b"]
