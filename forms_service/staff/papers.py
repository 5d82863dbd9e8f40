"""Papers that leave the back-office: whose hand they pass through, how a browser takes them, and what is said of their letters."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, current_app
from flask_babel import gettext as _
from flask_security import current_user

from forms_service.renderers.blocks import Block, notice
from forms_service.renderers.paper import Paper, lacking, pdf
from forms_service.staff.wording import written_moment


def as_download(paper: Paper, name: str) -> Response:
    """The paper as a file of this name (ASCII), which no cache keeps. Raises CannotBeSet."""
    response = Response(pdf(paper, current_app.extensions["association"]), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def printed_by(now: datetime) -> str:
    """At the foot of each page: who took this paper, and when (`now`, aware)."""
    return str(_("نزّله %(who)s، %(when)s", who=current_user.name, when=written_moment(now)))


def about_letters(blocks: Sequence[Block]) -> list[Block]:
    """Where letters could not be drawn: that it is so, how many, and where they are read."""
    count = lacking(blocks)
    if not count:
        return []
    told = _("عددها: %(count)s. مكان كل منها معلّم، وتُقرأ في الصفحة نفسها من النظام.", count=count)
    return [notice("editorial", _("حروف ليست في خطوط الطباعة"), told)]
