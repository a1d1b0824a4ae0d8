"""Bytes to text and back again without a byte lost, whatever the bytes.

A file that says windows-1252 and is half UTF-8, a Shift-JIS page whose last character is cut, NULs, a stray 0xFF: all of it must
come back exactly when the ledger is unrolled. Single-byte pages map every byte to a character of its own; multi-byte charsets
keep what they cannot read as lone surrogates (``surrogateescape``). Where a charset writes the same character in two ways (NEC and
IBM rows of Shift-JIS, escape sequences of ISO-2022), the run of characters concerned gets a segment of its own that carries
the bytes as they stood: ``shift_jis;bytes=879c``. Nothing is repaired here.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from copydesk.charset.codepages import decode_page, encode_page, is_single_byte, python_codec
from copydesk.types import Segment

_LITERAL: Final = ";bytes="
_STATEFUL: Final = frozenset({"hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "utf-7"})
WIDE: Final = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Bytes of a character, in the charsets whose bytes are no characters by themselves."""
_CHUNK: Final = 1 << 16


def read_bytes(raw: bytes, name: str) -> str:
    """The bytes as that charset (canonical name) reads them; unreadable ones become lone surrogates U+DC80-U+DCFF. Never fails."""
    if is_single_byte(name):
        return decode_page(raw, name)
    try:
        return raw.decode(python_codec(name), "surrogatepass" if name in WIDE else "surrogateescape")
    except (UnicodeDecodeError, ValueError):
        return raw.decode("ascii", "surrogateescape")


def write_bytes(text: str, name: str) -> bytes:
    """The inverse of `read_bytes` where the charset has one; UnicodeEncodeError or ValueError where it has not."""
    if is_single_byte(name):
        return encode_page(text, name)
    return text.encode(python_codec(name), "surrogatepass" if name in WIDE else "surrogateescape")


def encode(text: str, segments: tuple[Segment, ...]) -> bytes:
    """The bytes of which `decode` made this text and these segments, exactly. Without segments: UTF-8."""
    if not segments:
        return text.encode("utf-8", "surrogateescape")
    parts: list[bytes] = []
    for segment in segments:
        name, literal, digits = segment.encoding.partition(_LITERAL)
        parts.append(bytes.fromhex(digits) if literal else write_bytes(text[segment.start : segment.end], name))
    return b"".join(parts)


def read_region(raw: bytes, name: str) -> list[tuple[str, str, int]]:
    """The bytes under one charset as (text, segment encoding, byte length) runs that `encode` takes back to these bytes."""
    if not raw:
        return []
    if name in _STATEFUL:
        return _read_stateful(raw, name)
    if name in WIDE and len(raw) % WIDE[name]:
        cut = len(raw) - len(raw) % WIDE[name]
        return [*read_region(raw[:cut], name), _literal(raw[cut:].decode("ascii", "surrogateescape"), name, raw[cut:])]
    text = read_bytes(raw, name)
    if _writes_back(text, name, raw):
        return [(text, name, len(raw))]
    return list(_merge(_read_pieces(raw, name)))


def _writes_back(text: str, name: str, raw: bytes) -> bool:
    try:
        return write_bytes(text, name) == raw
    except (UnicodeEncodeError, ValueError):
        return False


def _literal(text: str, name: str, raw: bytes) -> tuple[str, str, int]:
    return text, f"{name}{_LITERAL}{raw.hex()}", len(raw)


def _read_stateful(raw: bytes, name: str) -> list[tuple[str, str, int]]:
    """Charsets with escape sequences: the whole run must write back, else its bytes are carried along."""
    text = read_bytes(raw, name)
    if _writes_back(text, name, raw):
        return [(text, name, len(raw))]
    return [_literal(text, name, raw)]


def _read_pieces(raw: bytes, name: str) -> Iterator[tuple[str, str, int]]:
    """Line by line, and where a line does not write back, character by character: the incremental decoder finds the borders."""
    lines = raw.splitlines(keepends=True) if name not in WIDE else [raw[i : i + _CHUNK] for i in range(0, len(raw), _CHUNK)]
    for line in lines:
        text = read_bytes(line, name)
        if _writes_back(text, name, line):
            yield text, name, len(line)
        else:
            yield from _read_characters(line, name)


def _read_characters(raw: bytes, name: str) -> Iterator[tuple[str, str, int]]:
    decoder = codecs.getincrementaldecoder(python_codec(name))("strict")
    start = 0
    for at in range(len(raw)):
        try:
            text = decoder.decode(raw[at : at + 1])
        except (UnicodeDecodeError, ValueError):
            decoder.reset()
            yield _literal(raw[start : at + 1].decode("ascii", "surrogateescape"), name, raw[start : at + 1])
            start = at + 1
            continue
        if text:
            piece = raw[start : at + 1]
            yield (text, name, len(piece)) if _writes_back(text, name, piece) else _literal(text, name, piece)
            start = at + 1
    if start < len(raw):
        yield _literal(raw[start:].decode("ascii", "surrogateescape"), name, raw[start:])


def _merge(pieces: Iterator[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """Neighbours of one kind as one run; the bytes of literal runs are joined."""
    texts: list[str] = []
    digits: list[str] = []
    kind = ""
    size = 0
    for text, encoding, length in pieces:
        name, literal, hexed = encoding.partition(_LITERAL)
        if name + literal != kind and texts:
            yield "".join(texts), kind + "".join(digits), size
            texts, digits, size = [], [], 0
        kind = name + literal
        texts.append(text)
        digits.append(hexed)
        size += length
    if texts:
        yield "".join(texts), kind + "".join(digits), size


def tile(runs: list[tuple[str, str, int]]) -> tuple[str, tuple[Segment, ...]]:
    """The text of the runs and the segments that tile it; neighbours of one charset become one segment."""
    texts: list[str] = []
    segments: list[Segment] = []
    at = byte = 0
    for text, encoding, length in runs:
        last = segments[-1] if segments else None
        if last is not None and last.encoding == encoding and _LITERAL not in encoding:
            segments[-1] = Segment(last.start, at + len(text), last.byte_start, encoding)
        else:
            segments.append(Segment(at, at + len(text), byte, encoding))
        texts.append(text)
        at += len(text)
        byte += length
    return "".join(texts), tuple(segments)


def charset_of(segment: Segment) -> str:
    """The charset of a segment without the bytes that it may carry."""
    return segment.encoding.partition(_LITERAL)[0]
