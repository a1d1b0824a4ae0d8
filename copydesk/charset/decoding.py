"""From bytes to text: byte order mark, declaration, UTF-8 if it is UTF-8, then detection, per region where a file mixes.

A reader sees a page half right and half ``Ã©``, because two files were joined. Each charset keeps its own segment, and
`encode` takes text and segments back to the very bytes. Nothing is repaired here: text that was already wrong
when it was saved as sound UTF-8 is the business of the repair that follows.
"""

from __future__ import annotations

from collections import Counter

from copydesk.charset.codepages import canonical_name
from copydesk.charset.declared import find_declaration, find_mark
from copydesk.charset.detect import detect
from copydesk.charset.segments import charset_of, read_region, tile
from copydesk.types import Decoded


def decode(raw: bytes, *, declared: str | None = None, html: bool = False) -> Decoded:
    """Text, charset, confidence 0 to 1 and the segments that lead back; undecodable bytes are lone surrogates. Never fails.

    ``declared`` is a label from outside (side-car, HTTP), ``html`` says that a meta tag may speak. A byte order mark is not
    part of the text: it is an empty first segment.
    """
    mark = find_mark(raw)
    if mark is not None:
        name, length = mark
        runs = [("", f"{name};bytes={raw[:length].hex()}", length), *read_region(raw[length:], name)]
        return _decoded(runs, name, 1.0)
    name, confidence = _charset(raw, declared, html)
    return _decoded(read_region(raw, name), name, confidence)


def _charset(raw: bytes, declared: str | None, html: bool) -> tuple[str, float]:
    if raw.isascii() and b"\x1b" not in raw and b"~{" not in raw and b"\0" not in raw:
        return "utf-8", 1.0
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not raw.isascii() and b"\0" not in raw:
            return "utf-8", 1.0
    stated = (canonical_name(declared) if declared else None) or (find_declaration(raw) if html or raw.lstrip()[:5] == b"<?xml" else None)
    if stated and stated != "utf-8":
        return stated, 0.9
    return detect(raw)


def _decoded(runs: list[tuple[str, str, int]], name: str, confidence: float) -> Decoded:
    text, segments = tile(runs)
    sizes: Counter[str] = Counter()
    for segment in segments:
        sizes[charset_of(segment)] += segment.end - segment.start
    most = sizes.most_common(1)
    return Decoded(text, most[0][0] if most and most[0][1] else name, confidence, segments)
