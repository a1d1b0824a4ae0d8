"""From a page to its stories: known formats first, then the general search, then one article."""

from __future__ import annotations

from dataclasses import replace

from copydesk.boundaries.headers import HeaderReader, find_repeated, is_file_month_first
from copydesk.boundaries.rows import Row, find_rows
from copydesk.boundaries.search import Search
from copydesk.boundaries.verdict import Proposal
from copydesk.formats import find_known
from copydesk.types import Cue, Page, Split, Story


_LEAST_ROWS = 4  # rows below which nothing can be told
_OUTSIZE = 1.2  # times the median story's rows from which a story is searched again: the file may change its format there


def find_stories(page: Page) -> Split:
    """The stories of a page with everything between them labelled; one story from 0 to its end where it is one article."""
    if (known := find_known(page)) is not None:
        return known
    rows = find_rows(page)
    whole = Split((Story(0, len(page.text)),))
    found = _search(rows)
    if len(found) < 2:
        return whole
    starts = [at for at, _ in found]
    parts = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    repeated, month_first = find_repeated(parts), is_file_month_first(parts)
    stories = []
    for part, (_, cues) in zip(parts, found, strict=True):
        reader = HeaderReader(repeated, month_first, frozenset(c.name for c in cues))
        stories.append(Story(part[0].start, part[-1].end, "", reader.read(part), cues))
    return Split(tuple(stories))


def _search(rows: tuple[Row, ...], *, within: bool = False) -> list[tuple[int, tuple[Cue, ...]]]:
    """First rows of the stories with the cues for each, outsize stories searched again."""
    if len(rows) < _LEAST_ROWS:
        return []
    best = Search(rows, within=within).find_best()
    if best is None:
        return []
    sizes = [b - a for a, b in zip(best.starts, (*best.starts[1:], len(rows)), strict=True)]
    middle = sorted(sizes)[(len(sizes) - 1) // 2]
    found: list[tuple[int, tuple[Cue, ...]]] = []
    for at, size in zip(best.starts, sizes, strict=True):
        cues = _read_cues(best, rows[at].start)
        inner = _search(_take_rows(rows, at, at + size), within=True) if size >= max(middle * _OUTSIZE, 2 * _LEAST_ROWS) else []
        if inner and inner[0][0] == 0:
            found.extend((at + row, cues if not row else more) for row, more in inner)
        else:
            found.append((at, cues))
            found.extend((at + row, more) for row, more in inner)
    return found


def _take_rows(rows: tuple[Row, ...], start: int, end: int) -> tuple[Row, ...]:
    """Rows [start, end) numbered from 0."""
    return tuple(replace(row, index=i) for i, row in enumerate(rows[start:end]))


def _read_cues(proposal: Proposal, at: int) -> tuple[Cue, ...]:
    return tuple(Cue(t.name, at, round(t.weight, 2)) for t in proposal.traits)
