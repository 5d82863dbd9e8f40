"""The editors' file: read with one clear line for what is wrong, and cut down to what the site has."""

import pytest

from forms_service.arabic.stems import Lexicon
from forms_service.errors import ConfigurationError
from forms_service.search.collecting import collect
from forms_service.search.synonyms import Group, load_editors, numbers_of, phrase_of, phrases, related, sought_of
from forms_service.settings import ROOT
from tests.search.known import PAGES, SYNONYMS

LEXICON = collect(PAGES).lexicon
FILE = """
words:
  - واتساب، واتس, whatsapp
  - "شغل، وظيفة": تطوع
numbers:
  - {digits: 12, sought: رقم الطلب}
pages:
  - {url: /forms/track/, title: متابعة طلب, description: أين وصل طلبك, keywords: "track, حالة الطلب", text: سطر}
"""


def test_the_file_is_read(tmp_path):
    path = tmp_path / "search.yml"
    path.write_text(FILE, encoding="utf-8")
    editors = load_editors(path)
    same, one_way = editors.synonyms.groups
    assert same == Group(("واتساب", "واتس", "whatsapp"), ("واتساب", "واتس", "whatsapp"))
    assert one_way == Group(("شغل", "وظيفة"), ("تطوع",))
    assert editors.synonyms.numbers[0].sought == ("رقم الطلب",)
    assert editors.pages[0].keywords == ("track", "حالة الطلب")
    assert editors.pages[0].sections[0].lines == ("سطر",)


@pytest.mark.parametrize("text", ["words: [", "words: []", "- one", "words: [3]\nnumbers: []\npages: []"])
def test_a_wrong_file_is_told_in_one_line(tmp_path, text):
    path = tmp_path / "search.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"^search\.yml: .+$"):
        load_editors(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match=r"search\.yml"):
        load_editors(tmp_path / "search.yml")


def test_the_file_of_this_site_is_right():
    editors = load_editors(ROOT / "docs" / "search.yml")
    assert "/forms/track/" in [page.url for page in editors.pages]
    assert len(editors.synonyms.groups) > 100


def test_no_word_stands_twice_in_one_line_of_the_file():
    groups = load_editors(ROOT / "docs" / "search.yml").synonyms.groups
    twice = [
        (group.typed[0], text)
        for group in groups
        for at, text in enumerate(group.typed)
        if phrase_of(text, LEXICON) in [phrase_of(each, LEXICON) for each in group.typed[:at]]
    ]
    assert twice == []


def test_a_phrase_is_looked_up_without_its_small_words_only_where_it_is_sought():
    assert phrase_of("من انتم", LEXICON) == ("من", "انتم")
    assert sought_of("تواصل معنا", LEXICON) == ("تواصل",)
    assert sought_of("تبرع", LEXICON) == ()


def test_what_the_site_does_not_have_is_not_sought():
    assert [group.sought for group in related(SYNONYMS.groups, LEXICON)] == [
        (("واتساب",),),
        (("تطوع",),),
        (("تواصل",),),
    ]


def test_a_phrase_does_not_stand_for_itself():
    table = phrases(SYNONYMS.groups, LEXICON)
    assert table[("واتس",)] == [("واتساب",)]
    assert ("واتساب",) not in table


def test_numbers_look_for_what_the_site_has():
    assert [(each.digits, each.begins) for each in numbers_of(SYNONYMS.numbers, LEXICON)] == [(12, ""), (10, "05")]
    assert numbers_of(SYNONYMS.numbers, Lexicon(["غريب"]))[0].sought == ()
