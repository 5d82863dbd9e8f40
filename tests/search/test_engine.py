"""The search as the service uses it: what people type finds the page they mean, and no text makes it fail."""

import threading

import pytest
from hypothesis import given

from forms_service.errors import ConfigurationError
from forms_service.search.collecting import collect
from forms_service.search.engine import open_index
from forms_service.search.store import write_index
from tests.hostile.texts import hostile_texts
from tests.search.known import PAGES, SYNONYMS


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "index.sqlite3"
    write_index(path, collect(PAGES), SYNONYMS)
    return path


@pytest.fixture(scope="module")
def index(path):
    return open_index(path)


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("متابعه الطلب", "/forms/track/"),
        ("مُتابَعة", "/forms/track/"),
        ("متـــابعة", "/forms/track/"),
        ("متابعت الطلب", "/forms/track/"),
        ("4829-3057-1166", "/forms/track/"),
        ("واتس", "/contact/"),
        ("WhatsApp", "/contact/"),
        ("شکوی", "/contact/"),
        ("الشكاوى", "/contact/"),
        ("وين الخطابات", "/contact/"),
        ("للتطوع", "/volunteer/"),
        ("متطوعين", "/volunteer/"),
        ("وثيقة", "/documents/"),
        ("لائحة", "/documents/"),
    ],
)
def test_what_people_type_finds_the_page_they_mean(index, query, url):
    assert index.search(query).hits[0].url == url


def test_a_result_shows_page_section_and_line(index):
    hit = index.search("رمز نفاذ").hits[0]
    assert (hit.title, hit.section, hit.anchor) == ("تواصل معنا", "الاتصالات الهاتفية", "phone")
    assert hit.line == (("لا نطلب ", False), ("رمز", True), (" ", False), ("نفاذ", True), (".", False))


@pytest.mark.parametrize(("query", "better"), [("متابعت الطلب", "متابعة الطلب"), ("رقم الحطابات", "رقم الخطابات")])
def test_a_misspelt_query_is_told_as_it_was_understood(index, query, better):
    assert index.search(query).corrected == better


@pytest.mark.parametrize("query", ["متابعة الطلب", "واتس", "غريب", ""])
def test_a_query_without_a_slip_is_not_corrected(index, query):
    assert index.search(query).corrected is None


def test_no_more_results_than_wanted(index):
    assert len(index.search("الجمعية طلب", 2).hits) == 2


@given(text=hostile_texts("متابعة طلب"))
def test_no_text_makes_it_fail(path, text):
    index = open_index(path)
    assert all(hit.url for hit in index.search(str(text)).hits)


def test_the_file_is_opened_once_until_it_is_replaced(tmp_path):
    path = tmp_path / "index.sqlite3"
    write_index(path, collect(PAGES), SYNONYMS)
    first = open_index(path)
    assert open_index(path) is first
    write_index(path, collect(PAGES[:1]), SYNONYMS)
    assert open_index(path).search("متابعة").hits == ()
    assert first.search("متابعة").hits != ()


def test_without_a_file_there_is_one_clear_line(tmp_path):
    with pytest.raises(ConfigurationError, match=r"^no search index: "):
        open_index(tmp_path / "none")


def test_threads_share_one_index(index):
    wanted, found = index.search("رقم الطلب"), []
    threads = [threading.Thread(target=lambda: found.append(index.search("رقم الطلب"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8
