"""Is what comes out text at all? The tests that a reading must pass however many bits it saves.

``ŋɔɔ`` in an Ewe sentence costs many bits because no table has Ewe, and ``赛萨萨`` costs few; to a reader the second is no
repair. A credible reading puts no signs, capitals or second script into words, mends to words of the language, fits the
words around it, and is more than a letter or two. Valid UTF-8 needs less proof: it is hardly ever chance.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.statistics import STRANGE
from copydesk.late import compile_late
from copydesk.lines import has_from
from copydesk.mojibake.beliefs import chain_cost
from copydesk.mojibake.chains import undo, unread
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.peer import is_bad
from copydesk.mojibake.shapes import is_drawing, is_unlikely, is_worse_shape

if TYPE_CHECKING:
    from copydesk.charset.statistics import Statistics
    from copydesk.mojibake.beliefs import Links

_WIDE: Final = compile_late("[\u2e80-\uffdc]")
_WIDE_LETTERS: Final = compile_late("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
EAST_IN_WEST: Final = compile_late(
    "[A-Za-z][\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f]|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f][a-z]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LATIN_LETTERS: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_ALPHABETIC: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f])+")
_EDGE_SIGNS: Final = " .,;:!?()[]\"'«»“”„‘’-–—…"
_AGAINST_A_WORD: Final = 14.0  # bits that a reading of one word must win where the word as it stands could be one
_FEW_WORDS: Final = 3  # mended words of a line that need a witness; more are their own
_SURE_LETTERS: Final = 30  # ASCII letters that tell the language of a line …
_SURE_WORDS: Final = 4  # … or words beyond ASCII …
_SURE_SHARE: Final = 0.8  # … of which so many are at home in it
_HALF: Final = 0.4  # the same of words between two links: some were cut before
_SLACK: Final = 3.0  # bits a letter more than words cost: names do
_ANY_PRICE: Final = 20.0  # bits a letter: only signs and letters of no common alphabet are odd
_PROOF: Final = 6  # bytes beyond the first of each character of valid UTF-8 that prove a reading
_WHOLE: Final = 0.75  # share of the mended words that must be valid from end to end
_SURE_FIT: Final = 3.75  # bits a letter of a line that is surely in the language
_WEEKLY: Final = 7.0  # bits of a chain from which a mended word must be in the word list, or have been no word before
_DAILY: Final = 8.0  # bits that a chain costs that is met now and then
_RARE: Final = 10.0  # bits from which it is hardly ever met
_FIT: Final = 4.6  # bits a letter (and a space a word) that ASCII words of the right language stay below
_CLOSE_FIT: Final = 4.0  # the same where one word alone was mended …
_SOME_LETTERS: Final = 25  # letters from which words tell a language
_FEW_LETTERS: Final = 12  # … from which they are asked
_ALONE: Final = 20.0  # bits that a word must win which no list has and no line stands around
_PRETENDERS: Final = frozenset("аеорсухіјѕԁһАВЕЅІЈКМНОРСТУХαοριυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")  # look like Latin letters
# Vowel signs of Thai that stand upon one another, or on nothing.
_STACKED: Final = re.compile(
    "[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]{4}|([\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e])\\1|(?<![\u0e00-\u0e7f])[\u0e30-\u0e3a\u0e47-\u0e4e]"
)
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_JOINTS: Final = re.compile("[-‐‑–]")
_STRUCK: Final = re.compile("(?:[\\w$][\u0335-\u0338]){2}")  # crossed-out text
MIN_GAIN: Final = 7.0  # bits by which a reading must win, its chain paid


def _has_wide(text: str) -> bool:
    return has_from(text, "\u2e80") and _WIDE.search(text) is not None


def measure_word_share(stats: Statistics, before: list[str], after: list[str], lang: int) -> float:
    """Share of the mended words that the language's word list has: a word is better evidence than its letters are."""
    mended = [new for old, new in zip(before, after, strict=True) if old != new]
    known = total = 0
    for token in mended[:40]:
        for word in _LETTERS.findall(token.lower()):
            if not word.isascii():
                total += 1
                known += any(number == lang for number, _ in stats.word_bits(word))
    return known / total if total else 0.0


