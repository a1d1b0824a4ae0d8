"""From a page to its stories: known formats first, then the general search, then one article."""

from __future__ import annotations

from copydesk.boundaries.rows import find_rows
from copydesk.boundaries.search import Proposal, Search
from copydesk.types import Cue, Page, Split, Story


def find_stories(page: Page) -> Split:
    """The stories of a page with everything between them labelled; one story from 0 to its end where it is one article."""
    rows = find_rows(page)
    whole = Split((Story(0, len(page.text)),))
    if len(rows) < 4:
        return whole
    best = Search(rows).find_best()
    if best is None:
        return whole
    stories = []
    for i, start in enumerate(best.starts):
        end = rows[best.starts[i + 1] - 1].end if i + 1 < len(best.starts) else rows[-1].end
        stories.append(Story(rows[start].start, end, "", (), _read_cues(best, rows[start].start)))
    return Split(tuple(stories))


def _read_cues(proposal: Proposal, at: int) -> tuple[Cue, ...]:
    return tuple(Cue(t.name, at, round(t.weight, 2)) for t in proposal.traits)
