"""Mojibake that was put into small letters afterwards: ``öð¹ú`` for 中国, ``cafã©`` for café, ``ð¿ñ€ð¸`` for при.

An address, a tag or a search index lowers its text; so ``Ö`` and ``ö`` fall together, and with them the bytes D6 and F6. For each
small letter both bytes are tried, and of all the ways to spell a word the few shortest in bits are kept (a beam). Only lines without
any capital come here, and the outcome must be far shorter than the line and whatever plain reading it has. What the lowering did to the
capitals of the true text cannot be told: they stay small. Lines that hold a capital are left alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import Any, Final

from copydesk.charset.codepages import decode_page, is_single_byte, python_codec
from copydesk.charset.statistics import load_statistics
from copydesk.late import compile_late
from copydesk.mojibake.chains import reading_map
from copydesk.mojibake.credible import measure_word_share
from copydesk.mojibake.search import Reading
from copydesk.mojibake.shapes import SHAPES

_READERS: Final = ("windows-1252", "windows-1251", "windows-1254", "windows-1250")
# True charsets with their cost in bits: UTF-8, those of two bytes, and pages whose letters lie on both sides of the case of others.
_EASTERN: Final = {"gbk": 8.0, "big5": 9.0, "euc-kr": 9.0, "shift_jis": 9.0}
_WRITERS: Final = {"utf-8": 2.0, **_EASTERN, "koi8-r": 9.0}
_SPLIT: Final = re.compile(r"([ \t\r\n\v\f]+)")
_BEAM: Final = 8
_LONGEST: Final = 120  # characters of a word
_MOST: Final = 600  # characters of a line
_GAIN: Final = 12.0  # bits that the reading must win
_PER_LETTER: Final = 2.5  # … and for each letter that it makes
_SIZES: Final = ((0xC2, 0xDF, 2), (0xE0, 0xEF, 3), (0xF0, 0xF4, 4))
_EAST: Final = compile_late("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL: Final = compile_late("[\uac00-\ud7af]")
_FEW: Final = 2  # Chinese, Japanese or Korean characters that a reading must make
_SPENT: Final = (9.5, 7.0)  # bits a character and to begin with, that they may cost
_MENDED: Final = 0.75  # share of the words beyond ASCII that a reading must mend
_WORDS: Final = 0.4  # share of the words of a single-byte page that the word list must have


def may_be_lowered(line: str) -> bool:
    """Whether a line is short enough, in small letters, and not ASCII."""
    return len(line) <= _MOST and not line.isascii() and line.lower() == line


def read_lowered(line: str, prior: Any) -> Reading | None:
    """The best reading of a line in small letters, or None where none is far better than the line as it stands."""
    if not may_be_lowered(line):
        return None
    tokens = _SPLIT.split(line)
    places = [i for i, t in enumerate(tokens) if not t.isascii()]
    if any(len(tokens[i]) > _LONGEST for i in places):
        return None
    readers = [reader for reader in _READERS if sum(_letters_of(reader).issuperset(tokens[i]) for i in places) >= _MENDED * len(places)]
    if not readers:
        return None
    stats = load_statistics()
    context: Any = stats.token_bits("").copy()
    for token in tokens:
        if token.isascii() and token.isalpha():
            context = context + stats.token_bits(token)
    if prior is not None:
        context = context + prior
    base = [stats.token_bits(tokens[i]) for i in places]
    sound = float((context + sum(base)).min())
    best: Reading | None = None
    for reader in readers:
        for writer, cost in _WRITERS.items():
            options = [_spell(tokens[i], writer, reader) for i in places]
            if not any(options):
                continue
            found = _choose(tokens, places, base, context, options, writer)
            if found is None:
                continue
            after, bits, lang = found
            gain = sound - bits - cost - (reader != _READERS[0]) * 3.0
            made = sum(len(a) for a, b in zip(after, tokens, strict=True) if a != b)
            if gain >= _GAIN + _PER_LETTER * made and (best is None or gain > best.gain):
                best = Reading(tuple(tokens), tuple(after), f"{writer}>{reader} lowered", gain, stats.languages[lang], cost)
    return best


def _choose(
    tokens: list[str], places: list[int], base: list[Any], context: Any, options: list[tuple[str, ...]], writer: str
) -> tuple[list[str], float, int] | None:
    """(tokens after, bits, language) of the shortest way to spell the line in one language, the words that have no spelling left alone."""
    import numpy as np

    stats = load_statistics()
    total = context.copy()
    tables = []
    for now, spellings in zip(base, options, strict=True):
        table = np.stack([now, *(stats.token_bits(s) for s in spellings)])
        total = total + table.min(0)
        tables.append(table)
    lang = int(total.argmin())
    after = list(tokens)
    for i, table, spellings in zip(places, tables, options, strict=True):
        pick = int(table[:, lang].argmin())
        if pick:
            after[i] = spellings[pick - 1]
    made = [(a, b) for a, b in zip(after, tokens, strict=True) if a != b]
    if not made or len(made) < _MENDED * len(places):
        return None
    if any(len(shape.findall(a)) > len(shape.findall(b)) for a, b in made for shape in SHAPES[:1]):
        return None
    if writer == "utf-8":
        credible = any(len(a) < len(b) for a, b in made)
    elif writer in _EASTERN:
        spent = sum(float(stats.token_bits(a)[lang]) for a, _ in made)
        credible = _is_eastern("".join(a for a, _ in made), spent, writer)
    else:
        credible = max(len(a) for a, _ in made) > _FEW and measure_word_share(stats, tokens, after, lang) >= _WORDS
    for i in places:  # the no-break space in ``à`` was shown as a space beside the true one
        if len(after[i]) == len(tokens[i]) and after[i] != tokens[i] and after[i][-1] == "à" and tokens[i + 1 : i + 2] == ["  "]:
            after[i + 1] = " "
    return (after, float(total[lang]), lang) if credible else None


def _is_eastern(text: str, spent: float, writer: str) -> bool:
    """Whether the mended words are Chinese, Japanese or Korean whose characters go together; what EUC-KR makes must be hangul."""
    letters = _EAST.findall(text)
    if len(set(letters)) < _FEW or (writer == "euc-kr" and 2 * len(_HANGUL.findall(text)) < len(letters)):
        return False
    return spent <= _SPENT[0] * len(text) + _SPENT[1]


@cache
def _letters_of(reader: str) -> frozenset[str]:
    """Every character that may have been bytes, in small letters: a word with another one has no spelling."""
    capitals = map(chr, reading_map(reader))
    small = {char.lower() for char in capitals if len(char.lower()) == 1}
    return frozenset(c for c in {*map(chr, range(0x80)), *map(chr, reading_map(reader)), *small} if c <= "\x7f" or _bytes_of(c, reader))


@cache
def _bytes_of(char: str, reader: str) -> tuple[int, ...]:
    """The bytes that a small letter may have been: its own and those of the capitals that lower to it; none for a stranger."""
    table = reading_map(reader)
    found = {table[ord(char)]} if ord(char) in table else set()
    if ord(char) > 0x7F:
        up = char.upper()
        if len(up) == 1 and up.lower() == char and ord(up) in table:
            found.add(table[ord(up)])
    return tuple(sorted(found))


@lru_cache(maxsize=4000)
def _spell(token: str, writer: str, reader: str) -> tuple[str, ...]:
    """The few best ways to spell a word; empty where the bytes can be no text of the charset throughout."""
    bytes_ = [_bytes_of(c, reader) if c > "\x7f" else (ord(c),) for c in token]
    if not all(bytes_):
        return ()
    measure = load_statistics().token_bits
    beam: dict[int, list[str]] = {0: [""]}
    for at in range(len(token)):
        texts = beam.pop(at, None)
        if texts is None:
            continue
        if len(texts) > _BEAM:
            texts = sorted(set(texts), key=lambda t: (float(measure(t).min()), t))[:_BEAM]
        for char, size in _steps(bytes_, at, writer):
            beam.setdefault(at + size, []).extend(t + char for t in texts)
    texts = beam.get(len(token), [])
    return tuple(sorted({t for t in texts if t != token}, key=lambda t: (float(measure(t).min()), t))[:_BEAM])


def _steps(bytes_: list[tuple[int, ...]], at: int, writer: str) -> list[tuple[str, int]]:
    """(character, number of bytes) of what may begin at a byte."""
    if max(bytes_[at]) < 0x80:
        return [(chr(bytes_[at][0]), 1)]
    out = []
    if writer == "utf-8":
        sizes = {n for b in bytes_[at] for low, high, n in _SIZES if low <= b <= high}
        if at + 1 == len(bytes_) and 0xC3 in bytes_[at]:
            out.append(("à", 1))  # its second byte, a no-break space, parted the word from the next
    else:
        sizes = {2} if writer in _EASTERN else {1}
    for size in sizes:
        for raw in product(*bytes_[at : at + size]):
            if len(raw) == size:
                out += _decode(bytes(raw), writer, size)
    return out


@lru_cache(maxsize=20000)
def _decode(raw: bytes, writer: str, size: int) -> tuple[tuple[str, int], ...]:
    try:
        text = decode_page(raw, writer) if is_single_byte(writer) else raw.decode(python_codec(writer))
    except UnicodeDecodeError:
        return ()
    return ((text, size),) if (len(text) == 1 and text.isprintable()) or text in ("\xa0", "\xad") else ()
