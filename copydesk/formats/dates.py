"""Dates as header slots write them, read to ISO 8601 (or EDTF with X for a year that is not stated).

``July 20, 2015``, ``20 juillet 2015``, ``15.02.2018``, ``2019-11-18T10:00:00Z``, ``26-FEB-1987 15:01:01.79``, ``2019年5月3日``.
Used on header slots only: a year in a headline is no date, and this module never looks at a body. A time beside a full date belongs to
it (``add_times``). A numeric date whose day
and month could change places is read day first unless the caller knows the file's order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from copydesk.calendars import gregorian_year, is_jalali_year, jalali_to_gregorian
from copydesk.clock import read_time
from copydesk.formats.months import JALALI, MONTHS
from copydesk.late import compile_late

_LONGEST_SLOT = 200  # characters of a slot that are looked at
_EARLIEST, _LATEST = 1600, 2100  # years that a news date can name

_ISO = re.compile(
    r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?"
    r"\s?(Z|[+-]\d{2}(?::?\d{2})?(?![\d:]))?)?"
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d|\.\d)")
_COMPACT = compile_late(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号]")
_CJK_PARTIAL = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号]")
_STAMP = re.compile(r" {1,2}(\d{2}:\d{2}:\d{2})(?: [A-Z]{2,5})? (\d{4})(?!\d)")  # ``Tue Mar  2 10:30:12 2021``, behind the day
_SIGNAL = re.compile(r"(?<!\d)([0-3]\d)([0-2]\d)([0-5]\d)Z ([A-Z]{3}) (\d{4}|\d{2})(?!\d)")  # a signal's ``121030Z MAR 87``
_SHORT_YEAR_ENDS = re.compile(r"\Z| {2}|[,;)\]]")  # what stands behind a year of two digits that no sign joins to its month
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_WORD = re.compile(r"""\d{1,4}|[^\s\d,;:|/()\[\]<>–—_\-"“”«».'’]+(?:\.[^\s\d,;:|/()\[\]<>–—_\-"“”«».'’]+)?""")
_JOINERS = frozenset(
    [
        "de",
        "del",
        "di",
        "du",
        "the",
        "of",
        "da",
        "den",
        "d",
        "e",
        "i",
        "a",
        "g",
        "р",
        "г",
        "рік",
        "года",
        "року",
        "й",
        "י",
        "la",
        "le",
        "l",
        "lokakuuta",
    ]
)
_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "ère", "a", "o", "º", "ª", "го", "th."])
_SKIPPED = _JOINERS | _ORDINALS


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text offsets [start, end): ``value`` ISO 8601, or EDTF ``XXXX-MM-DD`` where no year is stated."""

    start: int
    end: int
    value: str

    @property
    def is_full(self) -> bool:
        """Whether the year is stated."""
        return not self.value.startswith("X")


def _ascii_digits(text: str) -> str:
    """Every decimal digit of any script as 0-9; other characters as they are, so offsets hold."""
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _value(year: int, month: int, day: int) -> str | None:
    """ISO date of a plausible year, month and day; year 0 means 'not stated'."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if day > (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31):
        return None
    if not year:
        return f"XXXX-{month:02d}-{day:02d}"
    year = gregorian_year(year)
    return f"{year:04d}-{month:02d}-{day:02d}" if _EARLIEST <= year <= _LATEST else None


def _solar(year: int, month: int, day: int) -> str | None:
    """ISO date of a day of the solar Hijri calendar."""
    found = jalali_to_gregorian(year, month, day)
    return found.isoformat() if found else None


def _century(year: int) -> int:
    """A two-digit year as newspapers mean it: 70 to 99 are the 1900s."""
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _find_numeric(text: str, month_first: bool, compact: bool) -> Iterator[FoundDate]:
    for m in () if text.isascii() else _CJK.finditer(text):
        if value := _value(int(m[1]), int(m[2]), int(m[3])):
            yield FoundDate(m.start(), m.end(), value)
    parted = "-" in text or "/" in text or "." in text
    for m in _ISO.finditer(text) if parted else ():
        read = _solar if is_jalali_year(int(m[1])) else _value
        if value := read(int(m[1]), int(m[3]), int(m[4])):
            if m[5] and int(m[5]) < 24:
                zone = m[8] or ""
                zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone + ":00" if len(zone) == 3 else zone
                value += f"T{int(m[5]):02d}:{m[6]}" + (f":{m[7]}" if m[7] else "") + zone
            yield FoundDate(m.start(), m.end(), value)
    for m in _NUMERIC.finditer(text) if parted else ():
        first, second, year = int(m[1]), int(m[3]), _century(int(m[4]))
        if len(m[4]) == 2 and m[2] == "-":
            continue
        day, month = (second, first) if (month_first or second > 12) and first <= 12 else (first, second)
        if value := _value(year, month, day):
            yield FoundDate(m.start(), m.end(), value)
    for m in _COMPACT.finditer(text) if compact else ():
        if value := _value(int(m[1]), int(m[2]), int(m[3])):
            if m[4]:
                zone = m[7] or ""
                value += f"T{m[4]}:{m[5]}" + (f":{m[6]}" if m[6] else "") + (f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone)
            yield FoundDate(m.start(), m.end(), value)


