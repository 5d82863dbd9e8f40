"""A guide as the built site publishes it, for tests that need one without building a site."""

import json
from pathlib import Path

from flask import Flask

from forms_service.help_requests.guides import PAGES

HEADINGS = (
    (1, "top", "دليل سياسة الدعم للمستفيدين"),
    (2, "types", "3. أنواع الدعم"),
    (3, "types-named", "أنواع مسمّاة"),
    (2, "exclusions", "4. ما لا يشمله الدعم"),
)


def own_site(app: Flask) -> Path:
    """Let the app serve an empty site of the test's own; its folder."""
    settings = app.extensions["settings"]
    folder: Path = settings.data_dir / "site"
    app.extensions["settings"] = settings.model_copy(update={"site_dir": folder})
    return folder


def publish(app: Flask, code: str, *, status: str) -> Path:
    """Put a guide with two clauses into a site of the test's own; its file."""
    file = own_site(app) / PAGES / f"{code}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    page = {
        "url": f"/documents/{code}/",
        "title": HEADINGS[0][2],
        "document": {"status": status},
        "headings": [{"level": level, "id": name, "text": text} for level, name, text in HEADINGS],
    }
    file.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    return file
