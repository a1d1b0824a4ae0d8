"""Is there anything to mend? The cheap questions that nearly all text answers with no.

ASCII cannot be mojibake, and in an English page only the lines with other characters are looked at. Russian in small letters
with its own punctuation, Chinese in its common characters: a regular expression passes them at a glance. Whatever remains is
weighed word by word, and only lines with a word that costs far more bits than words do are searched for a way back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.statistics import load_statistics

if TYPE_CHECKING:
    from copydesk.charset.statistics import Statistics

_TYPOGRAPHY: Final = "\xa0«»—–…“”„’‘•№·"
# A line of Russian as it should be: no other letter, no capital after a small letter, no shouting, in which KOI8 hides.
_NOT_RUSSIAN: Final = re.compile(f"[^\x00-\x7fа-яёА-ЯЁ{_TYPOGRAPHY}]|[а-яё][А-ЯЁ]|[А-ЯЁ]{{4}}|[А-ЯЁ][ .][А-ЯЁ][ .][А-ЯЁ][ .]")
_ONLY_TYPOGRAPHY: Final = re.compile(f"[^\x00-\x7f{_TYPOGRAPHY}€£]")
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HARD_SIGNS: Final = re.compile("[\x80-\x9f\ufffd]")
# Bits above what a sound word of its length takes, for one word and for the three worst of a line together.
_ONE_WORD: Final = 7.0
_THREE_WORDS: Final = 14.0


@lru_cache(maxsize=1)
def _not_chinese() -> re.Pattern[str]:
    """Two uncommon characters close together, or one that no Chinese or Japanese line has."""
    common: list[str] = []
    for low, high, codec in ((0xB0A1, 0xD7F9, "gb2312"), (0xA440, 0xC67E, "big5"), (0xB0A1, 0xCFD3, "euc_jp")):
        for code in range(low, high + 1):
            try:
                common.append(bytes((code >> 8, code & 255)).decode(codec))
            except UnicodeDecodeError:
                continue
    stats = load_statistics()
    plain = sorted({c for c in common if stats.token_bits(c).min() < 14.2 and "\u3400" <= c <= "\u9fff"})
    signs = "\u3000-\u3011\u3014-\u301b\uff01\uff05\uff08\uff09\uff0c-\uff0f\uff10-\uff1b\uff1f" + _TYPOGRAPHY
    sound = f"\x00-\x7f{signs}{''.join(plain)}"
    kana = "\u3041-\u3096\u30a1-\u30fa\u30fc々〆"
    return re.compile(f"[^{sound}{kana}][^\n]{{0,5}}?[^{sound}{kana}]|[^{sound}{kana}\u4e00-\u9fff]")


def is_plainly_sound(line: str) -> bool:
    """Whether a glance is enough: ASCII with typography, Russian, Chinese or Japanese as they should be. Linear, no statistics of words."""
    if _ONLY_TYPOGRAPHY.search(line) is None:
        return _EDGES.search(line) is None
    if _NOT_RUSSIAN.search(line) is None:
        return True
    return _WIDE.search(line) is not None and _not_chinese().search(line) is None


# Typography where no writer puts it: the marks of Mac and DOS pages are curly quotes of others.
_EDGES: Final = re.compile("[A-Za-z][„·•№][A-Za-z]|[«„“‘•·][ ][a-z]|[a-z][—–…][A-Z]?[a-z]{0,2}[—–…]")


def find_suspects(tokens: list[str]) -> list[int]:
    """The numbers of the tokens that cost far more bits than words do in the likeliest language of the line, worst first."""
    stats = load_statistics()
    places = [i for i, t in enumerate(tokens) if t and not t.isascii() and not t.isspace()]
    if not places:
        return []
    over = _excess(stats, tokens, places)
    ranked = sorted(zip(over, places, strict=True), key=lambda x: (-x[0], x[1]))
    worst = [x for x in ranked if x[0] > 0]
    if not worst or (worst[0][0] < _ONE_WORD and sum(x[0] for x in worst[:3]) < _THREE_WORDS):
        return []
    return [i for _, i in worst]


def _excess(stats: Statistics, tokens: list[str], places: list[int]) -> list[float]:
    vectors = [stats.token_bits(tokens[i]) for i in places]
    total: Any = sum(vectors)
    for token in tokens[:80]:
        if token.isascii() and token.isalpha():
            total = total + stats.token_bits(token)
    lang = int(total.argmin())
    out = []
    for i, vector in zip(places, vectors, strict=True):
        token = tokens[i]
        wide = len(_WIDE.findall(token))
        out.append(float(vector[lang]) - 4.4 * (len(token) - wide) - 8.6 * wide - 7.0)
    return out
