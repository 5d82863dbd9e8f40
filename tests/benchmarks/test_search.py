"""The benchmark of searching: its cases are whole, and its figures are what they are called."""

from collections import Counter

import pytest

from benchmarks.search import report
from benchmarks.search.cases import Case, by, load_cases, place, quality
from benchmarks.search.sites import with_made_up
from tests.search.known import PAGES

CASES = load_cases()
CLASSES = {
    *("hamza", "taa_marbuta", "alef_maqsura", "diacritics", "tatweel", "article", "prefix", "plural", "digits"),
    *("urdu_kbd", "typo", "multiword", "dialect", "english"),
}
CASE = Case("متابعة", frozenset({"/a/", "/b/"}), "hamza", "dev")


def test_there_are_enough_cases_of_every_class():
    assert len(CASES) >= 150
    assert {case.kind for case in CASES} == CLASSES
    assert min(Counter(case.kind for case in CASES).values()) >= 10


def test_half_of_each_class_is_held_aside():
    for kind in CLASSES:
        splits = Counter(case.split for case in CASES if case.kind == kind)
        assert set(splits) == {"dev", "held"}
        assert abs(splits["dev"] - splits["held"]) <= 1


def test_no_query_stands_twice():
    assert [query for query, count in Counter(case.query for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize(
    ("found", "at"), [(["/b/"], 1), (["/x/", "/a/", "/b/"], 2), (["/x/"], 0), ([], 0), (["/x/"] * 10 + ["/a/"], 0)]
)
def test_a_place_is_that_of_the_first_right_page(found, at):
    assert place(CASE, found) == at


def test_quality_is_the_mean_over_the_cases():
    found = quality([1, 2, 4, 0])
    assert (found.cases, found.hit_1, found.hit_3, found.mrr) == (4, 0.25, 0.5, (1 + 1 / 2 + 1 / 4) / 4)


def test_quality_by_class_ends_with_all():
    other = Case("x", frozenset(), "typo", "held")
    assert [
        (name, each.cases) for name, each in by(lambda case: case.kind, [CASE, other, CASE], [1, 0, 1]).items()
    ] == [
        ("hamza", 2),
        ("typo", 1),
        ("all", 3),
    ]


def test_made_up_pages_are_the_same_each_time():
    made = with_made_up(PAGES, 12)
    assert made == with_made_up(PAGES, 12)
    assert made[: len(PAGES)] == list(PAGES)
    assert len({page.url for page in made}) == 12


def test_what_people_wrote_around_a_table_stays(tmp_path):
    path = tmp_path / "RESULTS.md"
    path.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write("new", path)
    assert path.read_text("utf-8") == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
