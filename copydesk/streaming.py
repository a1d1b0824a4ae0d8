"""Files too large to hold: digested in one pass, cleaned in a second, a window at a time.

Records, ledger rows and findings are the same as of a file that is read whole, as long as each window shows its format: ids come from the
digest of all bytes, offsets run over the whole source. The number of stories and whether it agrees with what the file announces are known
last, so records and rows wait in a spool until ``settle_record`` and ``settle_row`` can write them in.
HTML, RTF and DOCX are one page each and are read whole, whatever their size.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from copydesk.boundaries.contents import place_note
from copydesk.documents import is_document_name
from copydesk.page import freeze, is_markup_name
from copydesk.profiles import state_format
from copydesk.sources import Refusal, SourceFile, bare_name, open_packed, refuse_content
from copydesk.types import Cleaned, Finding, Hints, Page, Split

STREAM_FROM = 1 << 24
"""Bytes from which a file is streamed: sixteen of a window's size, so that no ordinary file is."""
_BLOCK = 1 << 20
_HEAD = 1 << 22  # bytes that the charset is told by where the file is not UTF-8


@dataclass(frozen=True, slots=True)
class Measured:
    """What one pass over a file tells: digest and number of its bytes, and its charset."""

    digest: str
    size: int
    encoding: str


def is_streamed(file: SourceFile, *, least: int = STREAM_FROM) -> bool:
    """Whether a file is cleaned in windows: a text of that many bytes, unpacked."""
    name = bare_name(file.name).lower()
    if name.endswith((".jsonl", ".json")) or is_markup_name(name) or is_document_name(name):
        return False  # objects of JSON lines are single sources, a JSON document is one value
    if name == file.name.lower():
        return file.size >= least
    try:
        with open_packed(file.path) as stream:
            left = least
            while left > 0 and (block := stream.read(min(left, _BLOCK))):
                left -= len(block)
    except (OSError, EOFError, ValueError):
        return False
    return left <= 0


def refuse_large(file: SourceFile) -> Refusal | None:
    """The refusal of a large file that is no text, told by its first bytes."""
    try:
        with open_packed(file.path) as stream:
            return refuse_content(file.name, stream.read(_BLOCK))
    except (OSError, EOFError, ValueError):
        return None  # reading it again says why


def measure_file(file: SourceFile, declared: str | None = None) -> Measured:
    """One pass over the file's bytes."""
    from copydesk.charset import decode

    digest, size, head = hashlib.sha256(), 0, b""
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    with open_packed(file.path) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
            head = head if len(head) >= _HEAD else head + block
            if utf8 is not None:
                try:
                    utf8.decode(block)
                except UnicodeDecodeError:
                    utf8 = None
    head = head[:_HEAD].rpartition(b"\n")[0] or head
    if b"\0" in head:  # whole characters of four bytes, or of two
        head = head[: len(head) & ~3]
    encoding = decode(head, declared=declared).encoding if utf8 is None or b"\0" in head else "utf-8"
    return Measured(digest.hexdigest(), size, encoding)


_FIRST_OUTSIDE, _FIRST_INSIDE = "\0first mark outside the stories", "\0first mark of the first story"


@dataclass(slots=True)
class Totals:
    """What is known of a streamed file when its last window is in."""

    stories: int = 0
    findings: tuple[Finding, ...] = ()
    note: str = ""
    outside: str | None = None  # the evidence of the first mark outside all stories before a note took its place
    inside: str | None = None  # that of the first story's first mark, for files without marks outside

    def settle_record(self, record: dict[str, Any]) -> dict[str, Any]:
        """A record with the number of stories of its source."""
        record["source"]["stories"] = self.stories
        return record

    def settle_row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A ledger row, with the note if it stands where the note belongs."""
        if row["evidence"] == _FIRST_OUTSIDE:
            row["evidence"] = self.note or self.outside
        elif row["evidence"] == _FIRST_INSIDE:
            row["evidence"] = (self.note if self.outside is None else "") or self.inside
        return row

    def hold_note(self, split: Split) -> Split:
        """The next window's split with the place marked to which the note would go, if it is here."""
        first = self.inside is None
        if first:
            marks = split.stories[0].marks if split.stories else ()
            self.inside = marks[0].evidence if marks else ""
        if split.marks and self.outside is None:
            self.outside = split.marks[0].evidence
            return place_note(split, _FIRST_OUTSIDE)
        return place_note(split, _FIRST_INSIDE) if first else split


