"""Answers that are given often, in the words of the published questions, each with the page where it stands (policy, objective 3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forms_service.settings import Settings


@dataclass(frozen=True)
class Saved:
    """One answer: what it is chosen by, its words, and the part of the site that says more."""

    question: object
    words: object
    address: str

    @property
    def text(self) -> str:
        """The words, with the whole address of the page."""
        settings: Settings = current_app.extensions["settings"]
        return f"{self.words}\n{_('المزيد:')} {settings.public_url}{self.address}"


REPLIES: Mapping[str, Saved] = {
    "who_studies": Saved(
        lazy_gettext("من يدرس طلبي؟"),
        lazy_gettext("تدرسه لجنة البحث، بعد أن يطابق الموظف بياناتك."),
        "/support-request/how-it-works/#committee",
    ),
    "when_reply": Saved(
        lazy_gettext("متى يصلني الرد؟"),
        lazy_gettext(
            "تنص السياسة على أن الرد يكون «خلال مدة لا تقل عن أسبوعين». "
            "هذه أقل مدة، ولا تحدد السياسة مدة قصوى، فلا نستطيع أن نذكر تاريخًا."
        ),
        "/faq/#when-reply",
    ),
    "why_more": Saved(
        lazy_gettext("لماذا طُلب مني استكمال؟"),
        lazy_gettext("لأن السياسة تطلب من الموظف أن يتأكد من تقديم كل المعلومات المطلوبة، ومن صلاحيتها وقت التقديم."),
        "/faq/#why-more",
    ),
    "identity_copy": Saved(
        lazy_gettext("هل أرفع صورة هويتي؟"),
        lazy_gettext("لا. لا يقبل الموقع صور الهوية أو الإقامة أو الجواز."),
        "/faq/#identity-copy",
    ),
    "how_to_track": Saved(
        lazy_gettext("كيف أتابع طلبي؟"),
        lazy_gettext("افتح «متابعة طلب»، واكتب رقم الطلب ورقم جوالك."),
        "/faq/#how-to-track",
    ),
    "what_signing": Saved(
        lazy_gettext("على ماذا أوقّع؟"),
        lazy_gettext("على أن بياناتك صحيحة، وأنك مسؤول مسؤولية مباشرة عن صحتها."),
        "/faq/#what-signing",
    ),
    "accepted": Saved(
        lazy_gettext("قُبل طلبي، ماذا بعد؟"),
        lazy_gettext("نستكمل معك إجراءات التسجيل، ثم نقدّم لك الخدمة."),
        "/faq/#accepted",
    ),
}
"""What can be chosen wherever a colleague writes to somebody: an answer, a message with a move, the reply to a message."""


def choices() -> list[tuple[str, object]]:
    """Code and question of each."""
    return [(code, reply.question) for code, reply in REPLIES.items()]


def composed(code: str, own: str) -> str:
    """The saved answer of this code, where one is named, and what the colleague wrote besides."""
    saved = REPLIES[code].text if code in REPLIES else ""
    return "\n\n".join(part for part in (saved, own) if part)
