"""The tables that both languages read: folded, in an order that takes the longest first, and whole as JSON."""

import json

import pytest

from forms_service.arabic import tables
from forms_service.arabic.folding import fold


@pytest.mark.parametrize("name", ["ARTICLES", "NO_ARTICLE", "BEFORE", "AFTER", "LED", "STOP_WORDS", "ALIKE"])
def test_every_table_is_folded(name):
    assert [word for word in getattr(tables, name) if fold(word) != word] == []


@pytest.mark.parametrize("name", ["ARTICLES", "LED"])
def test_no_entry_hides_a_longer_one_after_it(name):
    entries = getattr(tables, name)
    hidden = [(one, later) for at, one in enumerate(entries) for later in entries[at + 1 :] if later.startswith(one)]
    assert hidden == []


def test_no_suffix_hides_a_longer_one_after_it():
    suffixes = [suffix for suffix, _ in tables.SUFFIXES]
    assert [(s, t) for at, s in enumerate(suffixes) for t in suffixes[at + 1 :] if t.endswith(s)] == []


@pytest.mark.parametrize("word", ["كيف", "في", "the", "وش", "7", "ب"])
def test_small_words_say_nothing(word):
    assert tables.is_small(word)


@pytest.mark.parametrize("word", ["طلب", "هويه", "faq", "18"])
def test_other_words_say_something(word):
    assert not tables.is_small(word)


def test_everything_goes_into_json():
    assert json.loads(json.dumps(tables.as_json())) == tables.as_json()
