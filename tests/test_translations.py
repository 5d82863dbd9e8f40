"""The compiled catalogue is that of the readable one, and counts are said right."""

from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask_babel import ngettext

from forms_service.settings import ROOT

FOLDER = ROOT / "forms_service" / "translations" / "ar" / "LC_MESSAGES"


def test_the_compiled_catalogue_is_current():
    """If not: `.venv/bin/pybabel compile -d forms_service/translations -l ar`."""
    fresh = BytesIO()
    with (FOLDER / "messages.po").open("rb") as file:
        write_mo(fresh, read_po(file, locale="ar"))
    assert (FOLDER / "messages.mo").read_bytes() == fresh.getvalue()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "أقل من دقيقة"),
        (1, "دقيقة واحدة"),
        (2, "دقيقتان"),
        (3, "3 دقائق"),
        (11, "11 دقيقة"),
        (100, "100 دقيقة"),
        (103, "103 دقائق"),
    ],
)
def test_a_count_of_minutes_has_its_form(app, count, said):
    with app.test_request_context():
        assert ngettext("%(num)s دقيقة", "%(num)s دقيقة", count) == said
