"""Is a field of the record what the contract says it is? Each function gives a short reason, or None where all is well.

Left alone: what a field *means*. A headline may be dull, a byline may name a desk; here only their form is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from copydesk.types import Dateline

MAX_TITLE = 300
"""Code points. The longest sound headline seen so far has 181; a sentence of a body taken for a headline is longer."""

MAX_NAME = 80
"""Code points of one name. Spanish and Arabic full names and 'X of the Y Foundation' stay below 70."""

MAX_AUTHORS = 40
"""Investigations name up to thirty reporters; more is a list of staff."""

MAX_DATELINE = 160
"""Code points: place, several cities at most, agency and date."""

EARLIEST_YEAR = 1600
"""The first newspapers; anything earlier is a misread number."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z\d]{5,8})*(?:-x(?:-[A-Za-z\d]{1,8})+)?\Z")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>|&(?:[a-zA-Z]{2,12}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_LINK = re.compile(r"https?://|www\.|@\w", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")
_TIMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?\Z")
_EDTF = re.compile(r"(?:\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?\Z")
_BYLINE_WORD = re.compile(r"(?:by|von|par|por|di|door|от|автор|записал[аи]?|reporter|reported by|记者|記者)[\s:：]", re.IGNORECASE)


def find_title_fault(title: str | None) -> str | None:
    """None is fine: a source without a headline has none."""
    if title is None:
        return None
    if not title.strip():
        return "empty"
    if _BREAK.search(title):
        return "line break or control character"
    if title != title.strip() or "  " in title:
        return "stray white space"
    if len(title) > MAX_TITLE:
        return f"{len(title)} characters long"
    if "\ufffd" in title:
        return "lost characters"
    if _MARKUP.search(title):
        return "markup"
    if not any(character.isalnum() for character in title):
        return "no letter or digit"
    return None


def find_name_fault(name: str) -> str | None:
    """The form of one person's (or desk's) name."""
    if not name.strip() or name != name.strip():
        return "empty or stray white space"
    if _BREAK.search(name):
        return "line break or control character"
    if len(name) > MAX_NAME:
        return f"{len(name)} characters long"
    if not any(character.isalpha() for character in name):
        return "no letter"
    if any(character.isdigit() for character in name):
        return "a digit"
    if _LINK.search(name) or _MARKUP.search(name) or "\ufffd" in name:
        return "an address, markup or lost characters"
    if _BYLINE_WORD.match(name):
        return "the word before the name"
    if name[-1] in ",;:|/" or name[0] in ",;:|/":
        return "a separator"
    return None


def find_names_fault(authors: Sequence[str], others: Iterable[str] = ()) -> str | None:
    """The first fault of the authors and the other names (contributors, editor), with the name that has it."""
    if len(authors) > MAX_AUTHORS:
        return f"{len(authors)} names"
    for name in (*authors, *others):
        if fault := find_name_fault(name):
            return f"{fault}: {name[:40]!r}"
    return "a name twice" if len({name.casefold() for name in authors}) < len(authors) else None


def read_day(stated: str) -> date | None:
    """The earliest day of an ISO 8601 date or date-time (``2025-08`` is 1 August 2025), None where it is none."""
    try:
        if _TIMED.match(stated):
            return datetime.fromisoformat(stated).date()
        if _DATE.match(stated):
            return date.fromisoformat(stated + "-01-01"[len(stated) - 4 :] if len(stated) < 10 else stated)
    except ValueError:
        return None
    return None


def find_date_fault(published: str | None, updated: str | None) -> str | None:
    """ISO 8601, a day of the calendar, a year that newspapers have."""
    for name, stated in (("published", published), ("updated", updated)):
        if stated is None:
            continue
        day = read_day(stated)
        if day is None:
            return f"{name} is no ISO 8601 date: {stated[:30]!r}"
        if day.year < EARLIEST_YEAR:
            return f"{name} is in the year {day.year}"
    return None


def find_order_fault(published: str | None, updated: str | None) -> str | None:
    """An update more than a day (time zones) before publication; what states no day is passed over."""
    first, second = (read_day(stated) if stated is not None and len(stated) >= 10 else None for stated in (published, updated))
    if first is not None and second is not None and second < first - timedelta(days=1):
        return f"published {first}, updated {second}"
    return None


def is_edtf(stated: str) -> bool:
    """Is this a date of ISO 8601 or EDTF with X for the unknown, and a day that some year has?"""
    if not _EDTF.match(stated):
        return False
    year, month, day = (stated.replace("X", "0") + "-00-00")[:10].split("-")
    try:
        date(2000 if "X" in stated[:4] or int(year) == 0 else int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return False
    return True


def find_dateline_fault(dateline: Dateline | None) -> str | None:
    """A dateline says at least where or who, each part stands in its raw form, and its date is a date."""
    if dateline is None:
        return None
    if not dateline.raw.strip() or _BREAK.search(dateline.raw):
        return "empty or with a line break"
    if len(dateline.raw) > MAX_DATELINE:
        return f"{len(dateline.raw)} characters long"
    if dateline.place is None and dateline.agency is None and dateline.date is None:
        return "nothing read from it"
    for name, part in (("place", dateline.place), ("agency", dateline.agency)):
        if part is not None and not part.strip():
            return f"empty {name}"
    if dateline.place is not None and dateline.place.casefold() not in " ".join(dateline.raw.split()).casefold():
        return "place that its raw form does not hold"
    if dateline.date is not None and not is_edtf(dateline.date):
        return f"no date: {dateline.date[:30]!r}"
    return None


def find_language_fault(tag: str | None, text: str, translated_from: str | None, enough: int) -> str | None:
    """An unknown language (of a text with ``enough`` letters to tell), or a tag that is not BCP 47."""
    for stated in (tag, translated_from):
        if stated is not None and not _TAG.match(stated):
            return f"no BCP 47 tag: {stated[:20]!r}"
    unknown = tag is None or tag.split("-")[0].casefold() in ("und", "mis", "zxx", "mul")
    return "unknown" if unknown and count_letters(text) >= enough else None


def count_letters(text: str) -> int:
    """Letters of the text's beginning; one of a syllabic or logographic script counts for two."""
    letters = list(filter(str.isalpha, text[:400]))
    return len(letters) + sum(map("\u0e00".__le__, letters))


def find_layout_fault(text: str) -> str | None:
    """The contract's layout: LF, paragraphs parted by one blank line, nothing at either end."""
    if text != text.strip():
        return "white space at an end"
    if "\r" in text or "\x0b" in text or "\x0c" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        return "a line end other than LF"
    if "\n\n\n" in text:
        return "more than one blank line"
    if " \n" in text or "\n " in text:
        return "white space at the end of a line"
    return None
