"""The stamps with which wires close a story: ``AP-WF-05-03-19 1011GMT``, ``031011 Mai 19``, ``032101 GMT MAY 19``, ``03-MAG-19 10:11``,
``BBC Mon KVU 030519 jm``, ``in Russian 1011 gmt 3 May 19``.

Each wire has its own order of day, hour, month and year, so that no general reader of dates may touch them: 21 in
``212101 GMT NOV 18`` is the day, and 18 the year. A zone is kept where it is GMT; ``EST`` means two places and is left out.
"""

from __future__ import annotations

import re

from copydesk.formats.months import MONTHS

_STAMPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[A-Z]{2,4}-[A-Z]{2,4}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)(?:\s(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>[A-Z]{3}))?",
        r"BBC Mon(?:itoring)? .{0,40}?(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)(?:[ ].{0,30})?",
        r"(?P<day>\d\d)-(?P<name>[^\W\d_]{3})-(?P<year>\d\d) (?P<hour>\d\d)[:.](?P<minute>\d\d)(?: N{4})?",
        r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) (?P<zone>GMT |UTC |Z )?(?P<name>[^\W\d_]{3,9})\.? (?P<year>\d\d|\d{4})\W{0,3}",
        r".{0,100},\sin [A-Z][a-z]+ (?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>gmt) (?P<day>\d{1,2}) (?P<name>[A-Z][a-z]{2}) (?P<year>\d\d)",
    )
)
_LONGEST = 160
_PIVOT = 70  # two-digit years from which a wire's archive is of the 1900s


def read_stamp(text: str) -> str | None:
    """The date (and time, with ``Z`` where it is GMT) that a wire's stamp states in ISO 8601, None for any other line."""
    if len(text) > _LONGEST:
        return None
    for pattern in _STAMPS:
        if (m := pattern.fullmatch(text)) is not None:
            return _write(m.groupdict())
    return None


def _write(found: dict[str, str | None]) -> str | None:
    name, number = found.get("name"), found.get("month")
    month = MONTHS.get(name.casefold(), 0) if name else int(number or 0)
    day, year = int(found["day"] or 0), int(found["year"] or 0)
    year += 0 if year > 99 else 2000 if year < _PIVOT else 1900
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    hour, minute = found.get("hour"), found.get("minute")
    if not hour or not minute or int(hour) > 23 or int(minute) > 59:
        return f"{year:04d}-{month:02d}-{day:02d}"
    zone = "Z" if (found.get("zone") or "").strip().upper() in ("GMT", "UTC", "Z") else ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour}:{minute}{zone}"
