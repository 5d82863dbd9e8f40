"""What staff are about to do with messages to us, each as (their client, address, form that would do it), on a message of its own."""

from forms_service.accounts.service import by_email
from forms_service.db import transaction
from tests.hostile.staff_acts import OFFICER, does
from tests.support.office import add_feedback, add_help_request, mail_fails

INBOX = "/staff/feedback"


def handles(act, **form):
    """An act on a message that has just come in."""

    def about_to(app):
        page = f"{INBOX}/{add_feedback(app, reply_to='salma@example.org')}"
        return does(f"{page}/{act}", page, **form)(app)

    return about_to


def assigns(app):
    with app.app_context(), transaction() as session:
        colleague = str(by_email(session, OFFICER).id)
    return handles("assign", assignee=colleague)(app)


def links(app):
    return handles("link", about=add_help_request(app))(app)


def sends_again(app):
    client, address, form = handles("reply", reply="نعتذر عن التأخر. نتصل بك غدًا.")(app)
    assert client.post(address, data=form).status_code == 303
    page = address.removesuffix("/reply")
    return client, f"{page}/send_again", {**form, "message": str(mail_fails(app, page.rpartition("/")[2]))}


def searches(app):
    return does(f"{INBOX}/search", f"{INBOX}/", q=add_feedback(app))(app)


FEEDBACK_ACTS = {
    f"{INBOX}/search": searches,
    f"{INBOX}/new": does(
        f"{INBOX}/new",
        key="مفتاح النموذج",
        topic="documents",
        question="متى يُعتمد دليل الدعم؟",
        name="قسم الدعوة",
    ),
    f"{INBOX}/<reference>/reply": handles("reply", reply="نعتذر عن التأخر. نتصل بك غدًا."),
    f"{INBOX}/<reference>/close": handles("close", closing="noted"),
    f"{INBOX}/<reference>/assign": assigns,
    f"{INBOX}/<reference>/tag": handles("tag", misconception=""),
    f"{INBOX}/<reference>/link": links,
    f"{INBOX}/<reference>/send_again": sends_again,
}
"""By the route they go to."""
