"""Datelines: where, when and through whom a story was filed, at the start of its first paragraph.

``BEIJING, Nov. 12 (Xinhua) -- Clad in …``, ``МОСКВА, 29 августа. /ТАСС/. …``, ``新华社北京8月29日电…``, ``LONDON — …``.
The mark runs to the first word of the story. An unknown place is trusted before its day and a dash (``Santos, 2 mai - O porto``).
A place before a dash alone is trusted only in capitals or when it is a known town, so
``China — the second largest economy — said`` keeps its first words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from copydesk.fields.date_words import date_vocabulary, is_date_word, split_words
from copydesk.fields.dateline_cjk import find_cjk_dateline
from copydesk.fields.dateline_parts import DatelineParts, is_place
from copydesk.fields.dates import complete_year, read_dates
from copydesk.fields.names import is_name, read_names
from copydesk.fields.running import runs_on
from copydesk.fields.tables import agency_names, fold, has_case, is_agency, is_town, places, word_set
from copydesk.late import compile_late
from copydesk.lines import starts_small

WINDOW = 240
"""Characters of a paragraph in which its dateline must end. (Longest seen: 131, Business Wire with two cities.)"""

_DASH = r"(?:\s*[.:،,]?\s*(?:--{1,2}|[-–—―−_－ー=]|\.-)[-–—]?\s*|\s*[.:。।۔]\s+|\s+)"
_NAME = r"\s*(?P<agency{0}>[^()\[\]（）\n]{{1,60}}?)\s*"
_BOXED = re.compile(
    rf"(?P<pre>[^()\[\]\n]{{0,110}}?)\s*(?:[(（]{_NAME.format(1)}[)）]|\[{_NAME.format(2)}\]|/{_NAME.format(3)}/)(?P<dash>{_DASH}|(?=\w))"
)
_COUNTRY = re.compile(r"[^\W\d_][\w .'-]{2,30}?(?P<boxes>(?:\s*[\[(][^\W\d_a-z][^\d_()\[\],]{1,29}[\])]){1,2}),\s")
_PLACE_AND_DAY = re.compile(r"[^\d.,]{2,40}[.,]\s+(?:[^\W\d_]{2,12}\.?\s+)?\d{1,2}\b")
_AGENCY_AFTER = compile_late(
    r"[.,]?\s+(?P<agency>[^\s.,()–—][^.,()–—\n]{1,30}?)(?P<stop>\.\s+|:\s+|\s+[-–—]\s+|\s+)(?=[\"“«„]?[^\W_a-zа-яё])"
)
_DASHED = compile_late(
    r"(?P<pre>[^()\[\]\n;!?]{2,100}?)(?P<dash>\s+(?:--{1,2}|[-–—―_])\s*(?=\S)|\s?(?:--{1,2}|[–—―])\s?(?=\S)|\.\s?[-–—]\s?)"
)
_JOINED = compile_late(
    r"(?P<place>[^\W\d_][^\d()\[\]\n|–—-]{1,30}?)\s*[|–—-]\s*(?P<agency>[^\d()\[\]\n|–—-]{2,24}?)(?P<dash>\s*[|–—:-]\s*|\s+)(?=\S)"
)
_JOINED_SIGN = compile_late(r"[^\d()\[\]\n|–—-]{2,31}\s*[|–—-]")  # how it begins, without a choice of places where it ends
_DASH_SIGN = re.compile(r"[–—―_]|[\s.-]-")
_ANY_DASH, _LONG_DASHES, _HYPHENS = "-–—|_―", "–—_―", (" -", "--", ".-")
_NO_PLACE = re.compile(r"[()\[\];!?]")
_PLACE_BY = 100  # characters of the longest place with its day before a dash
_COLON = re.compile(r"(?P<pre>[^()\[\]\n;:!?]{2,60}):\s+(?=\S)")
_COLON_BY = 61  # characters within which its colon stands
_AFTER_DASH = compile_late(r"(?P<agency>[^.:,\n–—]{2,40}?)(?:,\s+(?P<names>[^.:,\n–—]{3,40}))?(?:\.\s+|\s*[-–—:]\s+)(?=\S)")
_REGION = re.compile(r",\s*(?:[A-Z][a-z]{0,4}\.|[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?|[A-Z]{2}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)$")
_FILED = re.compile(r"[^\W\d_][^\d,;:!?()]{2,40}(?:,\s[^\d,;:!?()]{2,30})?,\s")
_BARE_DAY = re.compile(
    r"\A(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?,?\s|\s-\s(?P<day2>\d{1,2})\s?-\s?(?P<month2>\d{1,2})\Z"
)  # ``14.06. Warszawa``
_SENTENCE = 45  # characters that must follow a dateline of a place that no table knows; a calendar's entry is shorter
_STARTS = compile_late(r"[\"“„«‘'»(¿¡]*(?:[^\W_a-zß-öø-ÿа-яёα-ω])")


@dataclass(frozen=True, slots=True)
class DatelineReading:
    """A dateline at the start of a text: it ends at ``raw_end``, the story's first word stands at ``end``.

    ``date`` is ISO or EDTF. ``names`` are reporters named inside. ``weak``: nothing but a place and a dash.
    """

    raw_end: int
    end: int
    place: str | None
    agency: str | None
    date: str | None
    names: tuple[str, ...] = ()
    weak: bool = False


def dateline_raw(text: str) -> str:
    """A dateline as the record keeps it: without the dash or full stop that parts it from the story."""
    text = text.strip(" \t,:-–—―_")
    return _trim(text) if text[-1:] == "." and text[-2:-1] not in ")]/）" else text.rstrip(".")


def find_dateline(text: str, *, language: str | None = None) -> DatelineReading | None:
    """The dateline that the text begins with, offsets into the text; None if it begins with prose. Looks at ``WINDOW`` characters."""
    if runs_on(text):
        return None
    head = text[:WINDOW]
    cjk = None if head[:60].isascii() else find_cjk_dateline(head)
    if cjk is not None:
        return DatelineReading(cjk.raw_end, cjk.end, cjk.place, cjk.agency, cjk.date, cjk.names)
    bracket = "(" in head or "[" in head
    if bracket and (country := _COUNTRY.match(head)) is not None and not is_agency(country["boxes"].strip(" ()[]")):
        start, end = country.span("boxes")
        head = head[:start] + " " * (end - start) + head[end:]
    return (
        (_boxed(head, language) if bracket or "/" in head or "（" in head else None)
        or (_dashed(head, language) or _joined(head) if any(map(head.__contains__, _ANY_DASH)) else None)
        or _plain(head, language)
        or (_colon(head) if ":" in head[:_COLON_BY] else None)
    )


def read_dateline(slot: str, near: str | None) -> DatelineReading | None:
    """What a slot says that holds nothing but a dateline (``LINDMOUTH, May 3 (AFP) -``); its year is that of the date ``near`` it."""
    reading = find_dateline(f"{' '.join(slot.split()).rstrip(' -–—_:')} -- The")
    return replace(reading, date=complete_year(reading.date, near) or reading.date) if reading and reading.date else reading


def _boxed(head: str, language: str | None) -> DatelineReading | None:
    """``PLACE, DATE (AGENCY) --`` with round or square brackets or slashes."""
    match = _BOXED.match(head)
    if match is None or match.end() >= len(head):
        return None
    named = match["agency1"] or match["agency2"] or match["agency3"]
    agency = _credited(named)
    has_dash = bool(match["dash"].strip()) or (match["agency3"] is not None and "\u0600" <= match["agency3"][:1] <= "\u06ff")  # ``/ سنا /``
    if agency is None and not has_dash:
        return None
    parts = _parts(match["pre"], language)
    if not match["pre"].strip():
        if agency is None or not (has_dash or agency.isupper() or is_agency(agency)):
            return None
        inner = _dashed(head[match.end() :], language, boxed=True)
        raw_end = match.end() - len(match["dash"])
        if inner is not None and inner.place and not inner.weak:
            return DatelineReading(match.end() + inner.raw_end, match.end() + inner.end, inner.place, agency, inner.date)
        return DatelineReading(raw_end, match.end(), None, agency, None)
    if parts is None:
        return None
    if agency is None:
        if not (has_dash and parts.place and _may_be_agency(named, parts)):
            return None
        agency = named
    raw_end = match.end() - len(match["dash"])
    *signed, last = re.split(r"\s*,\s*", agency)
    if signed and is_agency(last) and all(map(is_name, signed)):  # ``/ANN LOWRY, BTA/``
        return DatelineReading(raw_end, match.end(), parts.place, last, parts.date, tuple(signed))
    return DatelineReading(raw_end, match.end(), parts.place, agency, parts.date)


def _may_be_agency(name: str, parts: DatelineParts) -> bool:
    """Whether an unknown name in brackets can be an agency: after a date, or a short one in capitals after a place in capitals."""
    if len(name.split()) > 3 or name[:1].isdigit() or not parts.place:
        return False
    if parts.date:
        return name[:1].isupper() or name.lower() == name.upper()
    city = parts.place.partition(",")[0]
    if city.isupper() and name[:1].isupper() and (fold(city) in places() or is_town(city)):
        return True
    initials = "".join(w[0] for w in re.split(r"[\s-]+", city) if w)
    return name.isupper() and city.isupper() and name.casefold() not in initials.casefold()


def _trim(text: str) -> str:
    """A place without the signs around it; the full stop of an abbreviation (``N.Y.``, ``Mass.``) stays."""
    text = text.strip(" ,·-–—\t　")
    return text if re.search(r"(?:\b[A-Z]\.|,\s[A-Z][a-z]{1,4}\.)$", text) else text.rstrip(". ")


def _dashed(head: str, language: str | None, *, boxed: bool = False) -> DatelineReading | None:
    """``PLACE, DATE -``, ``PLACE. AGENCY –``, ``PLACE, DATE — AGENCY.`` and ``PLACE —``."""
    match = _DASHED.match(head) if _may_be_dashed(head) else None
    if match is None:
        return None
    parts = _parts(match["pre"], language)
    if parts is None or not (parts.place or parts.agency):
        return None
    raw_end, end = match.end("pre"), match.end()
    if match["dash"].startswith(".") and re.search(r"(?:\.[A-Z]|,\s[A-Z][a-z]{1,4})$", match["pre"]):
        raw_end += 1
    agency = parts.agency
    names: tuple[str, ...] = ()
    if agency is None and (after := _AFTER_DASH.match(head, end)) and is_agency(after["agency"]):
        agency, raw_end, end = after["agency"], after.end("agency"), after.end()
        found = read_names(after["names"]) if after["names"] else None
        names = found.kept if found is not None else ()
    if not _STARTS.match(head, end) and not (agency or (parts.date and parts.place)):
        return None
    if agency or (parts.date and parts.place):
        if parts.place and not agency and not (_is_sound_place(parts.place, match["pre"]) or _is_filed(parts, head, match)):
            return None
        return DatelineReading(raw_end, end, parts.place, agency, parts.date, names)
    place = _trim(head[:raw_end])
    if not place.isupper() and _is_apposition(head, end, match["dash"].strip()):
        return None
    sound = _is_sound_place(place, match["pre"], hyphen="-" in match["dash"] and "--" not in match["dash"])
    return DatelineReading(raw_end, end, place, None, None, weak=True) if sound else None


def _may_be_dashed(head: str) -> bool:
    """Whether a dash stands where one of a dateline can: no sign before it that a dateline has not, and near enough but for white space."""
    if not any(map(head.__contains__, _LONG_DASHES)) and head.isprintable() and not any(map(head.__contains__, _HYPHENS)):
        return False  # nothing but hyphens inside words
    sign = _DASH_SIGN.search(head)
    if sign is None or _NO_PLACE.search(head, 0, sign.end()) is not None:
        return False
    return sign.start() <= _PLACE_BY or not head[_PLACE_BY : sign.start()].replace(".", "").strip()


def _joined(head: str) -> DatelineReading | None:
    """A known place and a known agency with a sign between them (``دمشق-سانا``, ``Paris, France | AFP |``)."""
    match = _JOINED.match(head) if _JOINED_SIGN.match(head) else None
    if match is None or not is_agency(match["agency"]):
        return None
    place = _trim(match["place"])
    if fold(place.partition(",")[0]) not in places() or not (match["dash"].strip() or not has_case(place)):
        return None
    return DatelineReading(match.end("agency"), match.end(), place, match["agency"], None)


def _is_filed(parts: DatelineParts, head: str, match: re.Match[str]) -> bool:
    """Whether a place that no table knows is one all the same: one name, its day, a dash, and a sentence (``Santos, 2 mai - O porto``).

    Two plain words may be a person's (``Ann Lowry, May 3 - ``), and a second date soon after the dash makes a calendar.
    """
    place = parts.place or ""
    city, _, region = place.partition(", ")
    words = city.split()
    rest = head[match.end() :]
    folded = city.casefold()
    refused = (("endmarks", "not_places"), ("endmarks", "never_filed_from"), ("date_words", "labels"), ("date_words", "updated"))
    if not _FILED.match(match["pre"]) or is_date_word(folded) or any(folded in word_set(*name) for name in refused):
        return False
    if len(words) > 1 and not (words[0].casefold() in word_set("endmarks", "place_starts") and len(words) <= 3) and not region:
        return False
    if len(words) == 1 and folded in word_set("endmarks", "articles"):
        return False
    return len(rest) >= _SENTENCE and rest.count(" ") >= 5 and bool(_STARTS.match(rest)) and not read_dates(rest[:_SENTENCE])


def _is_apposition(head: str, at: int, dash: str) -> bool:
    """Whether what follows a dash is no sentence of its own: a second dash soon after it, or another place (``Madrid - Barcelona``)."""
    following = re.match(r"[^\W\d_]+", head[at:])
    return dash in head[at : at + 60].replace("--", "—") or (following is not None and following.group().casefold() in places())


def _plain(head: str, language: str | None) -> DatelineReading | None:
    """``Kyiv. August 29. INTERFAX-UKRAINE. The …``: place, date and agency with nothing but full stops or commas after them."""
    if not _PLACE_AND_DAY.match(head):
        return None
    readings = read_dates(head[:70].rpartition(" ")[0], language=language)
    if not readings or readings[0].start > 40:
        return None
    at = readings[0].end
    match = _AGENCY_AFTER.match(head, at)
    place = _trim(head[: readings[0].start])
    if match is None or not (is_agency(match["agency"]) or (match["agency"].isupper() and place.isupper() and match["stop"][:1] == ".")):
        return None
    if not place or not is_place(place):
        return None
    return DatelineReading(match.end("agency"), match.end(), place, match["agency"], readings[0].value[:10])


def _colon(head: str) -> DatelineReading | None:
    """``ISLAMABAD: The …`` and ``LAHORE, Aug 29: The …``: a known city in capitals or without them, or one with a date, before a colon."""
    match = _COLON.match(head)
    if match is None or (cased := has_case(match["pre"])) != match["pre"][:1].isupper():
        return None
    parts = _parts(match["pre"], None)
    if parts is None or not parts.place or not _STARTS.match(head, match.end()):
        return None
    city = parts.place.partition(",")[0]
    known = parts.place.casefold() in places() or city.casefold() in places() or (city.isupper() and " " not in city and is_town(city))
    if parts.agency and (known or parts.date):
        return DatelineReading(match.end("pre"), match.end(), parts.place, parts.agency, parts.date)
    if known and (parts.date or (parts.place.isupper() and len(parts.place) > 3) or not cased):
        return DatelineReading(match.end("pre"), match.end(), parts.place, None, parts.date, weak=not parts.date)
    return None


def _credited(text: str) -> str | None:
    """The agency that a bracket names (``Корр. БЕЛТА``, ``Xinhua/AP``, ``dpa/tmn``); None if it names none."""
    text = text.strip(" .,\"'") if text.count("«") else text.strip(" .,\"'«»“”")
    for prefix in ("Корр.", "корр.", "Kor.", "Von", "Par", "By", "via", "/"):
        if text.startswith(prefix) and is_agency(text[len(prefix) :]):
            return text[len(prefix) :].strip()
    if is_agency(text):
        return text
    pieces = [p for p in re.split(r"\s*[/,|&＝=·]\s*|\s+[-–]\s+", text) if p]
    if len(pieces) > 1 and any(is_agency(p) for p in pieces):
        return text
    words = text.split()
    return text if 1 < len(words) <= 4 and is_agency(words[0]) and not any(starts_small(w) for w in words) else None


@cache
def _small_words() -> frozenset[str]:
    """Every word that a dateline can hold in small letters, in a place, an agency or a date; any other is a sentence's."""
    return word_set("name_words", "in_places") | date_vocabulary() | set(split_words("\n".join(agency_names())))


