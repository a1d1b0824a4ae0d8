"""Dates and times of a header line, in the forms of more than forty languages, as ISO 8601 or EDTF.

``Updated: 2025-08-21 09:17`` is ``2025-08-21T09:17``; ``29 авг`` is ``XXXX-08-29``; ``2025年8月21日`` is ``2025-08-21``. A zone is
kept when it is stated and never converted. A text is read only when next to nothing but a date is in it, so a sentence
that mentions a date has none. Left alone: relative times (``3 hours ago``), lunar Hijri dates, bare years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from copydesk.calendars import ERA_OFFSETS, gregorian_year, jalali_to_gregorian
from copydesk.fields.date_words import Word, may_hold_date, read_words, zones
from copydesk.fields.tables import word_set

MAX_TEXT = 400
"""Characters of a text that may hold a date: longer lines are prose. (Longest real header line seen: 190.)"""

_FORMS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("ymd", r"(?P<y>Y)(?P<s>[-./])(?P<m>n|M)(?P=s)(?P<d>n)"),
        ("cjk", r"(?:(?P<e>E)(?P<ey>[nt]?)年|(?P<y>Y)年)?(?P<m>n)月(?P<d>n)日"),
        ("ymd", r"(?P<y>Y)(?:[.,年\-]|f){0,4}(?P<m>[MJ])\.?f?(?P<d>n)(?![:h])"),
        ("ymd", r"(?P<y>Y)(?:[.,年\-]|f){0,4}(?P<d>n)[.\-]?f?(?P<m>[MJ])"),
        ("dmy", r"(?P<d>n)[o.,/\-]?f{0,2}(?P<m>[MJ])(?:[.,/\-]|f){0,3}(?P<y>Y)(?![月年])"),
        ("dmy", r"(?P<d>n)(?P<s>[-/.])(?P<m>M)(?P=s)(?P<yy>n)(?![:h.])"),
        ("mdy", r"(?P<m>[MJ])[.\-]?f?(?P<d>n)[o.]?(?:,|f|\.){0,2}(?P<y>Y)"),
        ("num", r"(?P<a>n)(?P<s>[./-])(?P<b>n)(?P=s)(?P<y>Y)"),
        ("num", r"(?P<a>n)(?P<s>[./-])(?P<b>n)(?P=s)(?P<yy>n)(?![:h./-])"),
        ("day", r"(?P<D>D)"),
        ("dmy", r"(?P<d>n)[o.\-]?f{0,2}(?P<m>[MJ])"),
        ("mdy", r"(?P<m>[MJ])[.\-]?f?(?P<d>n)(?![:h])o?"),
        ("my", r"(?P<m>M)(?:[.,]|f){0,2}(?P<y>Y)"),
    )
)
_ANY_FORM = re.compile("|".join(re.sub(r"\(\?P=s\)", "[-./]", re.sub(r"\?P<\w+>", "?:", pattern.pattern)) for _, pattern in _FORMS))
"""A date of any form; looser, in that its two signs may differ."""
_TIME = re.compile(
    r"(?P<u1>U)?(?P<h>n):(?P<m>n)(?::(?P<s>n)(?:[.,][nNtHY])?)?(?P<u2>U)?"
    r"|(?P<u3>U)?(?P<h2>n)[h時](?:(?P<m2>n)(?:分|f)?(?:(?P<s2>n)秒)?)?"
    r"|(?:(?<=f)|(?<=f\.))(?P<h3>n)\.(?P<m3>n)(?P<u4>U)?|(?P<h7>n)\.(?P<m5>n)$|(?P<h4>n)\.(?P<m4>n)(?=f|U|Z)(?P<u5>U)?"
    r"|(?P<h5>n)(?P<u6>U)|(?P<hm>[HY])(?=Z)|(?<=f)(?P<h6>n)(?=f)"
)
_ZONE = re.compile(r"\(?(?P<z>Z)?(?P<o>(?P<sign>[+-])(?:(?P<oh>n)(?::(?P<om>n))?|(?P<ohm>[HY])))?")
_DIGIT = re.compile(r"\d|[〇一二三四五六七八九十]")
_JOIN = "WKfohZ_.,:-/()"
_MAX_GAP = 6


@dataclass(frozen=True, slots=True)
class DateReading:
    """One date of a text: ISO 8601 or EDTF ``value``, the span of its words, and whether its label says that it is an update.

    ``whole``: the words of the text are all accounted for by its dates and what goes with them (labels, weekdays, joining words).
    """

    value: str
    start: int
    end: int
    updated: bool
    labelled: bool
    whole: bool


def parse_date(text: str, *, received: str | None = None, language: str | None = None) -> str | None:
    """ISO 8601 (or EDTF, ``XXXX-08-29``) of a text that is a date, a date-time or a labelled one; None for anything else.

    ``received`` (ISO) settles a missing year: the latest such day not after it. ``language`` (BCP 47) settles month names that two
    languages share and the order of ``05/06/2025``: English puts the month first, others the day; dots and hyphens always the day.
    """
    readings = read_dates(text, received=received, language=language)
    return readings[0].value if readings and readings[0].whole else None


def read_dates(text: str, *, received: str | None = None, language: str | None = None) -> tuple[DateReading, ...]:
    """Every date of a short text in order; empty for texts of more than ``MAX_TEXT`` characters and texts without a digit."""
    if len(text) > MAX_TEXT or not _DIGIT.search(text) or not may_hold_date(text):
        return ()
    words = read_words(text, language)
    shape = "".join(w.kind for w in words)
    found: list[tuple[int, int, str]] = []
    at = 0 if _ANY_FORM.search(shape) else len(shape)
    while (hit := _first_form(shape, at, words, language, received)) is not None:
        start, end, value = hit
        time, (start, end) = _time_near(shape, words, start, end, value, at)
        found.append((start, end, value + time))
        at = end
    if not found:
        return ()
    return tuple(_readings(words, shape, found))


def _readings(words: list[Word], shape: str, found: list[tuple[int, int, str]]) -> list[DateReading]:
    rest = list(shape)
    for start, end, _ in found:
        rest[start:end] = [""] * (end - start)
    whole = all(not kind or kind in _JOIN for kind in rest)
    out: list[DateReading] = []
    before = 0
    for start, end, value in found:
        first, last = start, end
        while first > before and shape[first - 1] in _JOIN:
            first -= 1
        while last < len(shape) and (
            shape[last] in "WfoZ)" or (shape[last] in ".," and "W" in shape[last + 1 : last + 3].lstrip(".,")[:1])
        ):
            last += 1
        labels = [w.text.casefold() for w in words[first:start] if w.kind == "K"] or [
            w.text.casefold() for w in words[end : end + 1] if w.kind == "K"
        ]
        updated = any(w in word_set("date_words", "updated") or "更新" in w for w in labels)
        lead = next((i for i in range(first, start) if shape[i] in "KWf"), start)
        out.append(DateReading(value, words[lead].start, words[last - 1].end, updated, bool(labels), whole))
        before = end
    return out


def _first_form(shape: str, at: int, words: list[Word], language: str | None, received: str | None) -> tuple[int, int, str] | None:
    """The first valid date from word ``at`` on: its first word, the word after it and its value."""
    best: tuple[int, int, str] | None = None
    for name, pattern in _FORMS:
        for match in pattern.finditer(shape, at):
            if best is not None and match.start() >= best[0]:
                break
            if _is_glued(words, match.start(), match.end()):
                continue
            value = _value(name, match, words, language, received)
            if value is not None:
                best = (match.start(), match.end(), value)
                break
    return best


def _is_glued(words: list[Word], start: int, end: int) -> bool:
    """Whether the date is a piece of a longer number (``1.2.2025.7``, ``x12/03``) or spans a wide gap."""
    if any(words[i + 1].start - words[i].end > _MAX_GAP for i in range(start, end - 1)):
        return True
    before, after = words[start - 1] if start else None, words[end] if end < len(words) else None
    if before is not None and before.end == words[start].start and (before.kind in "nYtHNDx$" or before.text in "/-.$€£+"):
        return not (before.text in ".-/" and start > 1 and words[start - 2].kind in "xKWf_")
    return after is not None and after.start == words[end - 1].end and after.kind in "nYtHND" and words[end - 1].kind != "日"


def _value(name: str, match: re.Match[str], words: list[Word], language: str | None, received: str | None) -> str | None:
    groups = {k: words[match.start(k)] for k, v in match.groupdict().items() if v}
    if name == "day":
        text = groups["D"].text
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:])) if text[:2] in ("19", "20") else None
    year = _year(groups)
    if name == "my":
        return f"{year:04d}-{groups['m'].value:02d}" if year and 1900 <= year <= 2100 else None
    if name == "num":
        first, second = groups["a"].value, groups["b"].value
        month, day = _order(first, second, year or 0, groups["s"].text, words, language, received)
        return _iso(year, month, day) if year else None
    month, day = groups["m"].value, groups["d"].value
    if groups["m"].kind == "J":
        if year is None:
            return None
        jalali = jalali_to_gregorian(year, month, day)
        return jalali.isoformat() if jalali else None
    if name == "ymd" and year is not None and 1300 <= year < 1500 and language in (None, "fa"):
        jalali = jalali_to_gregorian(year, month, day)
        return jalali.isoformat() if jalali else None
    if year is None:
        return _without_year(month, day, received)
    return _iso(year, month, day)


def _year(groups: dict[str, Word]) -> int | None:
    if "y" in groups:
        return gregorian_year(groups["y"].value)
    if "e" in groups:
        count = groups["ey"].value if "ey" in groups else groups["e"].value
        return ERA_OFFSETS[groups["e"].text] + count if count else None
    if "yy" in groups:
        # POSIX's pivot: 69 to 99 are 19xx.
        return groups["yy"].value + (2000 if groups["yy"].value < 69 else 1900) if len(groups["yy"].text) == 2 else None
    return None


def _order(first: int, second: int, year: int, sign: str, words: list[Word], language: str | None, received: str | None) -> tuple[int, int]:
    """Month and day of ``first/second/year``."""
    if first > 12 or second > 12 or first == second:
        return (second, first) if first > 12 else (first, second)
    if received is not None and (settled := _nearer(first, second, year, received)) is not None:
        return settled
    american = any(
        (w.kind == "U" and w.text.isascii()) or (w.kind == "Z" and w.text.casefold() in word_set("date_words", "american_zones"))
        for w in words
    )
    english = (language or "").split("-")[0] == "en" and language not in ("en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA", "en-IE")
    return (first, second) if sign == "/" and (english or american) else (second, first)


def _nearer(first: int, second: int, year: int, received: str) -> tuple[int, int] | None:
    """The order whose day is not after ``received``, where only one of the two is."""
    try:
        day = date.fromisoformat(received[:10]) + timedelta(days=1)
        orders = [(m, d) for m, d in ((first, second), (second, first)) if date(year, m, d) <= day]
    except ValueError:
        return None
    return orders[0] if len(orders) == 1 else None


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        made = date(year or 0, month, day)
    except ValueError:
        return None
    return made.isoformat() if 1800 <= made.year <= 2100 else None


def _without_year(month: int, day: int, received: str | None) -> str | None:
    if _iso(2000, month, day) is None:
        return None
    return complete_year(f"XXXX-{month:02d}-{day:02d}", received) or f"XXXX-{month:02d}-{day:02d}"


def complete_year(value: str, near: str | None) -> str | None:
    """``XXXX-08-29`` with the year that makes it the latest day not after ``near`` (one day of grace); None if that can't be told."""
    if near is None or not value.startswith("XXXX-") or not near[:4].isdigit():
        return None
    month, day = int(value[5:7]), int(value[8:10])
    try:
        limit = date.fromisoformat(near[:10]) + timedelta(days=1)
    except ValueError:
        return None
    for year in range(limit.year, limit.year - 9, -1):
        made = _iso(year, month, day)
        if made is not None and made <= limit.isoformat():
            return made
    return None


