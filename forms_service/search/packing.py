"""The search index for browsers: one small JSON file, and one with the texts of each part, loaded where it is a result.

docs/assets/search/packed.js reads it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from forms_service.arabic import tables
from forms_service.arabic.stems import Lexicon
from forms_service.arabic.tables import ALPHABET, STOP_WORDS, is_small
from forms_service.search import asking, weights
from forms_service.search.collecting import Collection
from forms_service.search.synonyms import LONGEST, Phrase, Related, Synonyms, numbers_of, related

DIGITS = "".join(chr(sign) for sign in range(ord("!"), ord("{")) if chr(sign) not in '"\\')
BASE = 64
"""Signs that end a number; the rest of `DIGITS` stand before them in numbers of that size and above."""

SIGNS = "!#$%&'()*+,-./:;<=>?@[]^_`{|"
"""One byte for each letter of the alphabet, in its order: compressed, the terms are an eighth smaller for it."""

MOST_SHARED = 25


def write_client_index(folder: Path, collection: Collection, synonyms: Synonyms) -> None:
    """Write index.json, and into a folder named by its content the texts of each part, the keywords of each page
    and the synonyms that few people type.
    """
    texts = {f"{number}.json": _json(_sections(collection, number)) for number in range(len(collection.parts))}
    texts |= {f"words-{number}.json": _json(page.keywords) for number, page in enumerate(collection.pages)}
    groups = _synonyms(list(related(synonyms.groups, collection.lexicon)), collection.lexicon)
    texts |= {f"{kind}.json": _json(groups[kind]) for kind in ("unknown", "latin")}
    version = hashlib.sha256("\n".join(texts.values()).encode()).hexdigest()[:10]
    (folder / version).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / version / name).write_text(text, encoding="utf-8")
    (folder / "index.json").write_text(_json(packed(collection, synonyms, version)), encoding="utf-8")


def packed(collection: Collection, synonyms: Synonyms, version: str) -> dict[str, object]:
    """The index as it is sent."""
    terms = sorted(collection.postings)
    # From the rarest term to the commonest: gaps of one size stand together, which compress better than those of the alphabet.
    postings = sorted((collection.postings[term] for term in terms), key=len)
    lexicon = collection.lexicon
    return {
        "version": version,
        "tables": tables.as_json(),
        "weights": weights.as_json(),
        "limits": asking.LIMITS | {"phrase": LONGEST},
        "digits": DIGITS,
        "base": BASE,
        "signs": SIGNS,
        "stop": _shortened(sorted(STOP_WORDS)),
        "urls": [page.url for page in collection.pages],
        "titles": [page.title for page in collection.pages],
        "title_lengths": pack(collection.title_length(page) for page in range(len(collection.pages))),
        "page_of": pack(part.page for part in collection.parts),
        "lengths": pack(part.length for part in collection.parts),
        "terms": _shortened(terms),
        "counts": pack(len(collection.postings[term]) for term in terms),
        "gaps": pack(gap for found in postings for gap in _gaps([part for part, _ in found])),
        "bits": pack(bits for found in postings for _, bits in found),
        "synonyms": _synonyms(list(related(synonyms.groups, lexicon)), lexicon)["known"],
        "numbers": [
            [number.digits, number.begins, [" ".join(phrase) for phrase in number.sought]]
            for number in numbers_of(synonyms.numbers, lexicon)
        ],
    }


def _synonyms(groups: Sequence[Related], lexicon: Lexicon) -> dict[str, str]:
    """The synonyms in three files, each loaded by those who may type them: `known` by all, with the index; `unknown`, which
    have a word that the site does not have, and `latin`, which have one in Latin letters.
    """
    kinds: dict[str, list[str]] = {"known": [], "unknown": [], "latin": []}
    numbers = {term: pack([at]) for at, term in enumerate(sorted(lexicon.stems))}
    for group in groups:
        for kind, lines in kinds.items():
            lines += _line([each for each in group.typed if _kind(each, lexicon) == kind], group.sought, numbers)
    return {kind: "\n".join(lines) for kind, lines in kinds.items()}


def _line(typed: Sequence[Phrase], sought: Sequence[Phrase], numbers: Mapping[str, str]) -> list[str]:
    """`only typed|…~both|…~only sought|…`: each phrase stands once, the words that the site has as their numbers among its
    terms, others as `}word`.
    """
    both = [each for each in typed if each in sought]
    sides = ([each for each in typed if each not in both], both, [each for each in sought if each not in both])
    says_something = bool(sides[0]) or (both and len(sought) > 1)
    written = (
        "|".join(" ".join(numbers.get(word, "}" + word) for word in phrase) for phrase in side) for side in sides
    )
    return ["~".join(written)] if says_something else []


def _kind(phrase: Phrase, lexicon: Lexicon) -> str:
    if any("a" <= sign <= "z" for term in phrase for sign in term):
        return "latin"
    return "known" if all(term in lexicon or is_small(term) for term in phrase) else "unknown"


def pack(numbers: Iterable[int]) -> str:
    """Numbers as a string: one sign for a small one."""
    return "".join(map(_packed, numbers))


def _packed(number: int) -> str:
    high, low = divmod(number, BASE)
    signs = DIGITS[low]
    while high:
        high, low = divmod(high, len(DIGITS) - BASE)
        signs = DIGITS[BASE + low] + signs
    return signs


def _gaps(parts: Sequence[int]) -> list[int]:
    """How many parts stand between one and the next."""
    return [part - before - 1 for before, part in zip([-1, *parts], parts, strict=False)]


def _shortened(terms: Sequence[str]) -> str:
    """Sorted terms in `SIGNS`; a capital before each says how many letters it shares with the one before."""
    found = []
    for before, term in zip(["", *terms], terms, strict=False):
        same = next((at for at, (a, b) in enumerate(zip(before, term, strict=False)) if a != b), len(before))
        shared = min(same, MOST_SHARED)
        found.append(chr(ord("A") + shared) + term[shared:])
    return "".join(found).translate(str.maketrans(ALPHABET, SIGNS))


def _sections(collection: Collection, number: int) -> list[object]:
    return [[each.anchor, each.heading, each.lines] for each in collection.shown(number)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
