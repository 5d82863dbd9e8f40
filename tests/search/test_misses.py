"""What was searched for in vain: counted by day without who asked, never a number, an address or a whole message, and not for long."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from forms_service.db import db, transaction
from forms_service.search import misses
from forms_service.search.misses import (
    KEPT_DAYS,
    Missed,
    SearchMiss,
    any_old,
    count_miss,
    destroy_old,
    most_missed,
    worth_counting,
)
from tests.support.postgres import both_databases

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("كيف أقدّم عُمرة؟", "كيف اقدم عمره"),
        ("  إفـــطار   صائم ", "افطار صايم"),
        ("واحد اثنان ثلاثة أربعة خمسة ستة", "واحد اثنان ثلاثه اربعه خمسه سته"),
        ("رؤية 2030", "رويه 2030"),
        ("Zakat", "zakat"),
    ],
)
def test_words_are_counted_as_search_reads_them(query, words):
    assert worth_counting(query) == words


@pytest.mark.parametrize(
    "query",
    [
        "",
        "؟؟ !",
        "2900000007",
        "٢٩٠٠٠٠٠٠٠٧",
        "جوالي 050 000 0001",
        "طلب 4829-3057-1162",
        "حي 12 شارع 345",
        "salma@example.org",
        "سلمى＠مثال",
        "واحد اثنان ثلاثة أربعة خمسة ستة سبعة",
        "ن" * 101,
        "\ufdfa" * 30,
    ],
    ids=ascii,
)
def test_what_may_tell_who_asked_is_not(query):
    assert worth_counting(query) == ""


def counts(words, day=TODAY, times=1):
    for _ in range(times):
        with transaction() as session:
            count_miss(session, words, day)


@both_databases
def test_the_same_words_of_one_day_are_one_row(context):
    counts("عمره", times=3)
    counts("حج")
    counts("عمره", TODAY - timedelta(days=1))
    rows = db.session.execute(select(SearchMiss.words, SearchMiss.day, SearchMiss.count)).all()
    assert sorted(rows) == [("حج", TODAY, 1), ("عمره", TODAY - timedelta(days=1), 1), ("عمره", TODAY, 3)]


@both_databases
def test_many_at_once_are_all_counted(app):
    def miss(_number):
        with app.app_context():
            counts("عمره")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(miss, range(24)))
    with app.app_context():
        assert db.session.scalars(select(SearchMiss.count)).all() == [24]


@both_databases
def test_editors_see_the_most_frequent_or_the_newest_first(context):
    counts("حج", TODAY - timedelta(days=2), times=2)
    counts("حج", TODAY - timedelta(days=1), times=2)
    counts("عمره", times=3)
    counts("كتب")
    often = [Missed("حج", 4, TODAY - timedelta(days=1)), Missed("عمره", 3, TODAY), Missed("كتب", 1, TODAY)]
    assert most_missed(db.session, 10) == often
    assert [each.words for each in most_missed(db.session, 10, newest=True)] == ["عمره", "كتب", "حج"]
    assert most_missed(db.session, 1) == often[:1]


@both_databases
def test_a_day_is_full_after_so_many_words_and_those_it_has_are_counted_on(context, monkeypatch):
    monkeypatch.setattr(misses, "MOST_A_DAY", 3)
    for number in range(5):
        counts(f"كلمه {number}")
    counts("كلمه 0")
    counts("كلمه 4", TODAY + timedelta(days=1))
    of_the_day = select(SearchMiss.words, SearchMiss.count).where(SearchMiss.day == TODAY)
    assert sorted(db.session.execute(of_the_day).all()) == [("كلمه 0", 2), ("كلمه 1", 1), ("كلمه 2", 1)]
    assert db.session.scalar(select(func.count()).select_from(SearchMiss)) == 4


@both_databases
def test_counts_are_erased_when_their_time_is_over(context):
    counts("قديم", TODAY - timedelta(days=KEPT_DAYS))
    counts("باق", TODAY - timedelta(days=KEPT_DAYS - 1))
    assert any_old(db.session, TODAY)
    with transaction() as session:
        assert destroy_old(session, TODAY) == 1
    db.session.expire_all()
    db.session.rollback()
    assert not any_old(db.session, TODAY)
    assert [each.words for each in most_missed(db.session, 10)] == ["باق"]
