"""Many words looked for in a text at once: patterns that each demand one of a few words are only tried where one stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from copydesk.kernels import find_kernel


def make_test(words: Iterable[str]) -> Callable[[str], bool]:
    """A test whether any of the words (two characters or more each) stands in a text. Linear in the text."""
    every = list(dict.fromkeys(words))
    if min(map(len, every), default=2) < 2:
        raise ValueError("a word has fewer than two characters")
    kernel = find_kernel("needles")
    if kernel is not None:
        stand_in: Callable[[str], bool] = kernel.Needles(every).stand_in
        return stand_in
    plain = list(filter(str.isascii, every))
    return lambda text: any(map(text.__contains__, plain if text.isascii() else every))
