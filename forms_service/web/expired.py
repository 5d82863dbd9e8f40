"""An expired or missing CSRF token never costs what was typed: views that are marked draw their form again with it."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import current_app, g, request
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
_MARK = "_keeps_typed_text"


def keeps_typed_text(view: View) -> View:
    """Mark a view that looks at `g.expired` and then only draws its form again, without acting on it."""
    setattr(view, _MARK, True)
    return view


def typed_text_again() -> ResponseReturnValue | None:
    """The form that was posted with a bad token, with what was typed; None where the view is not marked."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or not getattr(view, _MARK, False):
        return None
    g.expired = True
    return cast(ResponseReturnValue, view(**(request.view_args or {})))
