"""What kind of boilerplate a line is: a guess for the reader of the ledger, never a reason to remove it.

``Share - WeChat`` is a share bar, ``Copyright 1995 -`` a copyright line, ``Home / China / Society`` navigation. The cue
words, in more than forty languages, are data; a line without any is placed by its shape and by the lines around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from copydesk.boilerplate.captions import is_credited
from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.menus import label_phrases
from copydesk.kernels import find_kernel
from copydesk.types import Label

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|©")
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|\+\d[\d\s()/-]{7,20}\d|\b0\d[\d\s()/-]{6,20}\d")
_LETTER = re.compile(r"[^\W_]")
_COPYRIGHT = ("©", "(c)", "(C)", "Copyright")
_SHORT = 40
"""Characters under which an unnamed line after the body is an entry of a menu rather than a teaser."""
_TILED = 90
"""Characters of the longest line that is read as a row of buttons."""
_LOOKED = 400
_OPENED = 120
"""Characters in which the words of an opening cue and of what follows it are counted."""
_LONGEST = 5
"""Words of the longest cue."""
_READ = 14
"""Characters and words of a line that are looked at: cues open a line or stand in its first half."""


@cache
def _cues() -> tuple[dict[str, Label], dict[str, tuple[int, Label]]]:
    """Cues by phrase, and with their rank those of unspaced scripts, which are looked for inside words."""
    data = json.loads(files("copydesk.boilerplate").joinpath("data/cues.json").read_text("utf-8"))
    spaced: dict[str, Label] = {}
    inside: dict[str, tuple[int, Label]] = {}
    every = [(phrase, Label(name)) for name, phrases in data.items() for phrase in phrases]
    for phrase, label in [*every, *label_phrases().items()]:
        if _WIDE.search(phrase):
            inside.setdefault(phrase.casefold(), (len(inside), label))
        else:
            spaced.setdefault(" ".join(_WORD.findall(phrase.casefold())), label)
    return spaced, inside


@cache
def _openings() -> dict[str, list[int]]:
    """The words that open a cue, with the sizes in words of the cues that each opens, five at most."""
    found: dict[str, set[int]] = {}
    for phrase in _cues()[0]:
        words = phrase.split()
        if 0 < len(words) <= _LONGEST:
            found.setdefault(words[0], set()).add(len(words))
    return {word: sorted(sizes) for word, sizes in found.items()}


@cache
def _beginnings() -> dict[str, list[str]]:
    """The cues of unspaced scripts by their first character."""
    found: dict[str, list[str]] = {}
    for phrase in _cues()[1]:
        found.setdefault(phrase[0], []).append(phrase)
    return found


@lru_cache(maxsize=64)
def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def _looker() -> Any:
    """The compiled look at a line's words, or None: bit 1 is set where ``find_cue`` may find something, 2 or 4 where the line may name
    itself."""
    kernel = find_kernel("cues")
    return None if kernel is None else kernel.Cues([phrase for phrase in _cues()[0] if 0 < len(phrase.split()) <= _LONGEST]).look


def may_speak(text: str) -> bool:
    """Whether a line may name itself, as ``is_named`` and ``tiling_label`` see it, or one of its parts may: a word of it opens a cue, or it
    is in an unspaced script, or begins with a copyright sign."""
    if text.startswith(_COPYRIGHT):
        return True
    if (look := _looker()) is not None:
        return bool(look(text) & 6)
    return not _openings().keys().isdisjoint(_words(text)) or (not text.isascii() and _WIDE.search(text) is not None)


def find_cue(text: str) -> tuple[Label, float] | None:
    """The label that a line's words speak for, and how much of its first words they fill (0 to 1); None without a cue."""
    head = text[:_LOOKED]
    if (look := _looker()) is not None and not look(head) & 1:
        return None
    return _find_cue(head)


