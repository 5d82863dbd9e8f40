"""The index file of the service says again what was written into it, and can only be read."""

import sqlite3

import pytest

from forms_service.search.collecting import collect
from forms_service.search.store import Store, write_index
from tests.search.known import PAGES, SYNONYMS

FOUND = collect(PAGES)


@pytest.fixture
def path(tmp_path):
    write_index(tmp_path / "deep" / "index.sqlite3", FOUND, SYNONYMS)
    return tmp_path / "deep" / "index.sqlite3"


@pytest.fixture
def store(path):
    store = Store(path)
    yield store
    store.close()


def test_pages_shape_and_synonyms_are_read_again(store):
    read = store.read()
    assert [(page.url, page.title, page.keywords) for page in read.pages] == [
        (page.url, page.title, page.keywords) for page in PAGES
    ]
    assert read.shape.page_of == [part.page for part in FOUND.parts]
    assert read.shape.length == [part.length for part in FOUND.parts]
    assert read.shape.title_length == [FOUND.title_length(at) for at in range(len(PAGES))]
    assert read.lexicon.stems == FOUND.lexicon.stems
    assert read.synonyms == SYNONYMS


def test_full_text_search_has_the_postings_of_every_term(store):
    assert {term: store.postings(term) for term in FOUND.postings} == FOUND.postings
    assert store.postings("غريب") == []


def test_texts_are_read_again(store):
    assert [store.sections(at) for at in range(len(FOUND.parts))] == [FOUND.shown(at) for at in range(len(FOUND.parts))]


def test_the_file_is_the_same_each_time(path, tmp_path):
    write_index(tmp_path / "again.sqlite3", FOUND, SYNONYMS)
    assert (tmp_path / "again.sqlite3").read_bytes() == path.read_bytes()


def test_the_file_is_only_read(store, path):
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._database.execute("DELETE FROM pages")
    assert path.read_bytes() == before
