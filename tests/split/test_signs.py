"""The kernel that looks for the signs of known formats finds what its twin in Python finds. The texts are made."""

from __future__ import annotations

import pytest

from copydesk.formats.signs import find_words
from copydesk.kernels import find_kernel

_WORDS = ("{", "APA", "Gale", " WL ", "-" * 40, "ümlaut", "a\U0001f600b", "\x01", "", "\ud800x")
_TEXTS = (
    "", "a", "APA 1234 5 ", "APGAL PA e", "Gale DOCUMENT", "argUMENt", "umen t", "123456", "12345678", "12345 6 ", "123 4 ", "1234 56 ",
    "1234  5 ", "1234 5", "9999 9 9 ", "x" * 500 + " WL ", "-" * 39, "-" * 41, "ein ümlaut { ",
    "\U0001f600\U0001f600 a\U0001f600b", "\ud800x",
    "\x01\x02", "١٢٣٤٥٦", "一" * 300 + "document 1234 5 ", "\x00ument", "K" * 9, "1234\xa05 ", "ument" * 3,
)  # fmt: skip


def test_words_of_formats() -> None:
    """The walk over a text finds what looking for each word by itself finds; the texts are made to miss by one character."""
    kernel = find_kernel("signs")
    if kernel is None:
        pytest.skip("copydesk.kernels.signs is not built here (no compiler)")
    for text in (*_TEXTS, "".join(_TEXTS), "".join(_TEXTS) * 2_000):
        assert kernel.find_words(text, _WORDS) == find_words(text, _WORDS), text[:80]
        assert kernel.find_words(text, ()) == find_words(text, ())