def _parts(pre: str, language: str | None) -> DatelineParts | None:
    """Place, date and agency of what stands before the bracket or dash; None if anything else is in it."""
    pre = _trim(pre)
    if not pre:
        return DatelineParts(None, None, None)
    if any(word.islower() and word.isascii() and word.isalpha() and word not in _small_words() for word in pre.split()):
        return None
    date = None
    rest = pre
    readings = read_dates(pre, language=language)
    if readings:
        if len(readings) > 1:
            return None
        date = readings[0].value[:10]
        rest = f"{pre[: readings[0].start]}, {pre[readings[0].end :]}"
    elif (bare := _BARE_DAY.search(pre)) and 0 < int(bare["month"] or bare["month2"]) < 13 and 0 < int(bare["day"] or bare["day2"]) < 32:
        date = f"XXXX-{int(bare['month'] or bare['month2']):02d}-{int(bare['day'] or bare['day2']):02d}"
        rest = f"{pre[: bare.start()]}, {pre[bare.end() :]}"
    agency = None
    kept: list[str] = []
    for piece in re.split(r"(?<=[^\W\d_]{3})\.\s+|\s*,\s*|\s+[-–—]\s+|\s*\|\s*", rest):
        piece = _trim(piece) if re.fullmatch(r"\s*(?:[A-Z]\.\s?){1,3}|[A-Z][a-z]{1,4}\.", piece) is None else piece.strip()
        if piece and agency is None and is_agency(piece) and piece.casefold() not in ("china", "report"):
            agency = piece.lstrip(". ")
        elif piece:
            kept.append(piece)
    place = pre if date is None and agency is None else ", ".join(kept)
    if place and not is_place(place):
        return None
    return DatelineParts(place or None, date, agency)


def _is_sound_place(place: str, pre: str, *, hyphen: bool = False) -> bool:
    """Whether a place before a mere dash can be trusted: capitals (not before a hyphen), a region after it, or a known city."""
    first = place.partition(",")[0].strip().casefold()
    if first in word_set("endmarks", "not_places") or place.casefold() in word_set("endmarks", "not_places"):
        return False
    if first in places() or any(p.strip() in places() for p in first.split("/")):
        return True
    if first.split(" ")[0] in word_set("endmarks", "articles"):
        return False
    letters = [c for c in place if c.isalpha()]
    if not hyphen and len(letters) > 3 and all(c.isupper() for c in place.partition(",")[0] if c.isalpha()):
        return len(place.split()) <= 4
    if place[:1].isupper() and is_town(first):
        return True
    return bool(_REGION.search(pre.strip())) and place[:1].isupper() and len(place.split()) <= 5 and place.partition(",")[0].isupper()
