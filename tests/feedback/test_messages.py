from forms_service.feedback import messages
from forms_service.outbox.rendering import render

REFERENCE = "482930571166"
WHO = {"to": "salma@example.org", "name": "", "public_url": "https://example.org"}


def test_staff_are_told_kind_reference_and_where_to_open_it_and_nothing_else():
    message = messages.for_staff(REFERENCE, sort="thanks", to="staff@example.org", public_url="https://example.org")
    assert (message.recipient, message.about) == ("staff@example.org", REFERENCE)
    assert dict(message.facts) == {"sort": "thanks", "staff_url": f"https://example.org/staff/feedback/{REFERENCE}"}


def test_every_kind_is_named_in_its_mails(context):
    names = {
        "complaint": "شكوى",
        "suggestion": "مقترح",
        "thanks": "شكر",
        "objection": "اعتراض",
        "inquiry": "استفسار",
    }
    for sort, name in names.items():
        words = render(messages.received(REFERENCE, sort=sort, **WHO), context.extensions["association"])
        assert f"استلمنا رسالتك ({name}) برقم" in words.text


def test_the_answer_stands_in_the_mail_as_it_was_written(context):
    said = messages.answered(REFERENCE, sort="inquiry", answer="نعم.\nقدّميه بعلمها.", **WHO)
    words = render(said, context.extensions["association"])
    assert "نعم.\nقدّميه بعلمها." in words.text
