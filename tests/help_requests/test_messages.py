from datetime import UTC, datetime

from forms_service.help_requests import messages
from forms_service.outbox.rendering import render

REFERENCE = "482930571166"
SENTENCE = "«طلبه سيرفع للجنة البحث لدراسة طلبه والرد عليه بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين»"


def received(**changes):
    facts = {"to": "salma@example.org", "name": "سلمى", "received_at": datetime(2026, 11, 22, 21, 30, tzinfo=UTC)}
    return messages.received(REFERENCE, **{**facts, "public_url": "https://example.org", **changes})


def test_staff_are_told_the_reference_and_where_to_open_it_and_nothing_else():
    message = messages.for_staff(REFERENCE, to="staff@example.org", public_url="https://example.org")
    assert (message.recipient, message.about) == ("staff@example.org", REFERENCE)
    assert dict(message.facts) == {"staff_url": f"https://example.org/staff/help-requests/{REFERENCE}"}


def test_the_applicant_reads_the_policys_sentence_word_for_word(context):
    words = render(received(), context.extensions["association"])
    for said in (words.text, words.html):
        assert SENTENCE in said
        assert said.count("أسبوعين") == 1


def test_the_applicant_reads_the_day_of_riyadh_in_both_calendars(context):
    words = render(received(), context.extensions["association"])
    assert "وصلنا طلبك يوم الاثنين، 23 نوفمبر 2026 (13 جمادى الآخرة 1448 هـ)." in words.text


def test_the_applicant_is_not_asked_to_answer_an_address_that_nobody_reads(context):
    words = render(received(), context.extensions["association"])
    assert "ردّ على هذه الرسالة" not in words.text + words.html


def test_the_applicant_is_shown_where_to_follow_the_request(context):
    assert "https://example.org/forms/track/" in render(received(), context.extensions["association"]).text
