"""Learning templates: which lines recur over different stories of one source?

Pages that tell the same story (a page fetched twice, an update, a print version) count as one: two pages whose prose is
for the greater part the same. Only so does a line that three pages share say something about the site. Sources are never
compared with one another: what recurs across them is an agency's text, syndication and no template.

What comes out is a function of the set of pages alone. Of a large source the ``MOST_PAGES`` pages with the smallest digests
are compared, so the order in which pages come changes nothing, memory stays bounded, and one more page of a source that
is known well seldom changes its template.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from copydesk.siblings.keys import is_prose, key_lines
from copydesk.siblings.template import Recurring, Template, make_template

MOST_PAGES = 100
LEAST_STORIES = 2
"""Different stories that must share a line, and that a source must have: one page has no siblings."""
SAME_STORY = 0.5
"""Share of the smaller page's prose lines that both hold, above which two pages tell one story."""
LEAST_PROSE = 2
"""Prose lines that a page must have to count as a story: a list or a login page is none."""
MOST_LINES = 2_000
"""Lines of a page that are compared: the first and last thousand of a longer one."""


@dataclass(frozen=True, slots=True, order=True)
class Sibling:
    """A page as its siblings see it: a digest that orders the pages, the date received, the keys of its lines and of its prose."""

    digest: str
    received: str
    keys: array[int] = field(compare=False)
    prose: array[int] = field(compare=False)


@dataclass(slots=True)
class _Shelf:
    """The pages of one source that are compared, in the order of their digests, and the text of lines that two of them had."""

    pages: list[Sibling] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)


class Learner:
    """Takes the pages of all sources in any order and gives the template of each source that has one."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = defaultdict(_Shelf)

    def add(self, source: str, text: str, received: str | None = None) -> str | None:
        """Take a page: its text as received, or for markup its rendering. Gives its digest, None for a page that tells no story."""
        lines = text.splitlines()
        if len(lines) > MOST_LINES:
            lines = lines[: MOST_LINES // 2] + lines[-MOST_LINES // 2 :]
        levels = key_lines(lines)
        keys = array("Q", sorted(levels))
        prose = array("Q", (key for key in keys if is_prose(levels[key])))
        if len(prose) < LEAST_PROSE:
            return None
        page = Sibling(sha256(keys.tobytes()).hexdigest(), received or "", keys, prose)
        _shelve(self._shelves[source], page, levels)
        return page.digest

    def templates(self) -> dict[str, Template]:
        """The templates so far, by source."""
        shelves = {source: shelf for source, shelf in sorted(self._shelves.items()) if len(shelf.pages) >= LEAST_STORIES}
        found = {source: _compare(source, shelf) for source, shelf in shelves.items()}
        return {source: template for source, template in found.items() if template is not None}

    def chosen(self, source: str) -> tuple[str, ...]:
        """The digests of the pages of a source that are compared."""
        return tuple(page.digest for page in self._shelves[source].pages) if source in self._shelves else ()


def _shelve(shelf: _Shelf, page: Sibling, levels: Mapping[int, str]) -> None:
    """Put the page in its place, unless it is a copy of another or comes after the last that is compared."""
    pages = shelf.pages
    at = bisect_left(pages, page.digest, key=lambda one: one.digest)
    if at < len(pages) and pages[at].digest == page.digest:
        # Of copies the one received first stands for all; a date that is not stated comes last.
        pages[at] = min(pages[at], page, key=lambda one: one.received or "~")
        return
    if at >= MOST_PAGES:
        return
    known = set().union(*(one.keys for one in pages))
    shelf.texts.update((key, level) for key, level in levels.items() if key in known)
    insort(pages, page)
    del pages[MOST_PAGES:]


def _compare(source: str, shelf: _Shelf) -> Template | None:
    """The template of one source's pages; None where no line recurs over different stories."""
    story = _find_stories([page.prose for page in shelf.pages])
    holders: dict[int, set[int]] = defaultdict(set)
    dates: dict[int, list[str]] = defaultdict(list)
    for page, number in zip(shelf.pages, story, strict=True):
        for key in page.keys:
            holders[key].add(number)
            if page.received and key in shelf.texts:
                dates[key].append(page.received)
    lines = [
        Recurring(shelf.texts[key], len(having), min(dates[key], default=None), max(dates[key], default=None))
        for key, having in holders.items()
        if len(having) >= LEAST_STORIES
    ]
    if not lines:
        return None
    every = [page.received for page in shelf.pages if page.received]
    return make_template(source, len(shelf.pages), len(set(story)), lines, min(every, default=None), max(every, default=None))


def _find_stories(prose: Sequence[Iterable[int]]) -> list[int]:
    """A number for each page, the same for pages that tell one story (directly or through others)."""
    leader = list(range(len(prose)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    sizes = [len(list(keys)) for keys in prose]
    pages_of: dict[int, list[int]] = defaultdict(list)
    for i, keys in enumerate(prose):
        together: Counter[int] = Counter(j for key in keys for j in pages_of[key])
        for j, count in together.items():
            if count > SAME_STORY * min(sizes[i], sizes[j]):
                one, other = sorted((lead(i), lead(j)))
                leader[other] = one
        for key in keys:
            pages_of[key].append(i)
    return [lead(i) for i in range(len(prose))]
