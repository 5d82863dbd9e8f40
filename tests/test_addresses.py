"""Mail addresses that every server takes."""

import pytest

from forms_service.addresses import BadAddress, mail_address, sender_address


@pytest.mark.parametrize(
    "text",
    ["", "salma", "@example.org", "salma@", "a b@example.org", "a@b@example.org", "سلمى@example.org", "a@-.", "a@x..y"],
)
def test_nonsense_is_not_an_address_and_is_not_repeated(text):
    with pytest.raises(BadAddress) as refusal:
        mail_address(text)
    assert not text or text not in str(refusal.value)


@pytest.mark.parametrize("text", ["staff@localhost", "first.last+tag@sub.example.org", "o'neil@example.org"])
def test_plain_addresses_stay(text):
    assert mail_address(text).addr_spec == text


def test_an_arabic_host_is_written_in_ascii():
    assert mail_address("salma@مثال.example").addr_spec == "salma@xn--mgbh0fb.example"


def test_a_sender_may_carry_a_name():
    assert str(sender_address("Desk <desk@example.org>")) == "Desk <desk@example.org>"
    assert str(sender_address("desk@example.org", "House")) == "House <desk@example.org>"


@pytest.mark.parametrize("text", ["Desk <desk@example.org>, <b@example.org>", "a@b <desk@example.org>", "Desk", ""])
def test_what_is_not_one_sender_is_refused(text):
    with pytest.raises(BadAddress):
        sender_address(text)
