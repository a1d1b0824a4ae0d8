"""Measures of one cleaned source: plain numbers and short reasons, taken in the worker while the text is at hand.

Pure functions of the source: no clock, no configuration, so that they can be cached with the cleaning. What is too many
or too few is the suites' business (``thresholds.toml``). Imports neither Great Expectations nor pandas.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import overload

from checks.copies import find_digest
from checks.damage import measure_damage
from checks.langdetection import ask_langdetect
from checks.literals import find_words
from checks.provenance import find_origin
from checks.rows import ArticleRow, LedgerRow
from checks.scripts import count_foreign
from checks.signs import CONTROL, CONTROLS, INVISIBLE, NOT_LATIN, find_kinds
from checks.traces import measure_traces
from checks.wellformed import (
    find_date_fault,
    find_dateline_fault,
    find_language_fault,
    find_layout_fault,
    find_names_fault,
    find_order_fault,
    find_title_fault,
    read_day,
)
from copydesk.edits import OffsetMap
from copydesk.ledger import rebuild_source
from copydesk.types import Action, Article, Cleaned, Label
from copydesk.types import LedgerRow as Span

_STATED = ("stated-count", "contents")
"""Findings of the splitter that a dump holds other stories than it says: another number, or others than its contents list."""

ENOUGH_LETTERS = 40
"""Letters of text from which its language must be known (half as many where a letter is a syllable or a word)."""

_CONTROL = re.compile(f"[{CONTROLS}]")
_INVISIBLE = re.compile("[\ufeff\u2060\ufff9-\ufffb]|\u200b(?![\u0e00-\u109f\u1780-\u17ff])")


def measure_articles(cleaned: Cleaned) -> list[ArticleRow]:
    """One row for each article of the source, in source order."""
    lost = _lost_by_article(cleaned)
    return [_measure_article(article, lost.get(article.id, 0)) for article in cleaned.articles]


def _measure_article(article: Article, lost_for_good: int) -> ArticleRow:
    text = article.text
    paragraphs = [part for part in text.split("\n\n") if part]
    words = find_words(text)
    kinds, title = find_kinds(text), article.title or ""
    damage = measure_damage([*paragraphs, title] if title else paragraphs, kinds | find_kinds(title))
    boilerplate, spam = measure_traces(text, paragraphs, words)
    lost = max(damage.lost, lost_for_good)
    notes = (("damage", damage.example), ("boilerplate", boilerplate.example), ("spam", spam.example))
    evidence = "; ".join(f"{name}: {example}" for name, example in notes if example)
    others = (*article.contributors, article.editor) if article.editor is not None else article.contributors
    tag = article.language
    quality = article.quality
    return ArticleRow(
        id=article.id,
        source=article.source.name,
        length=len(text),
        paragraphs=len(paragraphs),
        is_nfc=unicodedata.is_normalized("NFC", text) and unicodedata.is_normalized("NFC", title),
        controls=len(_CONTROL.findall(text)) if kinds & CONTROL else 0,
        invisibles=len(_INVISIBLE.findall(text)) if kinds & INVISIBLE else 0,
        layout_fault=find_layout_fault(text),
        mojibake=damage.mojibake,
        lost=lost,
        lost_per_mille=round(1000 * lost / max(1, len(text)), 3),
        boilerplate=boilerplate.places,
        spam=spam.places,
        foreign_paragraphs=count_foreign(paragraphs) if kinds & NOT_LATIN else 0,
        language=_plain(tag),
        language_confidence=article.language_confidence,
        language_fault=_plain(find_language_fault(tag, text, article.translated_from, ENOUGH_LETTERS)),
        langdetect=ask_langdetect(tag, paragraphs),
        title_fault=_plain(find_title_fault(article.title)),
        authors_fault=_plain(find_names_fault(article.authors, others)),
        date_fault=_plain(find_date_fault(article.published, article.updated)),
        order_fault=find_order_fault(article.published, article.updated),
        latest_date=_latest(article),
        dateline_fault=_plain(find_dateline_fault(article.dateline)),
        copy_digest=find_digest(words),
        duplicate_of=article.duplicate_of,
        kept=quality.kept,
        lifted=quality.lifted,
        dropped=quality.dropped,
        repaired=quality.repaired,
        dropped_as_spam=quality.spam,
        evidence=_plain(evidence[:240]) or None,
    )


def _lost_by_article(cleaned: Cleaned) -> dict[str, int]:
    """Characters beyond repair that went into an article's text, by article id."""
    damage = cleaned.page.unrecoverable
    if not damage:
        return {}
    spans = [span for span in cleaned.ledger if span.article is not None and span.action in (Action.KEEP, Action.REPAIR)]
    starts = [span.start for span in spans]
    offsets = OffsetMap(cleaned.page.edits)
    lost: Counter[str] = Counter()
    for place in damage:
        at = offsets.source_start(place.start)
        span = spans[i] if (i := bisect_right(starts, at) - 1) >= 0 else None
        if span is not None and span.article is not None and at < max(span.end, span.start + 1):
            lost[span.article] += place.end - place.start
    return dict(lost)


