"""The headline: which line above the first paragraph is it, if any.

``SCO stories showcase shared growth`` stands under a breadcrumb and over a byline; ``/SCO Summit in Tianjin/ Xi Jinping Outlines …``
keeps its slug. A story without a headline has none: a first paragraph is never taken for one.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache

from copydesk.fields.headline_score import LONG_ENTRY, headline_traits, is_statement, score, shares_words, stand_alone, weights
from copydesk.fields.layout import WIDE, Row, is_prose, is_sentence
from copydesk.fields.tables import KNOWN_LINES, fold
from copydesk.late import compile_late
from copydesk.lines import may_be_unspaced, starts_small
from copydesk.types import Page

MAX_TITLE = 300
WINDOW = 25_000
"""Characters each way in which a repeated line is looked for. (Two stories of the longest kind in the development dumps.)"""
_MARKDOWN = re.compile(r"#{1,3}\s+(?P<title>\S.*?)\s*#*$")
_FRAMES = compile_late(
    r"(?:={2,}|\*{1,3}|@{2,}|<{2,}|~{2,}|-{2,}|_{1,3}|•|\+{2,})\s*(?P<title>\S.*?)\s*(?:={2,}|\*{1,3}|@{2,}|>{2,}|~{2,}|-{2,}|_{1,3}|\+{2,})?"
)
_NUMBERED = compile_late(
    r"(?:[\[(]\d{1,4}[\])]\.?|#\d{1,4}[.:]?|(?:article|story|item|document|doc|news|text|artikel|artículo|статья|новость|материал|记事|記事|文章)\s?[#№]?\d{1,4}\s?[.:)\-–—])\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?P<number>\d{1,4})(?P<sign>[.)])\s+(?P<title>\S.*)")
_MENU = compile_late(r"^(?:[*•·–>»+\-\d]{1,3}[.)]?\s|\[|https?://|www\.)|[|>»]\s*\w+\s*[|>»]")
_FURNITURE = compile_late(
    r"(?:share|print|e-?mail|comments?|subscribe|sign in|log ?in|menu|search|advertisement|skip to|close|follow|"
    r"photo|image|video|listen|read more|"
    r"related|teilen|drucken|anmelden|suche|kommentare?|partager|imprimer|compartir|imprimir|поделиться|комментар|поиск|войти|分享|打印|收藏|字号)\b.{0,40}",
    re.IGNORECASE,
)
_MENU_SIGNS = (("|", 4), (" · ", 4), (" • ", 4), (" > ", 3), (" » ", 3), (" › ", 3))
MENU_ENTRY, MENU_WORDS = 28, 3
"""Characters of a menu's longest entry, and words of its average one."""
_STOP_INSIDE = compile_late(r"[^\W\d_A-Z]{3}[.!?…]['\"”»)]*\s+[\"“«„(]*[^\W\d_a-zà-ÿа-я]|[。।۔]|[։።။][\"»)]*.")
_UNFINISHED = compile_late(r"[(\[{„՝]$|^[^»“„]*[«“]$|^[^›]*‹$|^(?:…|\.{2,})")
"""Copy that was cut from what stands before or after it: an open bracket at its end, dots at its beginning; ``»…«`` is whole."""
_OPENERS = frozenset("([{„՝«“‹")
"""What such copy ends in."""
SENTENCES = 100
"""Characters from which a line of two sentences is copy; shorter, it may be a headline (``He was a hero. Then the war came``)."""
WRAPPED_ROWS, LEAST_WIDTH, MOST_WIDTH = 6, 45, 130
"""Rows below a first line by which the width of wrapped copy is told, and the widths that it may have."""
RAGGED = 0.75
"""Part of the widest line that wrapped lines have, the last of a paragraph aside, and part of them that do."""
SURE_TITLE = 11
"""Characters up to which a line must be all of the title that markup states."""
MARGIN = 0.8
"""By how much a web page's best line must beat there being no headline; at 1 the held-out pages lose 2 % of right ones."""


def clean_title(text: str) -> str:
    """The title as the record keeps it: without Markdown signs and quotation marks of a data format; slugs stay."""
    for pattern in (_MARKDOWN, _FRAMES, _NUMBERED):
        if (match := pattern.fullmatch(text)) is not None:
            text = match["title"]
    boxed = text[:1] == "【" and text.find("】") == len(text) - 1 > 1
    return " ".join((text[1:-1] if boxed else text).split())


def without_number(page: Page, row: Row, title: str) -> str:
    """The title without ``3.`` before it where the page numbers its stories so: the line before or after in the count is there, too."""
    match = _LISTED.fullmatch(title)
    if match is None:
        return title
    number, around = int(match["number"]), page.text[max(0, row.start - WINDOW) : row.end + WINDOW]
    listed = any(f"\n{n}{match['sign']} " in around for n in (number - 1, number + 1) if n > 0)
    return match["title"] if listed else title