def _time_near(shape: str, words: list[Word], start: int, end: int, value: str, floor: int) -> tuple[str, tuple[int, int]]:
    """``T09:17+08:00`` of the time beside a date ('' if none) and the words of both."""
    after = end
    while after < len(shape) and after - end < 5 and (shape[after] in "Wf_.,:-()|" or words[after].text == "T"):
        after += 1
    for at in range(end, after + 1):
        match = _TIME.match(shape, at)
        if match and (time := _clock(match, words)) is not None:
            zone, stop = _zone(shape, words, match.end())
            return (time + zone if len(value) == 10 else ""), (start, stop)
    for match in _TIME.finditer(shape, floor, start):
        gap = shape[match.end() : start]
        zone, stop = _zone(shape, words, match.end())
        gap = shape[stop:start]
        if len(gap) <= 4 and all(k in "Wf_.,:-()|Z" for k in gap) and (time := _clock(match, words)) is not None:
            return (time + zone if len(value) == 10 else ""), (match.start(), end)
    return "", (start, end)


def time_beside(text: str, start: int, end: int) -> tuple[str, int, int]:
    """``T14:20+08:00`` of the time beside a date that stands at text offsets [start, end), and the span of both; '' and the date's own."""
    words = read_words(text)
    first = next((i for i, w in enumerate(words) if w.end > start), len(words))
    last = next((i for i, w in enumerate(words) if w.start >= end), len(words))
    if first >= last:
        return "", start, end
    time, (low, high) = _time_near("".join(w.kind for w in words), words, first, last, text[start : start + 10].ljust(10), 0)
    return (time, min(start, words[low].start), max(end, words[high - 1].end)) if time else ("", start, end)


