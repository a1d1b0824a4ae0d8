"""Paragraphs in another script than the rest: quotations at best, a second article or an injection at worst."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SCRIPTS = (
    ("Latn", re.compile("[A-Za-z\xc0-\u024f\u1e00-\u1eff]")),
    ("Cyrl", re.compile("[\u0400-\u052f]")),
    ("Hani", re.compile("[\u3040-\u30ff\u3400-\u9fff]")),
    ("Hang", re.compile("[\uac00-\ud7af]")),
    ("Arab", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("Deva", re.compile("[\u0900-\u097f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Grek", re.compile("[\u0370-\u03ff]")),
    ("Hebr", re.compile("[\u0590-\u05ff]")),
)
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\ufaff]")
_MIN_FOREIGN = 20
"""Letters of a paragraph before its script is compared with the article's."""


def count_foreign(paragraphs: Sequence[str]) -> int:
    """Paragraphs in another script than the article's, of those long enough to tell."""
    if len(paragraphs) < 2:
        return 0
    scripts = [script for part in paragraphs if (script := _find_script(part)) is not None]
    if len(scripts) < 2:
        return 0
    return len(scripts) - Counter(scripts).most_common(1)[0][1]


def _find_script(paragraph: str) -> str | None:
    sample = paragraph[:200]
    if not _NOT_LATIN.search(sample):
        return "Latn" if len(sample) >= 2 * _MIN_FOREIGN else None
    counts = [(len(pattern.findall(sample)), name) for name, pattern in _SCRIPTS]
    best, name = max(counts)
    return name if best >= _MIN_FOREIGN and best >= 0.7 * sum(count for count, _ in counts) else None
