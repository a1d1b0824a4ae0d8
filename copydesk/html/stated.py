"""The part of an article's body that a page states for machines and does not show: behind a paywall, or filled in by a script.

    <script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "For ninety years the dam …\\n\\nThis spring …"}</script>
    <p>For ninety years the dam …</p><div class="offer">Keep reading for $1 a week</div>

The paragraphs of ``articleBody`` that no line of the page holds become lines below the page's own. Left alone: a page that shows most of
the body (its own lines are the better copy: they have paragraphs and headings), bodies of a few sentences, data of scripts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.html.extractors import RUN, words_of

TAG = "article-body"
"""What the blocks of such lines have for a path."""
LEAST_WORDS = 60
"""Words of a body that is worth it …"""
SHOWN = 0.6
"""… and the share of its runs of three words from which the page shows it. (Of 96 development pages that state a body, all but four show
more than three quarters.)"""
HELD, STRANGE = 0.8, 0.2
"""Share of a paragraph's runs from which the page holds it, and up to which it holds nothing of it; between them sentences decide."""

_BREAKS = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr)|br)\b[^<>]{0,300}>|[\r\n\u2028\u2029]", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_SENTENCES = re.compile(r"(?<=[.!?…।؟۔])\s+|(?<=[。！？])")


def read_paragraphs(body: str) -> list[str]:
    """The paragraphs of a stated body, markup and character references read, one line each. Linear."""
    text = html.unescape(body) if "&" in body else body
    text = _TAGS.sub("", _BREAKS.sub("\n", text)) if "<" in text else text
    return [line for line in (" ".join(part.split()) for part in _BREAKS.split(text)) if any(map(str.isalnum, line))]


def find_unshown(body: str, lines: Sequence[str]) -> list[str]:
    """The paragraphs, or runs of sentences, of a stated body that the lines of the page do not hold; [] where they show most of it."""
    if not body:
        return []
    paragraphs = read_paragraphs(body)
    wanted = set(_runs(paragraphs))
    if sum(len(words_of(one)) for one in paragraphs) < LEAST_WORDS or not wanted:
        return []
    shown = wanted.intersection(_runs(lines))
    if len(shown) >= SHOWN * len(wanted):
        return []
    return [part for paragraph in paragraphs for part in _without(paragraph, shown)]


def _runs(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        words = words_of(line)
        yield from (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _share(text: str, shown: set[tuple[str, ...]]) -> float:
    runs = list(_runs([text]))
    return sum(run in shown for run in runs) / len(runs) if runs else 0.0


def _without(paragraph: str, shown: set[tuple[str, ...]]) -> Iterator[str]:
    """What is left of a paragraph without the sentences that the page shows."""
    share = _share(paragraph, shown)
    if share <= STRANGE:
        yield paragraph
    elif share < HELD:
        kept: list[str] = []
        for sentence in [*_SENTENCES.split(paragraph), ""]:
            if sentence and _share(sentence, shown) < HELD:
                kept.append(sentence)
            elif kept:
                yield " ".join(kept)
                kept = []
