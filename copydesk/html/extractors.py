"""Verdicts of other extractors on a line: how much of it trafilatura, resiliparse and the page's own JSON-LD hold for the article.

Each gives a text; a line's verdict is the share of its runs of three words that occur in it, 0 to 1. Runs rather than whole lines, because
extractors join, cut and re-space lines. Left alone: pages too large for them (``MAX_SOURCE``), which get no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_SOURCE = 3_000_000
"""Characters of source up to which extractors are asked: their time is not linear on hostile pages."""
MAX_ELEMENTS, MAX_DEPTH = 60_000, 300
"""Elements and nesting up to which they are asked: trafilatura does not come back from 50 000 levels."""
MAX_LINES = 4000
"""Lines up to which trafilatura may ask others where it finds little: one of them looks for each short line's neighbours along all short
lines between. (Of 959 development pages the longest has 1802.)"""
RUN = 3
NAMES = ("tr", "rs", "ld")
"""trafilatura, resiliparse, JSON-LD."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")


def words_of(text: str) -> list[str]:
    """Lower-case words; Han, kana and Thai characters count as words."""
    return [word.lower() for word in _WORD.findall(text)]


def ask_extractors(source: str, article_body: str, elements: int, depth: int, lines: int) -> tuple[str, ...]:
    """What each of ``NAMES`` holds for the article; '' where it finds none or fails.

    ``elements``, ``depth`` and ``lines`` are the size of the page's tree and of its rendering."""
    if len(source) > MAX_SOURCE or elements > MAX_ELEMENTS or depth > MAX_DEPTH:
        return "", "", article_body
    return _ask_trafilatura(source, alone=lines > MAX_LINES), _ask_resiliparse(source), article_body


def _ask_trafilatura(source: str, *, alone: bool) -> str:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(source, include_comments=False, fast=alone) or ""
    except Exception:  # any page that breaks it simply has no verdict of it
        return ""


def _ask_resiliparse(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(extract_plain_text(source, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False))
    except Exception:  # as above
        return ""


def measure_verdicts(lines: Sequence[str], texts: Sequence[str]) -> list[tuple[float | None, ...]]:
    """For each line, the share of its word runs that each text holds; None where the extractor gave no text.

    Lines of fewer words than a run are held if they are a line of the text.
    """
    held: list[tuple[set[tuple[str, ...]], set[tuple[str, ...]]] | None] = []
    for text in texts:
        words = words_of(text)
        runs = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
        held.append((runs, {tuple(words_of(line)) for line in text.splitlines()}) if words else None)
    return [tuple(None if one is None else _measure_share(words_of(line), *one) for one in held) for line in lines]


def _measure_share(words: list[str], runs: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> float:
    if len(words) < RUN:
        return float(bool(words) and tuple(words) in lines)
    number = len(words) - RUN + 1
    return round(sum(tuple(words[i : i + RUN]) in runs for i in range(number)) / number, 2)
