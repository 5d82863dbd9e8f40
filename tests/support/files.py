"""Papers that are taken from the back-office, and a request on which much has happened."""

from werkzeug.test import TestResponse

from forms_service.help_requests import casework, committee
from tests.support import paper
from tests.support.casework import Story


def taken(page: TestResponse) -> bytes:
    """The PDF that was handed out."""
    assert page.status_code == 200, page.status
    assert page.mimetype == "application/pdf"
    return page.data


def text(content: bytes) -> list[str]:
    """Its words (`paper.bare`)."""
    return paper.bare("\n".join(paper.bodies(content)))


def has_a_life(story: Story) -> None:
    """From its arrival to the delivery, with questions, notes, contacts and the committee between."""
    asked = story.act(casework.ask, "متى يصلني الرد؟")
    story.act(casework.answer, asked, "بعد دراسة الطلب.")
    story.act(casework.ask, "ما معنى لجنة البحث؟", is_referral=True)
    story.act(casework.note_contact, "phone", was_reached=False, note="الهاتف مغلق")
    story.act(casework.write_note, "ملاحظة سرية عن الطلب")
    story.is_checked()
    story.goes("signed").goes("committee").is_on_the_agenda()
    for number in (4, 5, 6):
        story.votes(number, committee.ACCEPT)
    story.is_recorded(public="", reason="سبب داخلي من اللجنة").days_pass(14)
    story.goes("accepted", public="قُبل طلبك ونتواصل معك.").goes("registration").is_registered()
    part = story.act(casework.plan_delivery, "كتب مترجمة", "خمسة كتب")
    story.goes("delivering").act(casework.hand_over, part, "استلمتها سلمى بنفسها", "interview")
