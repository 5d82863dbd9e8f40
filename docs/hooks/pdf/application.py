"""The application «طلب دعم مستفيد» on A4, to be filled in by hand: the questions of the web form, and what surrounds them.

Made with the site, not on request: it is the same for everybody, and the association's facts are filled in here already.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from docs.hooks.documents import Register
from docs.hooks.facts import shown
from docs.hooks.problem import Problem
from forms_service import clock
from forms_service.association import NOT_ANNOUNCED, TWO_WEEKS, Association
from forms_service.clock import today_in_riyadh, written_day
from forms_service.formkit.page import Scene
from forms_service.help_requests.form import JOURNEY
from forms_service.renderers.blank import blank
from forms_service.renderers.blocks import Block, facts, heading, listed, notice, say, signatures, to_fill
from forms_service.renderers.paper import Paper, pdf
from forms_service.renderers.pieces import Piece, code, said
from forms_service.renderers.typesetting import CannotBeSet

TITLE = "طلب دعم مستفيد"
ADDRESS = "/support-request/help-request-form.pdf"
PAGE = "support-request/index.md"
WEB_FORM = "/forms/help-request/"
OFFICER = ("رقم الطلب", "الرقم المسلسل", "يوم الاستلام", "قناة التواصل", "اسم الموظف", "توقيعه")
PLACES = {
    "place.address": "العنوان",
    "contact.hours": "ساعات العمل",
    "contact.interview_booking": "حجز موعد المقابلة",
    "contact.postal_address": "العنوان البريدي",
    "contact.phones": "أرقام الهاتف",
}
"""Where it is handed in, and how one asks: facts of association.yml by their path."""


def add_application(files: Files, config: MkDocsConfig) -> list[Problem]:
    """Put the form among the files of the site, and give pages `paper_form()`, the way to it. For on_files."""
    association: Association = config.extra["association"]
    register: Register = config.extra["register"]
    try:
        content = application(association, today_in_riyadh(clock.now()), config.site_url or "")
    except (CannotBeSet, LookupError, OSError) as error:
        return [Problem(f"docs/{PAGE}", 0, f"the form for print cannot be made: {error}")]
    files.append(File.generated(config, ADDRESS.lstrip("/"), content=content, inclusion=InclusionLevel.INCLUDED))
    way = partial(register.download, {"url": ADDRESS, "bytes": len(content)})
    config.extra["markdown_environment"].globals["paper_form"] = way
    return []


def application(association: Association, day: date, site_url: str) -> bytes:
    """The form as PDF, as it is on this day: equal days and facts give equal bytes. Raises CannotBeSet.

    Without the site's public address (`site_url` is empty) it has no QR code.
    """
    url = urljoin(site_url, WEB_FORM) if site_url else ""
    version = JOURNEY.texts["declaration"]
    return pdf(
        Paper(
            title=TITLE,
            description="نموذج ورقي يُملأ بخط اليد؛ أسئلته أسئلة نموذج الموقع نفسها.",
            made_at=datetime.combine(day, time(), UTC),
            blocks=[*_before(), *blank(JOURNEY, Scene(association, day)), *_after(association, version)],
            foot=f"النموذج كما هو يوم {written_day(day)}، نص الإقرار: النسخة {version}",
            url=url,
            leads_to="تستطيع أن تملأ الطلب في الموقع بدل الورق: ",
        ),
        association,
    )


def _before() -> Iterator[Block]:
    yield to_fill("لاستعمال الموظف", *OFFICER)
    yield say(
        "اكتب بخط واضح، بلغتك إن شئت. كل سؤال لازم إلا ما كُتب بجانبه «اختياري»، وما كُتب فوقه شرط لا ينطبق عليك. "
        "إن صعُبت عليك القراءة أو الكتابة فاطلب من الموظف أن يكتب معك."
    )
    yield heading("ماذا تحتاج قبل أن تبدأ")
    yield listed(JOURNEY.to_prepare)
    yield notice("policy", "نص السياسة", f"«{TWO_WEEKS}»")
    yield notice(
        "simple",
        "بياناتك",
        "نطلب بياناتك لدراسة طلبك والرد عليك وتقديم الخدمة، ولا نطلب إلا ما يلزم لذلك. لا يرى بياناتك إلا من يعمل على "
        "طلبك. لك أن تعرف ما لدينا عنك، وأن تأخذ نسخة منه، وأن تصححه، وأن تطلب إتلافه.",
    )


def _after(association: Association, version: str) -> Iterator[Block]:
    yield signatures(f"نص الإقرار، النسخة {version}", ["صاحب الطلب", "من كتب عنه، إن وُجد"])
    yield heading("أين تسلّم هذا النموذج؟")
    yield say("سلّمه للموظف في مقر الجمعية، أو أرسله بخطاب. أحضر أصول المستندات التي تخص طلبك. نراها ولا نصوّرها.")
    yield facts((label, _values(association, path)) for path, label in PLACES.items())
    yield say("يعطيك الموظف رقم طلبك. احفظه لتتابع به طلبك.")
    yield notice("editorial", "احذر الاحتيال", "لا نطلب مالًا، ولا رمزًا بنكيًّا، ولا رمز نفاذ، ولا صورة هوية.")


def _values(association: Association, path: str) -> list[Piece]:
    """The values of a fact, or the sentence that it is not announced."""
    found: list[list[Piece]] = [(code if each.foreign else said)(each.text) for each in shown(association, path)]
    joined: list[Any] = [piece for value in found for piece in (*said("، "), *value)][1:]
    return joined or said(NOT_ANNOUNCED)
