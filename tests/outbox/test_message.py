import pytest

from forms_service.outbox.message import Message


@pytest.mark.parametrize("template", ["received", "../secrets/data", "a/b/c", "help_requests/", "A/b", "a/b\n"])
def test_a_template_is_named_by_room_and_message(template):
    with pytest.raises(ValueError, match="room/message"):
        Message(template, "salma@example.org", "482930571166")


def test_a_message_does_not_change_after_it_was_made():
    facts = {"name": "سلمى"}
    message = Message("help_requests/received", "salma@example.org", "482930571166", facts)
    facts["name"] = "other"
    assert message.facts["name"] == "سلمى"
    with pytest.raises(TypeError):
        message.facts["name"] = "other"
