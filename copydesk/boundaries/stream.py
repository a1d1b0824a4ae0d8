"""Dumps too large for memory: a window of text at a time, cut at the last boundary that is certain.

A window is split as a page is; its last story may go on in the next window, and what the next one shows may be a single story, so the
last few are carried over. Memory is bounded by the window and
the largest story, time is linear. The format that the first window shows is tried first on the others, whose opening lines
(column names, root element) lie far behind. What a file knows of itself as a whole (the order of its numeric dates, where its headlines
stand) is learnt window by window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from copydesk.boundaries.override import WrongFormatError
from copydesk.boundaries.stories import find_split
from copydesk.edits import OffsetMap
from copydesk.formats import find_named, load_parsers
from copydesk.lines import split_lines
from copydesk.types import Mark, Page, Split, Story

WINDOW = 1 << 20  # characters; a thousand stories, enough to see what repeats

_CARRIED = 12  # stories that the next window sees again: enough to show what repeats


@dataclass(frozen=True, slots=True)
class Streamed:
    """A story with its own text: ``story`` has offsets into ``text``, which begins at offset ``at`` of the whole stream."""

    text: str
    at: int
    story: Story


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the stream that is settled: its page, its stories with what lies between them, and its offset in the stream."""

    page: Page
    split: Split
    at: int


def iter_windows(chunks: Iterable[str], freeze: Callable[[str], Page], *, window: int = WINDOW) -> Iterator[Window]:
    """The stream, window by window and without a gap, each cut where a story begins. ``freeze`` makes a page of a window's text."""
    splitter = _Splitter()
    parts: list[str] = []
    size, at, wanted = 0, 0, window
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size < wanted:
            continue
        text = "".join(parts)
        page = freeze(text)
        split = splitter.split(page, goes_on=True)
        if len(split.stories) < 2:
            wanted *= 2  # one story fills the window: read on until its end is in sight
            parts = [text]
            continue
        carried = min(_CARRIED, len(split.stories) - 1)
        settled, source_end = _cut(page, split.stories[-carried].start)
        marks = tuple(m for m in split.marks if m.end <= len(settled.text))
        yield Window(settled, replace(split, stories=split.stories[:-carried], marks=marks), at)
        splitter.is_first = False
        parts, size, at, wanted = [text[source_end:]], len(text) - source_end, at + source_end, window
    text = "".join(parts)
    if text:
        page = freeze(text)
        yield Window(page, splitter.split(page), at)


def iter_stories(chunks: Iterable[str], *, name: str = "stream", window: int = WINDOW) -> Iterator[Streamed]:
    """Stories of a text that arrives in chunks of any size, in order; texts between stories are passed over."""
    for found in iter_windows(chunks, lambda text: _make_page(name, text), window=window):
        for story in found.split.stories:
            if found.page.text[story.start : story.end].strip():
                yield _take(found.page.text, found.at, story)


def _cut(page: Page, end: int) -> tuple[Page, int]:
    """The page up to an offset, and that offset in its source."""
    source_end = OffsetMap(page.edits).source_start(end)
    edits = tuple(e for e in page.edits if e.end <= source_end)
    text = page.text[:end]
    damage = tuple(d for d in page.unrecoverable if d.end <= end)
    settled = replace(
        page, source_text=page.source_text[:source_end], text=text, edits=edits, unrecoverable=damage, lines=split_lines(text)
    )
    return settled, source_end


class _Splitter:
    """Splits one window after another and remembers the format and the column names of the first."""

    def __init__(self) -> None:
        self.format = self.header = ""
        self.is_first = True

    def split(self, page: Page, *, goes_on: bool = False) -> Split:
        """The stories of a window; ``goes_on``: more text follows. WrongFormatError if no window has what is said of the file."""
        if self.format == "table":
            return self._split_rows(page)
        if self.format and self.format in load_parsers() and (split := find_named(page, self.format)):
            return split
        try:
            split = find_split(page, goes_on=goes_on and self.is_first)
        except WrongFormatError:
            if self.is_first and not goes_on:
                raise
            return Split((Story(0, len(page.text)),), (), self.format)  # what it is said to have stands before or behind this window
        if not self.format and len(split.stories) > 1:
            self.format = split.format or "unknown"
            self.header = page.text[: page.text.find("\n") + 1]
        return split

    def _split_rows(self, page: Page) -> Split:
        """Rows of a table whose column names stood in the first window."""
        split = find_named(_make_page(page.name, self.header + page.text), "table")
        if split is None:
            return Split((Story(0, len(page.text)),))
        shift = len(self.header)
        moved = (Story(max(0, s.start - shift), s.end - shift, s.format, tuple(_move(m, shift) for m in s.marks)) for s in split.stories)
        return Split(tuple(moved), (), split.format)


def _make_page(name: str, text: str) -> Page:
    return Page(name, text, text, (), (), split_lines(text), "utf-8")


def _take(text: str, at: int, story: Story) -> Streamed:
    own = Story(0, story.end - story.start, story.format, tuple(_move(m, story.start) for m in story.marks), story.cues, story.confidence)
    return Streamed(text[story.start : story.end], at + story.start, own)


def _move(mark: Mark, back: int) -> Mark:
    return replace(mark, start=mark.start - back, end=mark.end - back)
