"""What a dateline is made of, and what may stand where its place stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.fields.tables import has_case, word_set
from copydesk.lines import starts_small

_BAD = re.compile(r"[\d?!\"“”«»:;=#*_+%$€£<>{}\\|@]|\s-\s")


@dataclass(frozen=True, slots=True)
class DatelineParts:
    """Place as written, date as ISO or EDTF, agency as written; None for what is not there."""

    place: str | None
    date: str | None
    agency: str | None


def is_place(text: str) -> bool:
    """Whether the text has the shape of one or several places: at most seven words, capitalised where the script has capitals."""
    text = text.strip()
    words = re.split(r"[\s,/]+", text)
    if not 1 < len(text) <= 70 or len(words) > 7 or _BAD.search(text):
        return False
    if not has_case(text):
        return len(words) <= 4 and len(text) <= 40
    return text[0].isupper() and all(not w or not starts_small(w) or w.casefold() in word_set("name_words", "in_places") for w in words)
