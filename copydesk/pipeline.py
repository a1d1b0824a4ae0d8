"""The main job for one source: freeze, split, mark, render, account.

The steps run in one visible order. A publisher's profile comes first, being checked against its own examples; next the
slots of a known format; spam before the slots of an unknown one and before fields, so that no byline is read from an
injected block; fields before boilerplate, because a title line looks like a menu entry to a line judge; and what no step
claims is the journalist's text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from copydesk.edits import OffsetMap
from copydesk.escapes import find_escapes
from copydesk.ledger import find_rows, measure_quality
from copydesk.page import Frozen, freeze
from copydesk.paragraphs import measure_print
from copydesk.profiles import find_by_profiles, state_format
from copydesk.record import Values, build_values
from copydesk.render import Piece, Rendered, paint, render_story
from copydesk.types import (
    Article,
    Cleaned,
    Hints,
    Label,
    LedgerRow,
    Line,
    Mark,
    Page,
    Quality,
    Source,
    Split,
    Story,
)
from copydesk.versions import COPYDESK, rules_version

if TYPE_CHECKING:
    from copydesk.findings import Gathered
    from copydesk.siblings import Template

_OUTSIDE = Mark(0, 0, Label.SEPARATOR, "outside-stories")
_GAP = Mark(0, 0, Label.WHITESPACE, "whitespace")
_BODY, _SUBHEAD, _SPAM = Label.BODY, Label.SUBHEAD, Label.SPAM  # looking a member up by its name takes ten times as long
_start = itemgetter(1)
"""Where a line of the page, or a row of the ledger, begins."""
_mark = itemgetter(2)


class _Draft(NamedTuple):
    """A story with its rendering and the values read from it."""

    story: Story
    rendered: Rendered
    values: Values
    marks: tuple[Mark, ...]


def clean(data: str | bytes, *, name: str = "source.txt", hints: Hints | None = None, template: Template | None = None) -> Cleaned:
    """Articles, ledger and frozen page of one source.

    ``data`` is text or bytes, ``name`` says by its ending whether it is HTML, ``hints`` are what is known from outside,
    ``template`` is what the pages of its source have in common (``copydesk.Learner``).
    Never raises on the content of ``data``: what is no article comes back as ledger rows without one.
    """
    return clean_frozen(data, freeze(data, name, hints or Hints()), template)


def clean_frozen(data: str | bytes, frozen: Frozen, template: Template | None = None) -> Cleaned:
    """``clean`` for a page that is already frozen; ``data`` is only digested."""
    from copydesk.boundaries.stories import find_stories  # of modules, not packages: those are asked by a call in Python, every time

    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    page = state_format(frozen.page)
    return clean_split(page, find_stories(page), hashlib.sha256(raw).hexdigest(), len(raw), template)


def clean_split(
    page: Page, split: Split, digest: str, size: int, template: Template | None = None, *, base: int = 0, gathered: Gathered | None = None
) -> Cleaned:
    """``clean`` for a page that is already split. ``digest`` and ``size`` are those of all bytes of the source.

    ``base`` is the source offset of the page where it is a stretch of a larger source; what is found about the source then goes to
    ``gathered``, to be told when the last stretch is in.
    """
    from copydesk.findings import Gathered

    # A file of many stories is a dump: what its lines have in common is the splitter's matter.
    alone = len(split.stories) == 1
    printed = 0 if alone else measure_print([page.text[low:high] for _, low, high in page.lines])
    drafts = [draft_story(page, story, template if alone else None, printed) for story in split.stories]
    place = OffsetMap(page.edits)
    spans = [(place.source_start(draft.story.start), place.source_end(draft.story.end)) for draft in drafts]
    ids = _find_ids(page, digest, drafts, spans, base)
    ledger = find_rows(page, _tile(page, split, drafts, ids), rules_version())
    articles = _build_articles(page, drafts, ids, digest, size, spans, _measure_quality(spans, ledger))
    if base:
        ledger = tuple(row._replace(start=row.start + base, end=row.end + base) for row in ledger)
        articles = tuple(replace(a, source=replace(a.source, span=(a.source.span[0] + base, a.source.span[1] + base))) for a in articles)
    found = gathered or Gathered(page.name)
    found.add(page, split, tuple(mark for draft in drafts for mark in draft.marks), len(articles))
    return Cleaned(articles, ledger, page, () if gathered else found.find())


def draft_story(page: Page, story: Story, template: Template | None = None, printed: int = 0) -> _Draft:
    """The story marked by every step, in order of rank, and rendered; ``printed`` is the column that its page was printed at."""
    from copydesk.fields.story_fields import find_fields
    from copydesk.judging import find_subheads, find_unwanted, judge_story
    from copydesk.spam.finder import find_spam

    lines = _lines_of(page, story)
    spam = find_spam(page, story)
    judged = judge_story(page, story, lines, template, spam)
    body = tuple([line[1:] for line, _, _, label, _ in judged if (label is _BODY or label is _SUBHEAD) and line[1] < line[2]])
    profiled, set_values = find_by_profiles(page, story, lines)
    ranked: tuple[Sequence[Mark], ...] = (
        profiled,
        story.marks if story.format else (),
        spam,
        story.marks,
        find_fields(page, replace(story, marks=story.marks + profiled) if profiled else story, body, spam),
        find_unwanted(page, story, judged),
        find_escapes(page, story),
        find_subheads(judged),
    )
    rendered = render_story(page, story, lines, ranked, printed)
    ruling = _ruling(ranked, rendered)
    return _Draft(story, rendered, build_values(page.hints, ruling, set_values, rendered.text), ruling)


def _ruling(ranked: Sequence[Sequence[Mark]], rendered: Rendered) -> tuple[Mark, ...]:
    """The marks with fields, or of spam, that still rule some character after painting: only they may fill fields and be told about."""
    telling = [mark for step in ranked if step for mark in step if mark.fields or mark.label is _SPAM]
    if not telling:
        return ()
    alive = set(map(id, map(_mark, rendered.pieces)))
    return tuple([mark for mark in telling if id(mark) in alive or (mark.fields and mark.start == mark.end)])


def _lines_of(page: Page, story: Story) -> tuple[Line, ...]:
    if story.start == 0 and story.end >= len(page.text):
        return page.lines
    low = bisect_left(page.lines, True, key=lambda line: line.start >= story.start or line.end > story.start)
    return page.lines[low : bisect_left(page.lines, story.end, low, key=_start)]


def _find_ids(page: Page, digest: str, drafts: Sequence[_Draft], spans: Sequence[tuple[int, int]], base: int) -> tuple[str | None, ...]:
    """Ids from the source's digest and the story's place in it; None for a story that keeps no text.

    Two objects that carry the same text under other ids or addresses are two sources, so these count as part of the digest.
    """
    stated = [part for part in (page.hints.id, page.hints.url) if part]
    if stated:
        digest = hashlib.sha256("\0".join((digest, *stated)).encode("utf-8", "surrogatepass")).hexdigest()
    return tuple([f"{digest[:16]}-{base + start}" if d.rendered.text else None for d, (start, _) in zip(drafts, spans, strict=True)])


def _tile(page: Page, split: Split, drafts: Sequence[_Draft], ids: Sequence[str | None]) -> list[tuple[Piece, str | None]]:
    """Pieces over the whole page: stories, and between them what the splitter marked."""
    pieces: list[tuple[Piece, str | None]] = []

    def outside(start: int, end: int) -> None:
        for low, high, mark in paint(start, end, (split.marks,)) if start < end else ():
            blank = page.text[low:high].isspace()
            pieces.append((Piece(low, high, mark or (_GAP if blank else _OUTSIDE)), None))

    at = 0
    for draft, article in zip(drafts, ids, strict=True):
        outside(at, draft.story.start)
        pieces += zip(draft.rendered.pieces, repeat(article))
        at = draft.story.end
    outside(at, len(page.text))
    return pieces


def _measure_quality(spans: Sequence[tuple[int, int]], rows: Sequence[LedgerRow]) -> list[Quality]:
    """For each story, by its span of the source, the code points by what became of them."""
    found = []
    for start, end in spans:
        low = bisect_left(rows, start, key=_start)
        found.append(measure_quality(rows[low : bisect_left(rows, end, low, key=_start)]))
    return found


def _build_articles(
    page: Page,
    drafts: Sequence[_Draft],
    ids: Sequence[str | None],
    digest: str,
    size: int,
    spans: Sequence[tuple[int, int]],
    quality: Sequence[Quality],
) -> tuple[Article, ...]:
    from copydesk.language.identify import identify_language

    stories = sum(article is not None for article in ids)
    articles: list[Article] = []
    for draft, article, span, counts in zip(drafts, ids, spans, quality, strict=True):
        if article is None:
            continue
        source = Source(page.name, digest, size, page.encoding, span, len(articles) + 1, stories, page.hints.url, page.hints.received)
        language = identify_language(draft.rendered.text)
        values = draft.values
        articles.append(
            Article(
                id=article,
                text=draft.rendered.text,
                title=values.title,
                language=language.tag,
                language_confidence=round(language.confidence, 4),
                translated_from=values.translated_from,
                authors=values.authors,
                contributors=values.contributors,
                editor=values.editor,
                dateline=values.dateline,
                published=values.published,
                updated=values.updated,
                publisher=values.publisher,
                agency=values.agency,
                section=values.section,
                notices=values.notices,
                source=source,
                duplicate_of=None,
                quality=counts,
                copydesk_version=COPYDESK,
                rules_version=rules_version(),
                subtitle=values.subtitle,
                accession=values.accession,
            )
        )
    return tuple(articles)
