"""Lines that a site's software writes, in any place of a page: share buttons, breaks for adverts, forms for comments, channels to follow,
what stands in the place of an embedded post or video.

``Click to share on Facebook (Opens in new window)``, ``Artiklen fortsætter efter annoncen``, ``Votre adresse e-mail ne sera pas publiée``.
Such lines have few forms, the same on every site that runs the software, so their openings and endings in some sixty languages are data
(``data/furniture.json``). Left alone: longer lines than ``MOST``, and these words inside a line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from copydesk.types import Label

MOST = 200
"""Characters of the longest such line. (Longest in the data with what follows: a comment form's notice, 160.)"""
_LABELS = {"subscribe": Label.ADVERT, "share-end": Label.SHARE, "embed": Label.SHARE, "reading-time": Label.NAVIGATION}
READING, APPEAL = 40, 110
"""Characters of the longest line that tells a reading time (it has a digit), and of the longest appeal to follow a channel."""
_KEY = 4
_WHOLE = "$"
"""Ends a phrase in the data that is a line by itself (``Article content``) and opens none."""


@cache
def _openings() -> dict[str, list[tuple[str, Label]]]:
    """Openings in lower case with their labels, by their first characters."""
    found: dict[str, list[tuple[str, Label]]] = {}
    for kind, phrases in _read().items():
        if kind != "share-end":
            label = _LABELS.get(kind) or Label(kind)
            for phrase in phrases:
                found.setdefault(phrase.casefold()[:_KEY], []).append((phrase.casefold(), label))
    return found


@cache
def _read() -> dict[str, list[str]]:
    return dict(json.loads(files("copydesk.boilerplate").joinpath("data/furniture.json").read_text("utf-8")))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_read()["share-end"])


def furniture_label(text: str) -> Label | None:
    """What a line (stripped) of a site's software is; None for any other line."""
    if len(text) > MOST:
        return None
    if text.endswith(")") and text.endswith(_endings()):
        return Label.SHARE
    candidates = _openings().get(text[:_KEY].casefold())
    if candidates is None:
        return None
    folded = text.casefold()
    label = next((label for phrase, label in candidates if folded.startswith(phrase) or folded + _WHOLE == phrase), None)
    if label is Label.NAVIGATION:
        return label if len(text) <= READING and any(character.isdigit() for character in text) else None
    return None if label is Label.ADVERT and len(text) > APPEAL else label


def find_furniture(texts: Sequence[str]) -> list[int]:
    """Numbers of the lines (stripped) that a site's software writes."""
    openings = _openings()
    return [
        i
        for i, text in enumerate(texts)
        if len(text) <= MOST and (text[:_KEY].casefold() in openings or text[-1:] == ")") and furniture_label(text) is not None
    ]
