"""The picture for sharing: its size, its weight, and that it follows name, sentence and mark."""

import struct

import pytest

from docs.hooks.social import ADDRESS, picture
from forms_service.renderers.typesetting import CannotBeSet
from tests.architecture.tree import ROOT

MARK = (ROOT / "docs" / "assets" / "mark.svg").read_bytes()
SAID = {"name": ["جمعية مثال", "بمركز مثال"], "sentence": "اطلب الدعم", "mark": MARK}
HEAVIEST = 80 * 1024


def test_the_site_has_it_at_its_address_in_the_size_that_networks_ask_for(site):
    content = (site / ADDRESS.lstrip("/")).read_bytes()
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) <= HEAVIEST


def test_pages_name_it_where_the_public_address_is_known(page, filled_page):
    (named,) = filled_page("/").all("meta", property="og:image")
    assert named.get("content") == f"https://example.org{ADDRESS}"
    assert page("/").all("meta", property="og:image") == []


def test_the_same_words_give_the_same_bytes():
    assert picture(**SAID) == picture(**SAID)


@pytest.mark.parametrize(
    "other",
    [{"name": ["جمعية أخرى"]}, {"sentence": "تطوّع معنا"}, {"mark": MARK.replace(b"#b5653f", b"#000000")}],
)
def test_it_follows_what_it_shows(other):
    assert picture(**SAID | other) != picture(**SAID)


def test_a_mark_that_is_no_picture_is_told():
    with pytest.raises(CannotBeSet):
        picture(**SAID | {"mark": b"no picture"})
