"""The record's fields from what the steps lifted and what was known from outside.

What the source's own text states about a story beats a page-wide hint, except where a hint is the more exact form of the
same fact. Nothing is invented: a field that nobody states is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from copydesk.types import Article, Dateline, Field, FieldName, Hints, LedgerRow, Mark

_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True)
class Values:
    """The fields of a record that are read from the source."""

    title: str | None
    translated_from: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    editor: str | None
    dateline: Dateline | None
    published: str | None
    updated: str | None
    publisher: str | None
    agency: str | None
    section: str | None
    notices: tuple[str, ...]
    subtitle: str | None = None
    accession: str | None = None


_NOTHING = Values(None, None, (), (), None, None, None, None, None, None, None, ())


def build_values(hints: Hints, marks: Sequence[Mark], fixed: Sequence[Field], text: str) -> Values:
    """The values for one story. ``fixed`` are what its profiles set; they yield to what the story itself states."""
    stated: dict[FieldName, list[str]] = {}
    for field in [*[_borne(field) for mark in marks if mark.fields for field in mark.fields], *fixed]:
        if field.value:
            stated.setdefault(field.name, []).append(field.value)
    if not stated and not (hints.title or hints.published or hints.updated or hints.authors or hints.publisher or hints.section):
        return _NOTHING
    from copydesk.fields import parse_date, read_authors, read_dateline

    def one(name: FieldName) -> str | None:
        return found[0] if (found := stated.get(name)) else None

    def many(name: FieldName) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stated.get(name, ())))

    published = _with_year(parse_date(hints.published or "")) or _with_year(one(FieldName.PUBLISHED))
    raw = one(FieldName.DATELINE)
    dateline = None
    if raw is not None:
        dateline = Dateline(raw, one(FieldName.DATELINE_PLACE), one(FieldName.DATELINE_AGENCY), one(FieldName.DATELINE_DATE))
        if not (dateline.place or dateline.agency) and (read := read_dateline(raw, published)):  # a slot that the parser took whole
            dateline = Dateline(raw, read.place, read.agency, read.date)
            published = published or _with_year(read.date)
    title = one(FieldName.TITLE) or borne(hints.title or "")
    return Values(
        title=" ".join(title.split()) if title else None,
        translated_from=one(FieldName.TRANSLATED_FROM),
        authors=_spell_once(many(FieldName.AUTHOR))
        or tuple(dict.fromkeys(name for value in hints.authors for name in read_authors(value))),
        contributors=many(FieldName.CONTRIBUTOR),
        editor=one(FieldName.EDITOR),
        dateline=dateline,
        published=published,
        updated=_with_year(parse_date(hints.updated or "")) or _with_year(one(FieldName.UPDATED)),
        publisher=hints.publisher or one(FieldName.PUBLISHER),
        agency=one(FieldName.AGENCY) or (dateline.agency if dateline else None),
        section=one(FieldName.SECTION) or hints.section,
        notices=many(FieldName.NOTICE),
        subtitle=one(FieldName.SUBTITLE),
        accession=one(FieldName.ACCESSION),
    )


def _spell_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each once: of ``Anna BERG`` in the byline and ``Anna Berg`` in the dateline the one with fewer capitals."""
    kept: dict[str, str] = {}
    for name in names:
        kept[name.casefold()] = min(kept.get(name.casefold(), name), name, key=lambda n: sum(map(str.isupper, n)))
    return tuple(kept.values())


def borne(value: str) -> str:
    """The value as UTF-8 and a terminal can bear it: no control characters, U+FFFD for half of a surrogate pair."""
    return _STEERING.sub("", value).translate(_SURROGATES) if not value.isprintable() else value


def _borne(field: Field) -> Field:
    return field if field.value.isprintable() else Field(field.name, borne(field.value))


def _with_year(date: str | None) -> str | None:
    """The date where its year is stated: the record leaves partial dates to the dateline."""
    return date if date and date[:4].isdigit() else None


def article_record(article: Article) -> dict[str, Any]:
    """The article as the contract's JSON object, keys in its order: tuples as lists, nothing left out."""
    return {name: _plain(getattr(article, name)) for name in _ARTICLE}


_ARTICLE = tuple(field.name for field in fields(Article))


def _plain(value: object) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {name: _plain(getattr(value, name)) for name in type(value).__dataclass_fields__}  # type: ignore[attr-defined]


def ledger_record(row: LedgerRow) -> dict[str, Any]:
    """The ledger row as the contract's JSON object."""
    return row._asdict()