def matches_hint(text: str, hint: str | None) -> bool:
    """Whether a line is the title that markup states, which may have the site's name or a rubric on either side of it."""
    if not hint:
        return False
    line, told = fold(text), fold(hint)
    if line == told or len(line) <= SURE_TITLE:
        return line == told
    at = told.find(line)
    edges = told[at - 1 : at] + told[at + len(line) : at + len(line) + 1]
    return at >= 0 and not any(map(str.isalnum, edges))


def is_menu(text: str) -> bool:
    """Whether a line is a menu told in one line: ``Accueil | Savoie | Sports | Culture``, ``Home > News > Local``."""
    return any(
        sign in text
        and len(parts := [part for part in text.split(sign) if part.strip()]) >= least
        and max(map(len, parts)) <= MENU_ENTRY
        and sum(len(part.split()) for part in parts) <= MENU_WORDS * len(parts)
        for sign, least in _MENU_SIGNS
    )


def opens_text(rows: list[Row], picked: list[Row], slots: Collection[int]) -> bool:
    """Whether the rows that were picked are the first paragraph of a text without a headline.

    Nothing else of a header stands below them, and they run on as copy does: several sentences long, over lines that end in a full stop,
    or wrapped where the next word did not fit.
    """
    first, last = picked[0], picked[-1]
    if not first.body or last.index + 1 in slots or last.index + 2 in slots:
        return False
    whole = " ".join(row.text for row in picked)
    wide = may_be_unspaced(whole) and len(WIDE.findall(whole)) > len(whole) / 3
    if (len(picked) > 1 and is_statement(whole)) or (len(whole) > SENTENCES / (2 if wide else 1) and _STOP_INSIDE.search(whole)):
        return True
    below = rows[last.index + 1 : last.index + 1 + WRAPPED_ROWS]
    if not below or below[0].gap:
        return False
    if below[0].text[:2].islower() and starts_small(below[0].text) and below[0].text[:2].isalpha():
        return True
    if _is_ragged(last, below):
        return True
    if _STOP_INSIDE.search(whole) and len(below[0].text) <= len(last.text) and not is_sentence(last.text):
        return True
    widest = max(len(row.text) for row in [*picked, *below])
    full = len(last.text) + 1 + len(next(iter(below[0].text.split(None, 1)), "")) > widest
    return full and LEAST_WIDTH <= widest <= MOST_WIDTH


def _is_ragged(last: Row, below: list[Row]) -> bool:
    """Whether the lines are paragraphs wrapped at a width, parted by blank lines, and the row is about as wide as theirs."""
    widest = max(len(row.text) for row in [last, *below])
    parted = any(row.gap for row in below) and any(not row.gap for row in below[1:])
    within = [one for one, next_ in itertools.pairwise([last, *below]) if not next_.gap]
    full = sum(len(row.text) >= RAGGED * widest for row in within)
    return parted and LEAST_WIDTH <= widest <= MOST_WIDTH and len(last.text) >= RAGGED * widest and full >= RAGGED * len(within)


def is_candidate(row: Row) -> bool:
    """Whether a line can be a headline at all."""
    return 3 < len(row.text) <= MAX_TITLE and _can_be_title(row.text, not row.index)


@lru_cache(maxsize=KNOWN_LINES)
def _can_be_title(text: str, is_first: bool) -> bool:
    first = next(iter(text.split(None, 1)), "")
    if not is_first and (text.startswith("——") or (first.islower() and starts_small(first) and first.isalpha())):
        return False
    return (
        any(map(str.isalpha, text))
        and not (
            is_prose(text)
            and ((is_sentence(text) and not text.rstrip("\"'”’»)").endswith(("?", "!", "？", "！"))) or (len(text) > 230 and not is_first))
        )
        and not _FURNITURE.fullmatch(text)
        and not text.endswith((":", "：", ";", "；", ",", "，", "、", "،", "؛"))
        and not is_menu(text)
        and not ((text[-1] in _OPENERS or text[0] in ".…") and _UNFINISHED.search(text))
    )


def is_kicker(row: Row) -> bool:
    """Whether a line above others is a rubric (``OPINION``, ``Extremismus``) rather than the headline."""
    words = row.text.split()
    return (len(words) <= 3 and len(row.text) <= 24) or (row.text.isupper() and len(row.text) <= 30) or row.text.endswith(":")


def times_elsewhere(page: Page, row: Row) -> int:
    """How often lines that begin like the row stand elsewhere on the page, ``WINDOW`` characters each way."""
    text = page.text
    if row.start <= WINDOW and len(text) <= row.end + WINDOW:
        indent = text[text.rfind("\n", 0, row.start) + 1 : row.start]
        if not indent or indent.isspace():
            return _count_lines(text, row.text) - (not indent and row.start > 0)
    needle = "\n" + row.text
    before = max(0, row.start - WINDOW)
    return page.text.count(needle, before, max(before, row.start - 1)) + page.text.count(needle, row.end, row.end + WINDOW)


def _count_lines(text: str, start: str) -> int:
    """How many lines of a text, the first aside, begin so."""
    lines = _sorted_lines(text)
    at = first = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        at += 1
    return at - first


