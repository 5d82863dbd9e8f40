"""One question for a mobile or an e-mail address."""

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.formkit.fields import ReachField
from forms_service.formkit.page import Page
from tests.formkit.test_fields import scene


class Ask(Page):
    slug = "ask"
    title = ""
    reach = ReachField("وسيلة الرد")


def answered(typed):
    page = Ask(scene(), MultiDict({"reach": typed}))
    return page if page.validate() else None


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("٠٥٠٠٠٠٠٠٠١", "+966500000001", "050 000 0001"),
        ("\u200f+966 50 000 0001", "+966500000001", "050 000 0001"),
        (" salma@Example.org ", "salma@example.org", "salma@example.org"),
    ],
)
def test_either_is_understood(context, typed, stored, shown):
    field = answered(typed)["reach"]
    assert field.data == stored
    assert field.show(stored) == shown


@pytest.mark.parametrize("typed", ["", "سلمى", "salma@", "0110000000", "salma@example.org, b@example.org"])
def test_anything_else_is_said(context, typed):
    assert answered(typed) is None
