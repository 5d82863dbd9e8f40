"""What opens a record in tracking: a mobile, a reply address or a code."""

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.tracking.form import Lookup
from tests.formkit.test_fields import scene


def read(typed):
    page = Lookup(scene(), MultiDict({"reference": "4829-3057-1162", "mobile": typed}))
    page.validate()
    return page["mobile"].data


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("٠٥٠٠٠٠٠٠٠١", "+966500000001"),
        ("salma@example.org", "salma@example.org"),
        ("4829-3057", "48293057"),
        ("٤٨٢٩٣٠٥٧", "48293057"),
    ],
)
def test_each_is_understood_by_its_form(context, typed, key):
    assert read(typed) == key


@pytest.mark.parametrize("typed", ["", "4829-305", "0110000000", "salma@"])
def test_what_is_none_of_them_is_said(context, typed):
    assert read(typed) is None
