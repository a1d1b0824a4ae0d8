"""The voices: detectors made by others, each asked in one way and heard in one form.

CLD2 is the first voice: 0.05 ms a sentence, 83 languages in 98 at 95 % and more. It knows no Latin Kurdish, calls names in any Latin
language English, and dies on control characters and lone surrogates, so text is made readable first. py3langid is the second, seven
times slower and strong where CLD2 is weak; it knows no Tswana, Tsonga, Turkmen, Tibetan or Sundanese. langdetect, seeded and
restricted to what it knows, is kept for ``checks/``: it is 200 times slower and right in only 55 % of sentences.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import Any, NamedTuple

from copydesk.language.names import primary_subtag
from copydesk.language.second_voice import load_langid
from copydesk.late import compile_late

_UNREADABLE = compile_late(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"  # controls, surrogates, private use, noncharacters
    r"\U0001fffe-\U0001ffff\U000e0000-\U0010ffff]"
)
_MAYBE_UNREADABLE = bytes([*range(9), *range(0x0B, 0x20), 0x7F, *range(0xED, 0xF5)])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_SEPARATORS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")
"""In UTF-8: bytes that every unreadable character but C1 controls and separators has, and those."""
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S{1,2000}|\S{1,200}@\S{1,200}|[@#][\w.]{1,60}")
_PROBABILITY = itemgetter(1)
_LOCK = threading.Lock()


class Heard(NamedTuple):
    """One voice's word: primary subtag, share of the text or probability (0 to 1), CLD2's score per kilobyte (0 for others)."""

    language: str
    share: float
    score: float = 0.0


def readable(text: str) -> str:
    """The text with everything that a detector chokes on or that is not prose blanked: control characters, surrogates, addresses."""
    return encode_readable(text)[0]


def encode_readable(text: str) -> tuple[str, bytes]:
    """The ``readable`` text, and the same in UTF-8."""
    data = text.encode("utf8", "surrogatepass")
    before = text
    if len(data.translate(None, _MAYBE_UNREADABLE)) != len(data) or (len(data) != len(text) and _has_unreadable_pair(data)):
        text = _UNREADABLE.sub(" ", text)
    if b"@" in data or b"#" in data or (b"/" in data and b"//" in data) or b"www." in data:
        # None of it goes on in the next line, and most lines have no sign of it.
        text = "\n".join([_NOT_PROSE.sub(" ", line) if _may_be_no_prose(line) else line for line in text.split("\n")])
    return (text, data) if text is before else (text, text.encode("utf8"))


def _may_be_no_prose(line: str) -> bool:
    return "@" in line or "#" in line or "//" in line or "www." in line


def _has_unreadable_pair(data: bytes) -> bool:
    separated = b"\xe2" in data and (_SEPARATORS[0] in data or _SEPARATORS[1] in data)
    return separated or (b"\xc2" in data and _C1.search(data) is not None)


class _Names(dict[str, str]):
    """CLD2's codes with their primary subtags, each worked out once; a few hundred at most."""

    def __missing__(self, code: str) -> str:
        name = self[code] = primary_subtag(code)
        return name


CLD2_NAMES = _Names()
_UNKNOWN = frozenset({"un", "xxx"})


@lru_cache(maxsize=1)
def _cld2() -> tuple[Callable[..., Any], type[Exception]]:
    """CLD2's function and its error."""
    import pycld2

    return pycld2.detect, pycld2.error


def hear_cld2(data: bytes) -> tuple[tuple[str, str, int, float], ...]:
    """CLD2's own rows (name, code, per cent of bytes, score), three at most, unknown ones among them; empty if it cannot tell. ``data`` is
    readable text in UTF-8."""
    detect, error = _cld2()
    try:
        details: tuple[tuple[str, str, int, float], ...] = detect(data, isPlainText=True, bestEffort=True)[2]
    except error:
        return ()
    return details


def read_cld2(details: tuple[tuple[str, str, int, float], ...]) -> tuple[Heard, ...]:
    """What CLD2's rows say, unknown languages left out."""
    return tuple([Heard(CLD2_NAMES[code], percent / 100, score) for _, code, percent, score in details if percent and code not in _UNKNOWN])


def ask_cld2(text: str) -> tuple[Heard, ...]:
    """CLD2's up to three languages by share of bytes, unknown ones left out; empty if it cannot tell. ``text`` must be readable."""
    return read_cld2(hear_cld2(text.encode("utf8", "ignore")))


def ask_langid(text: str) -> tuple[Heard, ...]:
    """py3langid's five likeliest languages with their probabilities, best first. ``text`` must be readable.

    Languages that CLD2 has no name for are left out and their probability shared: they are small neighbours (Bikol, Extremaduran)
    to which doubtful sentences of the large ones fall.
    """
    with _LOCK:  # one load, however many threads ask first
        identifier, names = load_langid(), _langid_names()
    known = [row for row in identifier.rank(text) if row[0] in names]
    total = sum(map(_PROBABILITY, known)) or 1.0
    return tuple([Heard(names[label], probability / total) for label, probability in known[:5]])


@lru_cache(maxsize=1)
def _langid_names() -> dict[str, str]:
    """py3langid's labels with their primary subtags, those alone that CLD2 has a name for."""
    import pycld2

    shared = {primary_subtag(code) for _, code in pycld2.LANGUAGES} | {"nb", "nn"}
    return {label: primary_subtag(label) for label in load_langid().labels if primary_subtag(label) in shared}


@lru_cache(maxsize=1)
def langid_knows() -> frozenset[str]:
    """Primary subtags of every language that py3langid can name."""
    with _LOCK:
        return frozenset(primary_subtag(name) for name in load_langid().labels)


@lru_cache(maxsize=1)
def _langdetect() -> Any:
    from langdetect import DetectorFactory, detector_factory

    DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory


def ask_langdetect(text: str) -> tuple[Heard, ...]:
    """langdetect's languages with their probabilities, seeded so that the same text gets the same answer; empty if it cannot tell."""
    from langdetect.lang_detect_exception import LangDetectException

    with _LOCK:
        detector = _langdetect().create()
    detector.seed = 0
    detector.append(text)
    try:
        return tuple(Heard(primary_subtag(found.lang), float(found.prob)) for found in detector.get_probabilities())
    except LangDetectException:
        return ()


@lru_cache(maxsize=1)
def _expected() -> dict[str, int]:
    table: dict[str, int] = json.loads((files(__package__) / "data/expected.json").read_text("utf8"))
    return table


def expected_score(language: str) -> int:
    """The CLD2 score that nearly every sound sentence of the language reaches; 450 where none was measured."""
    return _expected().get(language, 450)
