"""Which charset are undeclared bytes in? Structure first, then the reading that takes the fewest bits.

``\\xcf\\xf0\\xe8\\xe2\\xe5\\xf2`` is ``Привет`` in windows-1251, ``оПХБЕР`` in KOI8-R, ``Ïðèâåò`` in windows-1252.
chardet knows most charsets by their byte pairs and is one voice; every page of this package is read too and weighed by
the language statistics, because Kazakh in GB18030 or PTCP154, Vietnamese TCVN fonts and UTF-16 without a mark are what
chardet misses. Escapes (ISO-2022, HZ) and NULs settle the matter before any statistics. What is left alone: files that
are no text at all come out as windows-1252 with low confidence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.codepages import canonical_name, is_single_byte, python_codec
from copydesk.charset.segments import read_bytes
from copydesk.charset.statistics import Statistics, load_statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLE: Final = 1 << 16  # bytes that are looked at
_WORDS: Final = 60  # different words with a high byte that are weighed
_TOLERATED: Final = 0.02  # share of unreadable characters up to which a multi-byte charset is still weighed
_FOUR: Final = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
# Bits that speak against a charset before the text is seen: how rare undeclared files in it are.
_PRIOR: Final[dict[str, float]] = {
    "windows-1252": 0.0,
    "windows-1251": 0.0,
    "gb18030": 0.0,
    "big5": 0.5,
    "shift_jis": 0.5,
    "euc-kr": 0.5,
    "euc-jp": 1.0,
    "windows-1250": 0.5,
    "windows-1256": 1.0,
    "windows-1253": 1.0,
    "windows-1254": 1.0,
    "windows-1255": 1.0,
    "windows-1257": 1.0,
    "windows-1258": 3.0,
    "windows-874": 1.0,
    "koi8-r": 1.0,
    "koi8-u": 2.0,
    "koi8-t": 4.0,
    "iso-8859-2": 1.5,
    "iso-8859-3": 4.0,
    "iso-8859-4": 4.0,
    "iso-8859-5": 2.0,
    "iso-8859-6": 2.0,
    "iso-8859-7": 1.5,
    "iso-8859-8": 2.5,
    "iso-8859-9": 2.0,
    "iso-8859-10": 6.0,
    "iso-8859-13": 2.5,
    "iso-8859-14": 6.0,
    "iso-8859-15": 1.0,
    "iso-8859-16": 5.0,
    "macintosh": 2.0,
    "x-mac-cyrillic": 3.0,
    "x-mac-greek": 5.0,
    "x-mac-turkish": 5.0,
    "x-mac-ce": 4.0,
    "x-mac-croatian": 6.0,
    "x-mac-romanian": 6.0,
    "x-mac-icelandic": 6.0,
    "ibm437": 3.0,
    "ibm850": 2.5,
    "ibm852": 2.5,
    "ibm855": 4.0,
    "ibm857": 4.0,
    "ibm858": 3.5,
    "ibm866": 1.5,
    "ibm737": 4.0,
    "ibm775": 4.0,
    "ibm862": 4.0,
    "ibm864": 5.0,
    "ibm720": 5.0,
    "ibm1125": 4.0,
    "kz-1048": 2.5,
    "ptcp154": 3.0,
    "x-mn-font": 5.0,
    "x-tj-font": 5.0,
    "tcvn3": 3.0,
    "viscii": 4.0,
    "armscii-8": 3.0,
    "georgian-ps": 3.0,
    "georgian-academy": 4.0,
    "johab": 4.0,
}
_GUESS: Final = 9.0  # bits for chardet's answer at full confidence
_SELDOM: Final = 12.0  # bits for a charset that only chardet can offer


def detect(raw: bytes) -> tuple[str, float]:
    """Canonical charset name and confidence 0 to 1 for bytes that say nothing of themselves and are not UTF-8."""
    sample = raw[:_SAMPLE]
    wide = _find_wide(sample)
    if wide is not None:
        return wide, 0.95
    import chardet

    found = chardet.detect(sample)
    guess = canonical_name(found["encoding"] or "") if found.get("encoding") else None
    sure = float(found.get("confidence") or 0.0)
    if guess is not None and (sample.isascii() or guess.startswith(("iso-2022", "hz", "utf-7", "utf-16", "utf-32"))):
        return guess, sure
    ranked = _weigh(sample, guess, sure)
    if not ranked:
        return guess or "windows-1252", sure if guess else 0.0
    lead = ranked[1][0] - ranked[0][0] if len(ranked) > 1 else 20.0
    return ranked[0][1], round(1.0 - 0.5 * 2.0 ** -min(lead / 2, 20.0), 3)


def _find_wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: NULs on one side, or text in one byte order and none in the other."""
    size = len(sample) - len(sample) % 4
    if size < 4:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = len(sample) // 2
    if odd + even > 0.6 * len(sample):
        for name, good in (("utf-32-le", sample[3:size:4].count(0)), ("utf-32-be", sample[0:size:4].count(0))):
            if good == size // 4:
                return name
    if odd > 0.25 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.25 * half and odd < 0.05 * half:
        return "utf-16-be"
    if _is_single(sample) and len(sample) % 2 == 0:
        return _weigh_orders(sample)
    return None


