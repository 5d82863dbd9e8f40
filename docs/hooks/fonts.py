"""Cuts the web fonts out of IBM Plex Sans Arabic: the letters that people here read and type, every layout feature.

Run `python -m docs.hooks.fonts` after a new release of the font package; the result is committed. The licence (OFL, beside
the files) reserves the name of the original, so the cut files carry another name inside.
"""

from pathlib import Path

from fontpkg_ibm_plex_sans_arabic import __file__ as package_file  # type: ignore[import-untyped] # ships no types
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped] # ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

SOURCE = Path(package_file).parent / "files"
TARGET = Path(__file__).parents[1] / "assets" / "fonts"
WEIGHTS = {400: "IBMPlexSansArabic-Regular.ttf", 600: "IBMPlexSansArabic-SemiBold.ttf"}
NAME = "Relations Sans Arabic"
# Name records of the OpenType name table: family, unique id, full, PostScript, typographic family.
NAME_RECORDS = {1: NAME, 3: NAME, 4: NAME, 6: NAME.replace(" ", ""), 16: NAME}

RANGES = (
    # Latin, punctuation, arrows
    "20-7E A0 AB B7 BB D7 200C-200F 2010 2011 2013 2014 2018-201A 201C-201E 2022 2026 2039 203A 2066-2069 2190 2192 "
    # Arabic: letters, marks, digits
    "600-603 60C 610 615 61B 61C 61F 621-63A 640-655 660-66D 670 671 "
    # Urdu, Persian, Pashto
    "679 67C 67E 681 685-689 691 693 696 698 69A 6A9 6AB 6AF 6BA 6BC 6BE 6C0-6C3 6CC 6CD 6D0 6D2-6D5 6F0-6F9 25CC"
)


def characters() -> list[int]:
    """The code points that the files must be able to draw, as far as the source can."""
    ends = (part.split("-") for part in RANGES.split())
    return [point for pair in ends for point in range(int(pair[0], 16), int(pair[-1], 16) + 1)]


def cut(weight: int) -> Path:
    """Write one weight as WOFF2 and give its path. Raises OSError when the source or the folder is missing."""
    font = TTFont(SOURCE / WEIGHTS[weight])
    options = Options(layout_features=["*"], hinting=False, name_IDs=["*"], drop_tables=["meta", "DSIG"])
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAME_RECORDS:
            record.string = NAME_RECORDS[record.nameID]
    font.flavor = "woff2"
    path = TARGET / f"plex-{weight}.woff2"
    font.save(path)
    return path


if __name__ == "__main__":
    for each in WEIGHTS:
        path = cut(each)
        print(f"{path.name}: {path.stat().st_size} bytes")
