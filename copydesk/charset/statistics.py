"""How many bits a stretch of text costs in each language: the scale on which every reading is weighed.

``mo¿na`` and ``można`` are both eight letters to a program; to a reader of Polish one is a word. Letter pairs counted
per language, the commoner words, and a price for each kind of other character say by how many bits the one reading is
shorter than the other. The figures come from word lists (see bench/build_repair_statistics.py); scripts that no legacy
code page ever held (Devanagari, Ethiopic …) need no statistics and get one flat price. Loaded at first use; numpy does
the sums.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cached_property, lru_cache
from importlib.resources import files
from operator import add
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.wordlist import WordList

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bits = npt.NDArray[np.float32]

_STEP: Final = 1 / 8  # the tables hold eighths of a bit
_UNKNOWN: Final = 15.0  # a letter that no language of its script has
_SWITCH: Final = 8.0  # a word that changes script in its middle
_BESIDE: Final = 5.0  # a Chinese, Japanese or Korean character hard by a letter of another script
_FOREIGN: Final = 3.0  # a word in a script that the language does not use
STRANGE: Final = 11.5  # bits from which a letter is no letter of a language
_STRANGE_BITS: Final = {"LATIN": 3.0, "CYRILLIC": 5.0}  # paid on top for it, once a word
_OTHER: Final = 6.5  # a letter of a script without statistics after one of the same script
# Bits of upper and lower case by what went before in the word: first letter, after a small one, after a capital.
_CASE: Final = {"^l": 0.3, "^u": 2.5, "ll": 0.02, "lu": 9.0, "ul": 0.9, "uu": 1.4}
# Prices of what is not a letter, by Unicode category; ASCII and common typography have their own below.
_CATEGORY: Final = {
    "Nd": 4.5,
    "Zs": 9.0,
    "Po": 13.0,
    "Ps": 13.0,
    "Pe": 13.0,
    "Pi": 12.0,
    "Pf": 12.0,
    "Pd": 12.0,
    "Sc": 14.0,
    "Sm": 15.0,
    "Sk": 16.0,
    "So": 14.0,
    "No": 15.0,
    "Nl": 14.0,
    "Cf": 12.0,
    "Cc": 28.0,
    "Co": 30.0,
    "Cn": 32.0,
    "Cs": 32.0,
}
_PRICES: Final = {
    **dict.fromkeys("0123456789", 4.0),
    **dict.fromkeys(".,-", 4.5),
    **dict.fromkeys("\"'():;/!?", 6.0),
    **dict.fromkeys("%&*+=@#_<>[]\\{}|~^`$", 9.0),
    **dict.fromkeys("’“”«»–—…„", 8.0),
    **dict.fromkeys("‘‹›•·°€£©®™§№×\xa0", 10.5),
    **dict.fromkeys("。，、「」！？：；（）《》『』・～“”", 6.0),
    **dict.fromkeys("،؛؟۔।", 6.0),
    "\ufffd": 26.0,
    "\xad": 14.0,
    "ـ": 7.0,
    "¿": 11.0,
    **dict.fromkeys("µªº", 13.0),
    "¡": 11.0,
    "½": 13.0,
    "¨": 18.0,
    "¸": 18.0,
    "¬": 17.0,
    "¦": 17.0,
    "¤": 18.0,
}
_INSIDE: Final = frozenset("'’-‐‑.·@_&/‘ʼ\xad\u200c\u200d״׳")  # may stand between two letters of a word
_OPENING: Final = frozenset("“‘«„‹¿¡([{\"'")
_CLOSING: Final = frozenset("”’»›,.;:!?…)]}%\"'")
_BREAKS: Final = frozenset("—–…/")
_EAST: Final = "\u2e80"  # the table of Chinese, Japanese and Korean, which is the largest, has no character before this
_WIDE: Final = 400  # beginnings of words followed at once


def _block(char: str) -> int:
    """The 128-character row of the code chart, a stand-in for the script of letters without statistics."""
    return ord(char) >> 7


class _Script:
    """One script's table: row of a letter pair or letter, bits per language of that script. Laid out when first asked: most sources
    need a script or two."""

    def __init__(self, keys: bytes, eighths: Any, columns: Any, foreign: int) -> None:
        self._keys = keys
        self._eighths = eighths
        self.columns = columns
        self.foreign = foreign

    @property
    def keys(self) -> list[str]:
        """The letter pairs and letters in the order of their rows."""
        return self._keys.decode().split("\n")

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each letter pair and letter."""
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def bits(self) -> Any:
        """Bits by row and language."""
        import numpy as np

        return self._eighths.astype(np.float32) * _STEP


# Which language stands for a script in the eyes of the other languages.
_PATRONS: Final = {"LATIN": "en", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "CJK": "zh-Hans"}


