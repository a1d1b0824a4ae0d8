"""The trailer of a story: what stands below its last paragraph, read from the bottom up, and what is glued to that paragraph's end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from copydesk.fields.attribution import signing_agency, signing_tail
from copydesk.fields.byline import read_byline
from copydesk.fields.contributors import Credits, find_bracketed_tail, read_credits
from copydesk.fields.endmark import find_end_tail, is_end_line
from copydesk.fields.layout import Row, is_prose, is_sentence
from copydesk.fields.names import is_person
from copydesk.fields.notices import notice_rule
from copydesk.fields.reader import LineReader
from copydesk.fields.running import runs_on
from copydesk.fields.slots import Slot
from copydesk.fields.tables import KNOWN_LINE, KNOWN_LINES
from copydesk.late import compile_late
from copydesk.lines import starts_small

ROWS = 60
"""Rows from the bottom that may belong to a trailer."""
WRAPPED = 40
"""Characters from which a line without an end may run on in the next one."""
SIGNED_BELOW = 2
"""Rows below the last paragraph among which its writer may sign."""
RECORD_ROWS = 4
"""Lines with known labels that make an archive's record. A press release's contact block has three at most."""
_LABELLED = re.compile(r"[^\W\d_][^:：\n]{1,38}[:：]\s*\S")
_BOXED_LINE = compile_late(r"[(（\[【<]\s*(?P<inner>[^()（）\[\]【】<>]{3,120}?)\s*[)）\]】>]\s*\d{0,8}")
_BOXES = frozenset("(（[【<")
_ARCHIVE_LABELS = frozenset(("load-date", "load date", "word count", "wordcount", "publication-type", "原标题", "原題", "原题"))
_PHONE = re.compile(
    r"(?:(?:tel|phone|fax|mob|cell|mobile|телефон|тел|电话|傳真|传真)\W{0,3})?\+?[\d\s()./–-]{7,24}(?:\s?(?:x|ext)\.?\s?\d{1,5})?",
    re.IGNORECASE,
)
_MAIL = compile_late(r"(?:e-?mail\W{0,3})?<?[\w.+-]{1,60}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}>?|(?:https?://|www\.)\S{4,300}", re.IGNORECASE)
_CONTACT_HEAD = re.compile(
    r"for (?:more|further) (?:information|details),? (?:please )?(?:contact|visit|call)\s*[:：]?|"
    r"(?:(?:media|press|investor|company|public|for|further|editorial|pr)\s+)?(?:contacts?|inquiries|enquiries|"
    r"relations|more information|pressekontakt|"
    r"contacto|contatti|contato|контакты|联系方式|媒体联系人|媒體聯絡人|お問い合わせ先?|"
    r"문의처?)(?:\s+(?:information|details|us|de prensa|presse|stampa|for media|person))?\s*[:：]?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:SOURCE|SOURCES|Quelle|ИСТОЧНИК)\s+(?P<name>\S.{1,90})")
_MEDIA_LINK = re.compile(
    r"(?:(?:photo|video|logo|image|multimedia|infographic|cision|related links?|view original content|"
    r"photos?/multimedia(?: gallery)?)\b.{0,30}?)\s*[:–—-]\s*(?:https?://\S+)?",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"comments are (?:closed|off|disabled)[.!]?|(?:kommentare|comentarios|commentaires) (?:sind )?(?:geschlossen|cerrados|fermés)\.?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Trailer:
    """What the trailer holds, by row index; ``last`` is the last paragraph, with an end mark or credits glued to it."""

    end_marks: list[int] = field(default_factory=list)
    notices: dict[int, str] = field(default_factory=dict)
    credits: dict[int, Credits] = field(default_factory=dict)
    slots: dict[int, tuple[Slot, ...]] = field(default_factory=dict)
    bylines: dict[int, tuple[str, ...]] = field(default_factory=dict)
    contacts: list[int] = field(default_factory=list)
    sources: dict[int, str] = field(default_factory=dict)
    signatures: dict[int, str] = field(default_factory=dict)
    links: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    record: set[int] = field(default_factory=set)
    last: Row | None = None
    end_tail: int | None = None
    tail_agency: tuple[int, str] | None = None
    tail_credits: tuple[int, Credits] | None = None
    tail_byline: tuple[int, str] | None = None


def read_trailer(rows: list[Row], lead: Row | None, reader: LineReader) -> Trailer:
    """Reads the rows of a story from the bottom to its last paragraph (never above ``lead``)."""
    trailer = Trailer()
    floor = lead.index if lead else -1
    skipped = 0
    end = next((r.index for r in reversed(rows) if r.body), len(rows)) + SIGNED_BELOW
    for row in reversed(rows[max(floor + 1, len(rows) - ROWS) :]):
        if _read_row(rows, row, trailer, reader):
            if row.index > end:
                _forget_names(trailer, row.index)
            skipped = 0
            continue
        if row.body:
            if reader.prose(row) or (trailer.last is None and skipped == 0 and not _has_body_above(rows, row, floor)):
                break
            skipped += 1
            if skipped >= 3:
                break
    _find_record(rows, trailer, reader, floor)
    _extend_contacts(rows, trailer, floor)
    known = _known(trailer)
    trailer.last = next((r for r in reversed(rows[max(0, floor) :]) if r.body and r.index not in known), None)
    if trailer.last is not None:
        _read_tail(trailer)
    return trailer


def _forget_names(trailer: Trailer, index: int) -> None:
    """A byline far below a web page's last paragraph is a teaser's, whose headline stands above it."""
    trailer.bylines.pop(index, None)
    if any(slot.names for slot in trailer.slots.get(index, ())):
        del trailer.slots[index]


def _find_record(rows: list[Row], trailer: Trailer, reader: LineReader, floor: int) -> None:
    """An archive's record below the story (``Title: …``, ``Publication date: …``): labelled lines, most of them known.

    Its rows are read as a header's: its source is the publisher. Unknown labels inside it (``First page: A1``) belong to it.
    """
    below = rows[max(floor + 1, len(rows) - ROWS) :]
    if not _may_be_record(below, trailer):
        return
    known = unknown = 0
    block: list[Row] = []
    for row in reversed(below):
        if row.index in trailer.end_marks or (row.index in trailer.notices and ":" not in row.text[:40]):
            if not block:
                continue
            break
        slots = reader.slots(row.text)
        if slots and slots[0].labelled:
            known += 1
        elif _LABELLED.match(row.text):
            unknown += 1
        else:
            break
        block.append(row)
    if known < RECORD_ROWS or known < unknown:
        return
    for row in block:
        slots = reader.slots(row.text)
        trailer.record.add(row.index)
        trailer.notices.pop(row.index, None)
        trailer.contacts = [i for i in trailer.contacts if i != row.index]
        trailer.credits.pop(row.index, None)
        trailer.slots[row.index] = slots or (Slot("furniture", row.text, 0, len(row.text), True),)


def _may_be_record(rows: list[Row], trailer: Trailer) -> bool:
    """Whether the last rows, end marks and notices aside, are as many as a record has at least, and none of them runs on."""
    count = 0
    for row in reversed(rows):
        if not count and (row.index in trailer.end_marks or row.index in trailer.notices):
            continue
        if runs_on(row.text) and not _LABELLED.match(row.text):
            return False
        count += 1
        if count == RECORD_ROWS:
            return True
    return False


def _has_body_above(rows: list[Row], row: Row, floor: int) -> bool:
    return any(r.body for r in rows[max(0, floor) : row.index])


def _known(trailer: Trailer) -> set[int]:
    return {
        *trailer.end_marks, *trailer.notices, *trailer.credits, *trailer.slots, *trailer.bylines, *trailer.contacts, *trailer.sources,
        *trailer.links, *trailer.comments, *trailer.signatures,
    }  # fmt: skip


def _read_row(rows: list[Row], row: Row, trailer: Trailer, reader: LineReader) -> bool:
    """Reads one row below the story into the trailer; False if it is no trailer line."""
    said = (_read_known_line if len(row.text) <= KNOWN_LINE else _read_line)(row.text)
    if said is None:
        return _read_slots_row(rows, row, trailer, reader)
    if said.kind == "end":
        trailer.end_marks.append(row.index)
    elif said.kind == "notice":
        trailer.notices[row.index] = said.value
    elif said.credits is not None:
        trailer.credits[row.index] = said.credits
    elif said.kind == "contact":
        trailer.contacts.append(row.index)
    elif said.kind == "signature":
        trailer.signatures[row.index] = said.value
    elif said.kind == "source":
        trailer.sources[row.index] = said.value
    elif said.kind == "link":
        trailer.links.append(row.index)
    else:
        trailer.comments.append(row.index)
    return True


class _Said(NamedTuple):
    """What a line says by itself, wherever it stands: its kind, and the rule, agency or source, or the people."""

    kind: str
    value: str = ""
    credits: Credits | None = None


def _read_line(text: str) -> _Said | None:
    if is_end_line(text):
        return _Said("end")
    if (rule := notice_rule(text)) is not None:
        return _Said("notice", rule)
    if (credits := read_credits(text)) is not None:
        return _Said("credits", credits=credits)
    if _is_contact(text):
        return _Said("contact")
    if agency := signing_agency(text):
        return _Said("signature", agency)
    if match := _SOURCE.fullmatch(text):
        return _Said("source", match["name"])
    if _MEDIA_LINK.fullmatch(text):
        return _Said("link")
    return _Said("comments") if _COMMENTS.fullmatch(text) else None


_read_known_line = lru_cache(maxsize=KNOWN_LINES)(_read_line)


def _is_contact(text: str) -> bool:
    if text[:2] in ("((", "（（") and text[-2:] in ("))", "））"):  # ((desk@wire.example; +44 20 0000 1000)): a wire's note to desks
        return len(text) < 160 and all(_is_contact(part) for part in re.split(r"[;；,]\s*", text[2:-2].strip()))
    return (
        (len(text) < 120 and bool(_CONTACT_HEAD.fullmatch(text)))
        or (len(text) < 60 and bool(_PHONE.fullmatch(text)))
        or ("@" in text and bool(_MAIL.fullmatch(text)))
    )


def _read_slots_row(rows: list[Row], row: Row, trailer: Trailer, reader: LineReader) -> bool:
    """A labelled line (``Source: X``, ``Contact: Y``, ``Last updated: …``) or a signature below the story."""
    if reader.prose(row):
        return False
    inner = _BOXED_LINE.fullmatch(row.text) if row.text[0] in _BOXES else None
    slots = reader.slots(inner["inner"] if inner else row.text)
    if inner:
        slots = tuple(replace(s, start=s.start + inner.start("inner"), end=s.end + inner.start("inner")) for s in slots)
    if slots and all(s.kind == "contact" for s in slots):
        trailer.contacts.append(row.index)
        return True
    labelled = {s.kind for s in slots if s.labelled}
    if len(slots) == 1 and slots[0].kind in ("date", "updated") and (inner or "T" in slots[0].value or not row.body):
        labelled.add("date")
    if labelled & {"furniture", "language"}:
        label = re.split("[:：]", row.text.strip("(（[【 "))[0]
        if label.isupper() or label.casefold() in _ARCHIVE_LABELS:
            labelled.add("date")
    if "credit" in labelled and len(row.text) <= 80:
        trailer.links.append(row.index)
        return True
    if labelled & {"source", "outlet", "editor", "byline", "date", "updated"} or (
        labelled & {"accession", "language", "url"} and not row.body
    ):
        trailer.slots[row.index] = slots
        return True
    boxed = row.text[:1] in "(（【[" and row.text[-1:] in ")）】]"
    person = row.text.strip("–—-() .")
    if is_person(person) and not _ends_sentence(rows, row):
        trailer.bylines[row.index] = (person,)
        return True
    names = read_byline(row.text) if boxed or row.text.startswith(("Par ", "Von ", "By ")) else None
    if names is not None and names[0].kept and len(row.text) < 120:
        trailer.bylines[row.index] = names[0].kept
        return True
    return False


def _ends_sentence(rows: list[Row], row: Row) -> bool:
    """Whether the row is the last line of wrapped copy (``… by the saints`` / ``Peter and Paul.``).

    It ends in a full stop, and the body row right above it, as long as copy is, ends in none.
    """
    before = rows[row.index - 1] if row.index and not row.gap else None
    if before is None or not before.body or not row.text.endswith(".") or is_sentence(before.text):
        return False
    return len(before.text) >= WRAPPED or before.text.endswith((",", ";")) or starts_small(before.text)


def _extend_contacts(rows: list[Row], trailer: Trailer, floor: int) -> None:
    """Short lines inside a contact block (a name, a company, an address) belong to it."""
    if not trailer.contacts:
        return
    first = min(trailer.contacts)
    known = _known(trailer)
    for row in rows[first + 1 : first + 12]:
        if row.gap or len(row.text) > 90 or is_prose(row.text):
            break
        if row.index not in known:
            trailer.contacts.append(row.index)


def _read_tail(trailer: Trailer) -> None:
    """What is glued to the end of the last paragraph: an end mark, a bracket with credits, or both."""
    assert trailer.last is not None
    text = trailer.last.text
    end = find_end_tail(text)
    if end is not None and end > 0:
        trailer.end_tail = end
        text = text[:end]
    signed = signing_tail(text)
    if signed is not None and signed[0] > 0:
        trailer.tail_agency = signed
        text = text[: signed[0]]
    bracket = find_bracketed_tail(text)
    if bracket is not None and bracket[0] > 0:
        credits = read_credits(bracket[1])
        if credits is None and (names := read_byline(bracket[1])) and names[0].kept and not names[1]:
            credits = Credits(names[0].kept, ())
        if credits is not None:
            trailer.tail_credits = (bracket[0], credits)
        elif is_person(bracket[1]):
            trailer.tail_byline = (bracket[0], bracket[1])
