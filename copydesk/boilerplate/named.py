"""Lines that name themselves, where the forests see too little to judge by: a page of ten lines in Thai, a teaser in a clean article.

``首页`` and ``登录 | 注册`` above three short sentences, ``Читайте также:`` and a headline below them, ``CZYTAJ TAKŻE: …`` between two
paragraphs. Cue words decide, and where the line stands: above the first sentence or below the last, two at least, or one that is a button;
between sentences nothing but a cue for related stories with a colon and a headline behind it.

Left alone: a single section name above a brief (``Sport``), sub-headings between sentences, sentences that begin with a cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.boilerplate.furniture import MOST, furniture_label
from copydesk.boilerplate.inner import DOUBT, is_advert, may_be_own
from copydesk.boilerplate.labels import find_cue, guess_label, is_named, may_speak, tiling_label
from copydesk.late import compile_late
from copydesk.types import Label

if TYPE_CHECKING:
    from copydesk.boilerplate.gate import Glance

SENTENCE, UNENDED = 15.0, 35.0
"""Letters from which an ended line is a sentence, and from which a line without an end may be one (Thai writes none)."""
EDGE = 40
"""Lines looked at above the first sentence and below the last."""
PAIR, SURE = 2, 3
"""Named lines at one edge from which they go, and at both edges together from which a single one at the other goes too."""
TEASERS, TEASER = 10, 160
"""Headlines that may follow a heading of related stories, and characters of the longest line with a cue before a colon."""
BUTTONS = (Label.SHARE, Label.COMMENTS, Label.RELATED, Label.NAVIGATION)
UNSURE = frozenset({"read more"})
"""Cues that stand before a colon in bodies too: editors count such lines as the story's."""
ENTRY = 20
"""Characters of the longest line between two entries of a menu that is taken for a third."""
CLOCKS = 3
"""Clock times above sentences from which a page is a live report."""
DECKS, DECK, SHARED, LEAD = 6, 20.0, 0.35, 0.1
"""Lines above the first sentence among which decks are looked for, letters of the shortest, its share in words of the story, and P(body) of
it at least, but for the page's first line: of held-out lines under it one in thirty is a deck, the rest are headlines and captions."""
_CLOCK = compile_late(r"\d{1,2} ?[:.h] ?\d{2}(?: ?(?:uhr|am|pm|a\.m\.|p\.m\.|gmt|[a-z]{2,4}t|h))?", re.IGNORECASE)
_PARTS = re.compile(r"[|/·•>»丨]")
_READING = re.compile(
    r"\d{1,3}[ -]?min(?:ute[sn]?|uti|utos|\.)?[ -](?:read(?:ing time)?|lesezeit|de lecture|de lectura|de leitura|di lettura|leestijd|"
    r"lästid|læsetid|lesetid|czytania|čtení|čítania)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"(?:您|你)?(?:的|现在|當前|当前|目前|所在)+的?(?:位置|位址)\s?[:：]")
"""A reading time with its number first, and the opening of a path to a page."""
_COOKIE = re.compile(r"cookie|куки|кукі|كوكيز|쿠키|クッキー", re.IGNORECASE)


def is_menu(text: str) -> bool:
    """Whether a line names itself, by itself or as entries parted by bars (``登录 | 注册``), of which two in three do."""
    if len(text) > MOST:
        return False
    if furniture_label(text) is not None:
        return True
    if len(text) > 120:
        return False
    if _CRUMBS.match(text) or (("min" in text or "Min" in text) and _READING.fullmatch(_PARTS.split(text)[-1].strip())):
        return True
    if not may_speak(text):
        return False
    if is_named(text) or tiling_label(text) is not None:
        return True
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    return len(parts) > 1 and 3 * sum((cue := find_cue(part)) is not None and cue[1] >= 1 for part in parts) >= 2 * len(parts)


def is_inline_teaser(text: str, seen: Glance) -> bool:
    """Whether a line is a cue for related stories of two words or more, a colon, and a headline (no sentence)."""
    if seen.ended or len(text) > TEASER:
        return False
    head, colon, rest = text.replace("：", ":").partition(":")
    if not colon or not rest.strip() or (head.isascii() and " " not in head.strip()) or head.strip().casefold() in UNSURE:
        return False
    cue = find_cue(head)
    return cue is not None and cue[0] is Label.RELATED and cue[1] >= 1


def _core(texts: Sequence[str], glances: Sequence[Glance]) -> tuple[int, int]:
    """First sentence and last prose (last sentence where there is no prose), (0, −1) where there is none. Where no line has an end,
    lines long enough to be a sentence; then what stands below a named line is none."""
    ended = [i for i, (letters, ends, _) in enumerate(glances) if ends and letters >= SENTENCE]
    first = next((i for i in ended if not is_menu(texts[i])), None)
    if first is not None:
        last = next((i for i in reversed(ended) if glances[i].is_prose and not is_menu(texts[i])), None)
        return first, next(i for i in reversed(ended) if not is_menu(texts[i])) if last is None else last
    long = [i for i, seen in enumerate(glances) if seen.letters >= UNENDED and not is_menu(texts[i])]
    if not long:
        return 0, -1
    stop = next((i for i in range(long[0], len(texts)) if is_menu(texts[i])), len(texts))
    return long[0], max(i for i in long if i < stop)


def _is_button(text: str) -> bool:
    return guess_label(text) in BUTTONS


def find_named_lines(texts: Sequence[str], glances: Sequence[Glance]) -> list[int]:
    """Numbers of the lines that go, of a page's lines with content (stripped) and what a glance showed of each. Linear."""
    first, last = _core(texts, glances)
    if last < 0:
        return []
    if first + 1 < len(texts) and is_menu(texts[first + 1]) and _COOKIE.search(texts[first]):
        top, first = [first], first + 1
        while first < last and not (glances[first].ended and glances[first].letters >= SENTENCE):
            first += 1
    else:
        top = []
    named = [i for i in range(max(0, first - EDGE), first) if i not in top and is_menu(texts[i])]
    top += named
    if len(named) >= PAIR:
        top += [i for i in range(named[0], named[-1]) if i not in named and not glances[i].ended and len(texts[i]) <= ENTRY]
    bottom = [i for i in range(last + 1, min(len(texts), last + 1 + EDGE)) if is_menu(texts[i])]
    sure = len(top) + len(bottom) >= SURE and max(len(top), len(bottom)) >= PAIR
    found = list(top) if sure or len(top) >= PAIR else []
    if sure or len(bottom) >= PAIR or (len(bottom) == 1 and _is_button(texts[bottom[0]])):
        found += bottom
        found += _teasers(texts, glances, bottom)
    return found + [i for i in range(first, last) if not glances[i][1] and is_inline_teaser(texts[i], glances[i])]


def _teasers(texts: Sequence[str], glances: Sequence[Glance], named: Sequence[int]) -> list[int]:
    """Headlines right below a heading of related stories, up to the next named line."""
    marked, found = set(named), []
    for at in named:
        if guess_label(texts[at]) is not Label.RELATED:
            continue
        for i in range(at + 1, min(len(texts), at + 1 + TEASERS)):
            if i in marked or glances[i].ended:
                break
            found.append(i)
    return found


def find_own_lines(
    texts: Sequence[str], glances: Sequence[Glance], context: Sequence[float], shared: Sequence[float], keep: float
) -> list[int]:
    """Numbers of the dropped lines of a small scraped page that are the story's own all the same: clock times, three and more, each right
    above a kept sentence (a live report); lines above the first kept sentence that tell of the story in its own words (decks); and the
    sub-heading between the label of an advert and a kept sentence.

    ``shared`` is the share of each line in words that the page's prose uses; from P(body) ``keep`` on, in ``context``, a line is kept."""
    kept = [p >= keep for p in context]
    sentences = [i for i, seen in enumerate(glances) if kept[i] and seen.ended and seen.letters >= SENTENCE]
    if not sentences:
        return []
    below = {i - 1 for i in sentences}
    clocks = [i for i, text in enumerate(texts) if not kept[i] and i in below and _CLOCK.fullmatch(text)]
    found = clocks if len(clocks) >= CLOCKS else []
    decks = (
        i for i in range(max(0, sentences[0] - DECKS), sentences[0]) if (LEAD if i else 0) <= context[i] < keep and shared[i] >= SHARED
    )
    found += [i for i in decks if glances[i].letters >= DECK and not _is_date(texts[i]) and find_cue(texts[i]) is None]
    inside = (i for i in range(sentences[0] + 2, sentences[-1]) if i in below and not kept[i] and context[i] >= DOUBT)
    return found + [i for i in inside if not kept[i - 1] and is_advert(texts[i - 1]) and may_be_own(texts[i])]


def _is_date(text: str) -> bool:
    """Whether a quarter of a line are digits, as of dates and figures."""
    return 4 * sum(character.isdigit() for character in text) >= len(text)