@lru_cache(maxsize=4096)
def _find_cue(text: str) -> tuple[Label, float] | None:
    spaced, inside = _cues()
    openings = _openings()
    words = _words(text)[:_READ]
    best: tuple[Label, float] | None = None
    for start, word in enumerate(words):
        if word not in openings:
            continue
        for size in openings[word]:
            label = spaced.get(word if size == 1 else " ".join(words[start : start + size]))
            if label is not None and start + size <= len(words):
                weight = size / len(words) / (1 + 0.3 * start) * (1 + 0.2 * size)
                if best is None or weight > best[1]:
                    best = label, weight
    if not text.isascii() and _WIDE.search(text[:60]):
        head = text[:60].casefold()
        beginnings = _beginnings()
        held = [phrase for at, char in enumerate(head) for phrase in beginnings.get(char, ()) if head.startswith(phrase, at)]
        if held:
            longest = max(map(len, held))
            weight = longest / len(head.strip())
            if best is None or weight > best[1]:
                best = min((inside[phrase] for phrase in held if len(phrase) == longest), key=lambda cue: cue[0])[1], weight
    return best


def find_opening(text: str) -> tuple[Label, int, int] | None:
    """The label of the longest cue that a line's first words are, the words of the cue and those of the line (of its first 120
    characters); None where none opens it. Scripts without spaces have none."""
    words = _words(text[:_OPENED])
    for size in reversed(_openings().get(words[0], ()) if words else ()):
        label = _cues()[0].get(" ".join(words[:size]))
        if label is not None and size <= len(words):
            return label, size, len(words)
    return None


@lru_cache(maxsize=4096)
def guess_label(text: str) -> Label | None:
    """The label of one line by itself: its cue if that fills enough of it, an address, a copyright sign; None if unclear."""
    if (label := furniture_label(text)) is not None:
        return label
    cue = find_cue(text)
    if "©" in text or (cue is not None and cue[0] is Label.COPYRIGHT and cue[1] > 0.1):
        return Label.COPYRIGHT
    if cue is not None and cue[1] >= 0.2:
        return cue[0]
    if ("@" in text or "+" in text or "0" in text) and _ADDRESS.search(text[:400]):
        return Label.CONTACT
    if not _LETTER.search(text, 0, 200):
        return Label.SEPARATOR
    return None


def is_named(text: str) -> bool:
    """Whether a short line calls itself boilerplate: nothing but cue words, a cue before a colon or dash, a copyright sign."""
    if len(text) > 120:
        return False
    if text.startswith(_COPYRIGHT):
        return True
    cue = find_cue(text)
    if cue is None or len(text) > 60:
        return cue is not None and cue[0] is Label.COPYRIGHT and cue[1] > 0.3
    head = re.split(r"[:：–—|]", text, maxsplit=1)
    opens = len(head) == 2 and (lone := find_cue(head[0])) is not None and lone[1] >= 1
    return opens or cue[1] >= 1


@lru_cache(maxsize=4096)
def tiling_label(text: str) -> Label | None:
    """The first cue's label of a short line of nothing but cues, two or more (``Teilen Twittern Senden``); None for any other line.

    Single letters count for nothing: they are buttons for the size of letters.
    """
    words = [word for word in _words(text) if len(word) > 1] if len(text) <= _TILED else []
    spaced, openings = _cues()[0], _openings()
    labels: list[Label] = []
    at = 0
    while at < len(words):
        for size in reversed(openings.get(words[at], ())):
            label = spaced.get(" ".join(words[at : at + size]))
            if label is not None and at + size <= len(words):
                labels.append(label)
                at += size
                break
        else:
            return None
    return labels[0] if len(labels) > 1 else None


def label_runs(texts: Sequence[str], kept: Sequence[bool]) -> list[Label]:
    """A label for every line with content: body where kept, else a guess from its own words, or from the heading above it
    in the same run of dropped lines, or from its place: before the body navigation, between its paragraphs a caption if it
    is a sentence or bears a credit and a related link if not, after it navigation if short and related stories if long."""
    out: list[Label] = []
    first = next((i for i, keep in enumerate(kept) if keep), len(kept))
    last = max((i for i, keep in enumerate(kept) if keep), default=-1)
    heading: Label | None = None
    for i, text in enumerate(texts):
        if kept[i]:
            out.append(Label.BODY)
            heading = None
            continue
        own = guess_label(text)
        if own in (Label.RELATED, Label.COMMENTS):
            heading = own
        out.append(own or heading or _place(text, i < first, first < i < last))
    return out


def _place(text: str, before: bool, inside: bool) -> Label:
    """The label that a line's place, length and end suggest."""
    if inside and len(text) >= _SHORT // 2:
        return Label.CAPTION if text.endswith((".", "。")) or is_credited(text) else Label.RELATED
    return Label.NAVIGATION if before or len(text) < _SHORT else Label.RELATED
