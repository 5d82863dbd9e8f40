"""The search page without JavaScript: what people type finds pages, what finds nothing is counted, and nothing fails."""

import re
import threading
from html import unescape
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.search import views
from forms_service.search.collecting import collect
from forms_service.search.engine import INDEX_FILE
from forms_service.search.misses import SearchMiss
from forms_service.search.pages import Page, Section
from forms_service.search.store import write_index
from forms_service.search.synonyms import Synonyms
from forms_service.web.limits import limiter
from tests.conftest import make_settings
from tests.hostile.texts import INJECTIONS, Shown, encoded, hostile_texts
from tests.support.forms import title

SEARCH = "/forms/search/"
COUNTED = "نعدّ الكلمات التي لا نتائج لها لنحسّن الموقع، دون أن نعرف من كتبها."


def hit(number=1, **changes):
    """One result."""
    line = (("رقم ", False), ("الجوال", True), (" <b>", False))
    known = {
        "url": f"/contact/{number}/",
        "title": "تواصل معنا",
        "section": "الاتصالات",
        "anchor": "phone",
        "line": line,
    }
    return SimpleNamespace(**{**known, **changes})


class KnownAnswers:
    """Stands for the index of the site: answers what it was told to, and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.answer = SimpleNamespace(hits=(), corrected=None)

    def search(self, query, limit):
        self.asked.append((query, limit))
        return self.answer


@pytest.fixture
def index(monkeypatch):
    answers = KnownAnswers()
    monkeypatch.setattr(views, "open_index", lambda path: answers)
    return answers


@pytest.fixture
def search(client, index):
    """search("words"): the page."""
    return lambda words, **more: client.get(SEARCH, query_string={"q": words}, **more)


def main_of(page):
    """The words of the page itself, as a browser shows them, without the header and the foot."""
    return " ".join(Shown(page.partition("<main")[2].partition("</main>")[0]).text.split())


def standing(page):
    return unescape(re.search(r'id="q".*?value="([^"]*)"', page, re.DOTALL)[1])


def counts(app):
    with app.app_context(), Session(db.engine) as session:
        return {row.words: row.count for row in session.scalars(select(SearchMiss))}


def test_the_page_asks_for_words_and_looks_for_nothing(client, index):
    answer = client.get(SEARCH)
    assert (answer.status_code, title(answer.text).partition(" — ")[0]) == (200, "ابحث في الموقع")
    assert "اكتب كلمة أو سؤالًا قصيرًا، مثل: متابعة طلب" in main_of(answer.text)
    assert COUNTED in main_of(answer.text)
    assert index.asked == []


@pytest.mark.parametrize("nothing", ["", "   ", "\u200f\u202b", "\x00"], ids=ascii)
def test_who_asks_for_nothing_is_told_to_type(search, index, nothing):
    answer = search(nothing)
    assert (answer.status_code, index.asked) == (200, [])
    assert "اكتب ما تبحث عنه." in main_of(answer.text)


def test_results_name_page_and_section_and_show_the_line(search, index):
    index.answer.hits = (hit(), hit(2, section="", anchor="", line=()))
    page = search("الجوال").text
    assert title(page).startswith("ابحث في الموقع: الجوال — ")
    assert "عدد النتائج عن «الجوال»: 2" in main_of(page)
    assert '<a href="/contact/1/#phone"><b>تواصل معنا</b> — الاتصالات</a>' in page
    assert "رقم <mark>الجوال</mark> &lt;b&gt;" in page
    assert '<a href="/contact/2/"><b>تواصل معنا</b></a>' in page
    assert standing(page) == "الجوال"
    assert index.asked == [("الجوال", views.MOST_HITS)]


def test_ten_results_are_shown_and_the_others_are_behind_a_word(search, index):
    index.answer.hits = tuple(hit(number) for number in range(12))
    first, _, others = search("الجوال").text.partition("نتائج أخرى")
    assert "عدد النتائج عن «الجوال»: 12" in main_of(first + "</main>")
    assert [re.findall(r"/contact/(\d+)/#", part) for part in (first, others)] == [
        [str(number) for number in range(10)],
        ["10", "11"],
    ]
    index.answer.hits = index.answer.hits[:10]
    assert "نتائج أخرى" not in search("الجوال").text


def test_a_slip_is_read_as_what_was_meant_and_said(search, index, app):
    index.answer = SimpleNamespace(hits=(hit(),), corrected="متابعة طلب")
    page = search("متابغة طلب").text
    assert "لم نجد «متابغة طلب»، وهذه نتائج «متابعة طلب»." in main_of(page)
    assert standing(page) == "متابغة طلب"
    assert counts(app) == {}


def test_where_nothing_is_found_there_is_a_next_step_and_the_words_are_counted(search, app):
    page = search("عُمرة").text
    assert "لم نجد نتائج عن «عُمرة». جرّب كلمة أقصر، أو افتح «الأسئلة الشائعة»، أو اسألنا من «تواصل معنا»." in main_of(
        page
    )
    for address in ("/faq/", "/contact/"):
        assert f'href="{address}"' in page.partition("<main")[2]
    search("عمره")
    assert counts(app) == {"عمره": 2}


@pytest.mark.parametrize("query", ["2900000007", "salma@example.org", "050 000 0001 سلمى", "كلمة " * 7, "ن" * 5000])
def test_what_may_tell_who_asked_is_not_counted(search, app, query):
    assert search(query).status_code == 200
    assert counts(app) == {}


def test_a_look_at_the_head_only_counts_nothing(client, index, app):
    assert client.head(SEARCH, query_string={"q": "عمرة"}).status_code == 200
    assert counts(app) == {}


def test_who_finds_nothing_is_answered_though_storage_is_busy(search, app, monkeypatch):
    monkeypatch.setattr(views, "PATIENCE", 0.05)
    inside, leave = threading.Event(), threading.Event()

    def hold():
        with app.app_context(), transaction():
            inside.set()
            leave.wait(20)

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        assert inside.wait(20)
        answer = search("عمرة")
    finally:
        leave.set()
        holding.join(20)
    assert (answer.status_code, "لم نجد نتائج" in answer.text) == (200, True)
    assert counts(app) == {}


def test_a_search_sets_no_cookie_and_is_kept_nowhere(search):
    answer = search("عمرة")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_pages_with_the_search_carry_its_script(client, index):
    script = '<script type="module" src="/assets/search/ui.js"></script>'
    for address in (SEARCH, f"{SEARCH}?q=x", "/forms/track/", "/forms/help-request/", "/forms/volunteer/"):
        page = client.get(address)
        assert (page.text.count(script), page.text.count("<script"), page.text.count('role="search"')) == (1, 1, 1)
        assert "script-src 'self'; connect-src 'self'" in page.headers["Content-Security-Policy"]
    for address in ("/forms/help-request/service", "/forms/volunteer/you", "/staff/sign-in"):
        page = client.get(address)
        assert ("<script" in page.text, 'role="search"' in page.text) == (False, False)
        assert "script-src" not in page.headers["Content-Security-Policy"]


def test_a_whole_message_is_searched_by_its_beginning_and_that_is_said(search, index):
    page = search("كلمة " * 1000).text
    assert "كتبت نصًّا طويلًا، فبحثنا بأوله." in main_of(page)
    assert standing(page) == index.asked[0][0] == " ".join(["كلمة"] * 40)
    assert "فبحثنا بأوله" not in search("كلمة").text


def test_the_field_takes_no_more_than_is_searched(client, index):
    assert 'maxlength="200"' in client.get(SEARCH).text


@pytest.mark.parametrize("vector", INJECTIONS)
def test_what_was_typed_and_what_was_found_are_text(search, index, vector):
    index.answer.hits = (hit(title=vector, section=vector, line=((vector, True), (vector, False))),)
    index.answer.corrected = vector
    shown, honest = Shown(search(vector).text), Shown(search("طلب").text)
    assert shown.tags == honest.tags
    assert shown.attributes == honest.attributes
    assert shown.inputs["q"] == " ".join(vector.split())


@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile_texts("متابعة طلب"))
def test_whatever_is_typed_is_answered(client, index, monkeypatch, typed):
    monkeypatch.setattr(limiter, "enabled", False)
    answer = client.get(f"{SEARCH}?q={encoded(typed)}")
    assert answer.status_code == 200
    assert Shown(answer.text).tags <= {*Shown(client.get(f"{SEARCH}?q=x").text).tags}


@pytest.mark.parametrize("part", ["%00", "%FF%FE", "%ED%A0%80", "%", "%zz", "a&q=b", "a" * 20_000, quote("🏠") * 900])
def test_an_address_may_hold_any_bytes(client, index, part):
    assert client.get(f"{SEARCH}?q={part}").status_code == 200


def test_one_address_may_not_search_without_end(search):
    codes = [search("طلب").status_code for _ in range(121)]
    assert codes == [200] * 120 + [429]


@pytest.fixture
def built(settings):
    """The index of a site of one page, where the service looks for it."""
    lines = ("افتح الصفحة، واكتب رقم الطلب.",)
    page = Page(
        "/faq/", "الأسئلة الشائعة", "أجوبة قصيرة", (), (Section("", "", ()), Section("track", "أين طلبي؟", lines))
    )
    path = settings.site_dir / INDEX_FILE
    write_index(path, collect([page]), Synonyms())
    return path


@pytest.fixture
def settings(tmp_path):
    return make_settings(tmp_path, site_dir=tmp_path / "site")


def test_the_index_that_was_built_with_the_site_is_searched(client, built):
    page = client.get(SEARCH, query_string={"q": "رَقم"}).text
    assert '<a href="/faq/#track"><b>الأسئلة الشائعة</b> — أين طلبي؟</a>' in page
    assert "واكتب <mark>رقم</mark> الطلب." in page


def test_an_index_that_is_spoiled_is_none(client, built):
    built.write_bytes(b"none of ours" * 400)
    assert client.get(SEARCH, query_string={"q": "طلب"}).status_code == 503


def test_without_a_built_site_the_search_says_so(client):
    answer = client.get(SEARCH, query_string={"q": "طلب"})
    assert (answer.status_code, standing(answer.text)) == (503, "طلب")
    assert "البحث متوقف الآن. حاول بعد قليل، أو افتح «الأسئلة الشائعة»." in main_of(answer.text)
    assert client.get(SEARCH).status_code == 200
