"""What language a text is in: ``kk`` for «Қазақстан Республикасы», ``zh-Hant`` for 「中華民國」, None for «Reuters 12:30».

Five questions, each asked only where the one before left a doubt:

0. *Function words.* A text that is plain English from end to end needs no detector.
1. *Script.* Georgian, Thai or Hangul name their language; kana beside Han is Japanese; simplified, traditional and Japanese
   characters are told apart by the code pages that hold them.
2. *CLD2*, quick and mostly right. Its word stands if one language fills the text, the score is what that language usually reaches,
   and the alphabet has the letters seen.
3. *py3langid*, where CLD2's word is doubtful. It wins, unless it does not know the language that CLD2 names.
4. *Neighbours*: Bokmål or Nynorsk, Xhosa or Zulu … by the pieces of words that only one of them writes.

Left alone: what is too short to tell. A headline of two words gets None, never a guess. A language that no voice knows comes out
as its nearest relation, with low confidence; its letters then tell that the alphabet is another one.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from copydesk.language.letters import ALPHABETS, find_fitting, find_han_variety, find_stranger, lacks_own_letters, measure_strangers
from copydesk.language.names import ONLY_LANGUAGE, is_written_in, tag_of
from copydesk.language.neighbours import has_neighbours, rank_neighbours
from copydesk.language.plain import is_plain_english
from copydesk.language.scripts import estimate_scripts, scripts_of
from copydesk.language.voices import CLD2_NAMES, Heard, ask_langid, encode_readable, expected_score, hear_cld2, langid_knows, read_cld2
from copydesk.language.yat import measure_yat
from copydesk.types import Language

SAMPLE = 12_000
"""Characters looked at: longer texts are sampled in ``WINDOWS`` even windows; no answer changed beyond."""
WINDOWS = 6
PROBED, STRETCH, MOST_STRETCHES = 1200, 120, 24
"""Characters from which a text is first asked about in stretches, characters of a stretch, and how many there are at most."""
YAT = frozenset({"hr", "bs", "sr"})
"""Neighbours that the yat spelling tells apart."""
PURE = 0.97
"""Share that CLD2 must give to one language for the stretches to speak for the text."""
SECOND_SAMPLE = 200
"""Characters that the slower second voice hears."""
SECOND_BYTES = 330
"""The same in bytes, which are what costs it time."""
WORTH = {"Hani": 3.0, "Hira": 2.0, "Kana": 2.0, "Hang": 2.5, "Yiii": 3.0}
"""Letters of an alphabet that one character says as much as: a Chinese word has two characters, an English one five letters."""
MIN_LETTERS_UNIQUE = 4.0
"""A script of one language names it from here on."""
MIN_LETTERS = 16.0
"""Under this many letters an alphabet shared by several languages gives None: two or three short words fit too many of them."""
SURE_LETTERS = 60.0
"""From here on the voices' agreement counts in full."""
LONG = 160
"""Characters from which on a text of one script has letters enough for every threshold here, so that they are only estimated."""
LATIN_INTRUDES = 0.4
"""Worth of a Latin letter beside ``INTRUDED`` letters of another script: names, addresses and headers come in Latin everywhere."""
INTRUDED = 24
MIXED_LETTERS = 200.0
"""A text of fewer letters is two or three sentences: it is not asked whether it is mixed."""
MIN_OTHER = 0.08
"""Share from which on a second language is reported."""
KANA = 0.04
"""Share of kana in Han and kana from which on a text is Japanese: a Chinese text quotes the odd の."""
SECOND_SHARE = 0.14
"""Share that CLD2 must give to a second language before the lines are asked one by one: names alone reach a tenth."""
MIN_LETTERS_OTHER = 25.0
"""Letters from which on a line counts as evidence of a further language."""
MIN_CONFIDENCE = 0.12
"""Below this the answer is None: the voices differ and neither is sure."""
MISFIT = 0.012
"""Share of strange letters from which on the one alphabet that has them all, but a quarter of this, overrules the voices."""
NEAREST = 0.4
"""Confidence at most where the alphabet contradicts the voices and no other explains the text: a language that nobody here knows."""
OWN_LETTERS = 90
"""Letters of a Cyrillic text from which on one of the language's own is among them: they are four in a hundred at least."""
MIN_SHARE = 0.7
"""Share of the text that CLD2 must give to its first language for its word to stand alone."""
LIKELY = 0.6
"""Part of the usual score from which on CLD2's word is enough in a script that few languages share."""
STRANGERS = 0.015
"""Share of letters foreign to the alphabet that puts a voice's word in doubt."""


