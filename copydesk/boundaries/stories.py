"""From a page to its stories: known formats first, then the general search, then one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from copydesk.boundaries.announced import find_announced
from copydesk.boundaries.banners import is_banner
from copydesk.boundaries.briefs import are_briefs, read_as_briefs
from copydesk.boundaries.contents import Pending, find_count, find_foretold, find_listed, read_titles, report
from copydesk.boundaries.headers import HeaderReader
from copydesk.boundaries.override import find_override
from copydesk.boundaries.reading import mask_digits
from copydesk.boundaries.records import find_records
from copydesk.boundaries.releases import find_releases
from copydesk.boundaries.rows import Row, fill_rows, find_outline
from copydesk.boundaries.search import Cut, Search
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.boundaries.single import is_single, opens_in_list
from copydesk.boundaries.titles import opens_with_bullet
from copydesk.formats import find_known
from copydesk.formats.slots import make_split
from copydesk.types import Page, Split, Story

_TOTAL = re.compile(r"\d\D{1,12}(\d{1,5})\D{0,20}$")
_CLOSING_ROWS = 7  # rows at the end of a file that its closing words can take
_BANNER_ROWS = 6  # rows above the first story that a banner (name of the digest, date, compiler) can take
_LEAST_RULED, _GREETING = 3, 160  # parts between rules, the first of which may be a greeting; characters of its sentences
_DATED = (Shape.DATE, Shape.META)
_LEAST_ROWS = 4  # rows below which nothing can be told
_LONGEST_PREAMBLE = 600  # characters of running text above the first story from which stories are looked for there, too
_OUTSIZE = 1.2  # times the median story's rows from which a story is searched again: the file may change its format there


def find_stories(page: Page) -> Split:
    """The stories of a page with everything between them labelled; one story from 0 to its end where it is one article.

    ``page.hints.format`` may name the format or the separator; WrongFormatError where the text contradicts it.
    """
    return report(find_split(page))


def find_split(page: Page, *, goes_on: bool = False) -> Split:
    """``find_stories`` without the note on what disagrees.

    ``goes_on``: the page is the beginning of a longer text, so a contents list may name stories that are not in sight yet.
    """
    return find_override(page) or find_known(page) or _find_unknown(page, goes_on)


def _find_unknown(page: Page, goes_on: bool) -> Split:
    """The stories of a page in no known format."""
    outline = find_outline(page)
    if is_single(outline):
        return Split((Story(0, len(page.text)),))
    rows = fill_rows(page.text, outline)
    records, found = find_records(rows), _search(rows)
    found = records if len(records) >= len(found) else found  # a record with a header of its own is missed by the first alone
    if are_briefs(rows):
        shaped = read_as_briefs(rows)
        if 2 * len(briefs := _search(shaped, brief=True)) >= 3 * max(1, len(found)):
            rows, found = shaped, briefs
    releases = find_releases(rows)
    found = releases if len(releases) > len(found) else found
    announced = find_announced(rows)
    found = announced if len(announced) > len(found) else found
    if len(found) < 2 or opens_in_list(page, [rows[cut.at].start for cut in found]):
        return Split((Story(0, len(page.text)),))
    starts = [cut.at for cut in found]
    parts = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    above = rows[: starts[0]]
    if _is_greeting(parts):
        above, parts, found = (*above, *parts[0]), parts[1:], found[1:]
    parts[0] = _drop_preamble(parts)
    parts[-1] = _drop_closing_words(parts[-1], found[-1].traits)
    if foretold := find_foretold(parts):
        above, parts[0] = (*above, *parts[0][:foretold]), parts[0][foretold:]
    parts = [_drop_rules(part) for part in parts]
    stories = _read_stories(parts, found)
    listed = find_listed(above, read_titles(stories), goes_on=goes_on)
    if listed is None and len(parts) > 2 and (inside := find_listed(parts[0], read_titles(stories[1:]), goes_on=goes_on)):
        listed, rest = inside, _drop_rules(parts[0][inside[1] :])
        above = (*above, *parts[0][: inside[1]])
        if any(row.shape in (Shape.TEXT, Shape.DATELINE) for row in rest):
            parts[0] = rest  # the first story stands below the list
        else:
            parts, found = parts[1:], found[1:]
        stories = _read_stories(parts, found)
    split = make_split(page.text, stories, "", _find_stated(rows) or find_count(above))
    if not listed:
        return split
    pending = Pending(listed[2])
    pending.take(read_titles(stories))  # the story below the list was not yet known when the list was read
    return replace(split, missing=pending.missing)


def _read_stories(parts: Sequence[tuple[Row, ...]], found: Sequence[Cut]) -> list[Story]:
    """The stories that these rows make, with what their headers and trailers say."""
    reader = HeaderReader(parts)
    return [
        Story(part[0].start, part[-1].end, "", reader.read(part, cut.traits), cut.cues, cut.confidence)
        for part, cut in zip(parts, found, strict=True)
    ]


def _drop_rules(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """A story's rows without the bare rules at either end: they part stories and belong to neither."""
    first, last = 0, len(rows)
    while last - first > 1 and _is_bare_rule(rows[last - 1]):
        last -= 1
    while last - first > 1 and _is_bare_rule(rows[first]):
        first += 1
    return rows[first:last]


