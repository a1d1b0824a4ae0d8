"""Words of unspaced scripts are found as one pattern of all words, the longest first, would find them."""

from __future__ import annotations

import re

from copydesk.spam.infixes import Infixes
from copydesk.spam.lexicon import load_lexicon

TEXT = "网上赌场开户送钱，股票配资平台。借钱借贷款，今天的报纸说：法院禁止广告。คาสิโนออนไลน์ 바카라사이트 オンラインカジノ"


def test_find_agrees_with_one_pattern() -> None:
    """Overlapping words, words of one character, and words that begin alike come out the same."""
    words = load_lexicon().infixes
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
    assert load_lexicon().any_infix.find(TEXT) == [match.span() for match in pattern.finditer(TEXT)] != []


def test_no_words_find_nothing() -> None:
    """A lexicon without such words finds none."""
    assert Infixes(()).find(TEXT) == []
