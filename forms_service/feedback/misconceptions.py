"""The misconceptions that a message may be tagged with: those of the page «مفاهيم شائعة وتصحيحها», as our site publishes them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app

PAGE = Path("api", "content", "pages", "misconceptions.json")
LEVEL = 3
"""The level of the headings that are misconceptions; those above group them."""


def misconceptions() -> Mapping[str, str]:
    """Anchor and words of each, in the order of the page; none where no site is built."""
    file = current_app.extensions["settings"].site_dir / PAGE
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> Mapping[str, str]:
    page: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {heading["id"]: heading["text"] for heading in page["headings"] if heading["level"] == LEVEL}