def _is_bare_rule(row: Row) -> bool:
    return row.shape in RULES and not any(c.isalnum() for c in row.text)


def _sign(rows: tuple[Row, ...], at: int) -> tuple[str, str, int]:
    """How a story opens: the shapes of its first two rows and the gap between them, headlines of all shapes as one."""
    plain = (Shape.SHORT, Shape.TEXT, Shape.LABEL)
    shapes = ["heading" if r.shape in plain else "dated" if r.shape in (Shape.DATE, Shape.META) else r.shape for r in rows[at : at + 2]]
    return shapes[0], shapes[1] if len(shapes) > 1 else "", rows[at + 1].gap if at + 1 < len(rows) else 0


def _drop_preamble(parts: list[tuple[Row, ...]]) -> tuple[Row, ...]:
    """The first story's rows without a banner above them: it opens like the others only some rows further down."""
    first = _drop_rules(parts[0])
    if len(parts) >= _LEAST_RULED and (at := _find_bulleted(first, parts[1:]) or _find_opener(first, parts[1:])):
        return first[at:]
    common, times = Counter(_sign(part, 0) for part in map(_drop_rules, parts[1:])).most_common(1)[0]
    if len(parts) < 3 or times * 3 < 2 * (len(parts) - 1):
        return parts[0]
    for at in range(1, min(_BANNER_ROWS, len(first) - 2)):
        if first[at].gap and _sign(first, at) == common and is_banner(first[:at]):
            return first[at:]
    dated = any(row.shape in _DATED for part in parts[1:] for row in part[:3])
    if len(first) > 2 and first[0].shape in _DATED and first[1].gap and not dated and _sign(first, 1) == common:
        return first[1:]  # the page's head: paper, number and day
    if _sign(first, 0) == common or common[1] in ("heading", "text"):
        return parts[0]
    for at in range(1, min(_BANNER_ROWS, len(first) - 2)):
        if first[at - 1].shape in (Shape.TEXT, Shape.DATELINE):
            break
        if first[at].gap and _sign(first, at) == common:
            return first[at:]
    return parts[0]


def _find_bulleted(first: tuple[Row, ...], others: Sequence[tuple[Row, ...]]) -> int:
    """The row of the first story at which a bullet stands before its headline as in all others, below a greeting; 0 where none does."""
    if not all(opens_with_bullet(_drop_rules(part)[0].text) for part in others):
        return 0
    at = next((i for i, row in enumerate(first[:_BANNER_ROWS]) if row.heading and opens_with_bullet(row.text)), 0)
    return at if sum(row.size for row in first[:at] if row.terminal) < _GREETING else 0