class Statistics:
    """The tables in memory; one instance a process, from `load_statistics`."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np
        packed = unpack("letters.zst")
        size = int.from_bytes(packed[:4], "big")
        heads = json.loads(packed[4 : 4 + size])
        self.languages: tuple[str, ...] = tuple(sorted(lang for head in heads for lang in head["langs"]))
        number = {lang: i for i, lang in enumerate(self.languages)}
        self.number = number
        at = 4 + size
        self._scripts: dict[str, _Script] = {}
        for head in heads:
            count, width = head["count"], len(head["langs"])
            keys = packed[at : at + head["size"]]
            at += head["size"]
            table = np.frombuffer(packed, np.uint8, count * width, at).reshape(count, width)
            at += count * width
            names = head["langs"]
            columns = np.array([number[x] for x in names])
            foreign = names.index(_PATRONS.get(head["script"], names[0]))
            self._scripts[head["script"]] = _Script(keys, table, columns, foreign)
        self._info: dict[str, tuple[str, str, str, float]] = {}
        self._words: WordList | None = None
        self._word_langs: list[int] = []
        self._tokens: dict[str, Any] = {}
        self._letters: dict[str, Any] = {}
        self._stranger: dict[str, Any] = {}
        self._runs: dict[tuple[str, str], Any] = {}
        self._zero = np.zeros(len(self.languages), np.float32)

    def _describe(self, char: str) -> tuple[str, str, str, float]:
        """(script or '', folded letter, case l/u/-, price if not a letter of a table)."""
        low = "i" if char == "İ" else char.lower()
        low = low if len(low) == 1 else char
        category = unicodedata.category(char)
        for name, script in self._scripts.items():
            if (name != "CJK" or low >= _EAST) and low in script.rows and low != " ":
                case = "u" if category == "Lu" else "l" if category == "Ll" and low.upper() != low else "-"
                info = (name, low, case, 0.0)
                break
        else:
            if category[0] in "LM" and char not in "µªºـ":
                name = unicodedata.name(char, "?").split()[0]
                table = name if name in self._scripts else "CJK" if "CJK" in name or name in ("HIRAGANA", "KATAKANA", "HANGUL") else ""
                half = 0xFF61 <= ord(char) < 0xFFA0
                info = (table, low, "-", _UNKNOWN) if table and not half else (f"#{0x1FE if half else _block(char)}", low, "-", _OTHER)
            else:
                info = ("", char, "-", _PRICES.get(char) or self._price(char, category))
        self._info[char] = info
        return info

    @staticmethod
    def _price(char: str, category: str) -> float:
        code = ord(char)
        if 0x2500 <= code < 0x25A0:
            return 17.0
        if 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFF61:
            return 10.0
        if 0x1F000 <= code < 0x20000 or 0x2600 <= code < 0x27C0 or 0xFE00 <= code < 0xFE10:
            return 13.0
        return _CATEGORY.get(category, 16.0)

    def token_bits(self, token: str) -> Bits:
        """Bits of a token (no white space) in every language, as a vector; do not change it in place."""
        found = self._tokens.get(token)
        if found is None:
            found = self._measure(token)
            if len(token) < 40:
                if len(self._tokens) > 60000:
                    self._tokens.clear()
                self._tokens[token] = found
        return found

    def _measure(self, token: str) -> Bits:
        if token.isalpha() and token.islower() and token.isascii():
            small: Bits = self._run("LATIN", token) + _small_case(len(token))
            return small
        total = self._zero.copy()
        fixed = 0.0
        info = self._info
        describe = self._describe
        run: list[str] = []
        run_script = ""
        run_case = 0.0
        before = ""  # script of the character before; '' after a sign
        last_case = "^"
        last = ""
        for char in token:
            script, low, case, price = info.get(char) or describe(char)
            if script and script == run_script and run:
                run.append(low)
            else:
                if run:
                    self._close(total, run_script, run, run_case)
                    run, run_script, run_case = [], "", 0.0
                if script and script[0] != "#":
                    run, run_script = [low], script
            if not script:
                fixed += price + self._sign_context(char, last, before)
                before, last_case = "", "^"
            else:
                if script[0] == "#":
                    fixed += price if before == script else price + 6.0
                elif price:
                    fixed += price - 9.0  # a letter outside its script's table: the row of a rare letter, and more
                if before and before != script:
                    fixed += _BESIDE if "CJK" in (before, script) else _SWITCH
                if not before and last and last in "—–":
                    fixed += 2.0
                elif not before and last and last not in _INSIDE and last not in _OPENING and last not in _BREAKS and last > "\x7f":
                    fixed += 3.0
                if case != "-":
                    run_case += _CASE[last_case + case]
                    last_case = case
                else:
                    last_case = "^"
                before = script
            last = char
        if run:
            self._close(total, run_script, run, run_case)
        total += fixed
        return total

    @staticmethod
    def _sign_context(char: str, last: str, before: str) -> float:
        """Extra bits for a sign where no writer puts one: straight after a letter, unless it closes or joins."""
        if char == last:
            return -4.0
        if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60":
            return 0.0 if before == "CJK" or not last or last > "\u2e80" else 7.0
        if before and before[0] != "#" and before != "CJK" and char > "\x7f":
            if char in _CLOSING or char in _INSIDE or char in _BREAKS:
                return 0.0
            return 4.0
        return 0.0

    def _close(self, total: Bits, name: str, run: list[str], case: float) -> None:
        """Adds the bits of one run of letters of one script to the vector."""
        total += self._run(name, "".join(run))
        if case:
            total += case

    def _run(self, name: str, word: str) -> Bits:
        """The bits of a run of letters of one script, case apart; remembered."""
        key = (name, word)
        found = self._runs.get(key)
        if found is None:
            found = self._measure_run(name, word)
            if len(self._runs) > 100000:
                self._runs.clear()
            self._runs[key] = found
        return found

    def _measure_run(self, name: str, word: str) -> Bits:
        script = self._scripts[name]
        rows = script.rows
        together = name == "CJK"
        chars = word if together else word + " "
        found = list(map(rows.get, map(add, ("", *word) if together else " " + word, chars)))
        extra = 0.0
        if None in found:
            found = [rows.get(char) if row is None else row for row, char in zip(found, chars, strict=True)]
            extra = found.count(None) * (_UNKNOWN + 4 if together else _UNKNOWN)
        picked = [row for row in found if row is not None] if extra else found
        whole = self._np.empty(len(self.languages), self._np.float32)
        sums = self._np.add.reduce(script.bits.take(picked, 0), 0) if picked else self._np.zeros(len(script.columns), self._np.float32)
        whole.fill(float(sums[script.foreign]) + _FOREIGN)
        whole[script.columns] = sums
        if not together and not word.isascii():
            for lang, known in self.word_bits(word):
                if known < whole[lang]:
                    whole[lang] = known
            for char in set(word):
                strange = None if char.isascii() else self._strange_bits(name, char)
                if strange is not None:
                    whole += strange
        if extra:
            whole += extra
        return whole

    def _strange_bits(self, name: str, char: str) -> Bits | None:
        """Extra bits for a letter in the languages of its script that do not write it."""
        found = self._stranger.get(char)
        if found is None:
            bits = self.letter_bits(char)
            found = self._zero if bits is None else ((bits > STRANGE) & (bits < 99.0)) * self._np.float32(_STRANGE_BITS.get(name, 0.0))
            self._stranger[char] = found
        return found

    def script(self, name: str) -> _Script:
        """The table of a script: LATIN, CYRILLIC, …, CJK."""
        return self._scripts[name]

    def script_languages(self, name: str) -> list[str]:
        """The languages of a script's table, in the order of its columns."""
        return [self.languages[int(i)] for i in self._scripts[name].columns]

    def letter_bits(self, letter: str) -> Bits | None:
        """Bits of a letter after another that says nothing of it, per language; None where no script of the tables has it."""
        script, low, _, _ = self._info.get(letter) or self._describe(letter)
        if script not in self._scripts or script == "CJK":
            return None
        found = self._letters.get(low)
        if found is None:
            table = self._scripts[script]
            found = self._zero + 99.0
            row = table.rows.get(low)
            if row is not None:
                found[table.columns] = table.bits[row]
            self._letters[low] = found
        return found

    def word_bits(self, word: str) -> list[tuple[int, float]]:
        """(language number, bits) of a lower-case word with a letter beyond ASCII, for each language that has it in its list."""
        key = word.encode("utf-8", "surrogatepass") + b"\t"
        found = self._word_list().first_from(key)
        if not found.startswith(key):
            return []
        tail = found[len(key) :].decode()
        return [(self._word_langs[ord(tail[i]) - 48], float(ord(tail[i + 1]) - 48)) for i in range(0, len(tail), 2)]

    def words_like(self, pattern: str, most: int = 50) -> list[str]:
        """The words of the lists that fit a lower-case pattern, each ``?`` of it a letter beyond ASCII; at most ``most`` of them."""
        words = self._word_list()
        parts = pattern.encode("utf-8", "surrogatepass").split(b"?")
        heads = [parts[0]]
        for part in parts[1:]:
            heads = [head + letter + part for head in heads[:_WIDE] for letter in words.letters_after(head)]
        return [head.decode() for head in heads if words.first_from(head + b"\t").startswith(head + b"\t")][:most]

    def _word_list(self) -> WordList:
        if self._words is None:
            data = unpack("words.zst")
            start = data.index(b"\n") + 1
            self._word_langs = [self.number[x] for x in data[: start - 1].decode().split("\t")]
            self._words = WordList(data, start)
        return self._words


def unpack(name: str) -> bytes:
    """A data file of this package, which Zstandard unpacks in a tenth of the time that LZMA takes: that time is most of a small file's."""
    import zstandard

    return zstandard.ZstdDecompressor().decompress((files("copydesk.charset") / "data" / name).read_bytes())


@lru_cache(maxsize=256)
def _small_case(letters: int) -> float:
    """Bits of case that a word of so many small letters costs."""
    total = _CASE["^l"]
    for _ in range(letters - 1):
        total += _CASE["ll"]
    return total


@lru_cache(maxsize=1)
def load_statistics() -> Statistics:
    """The tables, read once a process (about a tenth of a second)."""
    return Statistics()


__all__ = ["Statistics", "load_statistics"]
