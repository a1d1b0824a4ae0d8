"""What could a word have been? The cheap question before any search: is there a reading that is shorter than the word itself?

``René`` is a stranger on an English page, but no code page makes a better word of it; ``pøi`` becomes ``při``. For every byte that two
pages read differently the tables hold its image, so that the readings of a word come from a few array rows instead of hundreds of
decodings. What has no better reading is sound whatever stands around it, and is remembered as such.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from copydesk.charset.codepages import decoding_table, is_single_byte
from copydesk.charset.statistics import Statistics, load_statistics
from copydesk.late import compile_late
from copydesk.lines import has_from
from copydesk.mojibake.beliefs import RARE_READERS, READERS, Links, chain_cost, writers_for
from copydesk.mojibake.chains import read_utf8, reread, unread
from copydesk.mojibake.classes import Kind
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.shapes import is_worse_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

BETTER: Final = 2.0  # bits by which a reading must be shorter to count at all
_WORTH: Final = 1.0  # bits that the words of a line must gain together, their chain paid
_LONGEST: Final = 60  # characters of a word that are tried
_SLACK: Final = 1.5  # bits a letter beyond those of sound words that a reading may cost
_NEAR: Final = 2.0  # bits above the word's own, up to which letter pairs alone make a reading worth weighing
_WINDOW: Final = 24  # of a run of Chinese characters
_SIGNS: Final = ".,;:!?()[]\"'«»“”„–—…"
_SPANISH: Final = (ord("¿"), ord("¡"))  # signs that begin words
# What no reader shows for the bytes of others: Cyrillic in small letters (KOI8 turns them into capitals, DOS into signs) without the
# letters of national fonts, and long words of Arabic letters alone.
_PLAIN: Final = compile_late("[А-ЯЁ]?[а-яёәғқңөұүһ]+(?:-[А-ЯЁ]?[а-яёәғқңөұүһ]+){0,3}|[\u0621-\u065f\u0670-\u06d3]{5,}")
_EAST: Final = ("gbk", "big5", "shift_jis", "euc-kr", "euc-jp")
_WIDE: Final = compile_late("[\u2e80-\uffdc]")


Gains: TypeAlias = dict[Links, tuple[float, str]]  # for each chain the bits gained by its reading, and the reading


class Images:
    """For each character beyond ASCII that a single-byte page can show: what each true page makes of its byte."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np
        self._readers = [r for r in READERS if is_single_byte(r)]
        pairs = [(w, r) for r in self._readers for w in writers_for(r) if is_single_byte(w)]
        self._pairs = pairs
        glance = load_glance()
        bad = np.array(
            [
                k in (Kind.HARD, Kind.NEVER, Kind.SPACE, Kind.FREE, Kind.JOINER, Kind.SOFT, Kind.ORDINAL, Kind.TIMES, Kind.PRIVATE)
                for k in range(len(Kind))
            ]
        )
        bytes_ = {r: np.array([ord(c) for c in decoding_table(r)], np.int64) for r in {x for p in pairs for x in p}}
        codes = np.array(sorted({code for reader in self._readers for code in bytes_[reader][0x80:].tolist()}))
        table = np.zeros((len(codes), len(pairs)), np.uint16)
        able = {w: ~bad[glance.kind[np.minimum(meant, 0xFFFF)]] | np.isin(meant, _SPANISH) for w, meant in bytes_.items()}
        places = {reader: np.searchsorted(codes, bytes_[reader][0x80:]) for reader in self._readers}
        for number, (writer, reader) in enumerate(pairs):
            meant = bytes_[writer][0x80:]
            chosen = (bytes_[reader][0x80:] == meant) | able[writer][0x80:]
            table[places[reader][chosen], number] = meant[chosen]
        self._table = {chr(code): row for code, row in zip(codes.tolist(), table, strict=True) if row.any()}
        self._utf8_readers = [*self._readers, *RARE_READERS]
        self._found: dict[str, list[tuple[tuple[int, ...], list[Links]]]] = {}
        self._leads = self._reader_bits(0xC2, 0xF4)
        self._trails = self._reader_bits(0x80, 0xBF)

    def _reader_bits(self, first: int, last: int) -> dict[str, int]:
        """For each character the readers (bits) that show it for a byte of the range."""
        out: dict[str, int] = {}
        for number, reader in enumerate(self._utf8_readers):
            shown = set(decoding_table(reader)[first : last + 1])
            if reader.startswith("windows-"):
                shown |= {chr(code) for code in range(max(first, 0x80), min(last, 0x9F) + 1)}
            for char in shown:
                out[char] = out.get(char, 0) | 1 << number
        return out

    def utf8_readers(self, word: str) -> list[str]:
        """The readers by which two neighbours in the word may be the bytes of a character in UTF-8."""
        bits = 0
        before = 0
        for char in word:
            bits |= before & self._trails.get(char, 0)
            before = self._leads.get(char, 0)
        found = [reader for number, reader in enumerate(self._utf8_readers) if bits >> number & 1]
        return found + list(_EAST) if has_from(word, "\u2e80") and _WIDE.search(word) is not None else found

    def of(self, word: str) -> list[tuple[str, list[Links]]]:
        """The readings of a word by single-byte pages that have letters or quotation marks for its characters, with their chains."""
        chars = "".join(sorted({c for c in word if c > "\x7f"}))
        found = self._found.get(chars)
        if found is None:
            if len(self._found) > _KEPT_IMAGES:
                self._found.clear()
            found = self._found[chars] = self._images(chars)
        codes = [ord(c) for c in chars]
        return [(word.translate(dict(zip(codes, column, strict=True))), links) for column, links in found]

    def _images(self, chars: str) -> list[tuple[tuple[int, ...], list[Links]]]:
        """The different images of some characters together."""
        np = self._np
        rows = [self._table.get(c) for c in chars]
        if not rows or any(r is None for r in rows):
            return []
        stack = np.stack(rows)
        able = np.flatnonzero((stack > 0).all(0) & (stack != np.array([[ord(c)] for c in chars])).any(0))
        found: dict[tuple[int, ...], list[Links]] = {}
        for number, column in zip(able.tolist(), stack[:, able].T.tolist(), strict=True):
            found.setdefault(tuple(column), []).append((self._pairs[number],))
        return list(found.items())


