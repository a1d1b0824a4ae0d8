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
from typing import Final, TypeAlias

from copydesk.charset.codepages import decode_page, encoding_table, is_single_byte, python_codec

Links: TypeAlias = tuple[tuple[str, str], ...]  # (true charset, wrong reader), outermost first

# Wrong readers, likeliest first, each with its cost in bits.
READERS: Final[dict[str, float]] = {
    "windows-1252": 0.0,
    "windows-1251": 2.5,
    "windows-1250": 2.5,
    "windows-1254": 2.5,
    "macintosh": 2.5,
    "ibm437": 2.5,
    "ibm850": 2.5,
    "koi8-r": 3.0,
    "ibm866": 3.0,
    "windows-1256": 3.0,
    "windows-1253": 3.5,
    "windows-1255": 3.5,
    "windows-1257": 3.5,
    "windows-874": 3.5,
    "windows-1258": 4.0,
    "iso-8859-2": 3.5,
    "iso-8859-5": 4.0,
    "iso-8859-7": 4.5,
    "iso-8859-9": 3.5,
    "iso-8859-15": 3.0,
    "ibm852": 4.0,
    "x-mac-cyrillic": 4.0,
    "koi8-u": 4.5,
    "ibm855": 5.0,
    "x-mac-ce": 5.0,
    "kz-1048": 5.0,
    "gbk": 1.5,
    "big5": 2.5,
    "shift_jis": 2.5,
    "euc-kr": 2.5,
    "euc-jp": 4.0,
}
_WEST: Final = frozenset(
    [
        "windows-1252",
        "windows-1254",
        "windows-1250",
        "macintosh",
        "ibm437",
        "ibm850",
        "iso-8859-15",
        "iso-8859-9",
        "windows-1257",
        "iso-8859-2",
        "windows-1258",
    ]
)
_CYRILLIC_READERS: Final = frozenset(["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic", "koi8-u", "kz-1048", "ibm855"])
_CYRILLIC_MAIN: Final = frozenset(["windows-1251", "koi8-r", "ibm866", "x-mac-cyrillic", "iso-8859-5"])
_CYRILLIC_WRITERS: Final = _CYRILLIC_MAIN | frozenset(["koi8-u", "koi8-t", "kz-1048", "ptcp154", "x-mn-font", "x-tj-font", "ibm1125"])
_DOS_AND_MAC: Final = frozenset(["macintosh", "ibm437", "ibm850", "ibm852", "x-mac-ce", "windows-1253", "windows-1255", "windows-1258"])
_EAST: Final = frozenset(["gbk", "big5", "shift_jis", "euc-kr", "euc-jp"])
_OTHER: Final = frozenset(["windows-1256", "windows-1253", "windows-1255", "windows-874", "iso-8859-7"])
# True charsets, each with its cost and the languages it is for ('' in a Latin page: only these may read it).
WRITERS: Final[dict[str, float]] = {
    "utf-8": 0.0,
    "gbk": 4.0,
    "big5": 4.5,
    "shift_jis": 4.5,
    "euc-kr": 4.5,
    "euc-jp": 5.0,
    "windows-1251": 4.0,
    "koi8-r": 4.5,
    "ibm866": 5.0,
    "windows-1256": 5.0,
    "windows-1253": 5.0,
    "windows-1255": 5.0,
    "windows-874": 5.0,
    "iso-8859-7": 5.5,
    "iso-8859-8": 6.0,
    "iso-8859-6": 6.0,
    "iso-8859-5": 6.0,
    "windows-1250": 5.0,
    "iso-8859-2": 5.0,
    "windows-1254": 5.0,
    "windows-1257": 5.0,
    "windows-1252": 4.0,
    "macintosh": 5.0,
    "ibm850": 5.5,
    "ibm852": 6.5,
    "ibm437": 6.0,
    "iso-8859-3": 8.0,
    "iso-8859-4": 8.0,
    "iso-8859-13": 6.5,
    "iso-8859-10": 9.0,
    "iso-8859-16": 9.0,
    "koi8-u": 6.0,
    "koi8-t": 8.0,
    "kz-1048": 6.0,
    "ptcp154": 7.0,
    "x-mn-font": 7.0,
    "x-tj-font": 7.0,
    "x-mac-cyrillic": 6.0,
    "x-mac-greek": 8.0,
    "x-mac-ce": 8.0,
    "x-mac-turkish": 8.0,
    "x-mac-romanian": 9.0,
    "x-mac-croatian": 9.0,
    "ibm855": 8.0,
    "ibm857": 8.0,
    "ibm737": 8.0,
    "ibm775": 8.0,
    "ibm862": 8.0,
    "ibm864": 9.0,
    "ibm720": 9.0,
    "ibm1125": 8.0,
    "windows-1258": 8.0,
    "tcvn3": 7.0,
    "viscii": 8.0,
    "armscii-8": 7.0,
    "georgian-ps": 8.0,
    "georgian-academy": 8.0,
}
_WEST_LANGUAGES: Final = frozenset(
    [
        "fr",
        "de",
        "es",
        "pt",
        "it",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "is",
        "ca",
        "ga",
        "eu",
        "af",
        "en",
        "gl",
        "lb",
        "fo",
        "fy",
        "oc",
        "br",
        "la",
        "gd",
        "sq",
        "ht",
        "qu",
        "id",
        "ms",
        "fil",
        "jv",
        "sw",
        "eo",
        "vi",
    ]
)
_CENTRAL: Final = frozenset(["pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "de", "lb", "tk"])
_BALTIC: Final = frozenset(["lt", "lv", "et", "pl", "de"])
_TURKIC: Final = frozenset(["tr", "az", "ku", "uz", "de", "tk"])
# A Latin page is credible only in the languages it was made for: the same bytes are 'ø' and 'ř'.
LANGUAGES: Final[dict[str, frozenset[str]]] = {
    "windows-1252": _WEST_LANGUAGES,
    "macintosh": _WEST_LANGUAGES,
    "ibm850": _WEST_LANGUAGES,
    "ibm437": _WEST_LANGUAGES,
    "windows-1250": _CENTRAL,
    "iso-8859-2": _CENTRAL,
    "ibm852": _CENTRAL,
    "x-mac-ce": _CENTRAL | _BALTIC,
    "x-mac-croatian": frozenset({"hr", "sl"}),
    "x-mac-romanian": frozenset({"ro"}),
    "iso-8859-16": frozenset({"ro"}),
    "windows-1254": _TURKIC,
    "ibm857": _TURKIC,
    "x-mac-turkish": _TURKIC,
    "windows-1257": _BALTIC,
    "iso-8859-13": _BALTIC,
    "iso-8859-4": _BALTIC,
    "ibm775": _BALTIC,
    "iso-8859-10": frozenset({"is"}),
    "iso-8859-3": frozenset({"eo", "mt"}),
    "windows-1258": frozenset({"vi"}),
    "tcvn3": frozenset({"vi"}),
    "viscii": frozenset({"vi"}),
    "x-tj-font": frozenset({"tg"}),
    "koi8-t": frozenset({"tg"}),
    "x-mn-font": frozenset({"mn"}),
    "kz-1048": frozenset({"kk"}),
    "ptcp154": frozenset({"kk", "ky", "az-Cyrl", "uz-Cyrl", "tt", "tg", "mn"}),
}
_OVER_CYRILLIC: Final = frozenset(
    [
        "windows-1251",
        "koi8-r",
        "ibm866",
        "iso-8859-5",
        "x-mac-cyrillic",
        "koi8-u",
        "kz-1048",
        "ptcp154",
        "x-mn-font",
        "x-tj-font",
        "koi8-t",
        "ibm855",
        "ibm1125",
        "windows-1252",
        "gbk",
        "windows-1256",
        "windows-1253",
        "windows-1255",
        "windows-1254",
        "windows-1250",
        "big5",
        "shift_jis",
        "euc-kr",
        "macintosh",
    ]
)
_OVER_EAST: Final = frozenset(
    [
        "gbk",
        "big5",
        "shift_jis",
        "euc-kr",
        "euc-jp",
        "windows-1252",
        "windows-1251",
        "windows-1250",
        "windows-1254",
        "windows-1256",
        "koi8-r",
    ]
)
_OVER_OTHER: Final = frozenset(["windows-1251", "windows-1252", "windows-1256", "windows-1253", "windows-1255", "windows-874", "gbk"])


_WESTERN_WRITERS: Final = frozenset(
    [
        "macintosh",
        "ibm437",
        "ibm850",
        "ibm852",
        "iso-8859-2",
        "windows-1257",
        "x-mac-ce",
        "iso-8859-3",
    ]
)
_UNUSUAL: Final = 2.5  # bits on top for a writer that was hardly ever read in that way


@cache
def writers_for(reader: str) -> tuple[str, ...]:
    """The true charsets that are credible behind a wrong reader, in the order of WRITERS."""
    if reader in _WEST or reader in _CYRILLIC_READERS:
        allowed = frozenset(WRITERS)
    elif reader in _EAST:
        allowed = _OVER_EAST | _WESTERN_WRITERS
    else:
        allowed = _OVER_OTHER
    return tuple(w for w in WRITERS if w != reader and (w in allowed or w == "utf-8"))


@cache
def link_cost(writer: str, reader: str) -> float:
    """Bits for the belief that bytes of ``writer`` were read as ``reader``; Cyrillic in the wild is read as Cyrillic, CJK as CJK."""
    cost = WRITERS[writer] + READERS[reader]
    if writer in _CYRILLIC_WRITERS and reader in _CYRILLIC_READERS:
        return 4.5 if writer in _CYRILLIC_MAIN and reader in _CYRILLIC_MAIN else 5.5
    if (reader in _CYRILLIC_READERS and writer not in _OVER_CYRILLIC) or (reader in _EAST and writer not in _OVER_EAST):
        cost += _UNUSUAL if writer != "utf-8" else 0.0
    if writer in LANGUAGES and reader in _DOS_AND_MAC:
        cost += 1.0 if writer == "windows-1252" else 5.0
    elif reader in ("macintosh", "ibm437", "ibm850") and writer.startswith(("ibm7", "ibm864", "x-mac-greek", "georgian", "windows-874")):
        cost += 8.0  # DOS beside Mac, Greek Mac, Thai: never met over these
    if writer == "windows-1252" and reader in ("iso-8859-1", "iso-8859-15", "windows-1258", "windows-1254", "iso-8859-9"):
        cost += 4.0
    return cost


def chain_cost(links: Links) -> float:
    """Bits for the belief in a whole chain."""
    return sum(link_cost(writer, reader) for writer, reader in links) + 2.0 * (len(links) - 1)


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
