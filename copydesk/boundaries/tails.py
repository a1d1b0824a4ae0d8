"""What the stories of a file have below their last paragraphs: buttons and counts that are the same everywhere, and who signed.

``12 Likes · 3 Comments`` below each post of a page differs in its figures alone; ``Noted by Ann Lowry`` differs in the name alone. One
story tells neither. Left alone: lines that end as sentences do, and whatever only some of the stories have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.boundaries.signatures import are_people
from copydesk.formats.columns import is_media
from copydesk.late import compile_late
from copydesk.types import Field, FieldName, Label, Mark

_INITIALS = re.compile(r"\b[^\W\d_]{2,4}/[^\W\d_]{2,4}\b")
_COPYRIGHT = compile_late(
    r"(?:©|\(c\)|ⓒ|copyright)\s*(?:©|"
    r"\(c\))?\s*(?:by\s)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?:by\s)?(.{2,80}?)(?:\s\d{4})?\s*(?:[.|,;]\s|\.?$|\s[-–—]\s|"
    r"\sall rights|\salle rechte|\stous droits)",
    re.IGNORECASE,
)
_ROWS = 8  # rows of the longest tail
_NEARLY = 0.8  # share of the stories that must have a line of the tail
_LONGEST = 80  # characters of a line of the tail
_OPENING = 3  # words that can stand before the name of who signed (``Noted by``)
_DASHES = "-–—―~ "
_BOX, _BOXES, _HEAD, _LONGEST_SIGN = (
    "()[]/",
    (("(", ")"), ("[", "]"), ("/", "/")),
    110,
    40,
)  # around an agency's name; characters of a dateline, of a signature
_LEAST_NAME = 3  # letters of a paper's name


class Tails(NamedTuple):
    """``fixed``: lines, digits masked, that are no story's own; ``papers``: those of them that name the paper; ``openings``: the words
    before the name of who signed, '' where it stands alone; ``agencies``: the first words of an agency's signatures."""

    fixed: frozenset[str]
    papers: frozenset[str]
    openings: frozenset[str]
    agencies: frozenset[str] = frozenset()


def find_tail(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows below a story's last paragraph; none where it has no paragraph, or more rows below it than a tail has."""
    for at in range(len(rows) - 1, max(0, len(rows) - _ROWS - 1), -1):
        row = rows[at]
        ends = row.terminal and row.shape is Shape.SHORT and row.text[0] not in _DASHES
        if row.shape in (Shape.TEXT, Shape.DATELINE) or (ends and not (row.text[0] == "(" and signs_off(row))):
            return rows[at + 1 :]
    return ()


def mask_tail(row: Row) -> str:
    """A line of a tail with its digits and the editors' initials (``SIERRA ra/lm``) masked."""
    return _INITIALS.sub("x/x", row.masked) if "/" in row.masked else row.masked


def learn_tails(stories: Sequence[Sequence[Row]]) -> Tails:
    """What the tails of these stories have in common."""
    tails = [[row for row in find_tail(rows) if row.shape not in RULES and row.size <= _LONGEST] for rows in stories]
    tailed = sum(map(bool, tails))  # the last story's may have gone with the file's closing words
    least = max(2, _NEARLY * tailed) if tailed + 1 >= _NEARLY * len(stories) else len(stories) + 1
    times = Counter(line for tail in tails for line in {mask_tail(row) for row in tail if row.shape is Shape.SHORT})
    fixed = frozenset(line for line, n in times.items() if n >= least)
    texts = {line: row.text for tail in tails for row in tail if (line := mask_tail(row)) in fixed}
    papers = frozenset(line for line in fixed if _names_paper(texts[line]))
    signed: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for tail in tails:
        for opening, name in {found for row in tail[:2] for found in _read_signatures(row)}:
            signed[opening] += 1
            names.setdefault(opening, set()).add(name)
    openings = frozenset(o for o, n in signed.items() if n >= least and len(names[o]) > 1)
    openings = frozenset(o for o in openings if not any(other != o and other.startswith(o) for other in openings))  # By Ann: no name
    return Tails(fixed, papers, openings, _find_agencies(stories, tails, least))


def _find_agencies(stories: Sequence[Sequence[Row]], tails: Sequence[Sequence[Row]], least: float) -> frozenset[str]:
    """First words of lines that close nearly all stories, if a dateline names them: ``PTI SKY NSA``, ``(FENA) E. H.``."""
    words = Counter(word for tail in tails for word in {row.first_word.strip(_BOX) for row in tail if signs_off(row)} if word)
    often = [word for word, n in words.items() if n >= least]
    heads = [row.text[:_HEAD].casefold() for rows in stories for row in rows if row.shape is Shape.DATELINE] if often else []
    return frozenset(word for word in often if sum(f"{a}{word}{b}" in head for head in heads for a, b in _BOXES) > 1)


def signs_off(row: Row) -> bool:
    """Whether a line can be an agency's signature: a few words without a full stop but that of initials."""
    return row.shape in (Shape.SHORT, Shape.SIGN) and len(row.text.split()) <= _OPENING + 2 and row.size <= _LONGEST_SIGN


def _names_paper(text: str) -> bool:
    bare = text.strip(_DASHES)
    return not any(c.isdecimal() for c in bare) and (is_media(bare) or (text[0] in _DASHES and len(bare) >= _LEAST_NAME))


def _read_signatures(row: Row) -> list[tuple[str, str]]:
    """Every way to part a row into words before a name (three at most), the last of them in small letters, and the name."""
    if row.shape not in (Shape.SHORT, Shape.BYLINE) or (row.shape is Shape.SHORT and not row.heading):
        return []
    words = row.text.strip(_DASHES + "()").split()
    found: list[tuple[str, str]] = []
    for at in range(min(_OPENING, len(words) - 2) + 1):
        name = " ".join(words[at:])
        if len(words) - at <= 4 and not (at and words[at - 1][0].isupper() and at > 1) and are_people(name):
            found.append((" ".join(words[:at]).casefold(), name))
    return found


def find_signer(row: Row, openings: frozenset[str]) -> str:
    """The name in a row that a story's writer signed, behind the most words that all stories have; '' where it is no such row."""
    return next((name for opening, name in reversed(_read_signatures(row) if openings else []) if opening in openings), "")


def is_result(row: Row, marks: Sequence[Mark]) -> bool:
    """Whether a line with figures stands below the day of its story: a match's result is text, no slot."""
    return any(map(str.isdecimal, row.text)) and any(m.label is Label.DATE for m in marks)


def read_lead(lead: str, rows: Sequence[Row], start: int, seen: Container[FieldName]) -> Mark | None:
    """The mark of the words in brackets that open the text of every story of the file (see ``filewide.find_lead``), from ``start`` on."""
    row = next((row for row in rows if row.start >= start and row.text.startswith(lead)), None) if lead else None
    if row is None:
        return None
    name = lead.partition(")")[0].strip("( ")
    kind = FieldName.AGENCY if name.isupper() else FieldName.PUBLISHER
    return Mark(row.start, row.start + len(lead), Label.ATTRIBUTION, "running-lead", 0.8, () if kind in seen else (Field(kind, name),))


def read_copyright(row: Row) -> Mark:
    """The mark of a line that states rights, with the holder as the publisher."""
    fields = [Field(FieldName.NOTICE, row.text)]
    if (m := _COPYRIGHT.search(row.text + " ")) and any(c.isalpha() for c in m[1]) and (name := m[1].strip(" .,;")):
        fields.insert(0, Field(FieldName.PUBLISHER, name))
    return Mark(row.start, row.end, Label.COPYRIGHT, "copyright-line", 0.85, tuple(fields))