@lru_cache(maxsize=1)
def load_images() -> Images:
    """The tables, built once a process, when a word first needs them."""
    return Images()


_WORTH_OF_FEW: Final = 7.0  # the same where few words of a line are odd: in the languages of the text
_KEPT_IMAGES: Final = 5_000  # sets of characters whose images are remembered
_KEPT: Final = 200_000  # words that are remembered …
_HELD: Final = 8_000_000  # … and their characters
_EAST_FREE: Final = 11.0  # bits above what common Chinese takes, up to which a run of it is sound


class Verdicts:
    """What the words could have been; remembered, and of the word alone."""

    def __init__(self) -> None:
        self._known: dict[str, Gains] = {}
        self._held = 0

    def gains(self, words: frozenset[str]) -> dict[str, Gains]:
        """For each word that some credible chain makes clearly shorter: the bits gained by each such chain."""
        known = self._known
        fresh = [w for w in words if w not in known]
        if fresh:
            self._held += sum(map(len, fresh))
            if len(known) > _KEPT or self._held > _HELD:
                known.clear()
                self._held = 0
                fresh = sorted(words)
            known.update(_judge(fresh))
        return {w: known[w] for w in words if known[w]}


@lru_cache(maxsize=1)
def load_verdicts() -> Verdicts:
    """The words judged so far; one instance a process."""
    return Verdicts()