def is_witnessed(stats: Statistics, before: list[str], after: list[str], lang: int, cost: float) -> bool:
    """Whether a sentence of one sure language speaks for the reading: no mended word was at home in it, and all are now.

    ``trčs`` in French, ``тєлєє`` in Mongolian. A name may well be foreign, so that only words in small letters count, and those with a sign
    or a capital where no word has one.
    """
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if len(changed) > _FEW_WORDS or any(_has_wide(new) for _, new in changed):
        return False
    glance = load_glance()
    olds, news = [old for old, _ in changed], [new for _, new in changed]
    if any(glance.is_home(olds, lang)) or not all(glance.is_home(news, lang)):
        return False
    odd = [home == 0 for home in glance.weigh(olds, _ANY_PRICE)]
    if not all(bad or old.lstrip(_EDGE_SIGNS)[:1].islower() for old, bad in zip(olds, odd, strict=True)):
        return False
    if cost > _WEEKLY and any(map(_is_one_letter, olds, news)):
        return False
    if cost > _WEEKLY and not all(odd) and not measure_word_share(stats, before, after, lang):
        return False
    letters = sum(len(t) for t in before if t.isascii() and t.isalpha())
    if letters >= _SURE_LETTERS:
        return _fits(stats, before, lang, _SURE_FIT)
    sound = [a for a, b in zip(before, after, strict=True) if a == b and not a.isascii()]
    return len(sound) >= _SURE_WORDS and sum(glance.is_home(sound, lang)) >= _SURE_SHARE * len(sound)


def _is_one_letter(old: str, new: str) -> bool:
    """Whether what was mended is one letter by itself: ``ß-pinen`` is chemistry."""
    parts = zip(_JOINTS.split(old), _JOINTS.split(new), strict=False)
    return any(a != b and sum(map(str.isalpha, b)) == 1 for a, b in parts)


def _leaves_letters(changed: list[tuple[str, str]], after: list[str]) -> bool:
    """Whether letters that were mended in one word stay in another."""
    mended = {c for old, new in changed for c in old if c > "\x7f" and c not in new}
    return any(c in word for word in after for c in mended)


