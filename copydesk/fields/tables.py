"""The word tables of this package, read once on first use: agencies, byline words, header labels, end marks, notices, places."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from copydesk.needles import make_test


@cache  # most files hold several of the tables below
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("copydesk.fields").joinpath(f"data/{name}.toml").read_text("utf-8"))


KNOWN_LINE, KNOWN_LINES = 100, 1 << 13
"""Characters of lines that come again from page to page (menus, labels), and how many of them each reader remembers."""


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Case folded, curly apostrophes straight, white space single: the form in which tables are compared."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.casefold().replace("’", "'").replace("ʻ", "'").replace("‘", "'").split())


_QUOTES = dict.fromkeys(map(ord, '"«»“”„‟'))


@cache
def agency_names() -> dict[str, str]:
    """Folded agency name or alias to the agency's own name."""
    table = _toml("agencies")
    names = {fold(_unquoted(alias)): a["name"] for a in table["agency"] for alias in (a["name"], *a["aliases"])}
    return {fold(_unquoted(name)): name for group in table["others"].values() for name in group} | names


@cache
def feed_marks() -> dict[str, tuple[str, ...]]:
    """Agency name to the folded end marks that only its own feed carries."""
    return {a["name"]: tuple(fold(mark) for mark in a["feed"]) for a in _toml("agencies")["agency"] if "feed" in a}


def is_agency(text: str) -> bool:
    """Whether the text, quotation marks aside, is the name of an agency."""
    return len(text) <= 60 and fold(_unquoted(text).strip(" \t'()[]/|.,")) in agency_names()


def _unquoted(text: str) -> str:
    return text.replace('"', "") if text.isascii() else text.translate(_QUOTES)


def has_case(text: str) -> bool:
    """Whether the text has letters of a script with capitals. (Georgian small letters have no capitals in running text.)"""
    return any(c.isupper() or (c.islower() and c.title() != c) for c in text)


@cache
def byline_words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Words before a byline, words before one with a colon, glued prefixes, suffixes (longest first), and role words."""
    table = _toml("bylines")

    def words(part: str) -> set[str]:
        return {fold(w) for group in table[part].values() for w in group}

    longest = sorted(words("prefix"), key=lambda w: (-len(w), w))
    after = sorted(words("suffix"), key=lambda w: (-len(w), w))
    return frozenset(words("before")), frozenset(words("before_colon")), tuple(longest), tuple(after), frozenset(words("roles"))


@cache
def labels() -> dict[str, str]:
    """Folded header label (``published``, ``来源``, ``заголовок``) to the kind of slot that it opens."""
    table = _toml("labels")
    return {fold(word): kind for kind, groups in table.items() for group in groups.values() for word in group}


@cache
def places() -> frozenset[str]:
    """Folded names of cities and countries in many languages (CLDR)."""
    return frozenset(files("copydesk.fields").joinpath("data/places.txt").read_text("utf-8").split("\n"))


@cache
def _town_list() -> bytes:
    return b"\n" + files("copydesk.fields").joinpath("data/towns.txt").read_bytes()


@lru_cache(maxsize=KNOWN_LINES)
def is_town(text: str) -> bool:
    """Whether the text is the name of a town of 15 000 inhabitants or more and no common word (GeoNames; scripts with capitals)."""
    return 2 < len(text) <= 40 and b"\n%b\n" % fold(text).encode("utf-8", "replace") in _town_list()


@cache
def word_table(name: str, key: str) -> dict[str, Any]:
    """A table of words to values of ``data/NAME.toml``, its words folded."""
    return {fold(word): value for word, value in _toml(name)[key].items()}


@cache
def credit_words(kind: str) -> tuple[str, ...]:
    """The patterns that open a credit of a kind (contributor, editor, writer), in file order."""
    return tuple(_toml("credits")[kind])


@cache
def given_names() -> frozenset[str]:
    """Folded given names common in bylines, Latin and Cyrillic: they tell ``Jane Doe`` from ``Daily Maverick``."""
    return frozenset(files("copydesk.fields").joinpath("data/given_names.txt").read_text("utf-8").split())


@cache
def language_names() -> dict[str, str]:
    """Folded language name to BCP 47 tag."""
    return dict(json.loads(files("copydesk.fields").joinpath("data/language_names.json").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """A rule for whole notice lines: its pattern is tried on lines that begin with one of ``starts`` or hold one of ``cues``."""

    id: str
    starts: tuple[str, ...]
    cues: tuple[str, ...]
    text: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of a whole line, compiled when the first such line comes."""
        return _compile(self.text)


@cache
def _compile(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def notice_rules() -> tuple[NoticeRule, ...]:
    """The notice rules in file order, starts and cues case folded."""

    def folded(rule: dict[str, Any], key: str) -> tuple[str, ...]:
        return tuple(word.casefold() for word in rule.get(key, ()))

    return tuple(NoticeRule(rule["id"], folded(rule, "starts"), folded(rule, "cues"), rule["pattern"]) for rule in _toml("notices")["rule"])


@cache
def notice_openings() -> dict[str, tuple[str, ...]]:
    """Every word that opens a notice by some rule, by its first character."""
    found: dict[str, dict[str, None]] = {}
    for start in (start for rule in notice_rules() for start in rule.starts):
        found.setdefault(start[:1], {})[start] = None
    return {sign: tuple(words) for sign, words in found.items()}


def holds_notice_cue(folded: str) -> bool:
    """Whether any cue of any rule stands in a case-folded line."""
    return _notice_cues()(folded)


@cache
def _notice_cues() -> Callable[[str], bool]:
    return make_test(cue for rule in notice_rules() for cue in rule.cues)


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """A flat list of words of ``data/NAME.toml``, folded."""
    return frozenset(fold(w) for w in _toml(name)[key])
