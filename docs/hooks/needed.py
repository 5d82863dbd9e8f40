"""«ماذا تحتاج قبل أن تبدأ»: what a form asks people to have at hand, from the form itself. Knows no MkDocs."""

from markupsafe import Markup

from docs.hooks.facts import on_one_line
from forms_service.help_requests.form import JOURNEY

FORMS = {JOURNEY.form: JOURNEY}


def needed(form: str) -> Markup:
    """The list for the form of this name: `help_request`. Raises KeyError for another name."""
    lines = (Markup("<li>{}</li>").format(line) for line in FORMS[form].to_prepare)
    return on_one_line(Markup("<ul>{}</ul>").format(Markup("").join(lines)))
