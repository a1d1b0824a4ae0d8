"""Files too large to hold: digested in one pass, cleaned in a second, a window at a time.

Records and ledger rows are the same as of a file that is read whole, as long as each window shows its format: ids come from the digest of
all bytes, offsets run over the whole source. Only the number of stories is known last, so records wait in a spool until then.
HTML, RTF and DOCX are one page each and are read whole, whatever their size.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO

from copydesk.documents import is_document_name
from copydesk.page import freeze, is_markup_name
from copydesk.sources import Refusal, SourceFile, bare_name, open_packed, refuse_content
from copydesk.types import Cleaned, Hints, Page

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
    encoding = decode(head[:_HEAD].rpartition(b"\n")[0] or head, declared=declared).encoding if utf8 is None else "utf-8"
    return Measured(digest.hexdigest(), size, encoding)


def clean_stream(file: SourceFile, hints: Hints, *, window: int | None = None) -> Iterator[Cleaned]:
    """The file's articles and ledger rows, window by window; ``source.stories`` is 0, to be filled in by whoever counts them.

    Raises what reading a file can raise, and WrongFormatError where its side-car is wrong.
    """
    from copydesk.boundaries.stream import WINDOW, iter_windows
    from copydesk.pipeline import clean_split

    measured = measure_file(file, hints.encoding)
    count = 0
    with open_packed(file.path) as stream:
        texts = _read_texts(stream, measured.encoding, min(_BLOCK, window or WINDOW))
        for found in iter_windows(texts, _freezer(file.name, measured, hints), window=window or WINDOW):
            cleaned = clean_split(found.page, found.split, measured.digest, measured.size, base=found.at)
            articles = []
            for article in cleaned.articles:
                count += 1
                articles.append(replace(article, source=replace(article.source, story=count, stories=0)))
            yield replace(cleaned, articles=tuple(articles))


def _freezer(name: str, measured: Measured, hints: Hints) -> Callable[[str], Page]:
    def freeze_window(text: str) -> Page:
        return replace(freeze(text, name, hints).page, encoding=measured.encoding)

    return freeze_window


def _read_texts(stream: IO[bytes], encoding: str, size: int) -> Iterator[str]:
    """The decoded text in blocks of whole lines: no charset that is read so has a line feed inside a character."""
    from copydesk.charset import decode

    first = True  # the first block may begin with a byte order mark
    while block := stream.read(size):
        if not block.endswith(b"\n"):
            block += stream.readline()
        yield decode(block, declared=encoding).text if first or encoding != "utf-8" else block.decode("utf-8", "surrogateescape")
        first = False
