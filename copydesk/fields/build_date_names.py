"""Writes ``data/date_names.json``, ``data/places.txt`` and ``data/language_names.json`` from the CLDR (run by hand, needs Babel).

Month and weekday names of every language below, wide and abbreviated, in running text and alone, folded to lower case
without dots; names of the Jalali months; the cities that CLDR names after time zones, and countries. A month name that
means different months in different languages (``listopad``: October in Croatian, November in Polish) keeps the
languages of each meaning.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

_DATA = Path(__file__).parent / "data"
LOCALES = (_DATA / "locales.txt").read_text("utf-8").split()

EXTRA = {
    "sept": 9, "febr": 2, "jän": 1, "set": 9, "ene": 1, "dic": 12, "dez": 12, "mai": 5, "mrz": 3, "okt": 10, "juni": 6, "juli": 7,
    "sen": 9, "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9, "окт": 10,
    "ноя": 11, "нояб": 11, "дек": 12, "fév": 2, "fevr": 2, "aout": 8, "dec": 12, "avgust": 8, "yanvar": 1, "fevral": 2, "mart": 3,
    "aprel": 4, "iyun": 6, "iyul": 7, "sentabr": 9, "oktabr": 10, "noyabr": 11, "dekabr": 12, "август": 8, "январь": 1,
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "اب": 8,
    "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "كانون الاول": 12,
    "اغسطس": 8, "ابريل": 4, "اكتوبر": 10, "جانفي": 1, "فيفري": 2, "أفريل": 4, "جوان": 6, "جويلية": 7, "أوت": 8, "ژانویه": 1,
    "फ़रवरी": 2, "फरवरी": 2, "अगस्त": 8, "सितंबर": 9, "सितम्बर": 9, "अक्टूबर": 10, "अक्तूबर": 10, "नवंबर": 11, "नवम्बर": 11,
    "दिसंबर": 12, "दिसम्बर": 12, "জানুয়ারি": 1, "ফেব্রুয়ারি": 2, "agustus": 8, "ogos": 8, "kasim": 11, "agustos": 8, "eylul": 9,
    "ocak": 1, "subat": 2, "haziran": 6, "temmuz": 7, "aralik": 12,
}  # fmt: skip
_GENITIVES = """januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra
јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра
იანვარს თებერვალს მარტს აპრილს მაისს ივნისს ივლისს აგვისტოს სექტემბერს ოქტომბერს ნოემბერს დეკემბერს
январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри
января февраля марта апреля мая июня июля августа сентября октября ноября декабря"""
EXTRA |= {name: number for line in _GENITIVES.split("\n") for number, name in enumerate(line.split(), 1)}

JALALI = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "امرداد": 5, "شهریور": 6, "مهر": 7, "آبان": 8, "آذر": 9, "دی": 10,
    "بهمن": 11, "اسفند": 12, "حمل": 1, "ثور": 2, "جوزا": 3, "سرطان": 4, "اسد": 5, "سنبله": 6, "میزان": 7, "عقرب": 8, "قوس": 9,
    "جدی": 10, "دلو": 11, "حوت": 12,
}  # fmt: skip
"""Months of the solar Hijri year in Iran and in Afghanistan."""


_DROP = {"душанбе", "ma", "me", "e", "i", "a", "do", "no", "we", "is", "in", "to", "so", "at", "am", "as"}


def fold(name: str) -> str:
    """Lower case, composed, without the dots of abbreviations."""
    return unicodedata.normalize("NFC", name).casefold().strip().strip(".").replace("\u200f", "").strip()


def month_names() -> dict[str, dict[int, set[str]]]:
    """Folded month name to month number to the languages that mean it."""
    from babel import Locale

    names: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code in LOCALES:
        locale = Locale.parse(code)
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[use][width].items():
                    name = fold(name)
                    if not any(ch.isdigit() for ch in name) and len(name) > 1:
                        names[name][number].add(locale.language)
    for name, number in EXTRA.items():
        names[fold(name)][number].add("und")
    return names


def weekday_names() -> set[str]:
    """Folded weekday names, wide and abbreviated (two letters at least)."""
    from babel import Locale

    names: set[str] = set()
    for code in LOCALES:
        locale = Locale.parse(code)
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {fold(name) for name in locale.days[use][width].values()}
    names |= {n.removeprefix("วัน") for n in names}
    return {n for n in names if len(n) > 1 and n not in _DROP}


def place_names() -> set[str]:
    """Cities after which CLDR names time zones in all the languages, and those of ``cities.txt``, from which agencies file."""
    from babel import Locale

    names: set[str] = set()
    for code in LOCALES:
        locale = Locale.parse(code)
        names |= {str(zone["city"]) for zone in (dict(z) for z in locale.time_zones.values()) if "city" in zone}
    names |= {zone.rpartition("/")[2].replace("_", " ") for zone in map(str, Locale.parse("fr").time_zones)}
    return {n.casefold() for n in names | set((_DATA / "cities.txt").read_text("utf-8").split("\n")) if 1 < len(n) < 40}


def language_names() -> dict[str, str]:
    """Language names in the languages themselves, English, Russian and Chinese, folded, to BCP 47."""
    from babel import Locale

    names: dict[str, str] = {}
    for code in sorted({c.split("_")[0] for c in LOCALES}):
        for shown in ("en", "ru", "zh", "es", "fr", "de", "pt", "it", "tr", "ar", code):
            name = Locale.parse(shown).languages.get(code)
            if name:
                names.setdefault(fold(name), code)
    return names


def main() -> None:
    """Writes the three files beside this module."""
    months = {
        name: next(iter(by)) if len(by) == 1 else {str(number): " ".join(sorted(langs)) for number, langs in sorted(by.items())}
        for name, by in sorted(month_names().items())
        if name not in _DROP
    }
    out = {"months": months, "weekdays": sorted(weekday_names() - set(months)), "jalali": JALALI}
    (_DATA / "date_names.json").write_text(json.dumps(out, ensure_ascii=False, indent=0) + "\n", "utf-8")
    (_DATA / "places.txt").write_text("\n".join(sorted(place_names())) + "\n", "utf-8")
    (_DATA / "language_names.json").write_text(json.dumps(language_names(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