@overload
def _plain(text: str) -> str: ...
@overload
def _plain(text: str | None) -> str | None: ...
def _plain(text: str | None) -> str | None:
    """The text without lone surrogates, which no file or frame can hold."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode()


def _latest(article: Article) -> str | None:
    """The latest day that the record states, ISO 8601; None where it states none with a year."""
    stated = [article.published, article.updated]
    if article.dateline is not None and article.dateline.date is not None and "X" not in article.dateline.date:
        stated.append(article.dateline.date)
    days = [day for value in stated if value is not None and (day := read_day(value)) is not None]
    return max(days).isoformat() if days else None


def measure_ledger(cleaned: Cleaned, *, size: int = 0) -> LedgerRow:
    """Does the ledger account for the source? ``size``: bytes of the raw source, where the caller knows them."""
    rows = cleaned.ledger
    length = len(cleaned.page.source_text)
    gaps, overlaps = _count_seams(rows, length)
    sums = Counter[Action]()
    removed = Counter[str]()
    for row in rows:
        sums[row.action] += row.end - row.start
        if row.action is Action.DROP:
            removed[row.label] += row.end - row.start
    ids = {article.id for article in cleaned.articles}
    stated = "; ".join(finding.message for finding in cleaned.findings if finding.kind in _STATED)
    chains = Counter(row.rule for row in rows if row.action is Action.REPAIR)
    tongues = Counter(article.language or "und" for article in cleaned.articles)
    return LedgerRow(
        source=cleaned.page.name,
        origin=_plain(find_origin(cleaned)),
        length=length,
        rows=len(rows),
        gaps=gaps,
        overlaps=overlaps,
        kept=sums[Action.KEEP],
        lifted=sums[Action.LIFT],
        dropped=sums[Action.DROP],
        repaired=sums[Action.REPAIR],
        dropped_as_spam=removed[Label.SPAM],
        articles=len(cleaned.articles),
        strays=sum(1 for row in rows if row.article is not None and row.article not in ids),
        length_kept_in_articles=sum(len(article.text) for article in cleaned.articles),
        rebuild_fault=_find_rebuild_fault(cleaned),
        stated_fault=_plain(stated[:300]) or None,
        damaged=len(cleaned.page.unrecoverable),
        infected=any(finding.kind == "infected" for finding in cleaned.findings),
        chains=_joined(chains),
        languages=_joined(tongues),
        removed_by_label=_joined(removed),
        bytes=size,
    )


def _joined(counts: Mapping[str, int]) -> str:
    """``name=count`` pairs, sorted by name: a mapping that fits one cell of a frame."""
    return " ".join(f"{str(name).replace(' ', '+')}={count}" for name, count in sorted(counts.items()))


def _count_seams(rows: Iterable[Span], length: int) -> tuple[int, int]:
    """Gaps and overlaps of spans that should tile 0 to ``length``, in places."""
    gaps = overlaps = at = 0
    for row in rows:
        gaps += row.start > at
        overlaps += row.start < at or row.end < row.start
        at = max(at, row.end)
    return gaps + (at < length), overlaps + (at > length)


def _find_rebuild_fault(cleaned: Cleaned) -> str | None:
    """Why records and ledger do not give the source back; None where they do."""
    try:
        rebuilt = rebuild_source(cleaned.ledger, {article.id: article.text for article in cleaned.articles})
    except ValueError as error:
        return str(error)[:200]
    return None if rebuilt == cleaned.page.source_text else "the rebuilt text differs from the source"
