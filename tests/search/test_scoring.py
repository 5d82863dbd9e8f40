"""What a term is worth: more in titles than in text, more in short texts than in long ones, more where it is rare."""

from forms_service.search.scoring import Scoring, Shape
from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE

SHAPE = Shape(page_of=[0, 0, 1, 2, 3], length=[100, 100, 20, 100, 100], title_length=[1, 3, 2, 2])


def scores(*postings):
    return Scoring(SHAPE, lambda term: postings).of("طلب")


def best(page, *postings):
    return scores(*postings).pages[page].best


def test_fields_count_in_their_order():
    worth = [best(0, (0, field)) for field in (TITLE, KEYWORD, HEADING, DESCRIPTION, BODY)]
    assert worth == sorted(worth, reverse=True)
    assert len(set(worth)) == len(worth)
    assert all(0 < each < 1 for each in worth)


def test_a_term_in_two_fields_is_worth_more_than_in_one_and_less_than_twice():
    both, title, body = best(0, (0, TITLE | BODY)), best(0, (0, TITLE)), best(0, (0, BODY))
    assert max(title, body) < both < title + body


def test_a_short_text_and_a_short_title_say_more():
    assert best(1, (2, BODY)) > best(2, (3, BODY))
    assert best(0, (0, TITLE)) > best(1, (2, TITLE))


def test_what_a_page_says_of_itself_holds_in_all_its_parts():
    page = scores((0, TITLE), (1, BODY)).pages[0]
    assert page.parts[1] > page.parts[0] == page.elsewhere > 0
    assert scores((1, BODY)).pages[0].elsewhere == 0


def test_a_rare_term_counts_more():
    assert scores((0, BODY)).rarity > scores((0, BODY), (2, BODY), (3, BODY)).rarity > 0


def test_titles_are_known():
    assert scores((0, TITLE), (2, BODY)).titled == {0}