SENTENCE_END = re.compile(r"(?<=[.!?。！？।؟])\s*")
NOTHING = Language(None, 0.0)
_PLAIN = Language("en", 0.98)
_answer = lru_cache(maxsize=1 << 12)(Language)
"""An answer without further languages; there are few of them."""
NO_LETTERS: Counter[str] = Counter()


class Sample(NamedTuple):
    """What is asked about: the readable sample and its UTF-8, letters by script, their worth, the leading script and its share."""

    text: str
    data: bytes
    counts: dict[str, int]
    worth: float
    script: str
    share: float


def identify_language(text: str) -> Language:
    """The language of the text: BCP 47 tag (None: too little to tell), confidence 0 to 1, other languages with their shares.

    At most ``SAMPLE`` characters are looked at, so the time is bounded. Never raises, whatever the text holds.
    """
    text = _shorten(text)
    if is_plain_english(text):
        return _PLAIN
    sample = _take_sample(text)
    answer, heard = _judge(sample)
    if answer.tag is None or sample.worth < MIXED_LETTERS:
        return answer
    others = _find_others(sample, answer, heard)
    return Language(answer.tag, answer.confidence, others) if others else answer


def _judge(sample: Sample, *, quick: bool = False) -> tuple[Language, tuple[Heard, ...]]:
    """The leading language of the sample, and what CLD2 said if it was asked; ``quick`` leaves the slower voice unasked."""
    if not sample.script:
        return NOTHING, ()
    if sample.script in ("Hani", "Hira", "Kana", "Bopo"):
        return _judge_han(sample), ()
    if sample.script in ONLY_LANGUAGE:
        sound = sample.worth * sample.share >= MIN_LETTERS_UNIQUE
        return (_answer(ONLY_LANGUAGE[sample.script], round(0.99 * sample.share, 3)) if sound else NOTHING), ()
    return _judge_voices(sample, quick=quick)


