"""Is there anything to mend? The cheap questions that nearly all text answers with no.

The glance over the page has passed nearly all lines before. Of the rest a line is weighed word by word, and only one with a word that
costs far more bits than words do, or with a sign or letter out of place, is searched for a way back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.statistics import STRANGE, load_statistics
from copydesk.late import compile_late
from copydesk.lines import has_from

if TYPE_CHECKING:
    from copydesk.charset.statistics import Statistics

_WIDE: Final = compile_late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A foreign name in an English line: a capital, then small letters of which one or two have an accent.
_NAME: Final = re.compile('[("“‘]{0,2}[A-Z][a-z]{0,12}[à-öø-ÿ][a-z]{0,12}[à-öø-ÿ]?[a-z]{0,8}(?:[\'’]s?)?[.,;:)"”’]{0,3}')
_EDGES_OF_WORDS: Final = ".,;:!?()[]\"'«»“”„–—…"
_SPACE: Final = re.compile(r"[ \t\r\n\v\f]+")
# Never in sound text: C1 controls, signs hard by Cyrillic letters, Chinese written with spaces (Korean in disguise).
_HARD_SIGNS: Final = re.compile(
    "[\x80-\x9f\ufffd]|[€£¥¤¦©®°±µ¶¬†‡‰‹›™][а-яё]|[а-яё][¤¦©®±µ¶¬†‡‰][а-яё]"
    "|(?<![А-ЯЁа-яё])[—–’”•„‘…‰‡†][а-яё]{2}|[а-яё][А-ЯЁ]|[A-Za-z][а-яё]|[а-яё][A-Za-z]|(?<!\\S)[‡†ˆ˜¤¦¨¬¸´](?!\\S)"
    "|[\u4e00-\u9fff] [\u4e00-\u9fff][^ \n]{0,9} [\u4e00-\u9fff]"
)
# One of which every such sign has.
_MAY_BE_HARD: Final = re.compile("[\x80-\x9f\ufffd¤¦¨¬´¸ˆ˜†‡Ѐ-ӿ\u4e00-\u9fff]")
# Bits above what a sound word of its length takes, for one word and for the three worst of a line together.
_ONE_WORD: Final = 5.0
_THREE_WORDS: Final = 11.0


# Typography where no writer puts it: the marks of Mac and DOS pages are curly quotes of others.
_EDGES: Final = re.compile(
    "[A-Za-z][„“•·№‘][A-Za-z]|[«„“‘•·] [a-z]|[a-z][—–…][a-z]|[a-z]’(?!(?:ll|re|ve|clock)\\b)[a-z]{2}|[a-z][—–] [a-z]"
)


def is_suspect(line: str) -> bool:
    """Whether a word of the line costs far more bits than words do in its likeliest language, or has a letter that language lacks."""
    if (_MAY_BE_HARD.search(line) is not None and _HARD_SIGNS.search(line) is not None) or _EDGES.search(line) is not None:
        return True
    stats = load_statistics()
    words = _SPACE.split(line)
    strange = [w for w in words if not w.isascii()]
    vectors = [stats.token_bits(w) for w in strange]
    total: Any = sum(vectors)
    for word in words[:120]:
        if word.isascii() and word.isalpha():
            total = total + stats.token_bits(word)
    lang = int(total.argmin())
    shouted = _known_capitals(stats, strange)
    over = sorted(
        (_excess(w, float(v[lang])) for w, v in zip(strange, vectors, strict=True) if not (shouted and w.isupper())), reverse=True
    )
    if over and (over[0] > _ONE_WORD or sum(x for x in over[:3] if x > 0) > _THREE_WORDS):
        return True
    english = stats.languages[lang] == "en"
    letters = {
        c for w in strange if not (english and _NAME.fullmatch(w)) and not _is_known(stats, w) for c in w if c > "\x7f" and c.isalpha()
    }
    return any(_is_strange(stats, c, lang) for c in letters)


def _known_capitals(stats: Statistics, words: list[str]) -> bool:
    """Whether at least half of the words in capitals are words: then it is shouting and not KOI8."""
    capitals = [w for w in words if len(w) > 3 and w.isupper()]
    return bool(capitals) and 2 * sum(_is_known(stats, w) for w in capitals) >= len(capitals)


def _is_known(stats: Statistics, word: str) -> bool:
    """Whether a word of four letters or more is in the word list of any language."""
    word = word.strip(_EDGES_OF_WORDS).lower()
    return len(word) > 3 and bool(stats.word_bits(word))


def _excess(word: str, bits: float) -> float:
    wide = len(_WIDE.findall(word)) if has_from(word, "\u3040") else 0
    return bits - 4.2 * (len(word) - wide) - 9.0 * wide - 6.0


def _is_strange(stats: Statistics, letter: str, lang: int) -> bool:
    bits = stats.letter_bits(letter)
    return bits is not None and float(bits[lang]) > STRANGE
