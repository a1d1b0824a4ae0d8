"""Which charset's bytes may have been read as which, and what each belief costs in bits.

KOI8-R is read as windows-1251 every day, DOS Hebrew as Mac Roman never: the costs are estimates of how rare a mistake is (2 bits: daily;
12 bits: once in a career) and speak only where the text does not. A Latin page is credible only in the languages it was made for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, TypeAlias

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
# Readers of UTF-8 that are credible only where nothing shorter is: they were never anybody's default for other bytes.
RARE_READERS: Final[dict[str, float]] = {
    "iso-8859-3": 6.0,
    "iso-8859-4": 6.0,
    "iso-8859-10": 6.0,
    "iso-8859-13": 6.0,
    "iso-8859-14": 6.0,
    "iso-8859-16": 6.0,
    "ibm737": 6.0,
    "ibm775": 6.0,
    "ibm857": 6.0,
    "ibm860": 6.0,
    "ibm861": 6.0,
    "ibm863": 6.0,
    "ibm865": 6.0,
    "x-mac-greek": 6.0,
    "x-mac-turkish": 6.0,
    "x-mac-icelandic": 6.0,
    "x-mac-croatian": 6.0,
    "x-mac-romanian": 6.0,
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
        "et",
        "cy",
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
_OVER_OTHER: Final = frozenset(
    [
        "windows-1251",
        "windows-1252",
        "windows-1256",
        "windows-1253",
        "windows-1255",
        "windows-874",
        "gbk",
        "windows-1250",
        "iso-8859-2",
        "windows-1254",
        "windows-1257",
        "macintosh",
        "ibm850",
        "ibm437",
        "koi8-r",
        "ibm866",
        "iso-8859-5",
        "x-mac-cyrillic",
    ]
)


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
    if reader not in READERS:
        return WRITERS[writer] + RARE_READERS[reader]
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


@lru_cache(maxsize=1 << 14)
def chain_cost(links: Links) -> float:
    """Bits for the belief in a whole chain."""
    return sum(link_cost(writer, reader) for writer, reader in links) + 2.0 * (len(links) - 1)
