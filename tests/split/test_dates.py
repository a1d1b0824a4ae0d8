"""Dates of header slots."""

from __future__ import annotations

import pytest

import copydesk
from copydesk.formats.dates import is_month_first, read_date


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("July 20, 2015", "2015-07-20"), ("20 juillet 2015", "2015-07-20"), ("1er août 2016", "2016-08-01"), ("5. Mai 2014", "2014-05-05"),
        ("20 de julio de 2015", "2015-07-20"), ("12 мая 2020 г.", "2020-05-12"), ("15.02.2018", "2018-02-15"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        ("2019年5月3日", "2019-05-03"), ("2019년 5월 3일", "2019-05-03"), ("٢٠ يوليو ٢٠١٥", "2015-07-20"),
        ("2019-11-18T10:00:00Z", "2019-11-18T10:00:00Z"),
        ("20190503T101010+0200", "2019-05-03T10:10:10+02:00"), ("Aug. 29", "XXXX-08-29"), ("18 ene", "XXXX-01-18"),
        ("2014. május 5.", "2014-05-05"),
        ("02/05/2023 08:30", "2023-05-02T08:30"), ("4 марта 2023, 14:20", "2023-03-04T14:20"),
        ("2023年3月4日 14时20分", "2023-03-04T14:20"),
        ("2023년 3월 4일 오후 2시 20분", "2023-03-04T14:20"), ("3 mai 2019 à 9h17", "2019-05-03T09:17"),
        ("2023/03/04 14:20", "2023-03-04T14:20"),
        ("08:30, 2 May 2023", "2023-05-02T08:30"), ("3. Mai 2019, 8.15 Uhr", "2019-05-03T08:15"), ("٤ مارس ٢٠٢٣ ١٤:٢٠", "2023-03-04T14:20"),
        ("Sat, 4 Mar 2023 14:20:05 +0100", "2023-03-04T14:20:05+01:00"), ("March 4, 2023 at 2:20 p.m. EST", "2023-03-04T14:20-05:00"),
        ("May 03, 2019 10:00 AM Eastern Daylight Time", "2019-05-03T10:00-04:00"),
        ("Friday, 5. July 2019 09:31:00 CEST", "2019-07-05T09:31:00+02:00"), ("January 11, 2010 Monday", "2010-01-11"),
        ("5 มีนาคม 2564", "2021-03-05"), ("۱۲ اسفند ۱۳۹۹ - ۱۰:۳۰", "2021-03-02T10:30"), ("۱۳۹۹/۱۲/۱۲", "2021-03-02"),
        ("Tue Mar  2 10:30:12 2021", "2021-03-02T10:30:12"), ("R 121030Z MAR 87", "1987-03-12T10:30Z"),
        ("10 Мар 98  21:00", "1998-03-10T21:00"),
        ("3 May 10:30", "XXXX-05-03"), ("3 May 10 people", "XXXX-05-03"),
    ],
)  # fmt: skip
def test_a_header_date_is_read_to_iso(slot: str, value: str) -> None:
    """A date as a header slot writes it becomes ISO 8601, with X for a year that is not stated: an hour or a count behind a month is
    none. Years of other calendars and of two digits are read as well."""
    assert read_date(slot) == value


@pytest.mark.parametrize(
    "slot", ["4 March 2023, page 10", "4 March 2023, vol. 3.12", "4 March 2023 | 3 min 20 s", "4 March 2023 29:99", "4 March 2023 12 pages",
             "4 March 2023 10:2",
             "4 March 2023, 1,450 words, No. 14:20 of the old series"]
)  # fmt: skip
def test_what_is_no_time_leaves_the_day(slot: str) -> None:
    """Pages, volumes, lengths and impossible hours are no times of day."""
    assert read_date(slot) == "2023-03-04"


_TIMED = {
    "pt": ("Título: {t}\nData: 0{n}/05/2023 08:3{n}\nFonte: Gazeta do Porto\n\n{b}", "2023-05-0{n}T08:3{n}"),
    "ru": ("Заголовок: {t}\nДата: {n} марта 2023, 14:2{n}\nИсточник: Портовая газета\n\n{b}", "2023-03-0{n}T14:2{n}"),
    "zh": ("标题：{t}\n日期：2023年3月{n}日 14时2{n}分\n来源：港口日报\n\n{b}", "2023-03-0{n}T14:2{n}"),
    "line": ("{t}\nPort Gazette | {n} March 2023 - 14:2{n}\n\n{b}", "2023-03-0{n}T14:2{n}"),
}


@pytest.mark.parametrize("form", _TIMED)
def test_a_time_in_a_header_of_an_unknown_format_belongs_to_its_date(form: str) -> None:
    """The story's date is a date-time, and no part of the time is taken for a publisher."""
    body = "The harbour of Lindmouth reopened on Friday after engineers replaced lock gate {n}, which had failed in the storms.\n\n" * 3
    made, wanted = _TIMED[form]
    titles = ("Harbour reopens after repairs", "Museum buys back the stolen clock", "Bridge toll rises by a third", "Ferry adds a late run")
    text = "\n\n-----\n\n".join(made.format(t=title, n=n, b=body.format(n=n).strip()) for n, title in enumerate(titles, 1))
    articles = copydesk.clean(text, name="week.txt").articles
    assert [a.published for a in articles] == [wanted.format(n=n) for n in range(1, 5)]
    assert len({a.publisher for a in articles}) == 1
    assert not any(c.isdigit() for a in articles for c in a.publisher or "")


@pytest.mark.parametrize("slot", ["", "Monday", "31.02.2018", "12.13.14.15", "p. 24", "Vol. 3 No. 9", "99 words"])
def test_what_is_no_date_gives_none(slot: str) -> None:
    """Pages, versions and impossible days are no dates."""
    assert read_date(slot) is None


def test_a_day_above_twelve_settles_the_order_of_the_file() -> None:
    """07/20/2015 anywhere in a file says that its numeric dates put the month first."""
    assert is_month_first(["03/04/2015", "07/20/2015"])
    assert not is_month_first(["03/04/2015", "20/07/2015"])
    assert read_date("03/04/2015", month_first=True) == "2015-03-04"