def _is_single(sample: bytes) -> bool:
    """Whether spaces and line breaks are missing or wide: no plain text of any length lacks them, Chinese in UTF-16 does."""
    controls = sum(sample.count(bytes((b,))) for b in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > 0.01 * len(sample) or (sample.count(b" ") + sample.count(b"\n") < len(sample) / 200)


def _weigh_orders(sample: bytes) -> str | None:
    stats = load_statistics()
    found = []
    cut = sample[:1200]
    for name in ("utf-16-le", "utf-16-be"):
        text = cut.decode(name, "replace")
        words = text.split()
        cost = float(sum((stats.token_bits(w[:200]) for w in words), stats.token_bits("")).min()) if words else 1e9
        found.append((cost / max(1, len(text)), name))
    found.sort()
    return found[0][1] if found[0][0] < 11.5 and found[1][0] > found[0][0] + 3.0 else None


def _weigh(sample: bytes, guess: str | None, sure: float) -> list[tuple[float, str]]:
    """Every charset that can read the sample with its bits, best first."""
    stats = load_statistics()
    words = _words(sample)
    if not words:
        return []
    context = _context(stats, sample)
    ranked = []
    has_four = len(_FOUR.findall(sample))
    candidates = dict(_PRIOR)
    if guess is not None and guess not in candidates:
        candidates[guess] = _SELDOM
    for name, prior in candidates.items():
        bits = _bits(stats, words, name, context)
        if bits is None:
            continue
        if name == guess:
            bits -= _GUESS * min(1.0, 0.4 + sure)
        if name == "gb18030" and has_four:
            bits -= 2.0 * has_four
        ranked.append((bits + prior, name))
    ranked.sort()
    return ranked


def _words(sample: bytes) -> list[bytes]:
    """Different runs without white space that have a high byte, in order."""
    seen: dict[bytes, None] = {}
    for word in sample.split():
        if _HIGH.search(word):
            seen[word[:300]] = None
            if len(seen) >= _WORDS:
                break
    return list(seen)


def _context(stats: Statistics, sample: bytes) -> Any:
    total = stats.token_bits("").copy()
    for word in sample[:6000].split()[:150]:
        if word.isascii() and word.isalpha():
            total += stats.token_bits(word.decode())
    return total


def _bits(stats: Statistics, words: list[bytes], name: str, context: Any) -> float | None:
    total = context.copy()
    lost = length = 0
    for text in _texts(words, name):
        lost += sum("\ud800" <= c <= "\udfff" or c == "\ufffd" for c in text)
        length += len(text)
        total += stats.token_bits(text)
    if lost > (_TOLERATED * length if not is_single_byte(name) else 0):
        return None
    return float(total.min()) + 20.0 * lost


def _texts(words: list[bytes], name: str) -> Iterator[str]:
    if is_single_byte(name):
        for word in words:
            yield unicodedata.normalize("NFC", read_bytes(word, name))  # Vietnamese pages part letter and tone
    else:
        codec = python_codec(name)
        for word in words:
            yield word.decode(codec, "replace")