def _shorten(text: str) -> str:
    """The text, or even windows of a long one."""
    if len(text) <= SAMPLE:
        return text
    step, size = (len(text) - SAMPLE // WINDOWS) // (WINDOWS - 1), SAMPLE // WINDOWS
    return "\n".join(text[i * step : i * step + size] for i in range(WINDOWS))


def _take_sample(text: str) -> Sample:
    text, data = encode_readable(text)
    counts = estimate_scripts(text, data, LONG)
    if len(counts) == 1:
        ((script, number),) = counts.items()
        return Sample(text, data, counts, number * WORTH.get(script, 1.0), script, 1.0)
    worth = {script: number * WORTH.get(script, 1.0) for script, number in counts.items()}
    if "Latn" in worth and sum(counts.values()) - counts["Latn"] >= INTRUDED:
        worth["Latn"] *= LATIN_INTRUDES
    total = sum(worth.values())
    east = worth.get("Hani", 0.0) + worth.get("Hira", 0.0) + worth.get("Kana", 0.0)
    script = max(worth, key=lambda name: (worth[name], name), default="")
    leading = worth.get(script, 0.0)
    if east >= leading and east:
        script, leading = "Hani", east
    return Sample(text, data, counts, total, script, leading / total if total else 0.0)


def _judge_han(sample: Sample) -> Language:
    kana = sample.counts.get("Hira", 0) + sample.counts.get("Kana", 0)
    han = sample.counts.get("Hani", 0)
    if kana + han < MIN_LETTERS_UNIQUE:
        return NOTHING
    if kana >= KANA * (kana + han):
        return Language("ja", round(0.99 * sample.share, 3))
    tag, agreement = find_han_variety(sample.text)
    return Language(tag, round((0.5 + 0.5 * agreement) * 0.99 * sample.share, 3))


def _judge_voices(sample: Sample, *, quick: bool) -> tuple[Language, tuple[Heard, ...]]:
    """Scripts that several languages share: the voices in turn, then the neighbours."""
    letters = sample.worth * sample.share
    if letters < MIN_LETTERS:
        return NOTHING, ()
    details = _ask_first(sample)
    if sample.script == "Latn" and details and letters >= SURE_LETTERS and details[0][2] >= 100 * MIN_SHARE:
        sure = _find_sure(details[0][1])
        if sure and details[0][3] >= sure[1]:
            return sure[0], read_cld2(details) if details[1][2] else ()
    heard = read_cld2(details)
    seen = _count_letters(sample, heard) if sample.script in ("Cyrl", "Arab") else NO_LETTERS
    first = next((h for h in heard if is_written_in(h.language, sample.script)), None)
    strange = measure_strangers(first.language, seen, sample.script) if first and seen else 0.0
    if first and _is_beyond_doubt(first, strange, letters):
        language, confidence = first.language, 0.98
    elif first and sample.script != "Latn" and _is_likely(first, strange):
        language, confidence = first.language, 0.9
    elif quick:
        language, confidence = (first.language, 0.5 * first.share) if first else ("", 0.0)
    else:
        language, confidence = _ask_again(sample, first, seen)
    if sample.script in ("Cyrl", "Arab"):
        language, confidence = _ask_alphabets(language, confidence, seen, sample.script)
        if sample.script == "Cyrl" and letters >= OWN_LETTERS and lacks_own_letters(language, sample.text):
            confidence = min(confidence, NEAREST)
    if not language:
        return NOTHING, heard
    language, confidence = _ask_neighbours(sample, language, confidence)
    if letters < SURE_LETTERS:
        confidence *= 0.5 + 0.5 * letters / SURE_LETTERS
    if confidence < MIN_CONFIDENCE:
        return Language(None, round(confidence, 3)), heard
    return _answer(tag_of(language, sample.script), round(confidence, 3)), heard


@lru_cache(maxsize=1 << 10)
def _find_sure(code: str) -> tuple[Language, int] | None:
    """The answer for a long text in Latin script that CLD2 takes for the language of that code, and the score from which it stands: what
    the steps below come to, where no neighbour is close; None where one is."""
    language = CLD2_NAMES[code]
    if not is_written_in(language, "Latn") or language in YAT or has_neighbours(language, "Latn"):
        return None
    return Language(tag_of(language, "Latn"), 0.98), expected_score(language)


def _ask_first(sample: Sample) -> tuple[tuple[str, str, int, float], ...]:
    """CLD2's rows: of a long text it hears at most ``MOST_STRETCHES``, and all of it where these are not surely of one language."""
    text = sample.text
    if len(text) < PROBED:
        return hear_cld2(sample.data)
    count = min(len(text) // (2 * STRETCH), MOST_STRETCHES)
    step = (len(text) - STRETCH) / (count - 1)
    details = hear_cld2(" ".join([text[int(i * step) : int(i * step) + STRETCH] for i in range(count)]).encode())
    heard = read_cld2(details)
    return details if len(heard) == 1 and _is_pure(heard[0], sample.script) else hear_cld2(sample.data)


def _is_pure(first: Heard, script: str) -> bool:
    """Whether what CLD2 said of stretches holds for all of a text: one language without close neighbours, and a usual score."""
    close = first.language in YAT or has_neighbours(first.language, script)
    return not close and first.share >= PURE and first.score >= expected_score(first.language)


def _count_letters(sample: Sample, heard: tuple[Heard, ...]) -> Counter[str]:
    """The lower-case letters of a Cyrillic or Arabic text; none are counted where the first voice's alphabet has them all."""
    if heard and not find_stranger(heard[0].language, sample.text):
        return NO_LETTERS
    lower = sample.text.lower()
    if heard:
        odd = filter(str.isalpha, set(lower) - ALPHABETS.get(heard[0].language, frozenset()))
        if sample.script not in scripts_of(odd):
            return NO_LETTERS
    counts = Counter(filter(str.isalpha, lower))
    return Counter({char: n for (char, n), script in zip(counts.items(), scripts_of(counts), strict=True) if script == sample.script})


def _is_beyond_doubt(first: Heard, strange: float, letters: float) -> bool:
    """Whether CLD2's word stands alone: one language, as high a score as it usually has, no strange letters."""
    usual = first.share >= MIN_SHARE and first.score >= expected_score(first.language)
    return usual and strange <= STRANGERS and letters >= MIN_LETTERS * 1.5


def _is_likely(first: Heard, strange: float) -> bool:
    """Whether CLD2's word is enough outside the Latin script: few languages share another one, and where the second voice differed there,
    it was wrong more often than right."""
    return first.share >= MIN_SHARE and first.score >= LIKELY * expected_score(first.language) and strange <= STRANGERS


def _ask_again(sample: Sample, one: Heard | None, seen: Counter[str]) -> tuple[str, float]:
    """The second voice, and which of the two is right where it differs from what the first said."""
    start = sample.text[:SECOND_SAMPLE].encode("utf-8", "ignore")[:SECOND_BYTES].decode("utf-8", "ignore")
    two = next((h for h in ask_langid(start) if is_written_in(h.language, sample.script)), None)
    if two is None or one is None:
        alone = one or two
        return (alone.language, 0.6 * alone.share) if alone else ("", 0.0)
    if one.language == two.language:
        return one.language, max(0.9, two.share)
    strange_one = measure_strangers(one.language, seen, sample.script)
    strange_two = measure_strangers(two.language, seen, sample.script)
    if abs(strange_one - strange_two) > STRANGERS:
        return (one.language, 0.85) if strange_one < strange_two else (two.language, 0.85)
    if one.language not in langid_knows() and one.score >= 0.5 * expected_score(one.language):
        return one.language, 0.75
    return two.language, 0.8 * two.share


def _ask_alphabets(language: str, confidence: float, seen: Counter[str], script: str) -> tuple[str, float]:
    """The language, unless its alphabet lacks letters of the text and that of exactly one language in this script has them all."""
    if language and measure_strangers(language, seen, script) <= MISFIT:
        return language, confidence
    fitting = find_fitting(seen, script, MISFIT / 4)
    return (fitting, 0.8) if fitting else (language, min(confidence, NEAREST))


def _ask_neighbours(sample: Sample, language: str, confidence: float) -> tuple[str, float]:
    """The language, or the neighbour whose words it really has."""
    if language in YAT and sample.script == "Latn":
        yat = measure_yat(sample.text)
        if yat > 0 or (yat < 0 and language == "sr"):
            return ("sr" if yat > 0 else "hr"), max(confidence, 0.9)
        return language, confidence
    ranked = rank_neighbours(language, sample.text, sample.script) if has_neighbours(language, sample.script) else ()
    if not ranked or ranked[0][0] == language:
        return language, confidence
    lead = ranked[0][1] - dict(ranked)[language]
    return ranked[0][0], min(0.95, 0.6 + lead / 60)


def _find_others(sample: Sample, answer: Language, heard: tuple[Heard, ...]) -> tuple[tuple[str, float], ...]:
    """Further languages of a mixed text with their share of its letters, largest first.

    Asked only where another script or CLD2 speaks of a second language; then each line is asked for itself, and lines of too few
    letters count for nobody, so names and titles in another language are not reported.
    """
    mixed_script = sample.share < 1 - MIN_OTHER and any(n >= INTRUDED for script, n in sample.counts.items() if script != sample.script)
    if not mixed_script and not any(h.share >= SECOND_SHARE for h in heard[1:]):
        return ()
    votes: Counter[str] = Counter()
    for line in _chunks(sample.text):
        part = _take_sample(_shorten(line))
        if part.worth < MIN_LETTERS_OTHER:
            continue
        said = _judge(part, quick=True)[0].tag
        if said is not None:
            votes[said] += int(part.worth)
    total = sum(votes.values())
    main = answer.tag
    shares = [(tag, round(n / total, 3)) for tag, n in votes.items() if tag != main and n >= MIN_OTHER * total]
    return tuple(sorted(shares, key=lambda item: (-item[1], item[0])))


def _chunks(text: str) -> list[str]:
    """Lines of the text, or its sentences where it is one line, or runs of 200 characters where it has no sentences either."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines
    sentences = [part for part in SENTENCE_END.split(text) if part.strip()]
    return sentences if len(sentences) > 1 else [text[i : i + 200] for i in range(0, len(text), 200)]
