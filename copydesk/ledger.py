"""The ledger: what became of every character, in source offsets.

Pieces speak of the repaired page; here the repairs are laid back between them, so that rows tile the source from 0 to
its end and ``rebuild_source`` gives its text back from rows and articles alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import cast

from copydesk.kernels import find_kernel
from copydesk.render import Piece
from copydesk.types import Action, Edit, Label, LedgerRow, Page, Quality

# Looking a member up by its name takes ten times as long.
_KEEP, _LIFT, _DROP, _SPAM = Action.KEEP, Action.LIFT, Action.DROP, Label.SPAM

# What the class does to make one, without a call in Python for each.
_new_row: Callable[[tuple[object, ...]], LedgerRow] = partial(tuple.__new__, LedgerRow)


def find_rows(page: Page, pieces: Iterable[tuple[Piece, str | None]], rule_version: str) -> tuple[LedgerRow, ...]:
    """The ledger of a page. ``pieces`` tile the page text in order, each with the id of the article that it went to."""
    return tuple(_rows(page, list(pieces), rule_version))


_Maker = Callable[[str, str, list[tuple[Piece, str | None]], int, str, Action, Action, type[LedgerRow]], list[LedgerRow]]


@cache
def _maker() -> _Maker:
    kernel = find_kernel("story")
    return _make_rows if kernel is None else cast(_Maker, kernel.make_rows)


def _make_rows(
    name: str,
    source: str,
    pieces: list[tuple[Piece, str | None]],
    shift: int,
    version: str,
    keep: Action,
    lift: Action,
    row_class: type[LedgerRow],
) -> list[LedgerRow]:
    """A row a piece, as ``_plain_row`` makes it, in one loop: pages have hundreds. No repair lies in or between the pieces, whose source
    offsets are their own and ``shift``."""
    rows: list[LedgerRow] = []
    for (start, end, mark, joint), article in pieces:
        start, end = start + shift, end + shift
        label = mark.label
        action = label.action
        before = None
        if action is not keep:
            before = source[start:end]
            if joint is None and action is not lift:
                article = None
        rows.append(row_class(name, start, end, action, label, mark.rule, version, article, before, joint, mark.confidence, mark.evidence))
    return rows


def _rows(page: Page, pieces: list[tuple[Piece, str | None]], version: str) -> list[LedgerRow]:
    rows: list[LedgerRow] = []
    edits = list(_paged(page.edits))
    number = first = source_at = 0
    while first < len(pieces):
        # Pieces up to the next edit at once.
        stop = bisect_right(pieces, edits[number][1], first, key=_piece_end) if number < len(edits) else len(pieces)
        if stop > first:
            shift = source_at - pieces[first][0].start
            rows += _maker()(page.name, page.source_text, pieces[first:stop], shift, version, _KEEP, _LIFT, LedgerRow)
            source_at = pieces[stop - 1][0].end + shift
            first = stop
            last = pieces[stop - 1][0]
            while number < len(edits) and _closes(last, edits[number]):
                rows.append(_repair_row(page, edits[number][0], source_at, True, "", last, None, version, None))
                source_at = edits[number][0].end
                number += 1
            continue
        piece, article = pieces[first]
        first += 1
        at, end, _, joint = piece
        if at == end:
            rows.append(_plain_row(page, source_at, source_at, piece, article, version, joint))
            continue
        while number < len(edits) and (edits[number][1] < end or _closes(piece, edits[number])):
            edit, low, high = edits[number]
            if low > at:
                rows.append(_plain_row(page, source_at, source_at + low - at, piece, article, version, joint))
                source_at, joint = source_at + low - at, None
            fresh = low >= piece.start
            cut = min(high, end)
            rows.append(_repair_row(page, edit, source_at, fresh, page.text[max(low, piece.start) : cut], piece, article, version, joint))
            source_at, joint, at = edit.end, None, cut
            if high > end:
                break
            number += 1
        if at < end:
            rows.append(_plain_row(page, source_at, source_at + end - at, piece, article, version, joint))
            source_at += end - at
    for edit, _, _ in edits[number:]:
        rows.append(_repair_row(page, edit, source_at, True, "", None, None, version, None))
        source_at = edit.end
    return rows


def _piece_end(owned: tuple[Piece, str | None]) -> int:
    return owned[0].end


def _closes(piece: Piece, edit: tuple[Edit, int, int]) -> bool:
    """Whether an edit that leaves nothing stands at the very end of injected text: the address of its last link."""
    return edit[1] == edit[2] == piece.end and piece.mark.label is _SPAM


def _paged(edits: Iterable[Edit]) -> Iterator[tuple[Edit, int, int]]:
    """Each edit with the page span that its new text has."""
    shift = 0
    for edit in edits:
        low = edit.start + shift
        yield edit, low, low + len(edit.after)
        shift += len(edit.after) - len(edit.before)


def _plain_row(page: Page, start: int, end: int, piece: Piece, article: str | None, version: str, joint: str | None) -> LedgerRow:
    mark = piece.mark
    label = mark.label
    action = label.action
    owner = article if action is _KEEP or action is _LIFT or joint is not None else None
    before = None if action is _KEEP else page.source_text[start:end]
    return _new_row((page.name, start, end, action, label, mark.rule, version, owner, before, joint, mark.confidence, mark.evidence))


def _repair_row(
    page: Page,
    edit: Edit,
    source_at: int,
    fresh: bool,
    taken: str,
    piece: Piece | None,
    article: str | None,
    version: str,
    joint: str | None,
) -> LedgerRow:
    """A repair, shown where it stands: in kept text its new text is the article's, in dropped text it goes nowhere.

    Injected text is dropped whole: what was repaired of it counts as spam, not as a repair of the source.
    """
    end = edit.end if fresh else source_at
    kept = piece is not None and piece.mark.label.action is Action.KEEP
    owner = article if kept or joint is not None else None
    after = taken if kept else joint if joint is not None else edit.after if fresh else ""
    chain = " | ".join(edit.chain)
    if piece is not None and piece.mark.label is _SPAM:
        mark = piece.mark
        note = "; ".join(part for part in (mark.evidence, f"reads {after!r} ({edit.rule})") if part)
        before = page.source_text[source_at:end]
        return LedgerRow(page.name, source_at, end, Action.DROP, Label.SPAM, mark.rule, version, None, before, None, mark.confidence, note)
    where = f"in {piece.mark.label} ({piece.mark.rule})" if piece is not None and not kept else ""
    return LedgerRow(
        page.name,
        source_at,
        end,
        Action.REPAIR,
        edit.label,
        edit.rule,
        version,
        owner,
        page.source_text[source_at:end],
        after,
        edit.confidence,
        "; ".join(part for part in (chain, where) if part),
    )


def rebuild_source(rows: Iterable[LedgerRow], texts: Mapping[str, str]) -> str:
    """The source's decoded text from its ledger rows in order and the texts of its articles by id.

    Raises ValueError with the offset where rows leave a gap, overlap, or do not fit the articles.
    """
    parts: list[str] = []
    read: dict[str, int] = dict.fromkeys(texts, 0)
    at = 0
    for row in rows:
        if row.start != at or row.end < row.start:
            raise ValueError(f"the ledger has a gap or an overlap at character {at}")
        at = row.end
        if row.action is Action.KEEP:
            if row.article is None or row.article not in texts:
                raise ValueError(f"the ledger keeps characters from {row.start} in no article")
            start = read[row.article]
            part = texts[row.article][start : start + row.end - row.start]
            read[row.article] = start + row.end - row.start
        else:
            part = row.before or ""
            if row.article is not None and row.after is not None:
                start = read[row.article]
                read[row.article] = start + len(row.after)
                if texts[row.article][start : start + len(row.after)] != row.after:
                    raise ValueError(f"the article does not hold what the ledger put there at character {row.start}")
        if len(part) != row.end - row.start:
            raise ValueError(f"the ledger row at character {row.start} has the wrong length")
        parts.append(part)
    left = [article for article, text in texts.items() if read[article] != len(text)]
    if left:
        raise ValueError(f"the ledger does not account for all of article {left[0]}")
    return "".join(parts)


def measure_actions(rows: Iterable[LedgerRow]) -> dict[Action, int]:
    """Code points of the source by action."""
    return dict(zip(Action, _measure(rows), strict=False))


def measure_quality(rows: Iterable[LedgerRow]) -> Quality:
    """Code points of the source by what became of them."""
    return Quality(*_measure(rows))


def _measure(rows: Iterable[LedgerRow]) -> tuple[int, int, int, int, int]:
    """Code points kept, lifted, dropped and repaired, and those of the dropped that are spam."""
    kept = lifted = dropped = repaired = spam = 0
    for row in rows:
        action, size = row[3], row[2] - row[1]
        if action is _DROP:
            dropped += size
            if row[4] is _SPAM:
                spam += size
        elif action is _KEEP:
            kept += size
        elif action is _LIFT:
            lifted += size
        else:
            repaired += size
    return kept, lifted, dropped, repaired, spam


def measure_spam(rows: Iterable[LedgerRow]) -> int:
    """Code points of the source that were dropped as spam."""
    return _measure(rows)[4]
