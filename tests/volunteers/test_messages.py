from forms_service.outbox.rendering import render
from forms_service.volunteers import messages

REFERENCE = "482930571166"


def test_staff_are_told_the_reference_and_where_to_open_it_and_nothing_else():
    message = messages.for_staff(REFERENCE, to="staff@example.org", public_url="https://example.org")
    assert (message.recipient, message.about) == ("staff@example.org", REFERENCE)
    assert dict(message.facts) == {"staff_url": f"https://example.org/staff/volunteers/{REFERENCE}"}


def test_the_volunteer_is_welcomed_and_asked_to_wait_for_a_task(context):
    message = messages.welcome(REFERENCE, to="salma@example.org", name="سلمى", public_url="https://example.org")
    words = render(message, context.extensions["association"])
    for sentence in (
        "استلمنا رغبتك في التطوع",
        "سنراسلك عند توافر فرصة تناسب لغاتك وأوقاتك.",
        "لا تبدأ أي مهمة قبل أن نؤكدها لك.",
    ):
        assert sentence in words.text
        assert sentence in words.html