def is_worth_a_search(gains: dict[str, Gains], languages: tuple[int, ...]) -> bool:
    """Whether one chain gains enough in the words together to pay for the belief in it: in any language, and in one of these if given."""
    total: dict[Links, float] = {}
    for gain in gains.values():
        for links, (bits, _) in gain.items():
            total[links] = total.get(links, 0.0) + bits
    paid = [links for links, bits in total.items() if bits - chain_cost(links) > _WORTH]
    if not languages:
        return bool(paid)
    stats = load_statistics()
    numbers = list(languages)
    for links in paid:
        own: Any = sum(stats.token_bits(w)[numbers] - stats.token_bits(g[links][1])[numbers] for w, g in gains.items() if links in g)
        if float(own.max()) - chain_cost(links) > _WORTH_OF_FEW:
            return True
    return False


def _judge(words: list[str]) -> dict[str, Gains]:
    stats = load_statistics()
    out: dict[str, Gains] = {word: {} for word in words}
    readings: dict[str, list[tuple[str, list[Links]]]] = {}
    for word in words:
        bare = word.strip(_SIGNS)
        if len(bare) > 3 and bare[1:] in (bare[1:].lower(), bare.upper()[1:]) and stats.word_bits(bare.lower()):
            continue  # a word of some language, in the case of words
        if _PLAIN.fullmatch(bare):
            continue
        cut = _cut(word)
        if not _is_common_east(stats, word[: 4 * _LONGEST]):
            readings[word] = load_images().of(cut)
    texts = [text for some in readings.values() for text, _ in some]
    spent = [0.0] * len(texts)
    homes = load_glance().weigh(texts, _SLACK, spent)
    at = 0
    for word, some in readings.items():
        cut = _cut(word)
        least = float(stats.token_bits(cut).min())
        near = [
            (text, chains)
            for (text, chains), home, bits in zip(some, homes[at : at + len(some)], spent[at : at + len(some)], strict=True)
            if home and (bits < least + _NEAR or stats.word_bits(text.strip(_SIGNS).lower()))
        ]
        at += len(some)
        gains: Gains = {}
        for text, chains in (*near, *_by_decoding(cut)):
            gain = least - float(stats.token_bits(text).min())
            if gain > BETTER and (chains[0][0][0] == "utf-8" or not is_worse_shape(cut, text)):
                gains.update((links, (gain, text)) for links in chains if gain > gains.get(links, (0.0, ""))[0])
        out[word] = gains
    return out


def _count_wide(word: str) -> int:
    return len(_WIDE.findall(word)) if has_from(word, "\u2e80") else 0


def _cut(word: str) -> str:
    """As much of a word as tells whether it is damaged: all of it was, if any."""
    return word[: _WINDOW if _count_wide(word[:_LONGEST]) > _WINDOW else _LONGEST]


def _is_common_east(stats: Statistics, word: str) -> bool:
    wide = _count_wide(word)
    return 2 * wide > len(word) and float(stats.token_bits(word).min()) <= 9.6 * wide + 4.2 * (len(word) - wide) + _EAST_FREE


def _by_decoding(word: str) -> Iterator[tuple[str, list[Links]]]:
    """The readings that are more than letter for letter: UTF-8, and multi-byte charsets on either side."""
    images, glance = load_images(), load_glance()
    for reader in images.utf8_readers(word):
        text = read_utf8(word, reader)
        if text is not None and text != word:
            yield text, [(("utf-8", reader),)]
            for again in images.utf8_readers(text):
                other = read_utf8(text, again)
                if other is not None and other != text:
                    yield other, [(("utf-8", reader), ("utf-8", again))]
    wide = has_from(word, "\u2e80") and _WIDE.search(word) is not None
    beyond = sum(c > "\x7f" for c in word)
    if not wide and (2 * beyond <= len(word) or beyond < 2):
        return
    seen = set()
    for reader in READERS:
        if wide and is_single_byte(reader):
            continue
        raw = unread(word, reader)
        if raw is None:
            continue
        for writer in writers_for(reader):
            if writer != "utf-8" and (writer in _EAST or wide) and (raw, writer) not in seen:
                seen.add((raw, writer))
                text = reread(raw, writer)
                if text is not None and text != word and not (writer in _EAST and glance.is_heap(text)):
                    yield text, [((writer, reader),)]