def is_credible(
    stats: Statistics,
    before: list[str],
    after: list[str],
    lang: int,
    links: Links,
    gain: float,
    words_known: float,
    is_known: bool,
    witnessed: bool,
) -> bool:
    """Whether what comes out is text at all: the mended words must read like words of the language, not merely better than ruin."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    mended = [new for _, new in changed]
    text = "".join(mended)
    if all(writer == "utf-8" for writer, _ in links):
        if len(links) > 1 and not _is_whole([undo(old, links[0]) or "" for old, _ in changed], links[1][1]):
            return False
        return _is_credible_utf8(stats, before, changed, lang, gain, len(links), links[0][1])
    if all(is_drawing(old.lstrip(_ASCII)) and len(old) > 2 for old, _ in changed):
        return False
    if is_unlikely(before, changed, links[0], max(words_known, 0.5 * is_known)):
        return False
    if len(changed) == 1 and gain < _ALONE and _is_raised(before, *changed[0]):
        return False
    if gain > MIN_GAIN and not is_known and _is_restored(stats, before, changed, lang, gain):
        return True
    if (_STACKED.search(text) is not None and len(_STACKED.findall(text)) > 0.02 * len(text)) or 4 * text.count("เ") > len(text):
        return False
    spent = sum(_spent(stats, mended, lang))
    if _has_wide(text):
        olds = [old for old, _ in changed]
        plain = all(_ALPHABETIC.fullmatch(old.strip(_EDGE_SIGNS)) for old in olds)
        if plain and len(_WIDE.findall(text)) < 6 and _sound_words(before, olds) > 1:
            return False
        return _is_credible_east(text, spent, _latin_around(before, [old for old, _ in changed]))
    letters = {c for c in text if c.isalpha()}
    olds = [old for old, _ in changed]
    latin = max(text) < "\u0370"
    if not letters:
        return False
    if not latin and len(text) < 3 * len(mended) and _latin_around(before, olds) >= 2 * len(text) + 10:
        return False
    if latin and chain_cost(links) >= _RARE and not is_known and not (words_known >= 0.3 and _is_best_fit(stats, before, lang)):
        return False
    if is_known:
        return spent <= 6.5 * len(text) + 12.0
    if len(letters) < 3 and not (latin and words_known == 1.0):
        return False
    if (
        not words_known
        and not latin
        and all(c.isalpha() for old in olds for c in old.strip(_EDGE_SIGNS))
        and ((len(set(mended)) < 3 and len(text) < 40) or len(text) < 5 or _latin_around(before, olds) >= 12 or max(map(len, mended)) < 2)
    ):
        return False
    if latin and len(set(mended)) > 2 and words_known < (0.3 if gain < 30 else 0.15):
        return False
    if latin and words_known < 0.5 and len(changed) <= _FEW_WORDS and _leaves_letters(changed, after):
        return False
    lacks_witness = gain < _ALONE and not _is_long(before, _FEW_LETTERS) and not witnessed
    if latin and words_known <= 0.5 and len(changed) <= _FEW_WORDS and all(map(_is_of_letters, olds)) and lacks_witness:
        return False
    alone = latin and len(changed) == 1 and not witnessed and _is_of_letters(olds[0])
    if alone and (chain_cost(links) >= _RARE or not _fits(stats, before, lang, _CLOSE_FIT, _FEW_LETTERS)):
        return False
    rate, start = (5.0, 7.0) if latin else (6.5, 12.0)
    if spent > rate * len(text) + start + max(0.0, gain - 10.0) / 2 or not _fits(stats, before, lang):
        return False
    if words_known < 0.75 and len(letters) < 8 and not any(c.isalpha() for old in olds for c in old):
        return False
    if len(set(mended)) == 1 and len(letters) < 3 and (len(text) < 2 * len(mended) or not _is_long(before)):
        return _is_long(before) and latin and gain > MIN_GAIN + 2
    moved = not any("\u0400" <= c <= "\u052f" for c in text)
    if (
        moved
        and _sound_words(before, olds) > 1
        and all(_ALPHABETIC.fullmatch(old.strip(_EDGE_SIGNS)) for old in olds)
        and not latin
        and words_known < 0.6
    ):
        return False
    if max(map(len, mended)) < 2 and not any(len(t) > 1 and t.isalpha() for t in before):
        return False
    if all(old.isupper() and len(old) < 7 for old in olds) and words_known < 0.75:
        return False
    if witnessed or not _could_be_words(stats, olds):
        return True
    return words_known > 0.3 and (len(set(mended)) > 1 or gain > _AGAINST_A_WORD)


def _is_raised(before: list[str], old: str, new: str) -> bool:
    """Whether a word in the midst of a sentence would get a capital for its small letter: another chain keeps it small."""
    at = before.index(old)
    first = next((t for t in reversed(before[:at]) if t.strip()), ".")
    return at > 0 and first[-1] not in ".!?:“”„»«\"'" and old[:1].islower() and new[:1].isupper() and old[1:] == new[1:]


def _is_restored(stats: Statistics, before: list[str], changed: list[tuple[str, str]], lang: int, gain: float) -> bool:
    """Whether words that are at home nowhere, whatever they may cost, become words of the language that the rest of the line is in.

    ``ьtles`` in Estonian, ``z‚‚r`` in Dutch. Not so a word that letters of another alphabet only pretend to write (``Cаsino``).
    """
    olds, news = [old for old, _ in changed], [new for _, new in changed]
    if max(map(max, news)) > "\u024f" and any(c > "\u024f" and c.isalpha() for new in news for c in new):
        return False
    if all(c < "\x80" or c in _PRETENDERS for old in olds for c in old):
        return False
    if len(changed) == 1 and gain < _ALONE:
        return False
    glance = load_glance()
    if any(glance.weigh(olds, _ANY_PRICE)) or not all(glance.is_home(news, lang)):
        return False
    return any(c.isalpha() and c > "\x7f" for new in news for c in new) and _is_long(before) and _fits(stats, before, lang, _CLOSE_FIT)


def _is_of_letters(old: str) -> bool:
    """Whether a word is of letters alone, none of them Chinese: nothing but its language speaks against it."""
    return _ALPHABETIC.fullmatch(old.strip(_EDGE_SIGNS)) is not None and not _has_wide(old)


def _is_long(line: list[str], least: int = 20) -> bool:
    """Whether the line has enough ASCII words to tell its language."""
    return sum(len(t) for t in line if t.isascii() and t.isalpha()) >= least


def _sound_words(before: list[str], olds: list[str]) -> int:
    """Words beyond ASCII that were left alone."""
    taken = set(olds)
    return sum(not t.isascii() and t not in taken and _ALPHABETIC.fullmatch(t.strip(_EDGE_SIGNS)) is not None for t in before)


def _latin_around(before: list[str], olds: list[str]) -> int:
    """Latin letters in the words of the line that were left alone."""
    taken = set(olds)
    return sum(len(_LATIN_LETTERS.findall(t)) for t in before if t not in taken)


def _is_credible_east(text: str, spent: float, around: int) -> bool:
    """Chinese, Japanese or Korean out of other text: enough different characters, that go together, and no Latin words around a few."""
    wide = _WIDE.findall(text)
    letters = _WIDE_LETTERS.findall(text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if latin > len(wide) or len(letters) < 2 or 2 * len(letters) < len(wide) or 2.5 * len(set(wide)) < len(wide):
        return False
    if around > 2 * len(wide) and (len(set(letters)) < 3 or spent > 9.0 * len(wide) + 2.0 * (len(text) - len(wide)) + 4.0):
        return False
    return spent <= (10.0 if len(wide) < 6 else 11.0) * len(wide) + 6.5 * (len(text) - len(wide)) + 8.0


def _could_be_words(stats: Statistics, olds: list[str]) -> bool:
    """Whether what stood there is letters of one alphabet that one language could write: capitals, a name, an abbreviation."""
    letters = {c for old in olds for c in old if c > "\x7f"}
    if any(not c.isalpha() for c in letters):
        return False
    total: Any = sum(stats.token_bits(old) for old in olds)
    lang = int(total.argmin())
    bits = [stats.letter_bits(c) for c in letters]
    return all(b is not None and float(b[lang]) <= STRANGE for b in bits) and float(total[lang]) <= 7.5 * sum(map(len, olds)) + 10.0


def _fits(stats: Statistics, tokens: list[str], lang: int, most: float = _FIT, few: int = _SOME_LETTERS) -> bool:
    """Whether the ASCII words of the line could be of that language at all; too few to tell count as yes."""
    words = [part for t in tokens[:120] if t.isascii() for part in t.strip(".,;:!?()\"'").lower().split("-")]
    words = [w for w in words if w.isalpha()]
    letters = sum(map(len, words))
    return letters < few or sum(_spent(stats, words, lang)) <= most * (letters + len(words))


def _is_best_fit(stats: Statistics, tokens: list[str], lang: int) -> bool:
    """Whether no other language fits the ASCII words of the line clearly better."""
    words = [t.strip(".,;:!?()\"'").lower() for t in tokens[:120] if t.isascii()]
    words = [w for w in words if w.isalpha()]
    if sum(map(len, words)) < _SURE_LETTERS:
        return True
    total: Any = sum(stats.token_bits(w) for w in words)
    return float(total[lang]) <= 1.01 * float(total.min())


def _is_credible_utf8(
    stats: Statistics, before: list[str], changed: list[tuple[str, str]], lang: int, gain: float, links: int, reader: str
) -> bool:
    """Valid UTF-8 is hardly chance in a line that looks bad or shrinks much; a lone ``Ō¬`` or ``√π`` must make a word."""
    line = " ".join(before)
    main = reader == "windows-1252"
    mended = "".join(new for _, new in changed)
    wide = len(_WIDE_LETTERS.findall(mended))
    if links > 1 and gain < 25.0:
        return False
    signs = ("Co", "Cn", "So", "Sm") if gain < _ALONE else ("Co", "Cn")
    if not main and any(unicodedata.category(c) in signs for c in set(mended) - set(line)):
        return False
    if _is_proven(changed, reader):
        return True
    if wide == 1 and not _has_wide(line) and not main:
        return False
    if links == 1 and gain >= _ALONE and _is_patent(changed):
        return True
    context = sum(len(t) for t in before if t.isascii() and t.isalpha())
    lone = context < 12 and len(changed) == 1 and len(changed[0][0]) - len(changed[0][1]) < 2 and not _has_wide(line)
    if lone and any(not t.isascii() and t != changed[0][0] for t in before):
        return False
    struck = main and len(changed[0][0]) > 4 and _STRUCK.search(mended) is not None
    if not struck and any(_is_exotic(stats, c) for c in set(mended) - set(line)):
        return False  # a letter of a script that nothing else speaks for
    if is_bad(line):
        return len(changed) > 1 or any(c.isalnum() or "\u2010" <= c <= "\u203a" for c in mended) or main
    if EAST_IN_WEST.search(line) is not None and not wide:
        return True
    fresh = set(mended) - {c for old, _ in changed for c in old}
    if not main and not any((c.isalpha() and c < "\u2800") or c > "\u2e80" or "\u2010" <= c <= "\u203a" for c in fresh):
        return False
    if not wide and any(c.isalpha() for c in fresh) and any(is_worse_shape(new, old) and old[:1].isalpha() for old, new in changed):
        return sum(_spent(stats, [new for _, new in changed], lang)) <= 6.0 * len(mended) + 10.0
    if context < 12 and sum(len(old) - len(new) for old, new in changed) < 2 and not _has_wide(line):
        return False
    spent = sum(_spent(stats, [new for _, new in changed], lang))
    return spent <= 5.5 * (len(mended) - wide) + 11.0 * wide + 10.0 * len(changed)


def _is_patent(changed: list[tuple[str, str]]) -> bool:
    """Whether signs hard by letters, which no word has, become letters or typography of words: ``├╝bernimmt``, ``FijiΓÇÖs``."""
    glance = load_glance()
    olds, news = [old for old, _ in changed], [new for _, new in changed]
    if any(unread(old, "windows-1252") is not None for old in olds) or any(glance.weigh(olds, _ANY_PRICE)):
        return False
    if not all(len({c for c in new if c.isascii() and c.isalpha()}) > 2 for new in news):
        return False
    fresh = {c for old, new in changed for c in new if c > "\x7f" and c not in old}
    return all((c < "\u0250" and c.isalpha()) or "\u2010" <= c <= "\u203a" for c in fresh) and all(glance.weigh(news, _SLACK))


def _is_exotic(stats: Statistics, char: str) -> bool:
    """Whether a letter or mark is of a script without statistics."""
    if char < "\u0300" or _WIDE_LETTERS.match(char) is not None:
        return False
    return unicodedata.category(char)[0] in "LMN" and stats.letter_bits(char) is None


def _is_proven(changed: list[tuple[str, str]], reader: str) -> bool:
    """Whether the bytes of the mended words are UTF-8 from end to end, in enough characters that chance is out of the question."""
    valid = whole = 0
    for old, _ in changed:
        raw = unread(old, reader)
        try:
            text = raw.decode("utf-8") if raw is not None else ""
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(c)[0] == "C" and c not in "\xad\u200b\u200c\u200d\u200e\u200f\ufeff" for c in text):
            continue
        whole += bool(text)
        valid += sum(2 if c > "\u07ff" else 1 for c in text if c > "\x7f")
    return valid >= _PROOF and whole >= _WHOLE * len(changed)


def _is_whole(words: list[str], reader: str) -> bool:
    """Whether the bytes of most words are UTF-8 from end to end: letters that are only partly so went through another charset."""
    whole = 0
    for word in words:
        raw = unread(word, reader)
        try:
            whole += raw is not None and bool(raw.decode("utf-8"))
        except UnicodeDecodeError:
            continue
    return whole >= _HALF * len(words)


def _spent(stats: Statistics, words: list[str], lang: int) -> list[float]:
    return [float(stats.token_bits(word)[lang]) for word in words]
