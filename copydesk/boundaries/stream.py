"""Dumps too large for memory: a window of text at a time, cut at the last boundary that is certain.

A window is split as a page is; its last story may go on in the next window, so it is carried over. Memory is bounded by the window and
the largest story, time is linear. The format that the first window shows is tried first on the others, whose opening lines
(column names, root element) lie far behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from copydesk.boundaries.stories import find_stories
from copydesk.formats import PARSERS, find_named
from copydesk.lines import split_lines
from copydesk.types import Mark, Page, Split, Story

WINDOW = 1 << 20  # characters; a thousand stories, enough to see what repeats


@dataclass(frozen=True, slots=True)
class Streamed:
    """A story with its own text: ``story`` has offsets into ``text``, which begins at offset ``at`` of the whole stream."""

    text: str
    at: int
    story: Story


def iter_stories(chunks: Iterable[str], *, name: str = "stream", window: int = WINDOW) -> Iterator[Streamed]:
    """Stories of a text that arrives in chunks of any size, in order; texts between stories are passed over."""
    splitter = _make_splitter(name)
    parts: list[str] = []
    size, at, wanted = 0, 0, window
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size < wanted:
            continue
        text = "".join(parts)
        split = splitter(text)
        if len(split.stories) < 2:
            wanted *= 2  # one story fills the window: read on until its end is in sight
            parts = [text]
            continue
        for story in split.stories[:-1]:
            yield _take(text, at, story)
        rest = split.stories[-1].start
        parts, size, at, wanted = [text[rest:]], len(text) - rest, at + rest, window
    text = "".join(parts)
    if text.strip():
        for story in splitter(text).stories:
            yield _take(text, at, story)


def _make_splitter(name: str) -> Callable[[str], Split]:
    """A function that splits one window after another and remembers the format and column names of the first."""
    seen = {"format": "", "header": ""}

    def split_window(text: str) -> Split:
        if seen["format"] == "table":
            return _split_rows(name, seen["header"], text)
        page = _make_page(name, text)
        if seen["format"] in PARSERS and (split := find_named(page, seen["format"])):
            return split
        split = find_stories(page)
        if not seen["format"] and len(split.stories) > 1:
            seen["format"] = split.format or "unknown"
            seen["header"] = text[: text.find("\n") + 1]
        return split

    return split_window


def _split_rows(name: str, header: str, text: str) -> Split:
    """Rows of a table whose column names stood in the first window."""
    split = find_named(_make_page(name, header + text), "table")
    if split is None:
        return Split((Story(0, len(text)),))
    shift = len(header)
    moved = (Story(max(0, s.start - shift), s.end - shift, s.format, tuple(_move(m, shift) for m in s.marks)) for s in split.stories)
    return Split(tuple(moved), (), split.format)


def _make_page(name: str, text: str) -> Page:
    return Page(name, text, text, (), (), split_lines(text), "utf-8")


def _take(text: str, at: int, story: Story) -> Streamed:
    own = Story(0, story.end - story.start, story.format, tuple(_move(m, story.start) for m in story.marks), story.cues, story.confidence)
    return Streamed(text[story.start : story.end], at + story.start, own)


def _move(mark: Mark, back: int) -> Mark:
    return Mark(mark.start - back, mark.end - back, mark.label, mark.rule, mark.confidence, mark.fields, mark.evidence)
