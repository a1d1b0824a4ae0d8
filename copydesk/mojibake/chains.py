"""Codec chains: which charset's bytes may have been read as which, and what each belief costs in bits.

``ÃŸ`` is UTF-8 read as windows-1252, ``Ð¼`` too, ``ï¿½`` is the ruin of it, ``оПХБЕР`` is KOI8-R read as windows-1251.
A link is named as it happened, ``utf-8>windows-1252``: bytes of the first, read as the second. To go back, the text is
written in the second and read in the first. Costs are estimates of how rare a mistake is (2 bits: daily; 12 bits: once
in a career) and speak only where the text does not. Pages of the same bytes share one reading, so that latin-1 and
windows-1252 are not tried twice.
"""

from __future__ import annotations

import codecs
import re
from functools import cache, lru_cache
from typing import Final

from copydesk.charset.codepages import decode_page, encoding_table, is_single_byte, python_codec

_SEQUENCE: Final = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)


@cache
def reading_map(reader: str) -> dict[int, int]:
    """Code point to byte of a wrong reader. Windows pages also take C1 controls for their bytes: latin-1 and they are one in the wild."""
    known = {ord(c): b for c, b in encoding_table(reader).items()}
    if reader.startswith("windows-"):
        known |= {code: code for code in range(0x80, 0xA0)}
    return known


@lru_cache(maxsize=100000)
def unread(text: str, reader: str) -> bytes | None:
    """The bytes that ``reader`` would have turned into this text; None where it could not have, or where nothing is beyond ASCII."""
    try:
        if is_single_byte(reader):
            raw = codecs.charmap_encode(text, "strict", reading_map(reader))[0]
        elif reader == "gbk" and "€" in text:
            raw = b"\x80".join(part.encode("gb18030") for part in text.split("€"))
        else:
            raw = text.encode(python_codec(reader))
    except UnicodeEncodeError:
        return None
    return None if raw.isascii() else raw


def _pieces(text: str, reader: str) -> list[bytes]:
    """The bytes of each character; NUL for one that the reader cannot have produced."""
    if is_single_byte(reader):
        table = reading_map(reader)
        return [bytes((table.get(ord(c), 0),)) for c in text]
    codec = python_codec(reader)
    out = []
    for c in text:
        try:
            out.append(b"\x80" if c == "€" and reader == "gbk" else c.encode(codec))
        except UnicodeEncodeError:
            out.append(b"\0")
    return out


def _decode_sequence(raw: bytes) -> str:
    text = raw.decode("utf-8", "surrogatepass")
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


@lru_cache(maxsize=100000)
def read_utf8(text: str, reader: str) -> str | None:
    """The text with every run of valid multi-byte UTF-8 in its bytes read as such, all else left alone; None if there is none.

    A run of a multi-byte reader counts only as far as it begins and ends between two characters.
    """
    raw = unread(text, reader)
    pieces = None
    if raw is None or not is_single_byte(reader):
        pieces = _pieces(text, reader)
        raw = b"".join(pieces)
    if _SEQUENCE.search(raw) is None:
        return None
    if pieces is None or len(raw) == len(text):
        return _patch_aligned(text, raw)
    return _patch_wide(text, raw, pieces)


def _patch_aligned(text: str, raw: bytes) -> str:
    out: list[str] = []
    at = 0
    for run in _SEQUENCE.finditer(raw):
        out.append(text[at : run.start()])
        out.append(_decode_sequence(run.group()))
        at = run.end()
    return "".join(out) + text[at:]


def _patch_wide(text: str, raw: bytes, pieces: list[bytes]) -> str | None:
    borders: dict[int, int] = {}
    size = 0
    for i, piece in enumerate(pieces):
        borders[size] = i
        size += len(piece)
    borders[size] = len(pieces)
    out: list[str] = []
    at = 0
    for run in _SEQUENCE.finditer(raw):
        start = end = -1
        spot = run.start()
        for char in _decode_sequence(run.group()):
            if start < 0 and spot in borders:
                start = spot
            spot += len(char.encode("utf-8", "surrogatepass"))
            if start >= 0 and spot in borders:
                end = spot
        if start >= 0 and spot not in borders and spot + 1 in borders and raw[spot] < 0x80:
            end = spot + 1  # the last byte was swallowed with the letter after it: ``鈥檚`` is ``’s``
        if start >= 0 and end > start:
            out.append(text[at : borders[start]])
            out.append(_decode_sequence(raw[start:end]))
            at = borders[end]
    if at == 0 and not out:
        return None
    return "".join(out) + text[at:]


@lru_cache(maxsize=100000)
def reread(raw: bytes, writer: str) -> str | None:
    """The bytes as the true charset (not UTF-8) has them; None if they are not text in it (one broken character is allowed in a run)."""
    if is_single_byte(writer):
        text = decode_page(raw, writer)
        return text if _is_text(text) else None
    codec = python_codec(writer)
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        pass
    text = raw.decode(codec, "replace")
    return text if len(text) > 4 and text.count("\ufffd") <= 1 else None


def _is_text(text: str) -> bool:
    return not any("\udc80" <= c <= "\udcff" or "\x80" <= c <= "\x9f" for c in text)


def undo(text: str, link: tuple[str, str]) -> str | None:
    """The text with one link (writer, reader) undone, or None where it cannot be."""
    writer, reader = link
    if writer == "utf-8":
        return read_utf8(text, reader)
    raw = unread(text, reader)
    return None if raw is None else reread(raw, writer)
