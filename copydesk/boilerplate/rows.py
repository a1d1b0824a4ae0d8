"""Rows of one kind: questions and answers, dates of a tour, items of a list, times of a live report are judged together.

``Q: Favourite glaze?`` and ``A: Tenmoku``, ``June 30 -- Harbour Theatre, Wantage``, ``* любые свежие грибы``, ``13.28 Uhr: …``: each line
alone is as short as a menu's entry, and the further down it stands the less the forests trust it. But they open alike, and rows that
open alike are of one hand: where a part of them is kept, or the line above them is, all are the story's.

Left alone: rows that open in letters only (entries of a menu do), lists with a single line that names boilerplate or holds an address,
and rows of which none is kept far from the story.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.gate import glance
from copydesk.boilerplate.inner import is_advert
from copydesk.boilerplate.labels import find_cue
from copydesk.late import compile_late

RUN, LIST = 3, 2
"""Rows of one kind in a row that are judged together, and items of a marked list."""
PART, LOW = 0.3, 0.04
"""Share of the rows of a run that must be kept (0.2 to 0.5 give much the same on held-out sites), and P(body) under which a row of it is
boilerplate all the same."""
LONGEST, COLUMN = 40, 0.6
"""Items of a marked list at most for which that holds, and the share of a longer one that must be kept: a tabloid's column of teasers has
hundreds, of which the forests keep a third."""
ITEM, LAST = 0.12, 0.3
"""Mean P(body) of a marked list right below a kept line from which it is the story's: above a kept line (0.08 to 0.2 give the same on
held-out sites), and where it ends the story or heads a box of links."""
TABLE, CELLS = 5, 0.1
"""Rows of a table between kept lines, and their mean P(body), from which the table is the story's. (Gold texts keep some and leave out
others; those of the page's furniture have a tenth of that.)"""
TALK, APART = 12, 12
"""Characters of a label (``Q:``, ``13.28 Uhr:``) at most, and lines between two rows that bear it."""
SENTENCE, WEAK = 25.0, 0.03
"""Letters of a sentence below a programme, more than any heading in it has, and P(body) of it at least."""
REACH, NONE = 60, 0.005
"""Lines above the first kept one and below the last that may be rows, and P(body) under which no line is one."""
CUE, SAID = 0.15, 200
"""Share of a line that a cue word fills, from which it speaks of boilerplate; characters of it that are looked at for addresses."""
_ITEMS = frozenset({"*", "0."})
_MARK = compile_late(r"[-*•·–—▪►+◦‣■□●○✔✓]\s")
_LABEL = re.compile(rf"(\S[^:：\n]{{0,{TALK - 1}}}?)\s?[:：]")
_NUMBER = re.compile(r"\(?\d{1,3}[.)、．]\s?\S")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+\.?")
_WHEN = compile_late(r"[-*•·–—(\s]*(?:\d{1,2}\s?[:.h時点时]\s?\d{0,2}|(?:1\d|20)\d\d)(?=\D{1,4}[^\W\d])")
_SIGN = re.compile(r"[\d:：]")
_TABLE = re.compile(r"\t| {2}\S| \| ")
ADDRESS = compile_late(r"://|www\.|@\w|©|\b(?:getty|reuters|afp|ap|dpa|epa|efe|ansa)\b", re.IGNORECASE)


def name_opening(text: str) -> str:
    """What kind of row a line (stripped) opens like: ``*`` a marked item, ``Q:`` a label with figures as 0, ``0.`` a numbered item, ``|`` a
    row of a table, ``a 0 --`` the shape of its first three words where these hold figures; empty for all others."""
    if _MARK.match(text):
        return "*"
    sign = _SIGN.search(text, 0, SAID)
    if sign is None:
        return ""
    label = _LABEL.match(text)
    if label is not None:
        return _DIGITS.sub("0", label[1]) + ":"
    if _NUMBER.match(text):
        return "0."
    words = text[:SAID].split(None, 3)[:3]
    if _DIGITS.search(" ".join(words)) is None:
        return ""
    if len(_TABLE.findall(text[:SAID])) >= 2:
        return "|"
    return _LETTERS.sub("a", _DIGITS.sub("0", " ".join(words)))


def names_boilerplate(text: str) -> bool:
    """Whether a line (stripped) is what software writes, holds an address or a picture's source, or speaks of boilerplate."""
    if furniture_label(text) is not None or ADDRESS.search(text[:SAID]):
        return True
    cue = find_cue(text)
    return cue is not None and cue[1] >= CUE


def find_programme(texts: Sequence[str], context: Sequence[float], stop: int, keep: float) -> list[int]:
    """Numbers of the dropped lines right below the story, whose last line is ``stop`` − 1, that are a programme or a chronicle: three rows
    and more that begin with a time, a year or, two in a row, a name and a number (``June 9 --``), single headings between them, and
    the sentences right below, labels of adverts left out. None where a line names boilerplate. (The list of news beside a story, which
    opens so as well, stands further below.) Linear."""
    rows, last, i, taken = 0, stop, stop, []
    while i < min(len(texts), stop + REACH):
        seen = glance(texts[i])
        if is_advert(texts[i]):
            last += i == last
        elif _WHEN.match(texts[i]) or (_is_dated(texts[i]) and (_is_dated(texts[i - 1]) or _is_dated("".join(texts[i + 1 : i + 2])))):
            rows, last = rows + 1, i + 1
            taken.append(i)
        elif rows >= RUN and seen.ended and seen.letters >= SENTENCE and context[i] >= WEAK and i == last:
            last = i + 1
            taken.append(i)
        elif (seen.letters >= SENTENCE and texts[i][-1] not in ":：") or i > last:
            break
        else:
            taken.append(i)
        i += 1
    found = [i for i in taken if i < last]
    if rows < RUN or any(names_boilerplate(texts[i]) for i in found):
        return []
    return [i for i in found if context[i] < keep]