def clean_stream(file: SourceFile, hints: Hints, *, window: int | None = None, totals: Totals | None = None) -> Iterator[Cleaned]:
    """The file's articles and ledger rows, window by window; ``source.stories`` is 0 and a row may wait for a note: ``totals``, complete
    behind the last window, settles both. The last ``Cleaned`` has the findings.

    Raises what reading a file can raise, and WrongFormatError where its side-car or profile is wrong.
    """
    from copydesk.boundaries.stream import WINDOW, iter_windows
    from copydesk.findings import Gathered
    from copydesk.pipeline import clean_split

    measured = measure_file(file, hints.encoding)
    totals = totals or Totals()
    gathered = Gathered(file.name)
    held: Cleaned | None = None
    with open_packed(file.path) as stream:
        texts = _read_texts(stream, measured.encoding, min(_BLOCK, window or WINDOW))
        for found in iter_windows(texts, _freezer(file.name, measured, hints), window=window or WINDOW):
            if held is not None:
                yield held
            split = totals.hold_note(found.split)
            cleaned = clean_split(found.page, split, measured.digest, measured.size, base=found.at, gathered=gathered)
            articles = []
            for article in cleaned.articles:
                totals.stories += 1
                articles.append(replace(article, source=replace(article.source, story=totals.stories, stories=0)))
            held = replace(cleaned, articles=tuple(articles))
    totals.findings, totals.note = gathered.find(), gathered.note
    if held is not None:
        yield replace(held, findings=totals.findings)


def _freezer(name: str, measured: Measured, hints: Hints) -> Callable[[str], Page]:
    known = hints

    def freeze_window(text: str) -> Page:
        nonlocal known
        page = state_format(replace(freeze(text, name, known).page, encoding=measured.encoding))
        known = replace(known, format=page.hints.format, format_by=page.hints.format_by)  # a profile that speaks once speaks for the file
        return page

    return freeze_window


def _read_texts(stream: IO[bytes], encoding: str, size: int) -> Iterator[str]:
    """The decoded text in blocks of whole lines."""
    from copydesk.charset import decode
    from copydesk.charset.segments import WIDE, read_region

    width = WIDE.get(encoding, 1)
    first = True  # the first block may begin with a byte order mark
    for block in _read_lines(stream, size) if width == 1 else _read_wide_lines(stream, size, encoding, width):
        if first:
            yield decode(block, declared=encoding).text
        elif encoding == "utf-8":
            yield block.decode("utf-8", "surrogateescape")
        else:
            yield decode(block, declared=encoding).text if width == 1 else "".join(run[0] for run in read_region(block, encoding))
        first = False


def _read_lines(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Blocks that end with a line feed: no charset of single bytes, and none of the East, has one inside a character."""
    while block := stream.read(size):
        yield block if block.endswith(b"\n") else block + stream.readline()


def _read_wide_lines(stream: IO[bytes], size: int, encoding: str, width: int) -> Iterator[bytes]:
    """The same for characters of two bytes or four, among which a byte that looks like a line feed may be half of something else."""
    feed = "\n".encode(encoding)
    held = bytearray()
    while block := stream.read(size):
        seen = max(0, len(held) - width)
        held += block
        end = held.rfind(feed, seen)
        while end >= 0 and end % width:
            end = held.rfind(feed, seen, end + width - 1)
        if end >= 0:
            yield bytes(held[: end + width])
            del held[: end + width]
    if held:
        yield bytes(held)
