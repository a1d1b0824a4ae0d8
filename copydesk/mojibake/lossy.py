"""Letters that were lost and can be told: ``Fran?ais``, ``d�couvre``.

A charset that lacked the letter put ``?`` or U+FFFD (two or three of them for one letter, where UTF-8 was cut to
pieces) in its place. Where the word lists know exactly one word of the languages at hand that fills the hole, or one so
much commoner than the others that nobody would read anything else, the letter is put back and the edit says ``lossy``.
Question marks that ask, web addresses, words that begin with a hole (its case is lost: ``?ilut?s`` is a town), and those with more
than four holes are left as they are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Protocol

from copydesk.charset.statistics import load_statistics
from copydesk.late import compile_late
from copydesk.mojibake.trail import Step, Trail
from copydesk.types import Label

if TYPE_CHECKING:
    from copydesk.charset.statistics import Statistics


class HasPrior(Protocol):
    """What knows the languages of the source: bits against each, or None."""

    @property
    def prior(self) -> Any: ...


_LETTER: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u052f"
_WORD: Final = compile_late(f"(?<![{_LETTER}?\ufffd=&/])[{_LETTER}?\ufffd]{{3,40}}(?![{_LETTER}?\ufffd=/])")
_RUN: Final = re.compile("\ufffd+")
_INSIDE: Final = compile_late(f"(?<=[{_LETTER}])\\?(?=[{_LETTER}])")
_GOES_ON: Final = re.compile(" ?[,;] | [a-z]")  # no question ends before a comma or a small letter
_MANY: Final = 1  # holes inside words of a line that surely lost its letters
_HINT: Final = re.compile(f"\\?(?=[{_LETTER}])")
_THREE: Final = re.compile(f"[{_LETTER}]{{3}}")
_LEAD: Final = 4.5  # bits by which the best word must beat the next: twenty times as common
_MOST: Final = 21.0  # bits that a word may cost at most
_LONG: Final = 7  # letters of a word that may be of any language
_LANGUAGES: Final = 3
_BEHIND: Final = 20.0  # bits by which the words of a line rule a language out
_SPELLINGS: Final = 200  # ways to fill the holes of one word that are weighed by their letters as rivals of the known word
_COMMON: Final = 10.0  # bits of a letter that belongs to a language
_HOLES: Final = 4  # of a word


def has_hole(text: str) -> bool:
    """Whether a question mark or U+FFFD stands where a letter may have been."""
    if "\ufffd" in text:
        return True
    if "?" not in text:
        return False
    for found in _HINT.finditer(text):
        before = text[found.start() - 1] if found.start() else ""
        if before.isalpha() or (before in (" ", "(") and _THREE.match(text, found.end())):
            return True
    return False


def restore_letters(trail: Trail, source: HasPrior) -> None:
    """Fills the holes of a line that have exactly one credible letter, in place."""
    text = trail.text
    if not has_hole(text):
        return
    stats = load_statistics()
    langs = _languages(stats, text, source.prior)
    suffers = len(_INSIDE.findall(text)) >= _MANY
    width = 2 if "\ufffd" in text and all(len(run) % 2 == 0 for run in _RUN.findall(text)) else 1
    steps = []
    for found in _WORD.finditer(text):
        word = _RUN.sub(lambda run: "?" * (len(run.group()) // width), found.group())
        if not _is_holed(text, found, word, suffers):
            continue
        best = _fill(word.lower(), langs)
        if best is None and "?" in found.group() and len(word) >= _LONG:  # a menu may name another language than its own
            best = _fill(word.lower(), None)
        if best is None:
            continue
        filled, lead = best
        confidence = round(min(0.99, 1 - 2 ** -(lead / 2)), 4)
        after = _with_case(word, filled)
        steps.append(Step(found.start(), found.end(), after, Label.LOSSY, "one-credible-word", "lost-letter", lead, confidence))
    trail.apply(steps)


def _is_holed(text: str, found: re.Match[str], word: str, suffers: bool) -> bool:
    """Whether a word has holes that are none of its punctuation, and letters enough to tell them."""
    holes = word.count("?")
    if not holes or word[0] == "?" or holes > _HOLES or len(word) - holes < max(3, holes):
        return False
    if "?" not in found.group():
        return True
    if word.endswith("?") and not (suffers and _GOES_ON.match(text, found.end())):
        return False
    start = text.rfind(" ", 0, found.start()) + 1
    end = text.find(" ", found.end())
    around = text[start : end if end >= 0 else len(text)][:300]
    return not any(x in around for x in ("://", "www.", "=", "@", "_"))


def _languages(stats: Statistics, text: str, prior: Any) -> tuple[int, ...] | None:
    """The likeliest languages by the whole words of the line; None where too little can be told."""
    total = stats.token_bits("").copy()
    letters = 0
    for token in text.split()[:80]:
        token = token.strip(".,;:!?()\"'«»“”")
        if token.isalpha():
            total += stats.token_bits(token)
            letters += len(token)
    if prior is not None:
        total = total + prior
    elif letters < 12:
        return None
    least = float(total.min()) + _BEHIND
    return tuple(sorted(int(i) for i in total.argsort()[:_LANGUAGES] if float(total[i]) <= least))


@lru_cache(maxsize=20000)
def _fill(word: str, langs: tuple[int, ...] | None) -> tuple[str, float] | None:
    """The one credible word and the bits between it and the next, or None."""
    stats = load_statistics()
    found: dict[str, tuple[float, int]] = {}
    for candidate in stats.words_like(word):
        for lang, bits in stats.word_bits(candidate):
            if (langs is None or lang in langs) and bits < found.get(candidate, (_MOST, 0))[0]:
                found[candidate] = (bits, lang)
    if not found:
        return None
    (least, lang, best), *others = sorted((*weight, candidate) for candidate, weight in found.items())
    rival = min((bits for bits, _, _ in others), default=_MOST + _LEAD)
    for candidate in _spellings(word, lang) if langs is not None else ():
        if candidate not in found:
            rival = min(rival, float(stats.token_bits(candidate)[lang]))
    return (best, rival - least) if rival - least >= _LEAD else None


def _spellings(word: str, lang: int) -> list[str]:
    """The word with its holes filled by each letter of the language beyond ASCII; none if that would be too many."""
    parts = word.split("?")
    alphabet = _alphabet(lang)
    if len(alphabet) ** (len(parts) - 1) > _SPELLINGS:
        return []
    return [parts[0] + "".join(a + b for a, b in zip(x, parts[1:], strict=True)) for x in product(alphabet, repeat=len(parts) - 1)]


@cache
def _alphabet(lang: int) -> tuple[str, ...]:
    """The letters beyond ASCII that belong to a language of the Latin script."""
    stats = load_statistics()
    bits = {c: stats.letter_bits(c) for c in map(chr, range(0xDF, 0x250)) if c.islower()}
    return tuple(c for c, b in bits.items() if b is not None and float(b[lang]) < _COMMON)


def _with_case(word: str, filled: str) -> str:
    """The filled word in the case of the holed one: capitals where it had them, a capital hole in a word of capitals."""
    known = [c for c in word if c != "?"]
    upper = len(known) > 1 and all(c.isupper() for c in known)
    return "".join(
        f.upper() if (upper if c == "?" else c.isupper()) and len(f.upper()) == 1 else f for c, f in zip(word, filled, strict=True)
    )