def _find_opener(first: tuple[Row, ...], others: Sequence[tuple[Row, ...]]) -> int:
    """The row of the first story that carries the label or number that opens all others, below the file's own head; 0 where none does."""
    keys = {_name_opener(_drop_rules(part)[0]) for part in others}
    key = keys.pop()
    if keys or not key or _name_opener(first[0]) == key:
        return 0
    for at in range(1, min(_BANNER_ROWS + 1, len(first) - 1)):
        if first[at - 1].shape in (Shape.TEXT, Shape.DATELINE) or (first[at - 1].terminal and first[at - 1].shape is Shape.SHORT):
            return 0
        if first[at].gap and _name_opener(first[at]) == key:
            return at
    return 0


def _name_opener(row: Row) -> str:
    """The label or the manner of number that a row opens with, '' where it has neither."""
    return f"label {mask_digits(row.label[0])}" if row.label else f"number {row.number}" if row.number else ""


def _is_greeting(parts: Sequence[tuple[Row, ...]]) -> bool:
    """Whether what stands above the first rule is a newsletter's greeting: a sentence or two, where rules open all stories."""
    if len(parts) < _LEAST_RULED or parts[0][0].shape in RULES or not all(part[0].shape in RULES for part in parts[1:]):
        return False
    if all(_sign(_drop_rules(part), 0) == _sign(parts[0], 0) for part in parts[1:]):
        return False  # a short first story, with the head that all others have
    return sum(row.size for row in parts[0] if row.terminal) < _GREETING


def _drop_closing_words(rows: tuple[Row, ...], traits: frozenset[str]) -> tuple[Row, ...]:
    """The last story's rows without the file's closing words, which stand below the mark that closes every story."""
    for i in range(len(rows) - 1, max(1, len(rows) - _CLOSING_ROWS), -1):
        row = rows[i]
        closes = (row.shape is Shape.RULE and "rule" in traits) or (row.shape is Shape.BREAK and "break" in traits)
        if closes or f"shape {row.shape}" in traits & {"shape end", "shape sign", "shape copyright", "shape url"}:
            rest = rows[i + 1 :]
            return rows[: i + 1] if rest and not any(r.shape in (Shape.TEXT, Shape.DATELINE) for r in rest) else rows
        if row.shape in (Shape.TEXT, Shape.DATELINE):
            return rows
    return rows


def _find_stated(rows: tuple[Row, ...]) -> int | None:
    """The number of stories that counters (``Story 3 of 10``) announce; the greatest, for counters restart."""
    stated = [int(m[1]) for r in rows if r.shape is Shape.COUNT and (m := _TOTAL.search(r.text))]
    return max(stated, default=None)


def _search(rows: tuple[Row, ...], *, within: bool = False, brief: bool = False) -> list[Cut]:
    """First rows of the stories with what speaks for each, outsize stories searched again."""
    if len(rows) < _LEAST_ROWS:
        return []
    search = Search(rows, within=within, brief=brief)
    best = search.find_best()
    if best is None:
        return []
    sizes = [b - a for a, b in zip(best.starts, (*best.starts[1:], len(rows)), strict=True)]
    middle = sorted(sizes)[(len(sizes) - 1) // 2]
    above = search.around.measure_text(0, best.starts[0])
    found = _search(rows[: best.starts[0]]) if above > _LONGEST_PREAMBLE and not within else list[Cut]()  # stories of another format
    for at, size in zip(best.starts, sizes, strict=True):
        cut = search.read_cut(best, at)
        inner = _search(rows[at : at + size], within=True) if size >= max(middle * _OUTSIZE, 2 * _LEAST_ROWS) and not brief else []
        found.append(cut)
        found.extend(more._replace(at=at + more.at) for more in inner if more.at)
    return found
