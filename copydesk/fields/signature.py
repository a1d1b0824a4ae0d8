"""Who signed a story where no byline word says it: lines that only their place and their neighbours explain.

The one line between headline and date that has the shape of a name (``Nicolas Stecher`` above ``Dec 20, 2023``), a name under a lone
``By``, and the line under the headline that is its subtitle. Left alone: names that stand anywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.fields.headline import is_candidate
from copydesk.fields.layout import Row
from copydesk.fields.names import Names, is_name, is_organisation, is_person, read_names
from copydesk.fields.slots import Slot, is_media_word
from copydesk.fields.tables import byline_words, fold, has_case, places

if TYPE_CHECKING:
    from copydesk.fields.header import Header

BELOW = 6
"""Rows below the first paragraph in which a byline or a date may still stand, under a standfirst."""
SIGNED_ROWS = 3
"""Rows below the headline, and above the date, in which a line that has the shape of a name is the byline."""
_DASHED_DECK = "——"  # with which a Chinese subtitle begins
_BULLETS = " *•·-–"


def read_byline_above(row: Row, value: Row, header: Header) -> bool:
    """A byline word alone on its line (``By``, ``Von:``) with a name on the next."""
    text = row.text.rstrip(" :：")
    if len(text) > 30 and "  " not in text and text.isprintable():
        return False  # what folding leaves is no shorter
    word = fold(text)
    if len(word) > 30 or not (word in byline_words()[0] or (row.text.endswith(":") and word in byline_words()[1])):
        return False
    if not _has_names_shape(value.text.title() if value.text.isupper() else value.text):
        return False
    header.slots[row.index] = (Slot("furniture", "", 0, len(row.text), True),)
    header.slots[value.index] = (Slot("byline", value.text, 0, len(value.text), True, (value.text.strip(_BULLETS),)),)
    return True


def find_signature(rows: list[Row], header: Header, lead_index: int) -> None:
    """The byline that has no byline word and no known name: the one line between headline and date that has the shape of a name."""
    if not header.title_rows or header.bylines or any(s.kind == "byline" for slots in header.slots.values() for s in slots):
        return
    below = header.title_rows[-1].index
    for row in rows[below + 1 : min(lead_index, below + 1 + SIGNED_ROWS)]:
        if row.index not in header.slots and _is_signature(row, rows, header, below) and (names := read_names(row.text)) and names.kept:
            header.outlets.pop(row.index, None)
            header.bylines[row.index] = names
            return
    for row in rows[below + 1 : lead_index + 1 + BELOW]:
        name = row.text.strip(_BULLETS)
        if row.index in header.slots or (row.body and row.index >= lead_index) or not (_has_names_shape(name) or _is_capital_name(name)):
            continue
        below_it = header.slots.get(row.index + 1, ())
        dated = is_date_row(below_it) or (_is_capital_name(name) and any(s.kind == "date" for s in below_it))
        if dated and rows[row.index + 1].gap <= 1:
            header.outlets.pop(row.index, None)
            header.bylines[row.index] = Names((name,), (), (), organisation=False)
            return


def find_subtitle(rows: list[Row], header: Header, lead_index: int) -> None:
    """The line that stands right under the headline of a clean text and above byline or date: where neither is, it may be the story's."""
    if header.judged or not header.title_rows:
        return
    at = header.title_rows[-1].index + 1
    if at < lead_index and rows[at].text.startswith(_DASHED_DECK) and _is_free(rows[at], header):
        header.subtitle = rows[at]
        return
    if at + 1 >= lead_index or rows[at].gap or not is_candidate(rows[at]) or not _is_free(rows[at], header):
        return
    below = {s.kind for s in header.slots.get(at + 1, ())}
    if below & {"byline", "weak-byline", "date", "updated"} or at + 1 in header.bylines:
        header.subtitle = rows[at]


def _is_free(row: Row, header: Header) -> bool:
    """Whether nothing in the header has claimed the row."""
    claimed = (header.slots, header.sections, header.notices, header.outlets, header.bylines)
    return not any(row.index in rows for rows in claimed) and row not in header.rules and row not in header.running


def _is_signature(row: Row, rows: list[Row], header: Header, title_index: int) -> bool:
    """Whether a line between the headline and the date has the shape of a name and of nothing else: its place makes it the writer's.

    A blank line may part it from the headline where none parts it from the date.
    """
    if not title_index < row.index <= title_index + SIGNED_ROWS or not has_case(row.text):
        return False
    reach = 2 if row.gap else SIGNED_ROWS
    dated = any(is_date_row(header.slots.get(i, ())) and not rows[i].gap for i in range(row.index + 1, row.index + reach))
    return dated and _has_names_shape(row.text)


def _has_names_shape(text: str) -> bool:
    """Whether a line looks like one person's full name and like no outlet, desk or place (bullets aside; capitals needed)."""
    text = text.strip(_BULLETS)
    words = text.split()
    return (
        2 <= len(words) <= 4 and len(text) <= 40 and has_case(text) and is_name(text) and not is_organisation(text)
        and not is_media_word(text) and fold(text) not in places() and not text.isupper()
        and all(w[0].isupper() or len(w) <= 3 for w in words)
    )  # fmt: skip


def _is_capital_name(text: str) -> bool:
    """Whether a line in capitals is surely a person's full name: ``LUCÍA FERREIRO``."""
    return text.isupper() and len(text) <= 40 and is_person(text.title()) and _has_names_shape(text.title())


def person_line(text: str) -> Names | None:
    """The names of a line that begins with a surely personal name: ``Jane Doe``, ``Jane Doe, The Telegraph``."""
    first = text.split(",")[0].split(" and ")[0].strip()
    names = read_names(text) if is_person(first) and not text.endswith((".", "!", "?", ":")) else None
    return names if names is not None and names.kept else None


def is_date_row(slots: tuple[Slot, ...]) -> bool:
    return bool(slots) and all(s.kind in ("date", "updated", "furniture") for s in slots) and any(s.kind != "furniture" for s in slots)