@lru_cache(maxsize=1)  # a page's candidates are asked for one after the other
def _sorted_lines(text: str) -> list[str]:
    return sorted(text.split("\n")[1:])


def runs_through(page: Page, row: Row) -> bool:
    """Whether the same line stands elsewhere on the page (``WINDOW`` characters each way): a running header, no headline."""
    low, high = max(0, row.start - WINDOW), row.end + WINDOW
    needle = "\n" + row.text
    others = times_elsewhere(page, row)
    if others != 1:
        return others > 1
    # One other time is a contents list or a short file: only a header repeats the line below it, too.
    at = page.text.find(needle, low, max(low, row.start - 1))
    at = page.text.find(needle, row.end, high) if at < 0 else at
    return _next_line(page.text, row.end) == _next_line(page.text, at + len(needle)) != ""


def _next_line(text: str, at: int) -> str:
    """The next non-blank line after the rest of the line at an offset; '' if it is long or there is none."""
    lines = text[at : at + 200].split("\n")[1:4]
    return next((line.strip() for line in lines if line.strip()), "")


def pick_headline(
    page: Page,
    rows: list[Row],
    candidates: list[Row],
    lead: Row | None,
    slots: frozenset[int],
    body_text: str,
    *,
    plain: bool,
    backed: bool,
    judged: bool,
    running: frozenset[int],
) -> Row | None:
    """The headline among the candidates (rows above ``lead`` that are no slots), or None.

    ``running``: indexes of rows that the page repeats. ``judged``: some lines of the story were judged not to be body, so that a body
    line above the lead is less likely its headline.
    ``slots``: indexes of byline, date and source rows. ``plain``: the rows above the story are a wire header, not a web page's menu.
    """
    told = [row for row in candidates if matches_hint(row.text, page.hints.title)]
    if told:  # the site's name may be a part of that title, too
        return max(told, key=lambda row: (fold(row.text) != fold(page.hints.publisher or ""), len(fold(row.text))))
    headings = {b.start: b.heading for b in page.blocks if b.heading in (1, 2)} if page.blocks else {}
    for row in candidates:
        if headings.get(row.start) == 1:
            return row
    marked = [r for r in candidates if _MARKDOWN.match(r.text)]
    if marked:
        return marked[0]
    if (
        plain
        and not (judged and candidates and (candidates[0].body or not rows[0].body))
        and (first := _first_headline(candidates, lead, slots, body_text, backed=backed, running=running))
    ):
        return first
    if page.blocks and page.hints.title:
        stated = fold(page.hints.title)
        candidates = [row for row in candidates if shares_words(row.text, stated)] or candidates
    picked = _web_headline(rows, candidates, lead, slots, body_text, running) if lead is not None else None
    if picked is None and judged:
        picked = _only_line(candidates, slots)
    if picked is not None and not judged and not backed and _is_bare_sentence(picked, slots, body_text):
        return None
    return picked


def _only_line(candidates: list[Row], slots: frozenset[int]) -> Row | None:
    """The only body line above a web page's story, if a byline or date stands right below it: nothing else can be its headline."""
    body = [r for r in candidates if r.body]
    return body[0] if len(body) == 1 and body[0].index + 1 in slots and not is_statement(body[0].text) else None


def _is_bare_sentence(row: Row, slots: frozenset[int], body_text: str) -> bool:
    """Whether a line ends as sentences do, no byline, date or source stands within two lines below it, and it is no question of the story.

    A headline asks what its story is about, so the story says its words again.
    """
    if not is_sentence(row.text) or row.text.endswith(("...", "…")) or row.index + 1 in slots or row.index + 2 in slots:
        return False
    return is_statement(row.text) or not shares_words(row.text, body_text)


def _web_headline(
    rows: list[Row], candidates: list[Row], lead: Row, slots: frozenset[int], body_text: str, running: frozenset[int]
) -> Row | None:
    """The best-scored line above a web page's story, unless no headline at all is as likely."""
    scored: list[tuple[float, int, Row]] = []
    above, alone = 0, stand_alone(candidates)
    for row in candidates:
        traits = headline_traits(rows, row, lead, slots, body_text, above, row.index in running, alone)
        scored.append((score(traits), row.index, row))
        above += len(row.text) >= LONG_ENTRY
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] >= weights()["none"] + MARGIN else None


def _first_headline(
    candidates: list[Row], lead: Row | None, slots: frozenset[int], body_text: str, *, backed: bool, running: frozenset[int]
) -> Row | None:
    """The first line of a wire header that is neither a running header nor a rubric above a longer line.

    None where more than slots stands above it, or so many other lines follow that the header may be a page's menu. A line that ends in a
    full stop needs a slot below it or a lead with a dateline (``backed``): else it is a short first paragraph.
    """
    if lead is None:
        return None
    rows = [r for r in candidates if r.index not in running]
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if following is not None and is_kicker(row) and len(following.text) > len(row.text) and following.index == row.index + 1:
            continue
        if not backed and _is_bare_sentence(row, slots, body_text):
            return None
        crowded = len(candidates) > 3 and row.index + 1 not in slots
        return None if crowded and (number or not row.body) else row
    return None
