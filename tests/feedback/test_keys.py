"""What opens a message in tracking."""

import pytest

from forms_service.feedback.keys import code_of, key_hash, parse_code, show_code


def test_one_form_key_has_one_code_and_another_has_another(context):
    first, second = code_of(b"a" * 32), code_of(b"b" * 32)
    assert first == code_of(b"a" * 32) != second
    assert len(first) == 8
    assert first.isdigit()


@pytest.mark.parametrize("typed", ["4829-3057", "48293057", " ٤٨٢٩ ٣٠٥٧", "4829–3057\u200f"])
def test_a_code_is_read_as_it_is_typed(typed):
    assert parse_code(typed) == "48293057"
    assert show_code("48293057") == "4829-3057"


@pytest.mark.parametrize("typed", ["", "4829-305", "482930571", "0500000001", "48293O57"])
def test_what_cannot_be_a_code_is_none(typed):
    assert parse_code(typed) is None


def test_an_address_is_known_whatever_its_case_and_never_taken_for_a_code(context):
    assert key_hash("Salma@Example.org") == key_hash("salma@example.org")
    assert len({key_hash("+966500000001"), key_hash("966500000001"), key_hash("salma@example.org")}) == 3


def test_a_mobile_is_known_as_in_every_other_room(context):
    from forms_service.db import vault

    assert key_hash("+966500000001") == vault().fingerprint("mobile", "+966500000001")