def _find_named(text: str) -> Iterator[FoundDate]:
    """Dates with the month as a word: day and year on either side of it, joiners such as 'de' between."""
    if text.isascii() and MONTHS.keys().isdisjoint(_WORD.findall(text.lower())):
        return
    read = [(m, name) for m in _WORD.finditer(text) if (name := m[0].casefold()) not in _SKIPPED]
    words = [m for m, _ in read]
    for i, (m, name) in enumerate(read):
        month = MONTHS.get(name) or (MONTHS.get(name[1:]) if name[0] in "בוה" else None)
        around = [words[i - 1], words[i + 1]] if not month and name in JALALI and 0 < i < len(words) - 1 else []
        if around and all(w[0].isdecimal() for w in around) and (value := _solar(int(around[1][0]), JALALI[name], int(around[0][0]))):
            yield FoundDate(around[0].start(), around[1].end(), value)
        if not month:
            continue
        before = int(words[i - 1][0]) if i and words[i - 1][0].isdecimal() and m.start() - words[i - 1].end() <= 8 else 0
        after = int(words[i + 1][0]) if i + 1 < len(words) and words[i + 1][0].isdecimal() else 0
        if after and words[i + 1].start() - m.end() > 5:
            after = 0
        next_year = int(words[i + 2][0]) if i + 2 < len(words) and words[i + 2][0].isdecimal() else 0
        if after and next_year and (len(words[i + 2][0]) != 4 or words[i + 2].start() - words[i + 1].end() > 6):
            next_year = 0
        if after and len(words[i + 1][0]) <= 2 and (stamp := _STAMP.match(text, words[i + 1].end())):
            if value := _value(int(stamp[2]), month, after):
                yield FoundDate(m.start(), stamp.end(), f"{value}T{stamp[1]}")
            continue
        found: tuple[int, int, int, int] | None = None  # year, day, index of first and last word
        if after and len(words[i + 1][0]) <= 2 and next_year:
            found = next_year, after, i, i + 2
        elif before and len(words[i - 1][0]) <= 2 and after and len(words[i + 1][0]) == 4:
            found = after, before, i - 1, i + 1
        elif before and len(words[i - 1][0]) == 4 and after and len(words[i + 1][0]) <= 2:
            found = before, after, i - 1, i + 1
        elif (
            before
            and len(words[i - 1][0]) <= 2
            and after
            and len(words[i + 1][0]) == 2
            and (text[m.end()] in "-'’" or _SHORT_YEAR_ENDS.match(text, words[i + 1].end()))
        ):
            found = _century(after), before, i - 1, i + 1
        elif before and len(words[i - 1][0]) <= 2:
            found = 0, before, i - 1, i
        elif after and len(words[i + 1][0]) <= 2:
            found = 0, after, i, i + 1
        if found and (value := _value(found[0], month, found[1])):
            end = words[found[3]].end()
            yield FoundDate(words[found[2]].start(), end + (text[end : end + 1] == "."), value)


def find_dates(text: str, *, month_first: bool = False, compact: bool = False) -> tuple[FoundDate, ...]:
    """Dates of a header slot in order, without overlap, the fuller reading first; looks at its first 200 characters.

    ``compact`` also reads ``20190503`` and ``20190503T101010Z``, which elsewhere are more likely parts of an identifier.
    """
    text = _ascii_digits(text[:_LONGEST_SLOT])
    if "Z " in text and (m := _SIGNAL.search(text)) and (value := _value(_century(int(m[5])), MONTHS.get(m[4].casefold(), 0), int(m[1]))):
        return (FoundDate(m.start(), m.end(), f"{value}T{m[2]}:{m[3]}Z"),)
    found = [*_find_numeric(text, month_first, compact), *_find_named(text)]
    if not text.isascii() and not any(f.is_full for f in found):
        partial = ((m, _value(0, int(m[1]), int(m[2]))) for m in _CJK_PARTIAL.finditer(text))
        found.extend(FoundDate(m.start(), m.end(), value) for m, value in partial if value)
    if len(found) < 2:
        return tuple(found)
    kept: list[FoundDate] = []
    for date in sorted(found, key=lambda f: (not f.is_full, f.start - f.end, f.start)):
        if all(date.end <= k.start or date.start >= k.end for k in kept):
            kept.append(date)
    return tuple(sorted(kept, key=lambda f: f.start))


def add_times(text: str, dates: Iterable[FoundDate]) -> tuple[FoundDate, ...]:
    """The dates of a slot with the time that stands beside a full one, its span widened to take it in."""
    timed: list[FoundDate] = []
    floor = 0
    for date in dates:
        if date.is_full and len(date.value) == 10:
            time, start, end = read_time(text, date.start, date.end)
            if time and start >= floor:
                date = FoundDate(start, end, date.value + time)
        timed.append(date)
        floor = date.end
    return tuple(timed)


def read_date(text: str, *, month_first: bool = False) -> str | None:
    """The first full date of a slot, else its first partial one, else None."""
    dates = add_times(text, find_dates(text, month_first=month_first, compact=True))
    return next((d.value for d in dates if d.is_full), dates[0].value if dates else None)


def is_month_first(slots: Iterable[str]) -> bool:
    """Whether the numeric dates of a file put the month first: some second number exceeds 12 and no first one does."""
    first = second = False
    for slot in slots:
        for m in _NUMERIC.finditer(_ascii_digits(slot[:_LONGEST_SLOT])):
            first |= int(m[1]) > 12
            second |= int(m[3]) > 12
    return second and not first
