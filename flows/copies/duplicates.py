"""Copies among all articles of a run: candidates by their signatures, certainty by aligning their texts.

    measures -> ranks (the earliest article first) -> postings -> pairs -> texts of the candidates -> alignment -> groups

Only signatures of all articles pass through here, in buckets on disk; texts are those of the candidates, in a file that is
read at random. What comes out is a function of the articles alone: no order of partitions or workers enters it.

An article names the earliest one that it was aligned with. A copy of a copy names the first, too, where the two copies are
nearly the whole of one another; a round-up that holds two briefs never makes one story of them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.copies import SIZE, Likeness, Prepared, Relation, compare_texts, may_be_copy, prepare_text
from copydesk.copies.order import find_day
from flows.copies.candidates import CANDIDATES, Postings, Ranks
from flows.copies.spill import Numbers
from flows.snapshots.disk import remove_tree

Articles = Callable[[pa.Array], Iterator[pa.Table]]
"""Gives the articles of these ids as tables of ``id``, ``title`` and ``text``."""

# A copy of a copy is a copy of the first where the two copies are so much of one another.
_WHOLE = 0.6
# A digest counts as two shared hashes: as itself and under this mask.
_AGAIN = np.uint64(0x5555555555555555)
# Prepared texts that are kept at hand, in words of some 300 bytes: the first articles of stories come up again and again.
_AT_HAND = 150_000
# Texts at hand are tables of words without cycles: looking through them for cycles again and again took most of the time.
_SELDOM = (100_000, 50, 100)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: ``of`` is the earliest copy of its story, ``likeness`` how it differs from that."""

    of: str
    relation: Relation
    coverage: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Copies:
    """Every copy by its id, and the groups (first article, then its copies in their order)."""

    by_id: Mapping[str, Copy] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()

    def without(self, refused: Mapping[str, Any], articles: Articles, signatures: Iterable[pa.Table]) -> Copies:
        """The copies that are left when some articles are not published: a group that lost its first gets another."""
        groups = [tuple(id for id in group if id not in refused) for group in self.groups]
        if all(len(old) == len(new) for old, new in zip(self.groups, groups, strict=True)):
            return self
        by_id: dict[str, Copy] = {}
        headless = [new for old, new in zip(self.groups, groups, strict=True) if len(new) > 1 and new[0] != old[0]]
        for old, new in zip(self.groups, groups, strict=True):
            if len(new) > 1 and new[0] == old[0]:
                by_id.update((id, self.by_id[id]) for id in new[1:])
        wanted = {id for group in headless for id in group}
        ids = pa.array(sorted(wanted), pa.string())
        stated = {
            row["article"]: row["stated"]
            for table in (signatures if wanted else ())
            for row in table.select(["article", "stated"]).filter(pc.is_in(table["article"], value_set=ids)).to_pylist()
        }
        texts = {
            row["id"]: prepare_text(row["text"], row["title"], find_day(stated[row["id"]]))
            for table in (articles(ids) if wanted else ())
            for row in table.to_pylist()
        }
        for group in headless:
            members = [texts[id] for id in group]
            linker = _Linker(members.__getitem__)
            for later in range(1, len(group)):
                linker.link(later, range(min(later, CANDIDATES)))
            by_id.update((group[later], _copy(group[head], likeness)) for later, head, likeness in linker.each())
        return Copies(by_id, _groups(by_id, {id: number for group in groups for number, id in enumerate(group)}))


def _copy(first: str, likeness: Likeness) -> Copy:
    return Copy(first, likeness.relation, round(likeness.coverage, 4), round(likeness.ratio, 4))