def _clock(match: re.Match[str], words: list[Word]) -> str | None:
    got = {k: words[match.start(k)] for k, v in match.groupdict().items() if v}
    if "hm" in got:
        hour, minute = divmod(got["hm"].value, 100)
        second = None
    else:
        hour = next(got[k].value for k in ("h", "h2", "h3", "h4", "h5", "h6", "h7") if k in got)
        minute = next((got[k].value for k in ("m", "m2", "m3", "m4", "m5") if k in got), 0)
        second = next((got[k].value for k in ("s", "s2") if k in got), None)
        if any(k in got and len(got[k].text) != 2 for k in ("m", "m3", "m4", "m5", "s")):
            return None  # ``10:2`` is a score or a ratio; minutes have two figures
    half = next((got[k].value for k in ("u1", "u2", "u3", "u4", "u5", "u6") if k in got), None)
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    if hour > 23 or minute > 59 or (second or 0) > 60:
        return None
    return f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")


def _zone(shape: str, words: list[Word], at: int) -> tuple[str, int]:
    """The zone stated right after a time: ``Z``, ``+08:00`` or '' (also where an abbreviation has several meanings)."""
    start = at
    while at < len(shape) and at - start < 2 and shape[at] in "f,(":
        at += 1
    match = _ZONE.match(shape, at)
    if match is None or match.start() == match.end() or not (match["z"] or match["o"]):
        return "", start
    named = words[match.start("z")].text.casefold().strip(".") if match["z"] else None
    if match["o"] and named in (None, "gmt", "utc"):
        spot = words[match.start("sign")]
        if match["ohm"]:
            text = words[match.start("ohm")].text
            hours, minutes = int(text[:2]), int(text[2:])
        else:
            hours = words[match.start("oh")].value
            minutes = words[match.start("om")].value if match["om"] else 0
        if spot.start - words[match.start("sign") - 1].end > (named is None) or hours > 14 or minutes > 59:
            return "", start
        return f"{spot.text if spot.text in '+-' else '-'}{hours:02d}:{minutes:02d}", match.end()
    return zones().get(named or "", ""), match.end("z")
