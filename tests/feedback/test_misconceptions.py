"""The tags are the misconceptions that our site publishes."""

import json

from forms_service.feedback.misconceptions import PAGE, misconceptions


def test_they_are_the_headings_of_the_published_page(context):
    assert misconceptions() == {}
    file = context.extensions["settings"].site_dir / PAGE
    file.parent.mkdir(parents=True)
    headings = [
        {"level": 2, "id": "support", "text": "عن الدعم"},
        {"level": 3, "id": "only-money", "text": "«الدعم مال فقط»"},
    ]
    file.write_text(json.dumps({"headings": headings}), encoding="utf-8")
    assert misconceptions() == {"only-money": "«الدعم مال فقط»"}
