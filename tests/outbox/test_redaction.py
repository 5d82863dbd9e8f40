import pytest

from forms_service.outbox.redaction import without_personal_data

KNOWN = ["salma.k@example.org", "سلمى Khan", "050 000 0000"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550 5.1.1 <salma.k@example.org>: Recipient address rejected", "550 5.1.1 <…>: Recipient address rejected"),
        ("550 No such user SALMA.K here", "550 No such user … here"),
        ("451 4.7.1 Greylisted, try again in 300 seconds", "451 4.7.1 Greylisted, try again in 300 seconds"),
        ("554 Khan (+966 50 000 0000) is unknown", "554 … (+…) is unknown"),
        ("550 forwarded to other@example.net", "550 forwarded to …"),
        ("550 مرفوض\r\nX: 1", "550 … X: 1"),
        ("550-first\n550 second", "550-first 550 second"),
    ],
)
def test_what_a_server_says_loses_people_and_keeps_the_reason(said, kept):
    assert without_personal_data(said, KNOWN) == kept


def test_a_long_reply_is_cut():
    assert len(without_personal_data("550 " + "very " * 500, [])) == 200
