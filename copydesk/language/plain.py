"""Plain English is told by its function words: ``the``, ``of``, ``that`` are two words in five of it, and no other language has them.

*Observation:* in English prose hardly ever eight words go by without one of its commonest 200; in a text of any other language nearly
all do. *Idea:* where nothing but such English is found, from the first word to the last, a detector would only say the same: over the
articles and pages of 98 languages that were measured it never said anything else. *Thresholds:* ``FEWEST`` words, ``OWN`` of them its
own, at most ``ALONE`` in stretches of ``STRETCH`` without, at most ``FOREIGN`` that are commonest elsewhere (``de``, ``und``). *Edge
cases:* letters of another script, headlines, lists of names, quotations in other languages: these are left to the detectors. The words
are the commonest of each language's press.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from copydesk.kernels import find_kernel
from copydesk.late import compile_late

FEWEST = 60
"""Words of two letters and more."""
OWN, ALONE, FOREIGN = 0.3, 0.1, 0.02
STRETCH = 8

_OWN = """
about after again against all also although always among an and another any are around as at back be because been before
being between both but by can could day did do does down during each even every first for from get go going good got had
has have he her here him himself his how however if into is it its just know last like made make many may me might more
most much my never new next no not now of off often on once one only or other our out over own part people per said same
say says see she should since so some still such than that the their them then there these they think this those though
three through time to told too two under until up us very was way we week well were what when where which while who will
with within without would year years you your
"""
OWN_WORDS = frozenset(_OWN.split())
_FOREIGN = """
ang att auch auf av ay az bir bu che com con da dan dans das dat de del della dem den dengan der des det di die du een
egy ei ein eine el em en er est et het ikke il im ini ist itu ja jest la las le les los mga mit na nem ng nicht nie niet
non och op os pada para por que sa se sich som te tidak til um uma una und une untuk van ve von voor wird yang zu
"""
FOREIGN_WORDS = frozenset(_FOREIGN.split())
_WORD = re.compile("[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f]{2,}")
_OTHER = compile_late("[^\x00-\x7f\xa0-\u024f\u2010-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u27bf\ufe0f\U0001f300-\U0001faff]")
"""What may be a letter of another script, or no text."""


def is_plain_english(text: str) -> bool:
    """Whether function words settle that all of the text is English; False says nothing. Linear in its length."""
    kernel = _find_words()
    found = count_words(text) if kernel is None else kernel.count(text, STRETCH)
    if found is None:
        return False
    words, own, foreign, alone = found
    return words >= FEWEST and own >= OWN * words and alone <= ALONE * words and foreign <= FOREIGN * words


def _find_words() -> Any:
    kernel = find_kernel("plain")
    return None if kernel is None else _load_words(kernel)


@cache
def _load_words(kernel: Any) -> Any:
    return kernel.Words(OWN_WORDS, FOREIGN_WORDS)


def count_words(text: str) -> tuple[int, int, int, int] | None:
    """(words, own ones, foreign ones, words in stretches without an own one), or None for a text that may hold another script: the
    kernel's twin."""
    if _OTHER.search(text) is not None:
        return None
    words = [word.lower() for word in _WORD.findall(text)]
    own = foreign = alone = run = 0
    for word in words:
        if word in OWN_WORDS:
            own += 1
            alone += run if run >= STRETCH else 0
            run = 0
        else:
            run += 1
            foreign += word in FOREIGN_WORDS
    return len(words), own, foreign, alone + (run if run >= STRETCH else 0)
