"""What staff are told by mail about their account."""

import pytest

from forms_service.accounts import messages
from forms_service.outbox.rendering import render

KNOWN = {"to": "huda@example.org", "name": "هدى سالم", "public_url": "https://example.org", "key": "k" * 43}


@pytest.mark.parametrize(
    ("write", "sentences"),
    [
        (messages.invitation, ("أُضيف لك حساب في مساحة الموظف.", "خلال 72 ساعة")),
        (messages.reset, ("طُلب رابط لكلمة مرور جديدة", "خلال ساعة", "تنتهي جلساتك المفتوحة كلها")),
    ],
)
def test_the_link_and_how_long_it_is_good_are_said(context, write, sentences):
    message = write("staff:12", **KNOWN)
    assert (message.recipient, message.about) == ("huda@example.org", "staff:12")
    words = render(message, context.extensions["association"])
    for sentence in (*sentences, f"https://example.org/staff/link/{'k' * 43}"):
        assert sentence in words.text
        assert sentence in words.html
    assert "هدى سالم" in words.text
    assert "k" * 43 not in words.subject
