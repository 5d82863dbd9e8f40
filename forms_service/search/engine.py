"""Site search as the service uses it: open the index that was written with the site, and ask it.

index = open_index(path)
found = index.search("متابعت الطلب")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from forms_service.errors import ConfigurationError
from forms_service.search.asking import Reader, Token
from forms_service.search.lines import Liner, Marked
from forms_service.search.ranking import Place, Ranking
from forms_service.search.scoring import Scoring
from forms_service.search.store import Store
from forms_service.search.synonyms import numbers_of, phrases

INDEX_FILE = "assets/search/index.sqlite3"
"""Where the site's folder has the index."""


@dataclass(frozen=True)
class Hit:
    """A page that answers, with the section and the line that answer best. `section` is empty for the page's beginning."""

    url: str
    title: str
    section: str
    anchor: str
    line: Marked


@dataclass(frozen=True)
class Found:
    """What a query found, best first. `corrected` is the query as it was understood, where a letter was wrong."""

    hits: tuple[Hit, ...]
    corrected: str | None
    terms: tuple[str, ...]


class Index:
    """An open index. Safe to share between threads. `pages` are all that it knows, without their sections."""

    def __init__(self, store: Store) -> None:
        self._store = store
        read = store.read()
        self.pages, self._lexicon = read.pages, read.lexicon
        self._reader = Reader(
            read.lexicon, phrases(read.synonyms.groups, read.lexicon), numbers_of(read.synonyms.numbers, read.lexicon)
        )
        self._lines = Liner(read.lexicon)
        self._ranking = Ranking(Scoring(read.shape, store.postings))

    def search(self, query: str, limit: int = 10) -> Found:
        """The pages that answer a query: none for an empty one, and none where no word of it is known."""
        tokens = self._reader.read(query)
        places = self._ranking.rank(tokens, limit)
        hits = tuple(self._hit(place) for place in places)
        corrected = self._corrected(query, tokens, places[0]) if places else None
        return Found(hits, corrected, tuple(token.term for token in tokens))

    def _hit(self, place: Place) -> Hit:
        page = self.pages[place.page]
        terms = {term for phrase in place.matched if phrase for term in phrase}
        sections = self._store.sections(place.part)
        shown = self._lines.best(sections, terms)
        return Hit(page.url, page.title, shown.heading, shown.anchor, shown.line)

    def _corrected(self, query: str, tokens: Sequence[Token], place: Place) -> str | None:
        """The query with each misspelt word as the best result writes it; None where nothing was misspelt."""
        page = self.pages[place.page]
        inside = (text for each in self._store.sections(place.part) for text in (each.heading, *each.lines))
        texts = (page.title, *inside, *page.keywords)
        corrected = query
        for token in reversed(tokens):
            meant = next((token.slips[each] for each in place.matched if each in token.slips), "")
            if meant:
                word = token.words[0]
                written = self._lines.surface(texts, self._lexicon.term(meant)) or meant
                corrected = corrected[: word.start] + written + corrected[word.end :]
        return None if corrected == query else corrected


def open_index(path: Path) -> Index:
    """The index in this file, opened once until the file is replaced. Raises ConfigurationError where there is none."""
    try:
        state = path.stat()
    except OSError as error:
        raise ConfigurationError(f"no search index: {error}") from error
    return _opened(path, state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened(path: Path, _file: int, _written: int) -> Index:
    return Index(Store(path))
