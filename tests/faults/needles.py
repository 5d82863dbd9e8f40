"""All the ways in which something personal could stand in a file: as typed, in other digits, grouped, encoded."""

import base64
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote

ARABIC, PERSIAN = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))


def of_text(text: str) -> set[bytes]:
    """The text in UTF-8 and UTF-16, percent-encoded, escaped in JSON, in hexadecimal, and within longer base64."""
    plain = text.encode()
    percent = quote(plain, safe="")
    escaped = text.encode("ascii", "backslashreplace")
    found = {
        plain,
        text.encode("utf-16-le"),
        percent.encode(),
        percent.lower().encode(),
        percent.replace("%", "=").encode(),
    }
    return found | {escaped, plain.hex().encode(), quote(plain, safe=" @+").encode()} | set(_in_base64(plain))


def of_number(number: str) -> set[bytes]:
    """A number with ASCII, Arabic and Persian digits, whole or in groups."""
    pairs = " ".join(number[at : at + 2] for at in range(0, len(number), 2))
    groups = {number, pairs, *(f"{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}" for gap in " -.")}
    scripts = {text.translate(digits) for text in groups for digits in ({}, ARABIC, PERSIAN)}
    return set().union(*map(of_text, scripts))


def of_mobile(home: str) -> set[bytes]:
    """A Saudi mobile, 05…: as at home, as from abroad, and without any beginning."""
    core = home[1:]
    abroad = {f"+966{core}", f"+966 {core[:2]} {core[2:5]} {core[5:]}", f"{core[:2]} {core[2:5]} {core[5:]}"}
    return of_number(home) | set().union(*map(of_text, (core, core.translate(ARABIC), *abroad)))


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def mail_text(letter: bytes) -> bytes:
    """A mail as a person reads it: headers and every text part, decoded."""
    mail = message_from_bytes(letter, policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert parts
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts]).encode()


def found_in(places: dict[str, bytes], needles: dict[str, set[bytes]]) -> set[tuple[str, str]]:
    """(place, what) of every needle that stands somewhere."""
    return {
        (place, what)
        for place, data in places.items()
        for what, ways in needles.items()
        if any(way in data for way in ways)
    }


def _in_base64(data: bytes) -> Iterator[bytes]:
    # Whatever stands before it, data begins at one of three places within a group of base64.
    for before in range(3):
        signs = base64.b64encode(b"\x00" * before + data).rstrip(b"=")
        whole = (before + len(data)) * 8 // 6
        yield signs[(0, 2, 3)[before] : whole]
