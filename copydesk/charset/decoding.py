"""From bytes to text: byte order mark, declaration, UTF-8 if it is UTF-8, then detection, per region where a file mixes.

A reader sees a page half right and half ``Ã©``, because two files were joined. Lines that are UTF-8 stay UTF-8, the others are read
together in the charset that they are in, and each run keeps its own segment: `encode` takes text and segments back to the
very bytes. Nothing is repaired here: text that was already wrong when it was saved as sound UTF-8 is the business of the repair
that follows.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from copydesk.charset.codepages import canonical_name
from copydesk.charset.declared import find_declaration, find_mark
from copydesk.charset.detect import detect
from copydesk.charset.segments import charset_of, read_region, tile
from copydesk.types import Decoded

_BROKEN: Final = 4  # characters of valid UTF-8 for each stray byte, from which a line is broken UTF-8 and not another charset
_PROOF: Final = 4  # characters of valid UTF-8 that prove that a file has lines of it


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
    if _is_utf8(raw):
        return _decoded(read_region(raw, "utf-8"), "utf-8", 1.0)
    stated = (canonical_name(declared) if declared else None) or (
        find_declaration(raw) if html or raw[:64].lstrip()[:5] == b"<?xml" else None
    )
    if stated and stated != "utf-8" and _reads_well(raw, stated):
        return _decoded(read_region(raw, stated), stated, 0.95)
    mixed = _read_mixed(raw)
    if mixed is not None:
        return mixed
    name, confidence = detect(raw)
    return _decoded(read_region(raw, name), name, confidence)


def _is_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 and nothing hints at a charset that hides in ASCII or NULs."""
    if b"\0" in raw:
        return False
    if raw.isascii():
        return b"\x1b$" not in raw and b"\x1b(" not in raw and not (b"~{" in raw and b"~}" in raw) and b"\x0e" not in raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _reads_well(raw: bytes, name: str) -> bool:
    """Whether hardly anything in the first 64 kB is unreadable in the stated charset."""
    text = "".join(run[0] for run in read_region(raw[: 1 << 16], name))
    return sum("\udc80" <= c <= "\udcff" for c in text) <= 2 + len(text) // 500


def _read_mixed(raw: bytes) -> Decoded | None:
    """A file of UTF-8 lines and others, each kind in its own charset; None if no line proves to be UTF-8."""
    lines = raw.split(b"\n")
    kinds: list[bool | None] = []
    proof = 0
    for line in lines:
        if line.isascii():
            kinds.append(None)
            continue
        text = line.decode("utf-8", "surrogateescape")
        bad = sum("\udc80" <= c <= "\udcff" for c in text)
        good = sum(c > "\x7f" for c in text) - bad
        kinds.append(good >= _BROKEN * bad and good > 0)
        if kinds[-1]:
            proof += good
    if proof < _PROOF or b"\0" in raw:
        return None
    other = b"\n".join(line for line, kind in zip(lines, kinds, strict=True) if kind is False)
    name, confidence = detect(other) if other else ("utf-8", 1.0)
    runs = []
    start = 0
    current: bool | None = None
    for number, kind in enumerate([*kinds, None]):
        if number == len(kinds) or (kind is not None and current is not None and kind is not current):
            block = b"\n".join(lines[start:number]) + (b"\n" if number < len(kinds) else b"")
            runs += read_region(block, "utf-8" if current is not False else name)
            start, current = number, kind
        elif kind is not None:
            current = kind
    return _decoded(runs, "utf-8", min(0.9, confidence))


def _decoded(runs: list[tuple[str, str, int]], name: str, confidence: float) -> Decoded:
    text, segments = tile(runs)
    sizes: Counter[str] = Counter()
    for segment in segments:
        sizes[charset_of(segment)] += segment.end - segment.start
    most = sizes.most_common(1)
    return Decoded(text, most[0][0] if most and most[0][1] else name, confidence, segments)
