"""The list of words in one run of bytes answers as a sorted list of words does."""

from __future__ import annotations

import random
from bisect import bisect_left

from copydesk.charset.wordlist import WordList


def test_first_from_is_what_bisection_finds() -> None:
    """Over several blocks, for words, beginnings of words, and what lies before and behind them all."""
    choose = random.Random(7)
    words = sorted({bytes(choose.choices(b"abc\xc3\xa9\xd0", k=choose.randint(1, 12))) for _ in range(3000)})
    words[500] += b"long" * 40
    listed = WordList(b"\n".join(sorted(words)))
    words.sort()
    for key in (*words[::7], *(word[:2] for word in words[::50]), b"", b"\xff"):
        at = bisect_left(words, key)
        assert listed.first_from(key) == (words[at] if at < len(words) else b"")


def test_letters_after_are_told_once_and_in_order() -> None:
    """A letter beyond ASCII is two bytes or more of UTF-8."""
    listed = WordList("\n".join(sorted(("na", "naan", "naïf", "naïve", "naß", "nb"))).encode())
    assert listed.letters_after(b"na") == ["ß".encode(), "ï".encode()]
    assert WordList(b"").letters_after(b"na") == []
