"""ftfy in repair-only settings: its own answer is one candidate, and none of its restyling happens.

It knows cases that byte arithmetic alone does not, as ``Ã`` whose no-break space became a space. Quotes, ligatures, widths, case,
line breaks and normalisation stay as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

from copydesk.charset.statistics import load_statistics
from copydesk.mojibake.shapes import is_alphabet

# Every combination that ftfy knows has two characters beyond ASCII side by side that are not both typography, or one of these.
_MORE: Final = re.compile("[^\x00-\x7f“”‘’–—…]")
_MAY_BE_BAD: Final = re.compile("[^\x00-\x7f“”‘’–—…][^\x00-\x7f]|[^\x00-\x7f][^\x00-\x7f“”‘’–—…]|[\x80-\x9fŒœÃÂ]")
_SURE: Final = 12  # characters that are no chance
_AROUND: Final = 8
_WORDS: Final = 60  # that tell the language of a line
_LATIN: Final = "\u024f"  # the last of its letters, some in Vietnamese and phonetics left aside
_OWN: Final = 16.0  # bits of a letter that its language writes now and then
_LONGEST: Final = 3000  # characters of a line that are compared finely


@lru_cache(maxsize=1)
def _config() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        fix_c1_controls=False,
        normalization=None,
        explain=False,
    )


def is_bad(line: str) -> bool:
    """ftfy's own test: a combination of characters that is mojibake rather than text."""
    if _MORE.search(line) is None or _MAY_BE_BAD.search(line) is None:
        return False
    from ftfy.badness import is_bad as bad

    return bool(bad(line))


def ftfy_changes(line: str) -> list[tuple[int, int, str]]:
    """What ftfy would replace in the line: (start, end, after), in order; empty where it would leave it."""
    import ftfy

    fixed = ftfy.fix_text(line, _config())
    if fixed == line:
        return []
    if len(line) > _LONGEST:
        return _ends(line, fixed)
    codes = SequenceMatcher(None, line, fixed, autojunk=False).get_opcodes()
    return [(a, b, fixed[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


def is_guess(line: str, change: tuple[int, int, str]) -> bool:
    """Whether signs that may stand together became one that nothing speaks for: ``città² `` is no Kannada, ``Â`` alone may be Welsh, and
    no word mixes its letters as ``Öйú`` does."""
    start, end, after = change
    if len(after) == 1 and after.isalpha() and after > _LATIN and _is_accented(line[end : end + 1] or line[max(0, start - 1) : start]):
        return True
    before = line[start:end]
    if before.strip() == "Â" and not after.strip() and line[max(0, start - 1) : start].strip() == "":
        return _is_written(line, "â")
    if before[:1] == "â" or len(before) > 2 * len(after) + 1 or end - start > _SURE:
        return False
    around = line[max(0, start - _AROUND) : start] + line[end : end + _AROUND]
    return is_alphabet(around[:_AROUND] + before + around[_AROUND:]) or any(_is_unheard(c) and c not in around for c in after)


def _is_accented(char: str) -> bool:
    return "\u00bf" < char <= _LATIN and char.isalpha()


def _is_written(line: str, letter: str) -> bool:
    """Whether the likeliest language of the line writes a letter."""
    stats = load_statistics()
    total: Any = stats.token_bits("").copy()
    for word in line.lower().split()[:_WORDS]:
        if word.isalpha():
            total = total + stats.token_bits(word)
    bits: Any = stats.letter_bits(letter)
    return float(bits[int(total.argmin())]) < _OWN


def _is_unheard(char: str) -> bool:
    """Whether a character is neither of a script with statistics nor typography nor a pictograph."""
    if (
        "\u2010" <= char <= "\u20cf"
        or "\u2600" <= char <= "\u27bf"
        or "\u2e80" <= char <= "\u31ff"
        or (char > "\u33ff" and char < "\ua000")
    ):
        return False
    if char < "\u0180" or char > "\uffff" or "\uac00" <= char <= "\ud7a3":
        return False
    return unicodedata.category(char)[0] in "LMNS" and load_statistics().letter_bits(char) is None


def _ends(line: str, fixed: str) -> list[tuple[int, int, str]]:
    size = min(len(line), len(fixed))
    head = next((i for i in range(size) if line[i] != fixed[i]), size)
    tail = next((i for i in range(size - head) if line[-1 - i] != fixed[-1 - i]), size - head)
    return [(head, len(line) - tail, fixed[head : len(fixed) - tail])]