def _is_dated(text: str) -> bool:
    """Whether a line opens in a word and a number, as days of a month do."""
    return name_opening(text).startswith("a 0")


def find_rows(texts: Sequence[str], context: Sequence[float], keep: float, *, lists: bool = True) -> list[int]:
    """Numbers of the dropped lines that are rows of one kind with kept ones, of a page's lines with content (stripped) and P(body) of each
    (from ``keep`` on it is kept). Without ``lists`` items behind a mark or a number are left alone: on a small page they are links.
    Linear."""
    kept = [p >= keep for p in context]
    first = next((i for i, stays in enumerate(kept) if stays), None)
    if first is None or all(kept):
        return []
    last = len(kept) - 1 - kept[::-1].index(True)
    openings = [""] * len(texts)
    for i in range(max(0, first - REACH), min(len(texts), last + REACH + 1)):
        if context[i] >= NONE:
            openings[i] = name_opening(texts[i])
    back: set[int] = set()

    def bring(numbers: Iterable[int]) -> None:
        for i in numbers:
            if not kept[i]:
                kept[i] = True
                back.add(i)

    if not lists:
        openings = ["" if opening in _ITEMS else opening for opening in openings]
    runs = _runs(openings)
    for run in runs:
        part = PART if len(run) <= LONGEST or openings[run.start] != "*" else COLUMN
        if len(run) >= RUN and sum(kept[run.start : run.stop]) >= part * len(run):
            bring(i for i in run if context[i] >= LOW)
        elif openings[run.start] == "|" and len(run) >= TABLE and first < run.start and run.stop <= last:
            sure = sum(context[run.start : run.stop]) >= CELLS * len(run)
            if sure and not any(names_boilerplate(texts[i]) for i in run):
                bring(run)
    bring(_find_labelled(openings, kept))
    for run in runs:
        most = LONGEST if openings[run.start] == "*" else len(run)
        listed = openings[run.start] in _ITEMS and LIST <= len(run) <= most
        if listed and run.start and kept[run.start - 1] and not all(kept[i] for i in run):
            inside = run.stop < len(kept) and kept[run.stop]
            sure = sum(context[run.start : run.stop]) >= (ITEM if inside else LAST) * len(run)
            if sure and not any(names_boilerplate(texts[i]) for i in run):
                bring(run)
    bring(_find_stamps(texts, openings, kept, context))
    return sorted(back)


def _runs(openings: Sequence[str]) -> list[range]:
    """Runs of lines that open alike."""
    runs, start = [], 0
    for i in range(1, len(openings) + 1):
        if i == len(openings) or openings[i] != openings[start]:
            if openings[start]:
                runs.append(range(start, i))
            start = i
    return runs


def _find_labelled(openings: Sequence[str], kept: Sequence[bool]) -> list[int]:
    """Lines under labels that three kept lines bear at least and a third of all: a label's lines count as far as each stands near the
    one before; and those of two labels that take turns, as questions and answers do."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, opening in enumerate(openings):
        if opening.endswith(":"):
            places[opening].append(i)
    found: list[int] = []
    for chain in (chain for numbers in places.values() if len(numbers) >= RUN for chain in _chains(numbers)):
        count = sum(kept[i] for i in chain)
        if count >= RUN and count >= PART * len(chain):
            found += chain
    common = [label for label, _ in Counter({label: len(numbers) for label, numbers in places.items()}).most_common(2)]
    if len(common) == 2 and len(places[common[1]]) >= RUN:
        talk = sorted(places[common[0]] + places[common[1]])
        turns = sum(openings[i] != openings[j] for i, j in pairwise(talk))
        for chain in _chains(talk):
            if 10 * turns >= 7 * len(talk) and sum(kept[i] for i in chain) >= PART * len(chain):
                found += chain
    return found


def _chains(numbers: Sequence[int]) -> list[list[int]]:
    """Ascending numbers in stretches whose neighbours are no more than ``APART`` apart."""
    chains = [[numbers[0]]]
    for i in numbers[1:]:
        if i - chains[-1][-1] <= APART:
            chains[-1].append(i)
        else:
            chains.append([i])
    return chains


def _find_stamps(texts: Sequence[str], openings: Sequence[str], kept: Sequence[bool], context: Sequence[float]) -> list[int]:
    """Lines that open alike in figures, three and more, of which four in five stand right above a kept sentence (the times of a live
    report, numbered headings), and the sentence below each."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, opening in enumerate(openings):
        if "0" in opening:
            places[opening].append(i)
    found: list[int] = []
    for chain in (chain for numbers in places.values() if len(numbers) >= RUN for chain in _chains(numbers)):
        if len(chain) < RUN or all(kept[i] for i in chain):
            continue
        above = [i for i in chain if i + 1 < len(kept) and kept[i + 1] and glance(texts[i + 1]).ended]
        if 5 * len(above) >= 4 * len(chain):
            found += (i for i in chain if context[i] >= LOW and not names_boilerplate(texts[i]))
            below = (i + 1 for i in chain if i + 1 < len(kept) and context[i + 1] >= ITEM and glance(texts[i + 1]).ended)
            found += (i for i in below if not names_boilerplate(texts[i]))
    return found
