"""The index for browsers: packed small, each part's texts in a file of its own, the same bytes each time."""

import json
import re
import string

import pytest

from forms_service.arabic.tables import ALPHABET, STOP_WORDS
from forms_service.search.collecting import collect
from forms_service.search.packing import BASE, DIGITS, SIGNS, pack, packed, write_client_index
from tests.search.known import PAGES, SYNONYMS

FOUND = collect(PAGES)


def unpacked(text):
    found, high = [], 0
    for sign in text:
        value = DIGITS.index(sign)
        if value < BASE:
            found.append(high * BASE + value)
            high = 0
        else:
            high = high * (len(DIGITS) - BASE) + value - BASE
    return found


@pytest.mark.parametrize("numbers", [[], [0], [BASE - 1, BASE, BASE + 1], [1539, 1540, 1541], [100_000, 0, 33_879, 7]])
def test_numbers_are_packed_so_that_they_can_be_read(numbers):
    assert unpacked(pack(numbers)) == numbers


@pytest.mark.parametrize("signs", [DIGITS, SIGNS])
def test_signs_need_no_escaping_in_json(signs):
    assert json.dumps(signs) == f'"{signs}"'


def test_each_letter_has_its_sign_and_none_is_a_letter_a_digit_or_parts_words():
    assert len(set(SIGNS)) == len(ALPHABET)
    assert not set(SIGNS) & {*string.ascii_letters, *string.digits, " "}
    assert not set(DIGITS) & set(" |}~")


@pytest.mark.parametrize(("name", "expected"), [("terms", FOUND.postings), ("stop", STOP_WORDS)])
def test_words_are_written_as_what_is_new_in_each(name, expected):
    words, word = [], ""
    for sign in packed(FOUND, SYNONYMS, "")[name].translate(str.maketrans(SIGNS, ALPHABET)):
        if "A" <= sign <= "Z":
            words.append(word := word[: ord(sign) - ord("A")])
        else:
            words[-1] = word = word + sign
    assert words == sorted(expected)


def written(groups):
    """Groups of synonyms with the words that the site has instead of their numbers."""
    terms = sorted(FOUND.postings)
    return [
        re.sub(r"[^ |~\n]+", lambda found: found[0][1:] if found[0][0] == "}" else terms[unpacked(found[0])[0]], line)
        for line in groups.splitlines()
    ]


def test_synonyms_that_few_people_type_are_sent_by_themselves(tmp_path):
    write_client_index(tmp_path, FOUND, SYNONYMS)
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    unknown, latin = (
        json.loads((tmp_path / index["version"] / f"{kind}.json").read_text("utf-8")) for kind in ("unknown", "latin")
    )
    assert written(index["synonyms"]) == ["من انتم~~تواصل"]
    assert written(unknown) == ["واتس~~واتساب", "شغل~~تطوع"]
    assert written(latin) == ["whatsapp~~واتساب", "job~~تطوع"]


def test_each_part_and_the_keywords_of_each_page_are_a_file(tmp_path):
    write_client_index(tmp_path, FOUND, SYNONYMS)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "latin.json",
        "unknown.json",
        *(f"{n}.json" for n in range(4)),
        *(f"words-{n}.json" for n in range(4)),
    }
    assert json.loads((folder / "words-1.json").read_text("utf-8")) == ["track", "حالة الطلب"]


def test_other_texts_are_another_folder(tmp_path):
    for name, pages in (("one", PAGES), ("again", PAGES), ("other", PAGES[1:])):
        (tmp_path / name).mkdir()
        write_client_index(tmp_path / name, collect(pages), SYNONYMS)
    one, again, other = (
        json.loads((tmp_path / name / "index.json").read_text("utf-8")) for name in ("one", "again", "other")
    )
    assert one == again
    assert one["version"] != other["version"]
