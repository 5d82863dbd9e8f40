"""Which moves the request page offers, in words: the main one first. Which moves there are stands in `help_requests/moves.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from forms_service.help_requests import committee
from forms_service.help_requests.independence import bound_by, is_judging
from forms_service.help_requests.letters import BY_TARGET
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import SPAM, MoveRefused, Standing, Words, check, targets_from
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.standing import standing_of
from forms_service.help_requests.statuses import (
    ACCEPTED,
    CHECKING,
    CLOSED,
    COMMITTEE,
    DECIDED,
    DELIVERED,
    DELIVERING,
    MERGED,
    RECEIVED,
    REFUSED,
    REGISTRATION,
    SIGNED,
    WAITING,
    WITHDRAWN,
)

PUBLIC, REASON, CODE, OTHER = ASKS = ("public", "reason", "code", "other_reference")
"""What a move may ask for: the names of the words that go with it."""


@dataclass(frozen=True)
class Offer:
    """A move as a button: what it is called, what it asks for, and what to know before it. `rare`: kept out of the way."""

    target: str
    label: object
    asks: tuple[str, ...] = ()
    hint: object = ""
    rare: bool = False

    @property
    def on_own_page(self) -> bool:
        """Whether it leads to a page of its own: something is to be written, or a message is sent with it."""
        return bool(self.asks) or self.target in BY_TARGET


_CLOSE_EARLY = Offer(
    CLOSED,
    lazy_gettext("إغلاق قبل الاكتمال"),
    (CODE, PUBLIC, REASON),
    lazy_gettext("يُغلق الطلب ولا يُرفع للجنة البحث. للمدير أن يعيد فتحه."),
    rare=True,
)
_REOPEN = Offer(CHECKING, lazy_gettext("إعادة فتح الطلب"), (REASON,))
_END = Offer(CLOSED, lazy_gettext("إغلاق الطلب"))

_BY_MOVE: Mapping[tuple[str, str], Offer] = {
    (RECEIVED, CHECKING): Offer(CHECKING, lazy_gettext("بدء المطابقة")),
    (WAITING, CHECKING): Offer(CHECKING, lazy_gettext("عودة إلى المطابقة")),
    (CLOSED, CHECKING): _REOPEN,
    (DELIVERED, CLOSED): _END,
    (REFUSED, CLOSED): _END,
}
_BY_TARGET: Mapping[str, Offer] = {
    offer.target: offer
    for offer in (
        Offer(
            WAITING,
            lazy_gettext("طلب استكمال"),
            (PUBLIC,),
            lazy_gettext("اكتب ما ينقص وسببه، بكلمات يفهمها مقدّم الطلب. لا تطلب صورة هوية."),
        ),
        Offer(SIGNED, lazy_gettext("اكتمال المطابقة")),
        Offer(COMMITTEE, lazy_gettext("رفع للجنة البحث")),
        Offer(
            ACCEPTED,
            lazy_gettext("إرسال الرد بالقبول"),
            (PUBLIC,),
            lazy_gettext("اكتب ما يلزم لاستكمال التسجيل، إن لزم شيء."),
        ),
        Offer(REFUSED, lazy_gettext("إرسال الرد بعدم القبول")),
        Offer(REGISTRATION, lazy_gettext("بدء التسجيل")),
        Offer(DELIVERING, lazy_gettext("بدء تقديم الخدمة")),
        Offer(DELIVERED, lazy_gettext("اكتمال الخدمة")),
        _CLOSE_EARLY,
        Offer(
            WITHDRAWN,
            lazy_gettext("إلغاء بطلب صاحبه"),
            (REASON,),
            lazy_gettext("اكتب كيف طلب صاحب الطلب إلغاءه، ومتى."),
            rare=True,
        ),
        Offer(
            MERGED,
            lazy_gettext("ضم إلى طلب آخر"),
            (OTHER, REASON),
            lazy_gettext("يُتابع العمل في الطلب الآخر، ولا يُفقد من هذا شيء."),
            rare=True,
        ),
    )
}
_IN_SESSION = frozenset({(COMMITTEE, DECIDED), (COMMITTEE, CHECKING)})
"""Moves that the secretary makes in a session of the committee, not here."""

_REPLIES = {committee.ACCEPT: ACCEPTED, committee.REFUSE: REFUSED}
_MAIN: Mapping[str, tuple[str, ...]] = {CHECKING: (SIGNED, WAITING)}
"""The states that want something else than the first of their moves."""

_ANYTHING = Words(public="…", reason="…", code=SPAM, other_reference="…")


@dataclass(frozen=True)
class Offers:
    """The one main act where there is one, what stands beside it, and what is rarely needed."""

    main: Offer | None
    others: tuple[Offer, ...]
    rare: tuple[Offer, ...]


def offer_of(source: str, target: str) -> Offer | None:
    """The button of this move; None where the request page does not make it."""
    if (source, target) in _IN_SESSION:
        return None
    return _BY_MOVE.get((source, target)) or _BY_TARGET.get(target)


def offers_for(session: Session, case: HelpRequest, by: Actor, now: datetime) -> Offers:
    """What this person could do with the request as it stands."""
    bound = by.name in bound_by(session, case)
    allowed = targets_from(case.state, by.roles)
    targets = [each for each in allowed if _fits(case, each) and not (bound and is_judging(case, each))]
    found = [offer for target in targets if (offer := offer_of(case.state, target))]
    usual = [offer for offer in found if not offer.rare]
    standing = standing_of(session, case, now)
    wanted = _MAIN.get(case.state) or tuple(offer.target for offer in usual[:1])
    ready = [
        target for target in wanted if not bound and target in targets and _passes(case.state, target, by, standing)
    ]
    main = next((offer for offer in usual if offer.target == ready[0]), None) if ready else None
    return Offers(
        main, tuple(offer for offer in usual if offer is not main), tuple(offer for offer in found if offer.rare)
    )


def _fits(case: HelpRequest, target: str) -> bool:
    return case.state != DECIDED or target not in _REPLIES.values() or _REPLIES.get(case.result or "") == target


def _passes(source: str, target: str, by: Actor, standing: Standing) -> bool:
    try:
        check(source, target, by=by.roles, at=standing, words=_ANYTHING)
    except MoveRefused:
        return False
    return True
