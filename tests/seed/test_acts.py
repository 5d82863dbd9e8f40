"""What stories may say: each verb is known, and each is said by one of them."""

from forms_service.seed.acts import VERBS
from forms_service.seed.requests import STORIES


def test_stories_say_what_is_known_and_all_of_it():
    assert {verb for story in STORIES for _day, verb, *_given in story.lines} == set(VERBS)


def test_no_act_lies_in_the_future():
    assert [story.key for story in STORIES for day, *_line in story.lines if day > story.ago] == []