def _groups(by_id: Mapping[str, Copy], place: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    held: dict[str, list[str]] = {}
    for id, copy in by_id.items():
        held.setdefault(copy.of, []).append(id)
    return tuple((first, *sorted(ids, key=place.__getitem__)) for first, ids in sorted(held.items()))


class _Linker:
    """Links each article, in the order of ranks, to the first of its story."""

    def __init__(self, text: Callable[[int], Prepared]) -> None:
        self._links: dict[int, int] = {}
        self._likeness: dict[tuple[int, int], Likeness] = {}
        self._text = text

    def link(self, later: int, candidates: Sequence[int]) -> None:
        """Find the first article of the story among those that the candidates (in their order) lead to.

        A candidate that was taken for the first of another story joins, too, where it is nearly the whole of this one: the
        two had nothing to be recognised by until the article between them came.
        """
        compared: dict[int, Likeness | None] = {}

        def compare(earlier: int) -> Likeness | None:
            if earlier not in compared:
                possible = may_be_copy(self._text(earlier), self._text(later))
                compared[earlier] = self._compare(earlier, later) if possible else None
            return compared[earlier]

        for earlier in candidates:
            head = self._head(earlier)
            if head == self._links.get(later):
                continue
            likeness = compare(head)
            near = likeness if head == earlier else compare(earlier)
            if later not in self._links:
                if (likeness is not None and likeness.is_copy) or _is_whole(near):
                    self._links[later] = head
                    if likeness is not None:
                        self._likeness[head, later] = likeness
            elif head == earlier and _is_whole(near):
                one, two = sorted((head, self._links[later]))
                self._links[two] = self._links[later] = one

    def _head(self, number: int) -> int:
        while number in self._links:
            number = self._links[number]
        return number

    def _compare(self, earlier: int, later: int) -> Likeness:
        return compare_texts(self._text(earlier), self._text(later))

    def each(self) -> Iterator[tuple[int, int, Likeness]]:
        """(copy, first of its story, likeness) of every copy, by rank."""
        for later in sorted(self._links):
            head = self._head(later)
            yield later, head, self._likeness.get((head, later)) or self._compare(head, later)


def _is_whole(likeness: Likeness | None) -> bool:
    return likeness is not None and likeness.is_copy and min(likeness.ratio, likeness.coverage) >= _WHOLE


def find_copies(signatures: Iterable[pa.Table], articles: Articles, work: Path) -> Copies:
    """The copies among all articles. ``signatures`` (gone through twice): tables of ``article``, ``stated``, ``digest`` and
    ``sketch``, one row an article, every id once. ``work``: a folder that is nobody's yet; it is gone afterwards."""
    order, ranks = _rank(signatures)
    pa.default_memory_pool().release_unused()  # the order was in memory three times while it was made
    often = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        return _search(signatures, articles, work, order, ranks)
    finally:
        gc.set_threshold(*often)
        remove_tree(work)


def _rank(signatures: Iterable[pa.Table]) -> tuple[pa.Table, Numbers]:
    """(``article`` and ``stated`` in the order of ranks, the rank of every row of the signatures)."""
    empty = pa.table({"article": pa.array([], pa.string()), "stated": pa.array([], pa.string())})
    table = pa.concat_tables([empty, *(part.select(["article", "stated"]) for part in signatures)]).combine_chunks()
    order = pc.sort_indices(table, sort_keys=[("stated", "ascending"), ("article", "ascending")])
    ranks = np.empty(table.num_rows, np.uint64)
    ranks[order.to_numpy()] = np.arange(table.num_rows, dtype=np.uint64)
    return table.take(order).combine_chunks(), ranks


def _search(signatures: Iterable[pa.Table], articles: Articles, work: Path, order: pa.Table, ranks: Numbers) -> Copies:
    postings = Postings(work, len(ranks), SIZE + 2)
    at = 0
    for part in signatures:
        here = ranks[at : at + part.num_rows]
        at += part.num_rows
        postings.add(*_postings_of(part, here))
    pairs = [rows for rows in postings.find_pairs() if len(rows)]
    if not pairs:
        return Copies()
    wanted = np.unique(np.concatenate([np.unique(rows) for rows in pairs]))
    with ExitStack() as stack:
        texts = _Texts(order.take(pa.array(wanted)), wanted, articles, work / "texts", stack)
        linker = _Linker(texts.read)
        for rows in pairs:
            cuts = np.flatnonzero(np.diff(rows[:, 0])) + 1
            for block in np.split(rows, cuts):
                linker.link(int(block[0, 0]), block[:, 1].tolist())
        names = order["article"]
        links = [(names[later].as_py(), later, _copy(names[head].as_py(), likeness)) for later, head, likeness in linker.each()]
    by_id = {id: copy for id, _, copy in links}
    return Copies(by_id, _groups(by_id, {id: later for id, later, _ in links}))


def _postings_of(part: pa.Table, ranks: Numbers) -> tuple[Numbers, Numbers]:
    """Hashes and the ranks that hold them: the sketches', and the digests' twice over."""
    sketches = part["sketch"].combine_chunks()
    lengths = pc.binary_length(sketches).to_numpy(zero_copy_only=False).astype(np.int64) // 8
    hashes = np.frombuffer(b"".join(sketches.to_pylist()), np.uint64)
    digests = part["digest"].to_numpy().astype(np.uint64)
    return np.concatenate([hashes, digests, digests ^ _AGAIN]), np.concatenate([np.repeat(ranks, lengths), ranks, ranks])


class _Texts:
    """The texts of the candidates in one file, prepared as they are asked for."""

    def __init__(self, order: pa.Table, ranks: Ranks, articles: Articles, path: Path, stack: ExitStack) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        ids = order["article"].combine_chunks()
        self._days = [find_day(stated) for stated in order["stated"].to_pylist()]
        self._ranks = ranks
        self._starts = np.zeros(len(ranks), np.int64)
        self._lengths = np.zeros(len(ranks), np.int64)
        with path.open("wb") as file:
            at = 0
            for table in articles(ids):
                numbers = pc.index_in(table["id"], value_set=ids).to_pylist()
                for number, title, text in zip(numbers, table["title"].to_pylist(), table["text"].to_pylist(), strict=True):
                    line = orjson.dumps([title, text])
                    file.write(line)
                    self._starts[number], self._lengths[number] = at, len(line)
                    at += len(line)
        self._file = stack.enter_context(path.open("rb"))
        self._held: dict[int, Prepared] = {}
        self._words = 0

    def read(self, rank: int) -> Prepared:
        """The text of that rank; those that were asked for last are at hand."""
        text = self._held.pop(rank, None)
        if text is None:
            text = self._read(rank)
            self._words += text.words
        self._held[rank] = text
        while self._words > _AT_HAND and len(self._held) > CANDIDATES:
            self._words -= self._held.pop(next(iter(self._held))).words
        return text

    def _read(self, rank: int) -> Prepared:
        number = int(np.searchsorted(self._ranks, rank))
        self._file.seek(int(self._starts[number]))
        title, text = orjson.loads(self._file.read(int(self._lengths[number])) or b'["",""]')
        return prepare_text(text, title, self._days[number])
