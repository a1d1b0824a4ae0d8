"""The header of a story: the lines above its first paragraph, each read as title, byline, date, source, section or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from operator import attrgetter

from copydesk.fields.attribution import outlet_name
from copydesk.fields.dateline import DatelineReading
from copydesk.fields.headline import (
    MAX_TITLE,
    clean_title,
    is_candidate,
    is_menu,
    matches_hint,
    opens_text,
    pick_headline,
    runs_through,
    times_elsewhere,
    without_number,
)
from copydesk.fields.headline_score import is_statement
from copydesk.fields.layout import WIDE, Row, is_prose, is_sentence, is_wrapped
from copydesk.fields.names import Names, is_name
from copydesk.fields.reader import LineReader
from copydesk.fields.section import read_breadcrumb
from copydesk.fields.signature import BELOW, find_signature, find_subtitle, is_date_row, person_line, read_byline_above
from copydesk.fields.slots import Slot, body_label_end, is_masthead, is_media_word, looks_like_outlet
from copydesk.fields.tables import fold, has_case, is_agency, labels
from copydesk.late import compile_late
from copydesk.lines import may_be_unspaced, starts_small
from copydesk.types import Page

ABOVE = 60
"""Rows above the first paragraph that may belong to the header. (A web page's menu is longer; its headline is near the text.)"""
FURNITURE_BELOW = 14
"""The same on a web page, whose buttons stand there, too."""
NEAR = 8
"""Rows from headline or first paragraph within which a bare date is the story's, not the day's date in a masthead."""
DATELINE_ROWS = 4
LEAST_BARE = 10
"""Characters of a headline that a title may be shortened to."""
SENTENCE_WORDS = 5
"""Words from which a line with a full stop is a short paragraph rather than a headline."""
SHORT_LEAD = 60
"""Characters of a sentence that is a first paragraph behind a bare place and dash."""

_is_body = attrgetter("body")
_RULE = re.compile(r"(?:[-=_*~+#•·–—]\s?){3,}")
_SURE_KINDS = frozenset(("relay", "title", "date", "updated", "byline", "source", "outlet", "editor", "subtitle"))


@dataclass(slots=True)
class Header:
    """What the header holds: the lead row and its dateline, the title's rows, slots by row, and other rows by role."""

    judged: bool = False
    lead: Row | None = None
    dateline_row: Row | None = None
    dateline: DatelineReading | None = None
    body_label: int = 0
    tail: tuple[int, int, tuple[Slot, ...]] | None = None
    subject: bool = False
    title: str | None = None
    title_rows: list[Row] = field(default_factory=list)
    slots: dict[int, tuple[Slot, ...]] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    notices: dict[int, str] = field(default_factory=dict)
    rules: list[Row] = field(default_factory=list)
    running: list[Row] = field(default_factory=list)
    outlets: dict[int, str] = field(default_factory=dict)
    bylines: dict[int, Names] = field(default_factory=dict)
    subtitle: Row | None = None


def read_header(page: Page, rows: list[Row], reader: LineReader) -> Header:
    """Reads the rows of a story from the top to a few rows below its first paragraph."""
    header = Header(judged=not all(map(_is_body, rows)))
    find_lead(rows, header, reader)
    lead_index = header.lead.index if header.lead else len(rows)
    top = max(0, lead_index - ABOVE)
    bottom = min(len(rows), lead_index + 1 + (FURNITURE_BELOW if header.judged else BELOW))
    candidates: list[Row] = []
    for row in rows[top:lead_index]:
        if not read_row(page, row, rows, header, reader, candidates):
            candidates.append(row)
    for row in rows[lead_index + 1 : bottom]:
        if row.body and header.judged and reader.prose(row):
            break  # what stands below a second paragraph is no header
        if row.body or row.index + 1 >= len(rows) or not read_byline_above(row, rows[row.index + 1], header):
            _read_row_below(row, header, reader)
    plain = lead_index <= 12 and not header.sections
    _trust_blocks(header, rows)
    _pick_title(page, rows, header, reader, candidates, plain, lead_index)
    _drop_site(header, candidates)
    _find_outlets(page, rows, header, lead_index)
    find_signature(rows, header, lead_index)
    find_subtitle(rows, header, lead_index)
    return header


def _first_body(rows: list[Row]) -> int:
    return next((r.index for r in rows if r.body), 0)


def find_lead(rows: list[Row], header: Header, reader: LineReader) -> None:
    """The first paragraph: the first body row that is prose, or carries a dateline; a dateline just below a standfirst counts too."""
    start = _first_body(rows)
    first_prose: Row | None = None
    for row in rows[max(0, start - DATELINE_ROWS) : start + 60]:
        if not row.body and not reader.prose(row):
            continue
        label = body_label_end(row.text)
        reading = reader.dateline(row.text[label:])
        prose = reader.prose(row) or is_wrapped(rows, row.index)
        if row.index == 0 and len(row.text) <= MAX_TITLE and not is_sentence(row.text) and not is_wrapped(rows, 0):
            prose = False
        if reading is not None and _is_sound(reading, row, prose):
            header.dateline, header.dateline_row, header.body_label = reading, row, label
            header.lead = first_prose if first_prose is not None and row.index - first_prose.index > 1 else row
            break
        if prose and row.body and first_prose is None and (label or not reader.slots(row.text)) and not reader.notice(row.text):
            first_prose, header.body_label = row, label
        if first_prose is not None and row.index - first_prose.index >= DATELINE_ROWS:
            break
    if header.lead is None and first_prose is not None and header.judged:
        header.lead = _first_sentence(rows, first_prose, start, reader)
    elif header.lead is None:
        signed = header.judged and start > 0 and bool(reader.slots(rows[start - 1].text))
        header.lead = first_prose or _second_line(rows[start : start + 12], reader, signed=signed)


def _first_sentence(rows: list[Row], lead: Row, start: int, reader: LineReader) -> Row:
    """The first of the short sentences that run down to the first long paragraph of a web page."""
    while lead.index > start and _is_short_paragraph(above := rows[lead.index - 1]) and not reader.slots(above.text):
        lead = above
    return lead


def _is_short_paragraph(row: Row) -> bool:
    return row.body and is_statement(row.text) and len(row.text.split()) >= SENTENCE_WORDS


def _second_line(rows: list[Row], reader: LineReader, *, signed: bool) -> Row | None:
    """In a story without any long paragraph, the first sentence of some words below its first line; of a list, the second line.

    ``signed``: a byline or date stands right above the first line, so that a sentence there is no headline.
    """
    lines = [r for r in rows if r.body and not reader.slots(r.text)]
    if signed and lines and _is_short_paragraph(lines[0]):
        return lines[0]
    sentence = next((r for r in lines[1:] if _is_short_paragraph(r)), None)
    return sentence or (lines[1] if len(lines) > 1 else None)


def _is_sound(reading: DatelineReading, row: Row, prose: bool) -> bool:
    """A dateline counts before a paragraph; a bare place and dash only before one that is prose or a sentence, others before six words."""
    rest = row.text[body_label_end(row.text) + reading.end :]
    if reading.weak:
        return prose or (len(rest) >= SHORT_LEAD and is_sentence(rest) and len(rest.split()) > SENTENCE_WORDS)
    return prose or len(rest.split()) >= 5 or len(rest) >= 25 or (len(rest) >= 12 and may_be_unspaced(rest) and bool(WIDE.search(rest)))


def read_row(page: Page, row: Row, rows: list[Row], header: Header, reader: LineReader, candidates: list[Row]) -> bool:
    """Reads one row above the first paragraph into the header; False if it is none of the things a header line is."""
    if row.index in header.slots or _read_label_above(row, rows, header, reader):
        return True
    if _RULE.fullmatch(row.text):
        header.rules.append(row)
        return True
    if section := read_breadcrumb(row.text):
        header.sections[row.index] = section
        return True
    if (rule := reader.notice(row.text)) is not None:
        header.notices[row.index] = rule
        return True
    if header.slots and labels().get(fold(row.text.strip(" :：*_#"))) == "body":
        header.slots[row.index] = (Slot("body", "", 0, len(row.text), True),)
        return True
    slots = reader.slots(row.text)
    if not slots and row.text in page.hints.authors:
        slots = (Slot("byline", row.text, 0, len(row.text), names=(row.text,)),)
    if page.hints.authors:  # a doubtful byline that names somebody else is a menu: ``من نحن`` (about us) begins like ``by``
        slots = tuple(s for s in slots if s.kind != "weak-byline" or set(s.names) & set(page.hints.authors))
    if not slots:
        return False
    if len(slots) == 1 and slots[0].kind == "weak-byline" and not candidates:
        return False
    if len(slots) == 1 and header.judged and row.body and slots[0].kind in ("host", "url", "agency", "furniture", "weak-byline"):
        return False
    following = rows[row.index + 1] if row.index + 1 < len(rows) else None
    if _is_dated_title(slots, row, following, candidates) or matches_hint(row.text, page.hints.title):
        return False
    if row.text.endswith((":", "：")) and row.body and all(not s.value or s.kind in ("date", "updated", "other") for s in slots):
        return False
    header.slots[row.index] = slots
    return True


def _is_dated_title(slots: tuple[Slot, ...], row: Row, following: Row | None, candidates: list[Row]) -> bool:
    """Whether a line such as ``Opening Bell, July 20, 2015`` is the headline for want of any other."""
    if candidates or any(s.labelled or s.kind in ("byline", "host", "agency", "updated", "furniture") for s in slots):
        return False
    others = [s for s in slots if s.kind == "other"]
    return bool(others) and row.index == 0 and (following is None or is_prose(following.text))


def _read_label_above(row: Row, rows: list[Row], header: Header, reader: LineReader) -> bool:
    """A label alone on its line (``Headline:``) with its value on the next."""
    if len(row.text) > 30 or row.index + 1 >= len(rows):
        return False
    value = rows[row.index + 1]
    if read_byline_above(row, value, header):
        return True
    if not row.text.endswith((":", "：")) or value.gap:
        return False
    label = row.text.rstrip(" :：")
    if labels().get(fold(label)) not in _SURE_KINDS or len(value.text) > MAX_TITLE:
        return False
    slots = reader.slots(f"{label}: {value.text}")
    if len(slots) != 1 or not slots[0].labelled or slots[0].kind not in _SURE_KINDS:
        return False
    header.slots[row.index] = (Slot("furniture", "", 0, len(row.text), True),)
    header.slots[value.index] = (replace(slots[0], start=0, end=len(value.text)),)
    return True


def _read_row_below(row: Row, header: Header, reader: LineReader) -> None:
    """Reads a row under the first paragraph: only certain bylines and dates, alone on their line."""
    if row.index in header.slots or len(row.text) > 160 or reader.prose(row):
        return
    slots = reader.slots(row.text)
    known = all(s.kind in ("byline", "date", "updated", "agency", "host", "editor", "source", "outlet", "person") for s in slots)
    if known and any(s.kind in ("byline", "date", "updated") and (s.labelled or not row.body or s.names) for s in slots):
        header.slots[row.index] = slots


def _trust_blocks(header: Header, rows: list[Row]) -> None:
    """Drops labelled slots of kinds that prose uses too (``Text:``, ``Place:``) where no second labelled line backs them."""
    labelled = sum(1 for slots in header.slots.values() if any(s.labelled for s in slots))
    if labelled >= 2:
        return
    for index in [i for i, slots in header.slots.items() if all(s.labelled and s.kind not in _SURE_KINDS for s in slots)]:
        if rows[index].body:
            del header.slots[index]


def _pick_title(
    page: Page, rows: list[Row], header: Header, reader: LineReader, candidates: list[Row], plain: bool, lead_index: int
) -> None:
    for slots in header.slots.values():
        for slot in slots:
            if slot.kind == "title" and slot.labelled and slot.value:
                header.title, header.title_rows = clean_title(slot.value), []
                return
    fit = [r for r in candidates if is_candidate(r)]
    plain = plain and not any(is_menu(r.text) for r in candidates)
    subject = next((s.value for slots in header.slots.values() for s in slots if s.kind == "subject" and s.value), None)
    if subject is not None and not fit:
        header.title = clean_title(subject)
        header.subject = True
        return
    if plain and len(fit) > 1 and fit[0].text != page.hints.title and (is_masthead(fit[0].text) or is_agency(fit[0].text)):
        header.outlets[fit[0].index] = outlet_name(fit[0].text) or fit[0].text
        fit = fit[1:]
    if not fit:
        return
    running = runs_through if plain else times_elsewhere
    if len(fit) > 1:
        header.running = [r for r in fit if running(page, r)]
    body_text = " ".join(r.text for r in rows[lead_index : lead_index + 25] if r.body)[:6000].casefold()
    picked = pick_headline(
        page,
        rows,
        fit,
        header.lead,
        frozenset(header.slots),
        body_text,
        plain=plain,
        backed=header.dateline is not None,
        judged=header.judged,
        running=frozenset(r.index for r in header.running),
    )
    header.running = header.running if plain else []
    if picked is None:
        return
    header.title_rows = [picked]
    while (after := header.title_rows[-1].index + 1) < lead_index and rows[after].gap == 0 and after not in header.slots:
        start = rows[after].text[:2]
        if not (start.islower() and start.isalpha() and starts_small(start)) or len(header.title_rows) > 3:
            break
        header.title_rows.append(rows[after])
    if header.dateline is None and not matches_hint(picked.text, page.hints.title) and opens_text(rows, header.title_rows, header.slots):
        header.title_rows = []
        return
    header.title = without_number(page, picked, clean_title(" ".join(r.text for r in header.title_rows)))
    _split_title(header, reader)
    header.running = [r for r in header.running if r not in header.title_rows]


_SITE = compile_late(r"\s+[|–—·»:-]\s+\S.{0,60}")


def _drop_site(header: Header, candidates: list[Row]) -> None:
    """Takes the site's name off a title that was read with it (``Bridge opens | Town Paper``), if the headline stands below alone."""
    title = header.title or ""
    for row in candidates:
        bare = clean_title(row.text)
        if len(bare) >= LEAST_BARE and title.startswith(bare) and _SITE.fullmatch(title, len(bare)):
            header.title = bare
            header.title_rows.append(row)
            for at, slots in header.slots.items():
                header.slots[at] = tuple(replace(s, value=bare) if s.kind == "title" else s for s in slots)
            return


_TITLE_TAIL = re.compile(r"(?P<title>.{10,220}?)(?:\s*[(\[](?P<boxed>[^()\[\]]{8,70})[)\]]|\s+[–—-]\s+(?P<dashed>[^–—]{8,70}))\.?")


def _split_title(header: Header, reader: LineReader) -> None:
    """``Ministers agree (The Telegraph, 20 July 2015)``: outlet and date behind the headline on its line."""
    row = header.title_rows[0]
    match = _TITLE_TAIL.fullmatch(row.text) if len(header.title_rows) == 1 else None
    if match is None:
        return
    group = "boxed" if match["boxed"] else "dashed"
    slots = reader.slots(match[group])
    kinds = {s.kind for s in slots}
    if "date" in kinds and kinds & {"other", "agency", "host"}:
        header.title = clean_title(match["title"])
        header.tail = match.end("title"), match.start(group), slots


def _find_outlets(page: Page, rows: list[Row], header: Header, lead_index: int) -> None:
    """Lines that are nothing but an outlet's name, right under the title or beside a date line."""
    title_index = header.title_rows[-1].index if header.title_rows else None
    for row in rows[max(0, lead_index - 6) : lead_index]:
        if row.index in header.slots or row in header.title_rows or row.index in header.sections or row in header.running:
            continue
        before = rows[row.index - 1] if row.index else None
        after = rows[row.index + 1] if row.index + 1 < len(rows) else None
        under_title = before is not None and title_index == before.index and row.gap == 0
        beside = any(
            r is not None
            and is_date_row(header.slots.get(r.index, ()))
            and ((r.index < row.index and row.gap == 0) or (r.index > row.index and r.gap == 0))
            for r in (before, after)
        )
        if (under_title or beside) and len(row.text) <= 90 and row.index not in header.outlets and (names := person_line(row.text)):
            header.bylines[row.index] = names
            continue
        if not (under_title or beside) or (row.body and header.judged) or len(row.text) > 45 or not looks_like_outlet(row.text):
            continue
        if any(c.isdigit() for c in row.text) or row.text.endswith(("记者", "記者", "기자")):
            continue
        sure = is_media_word(row.text) or is_agency(row.text)
        if sure or (has_case(row.text) and (not is_name(row.text) or (beside and not header.judged) or header.running)):
            name = outlet_name(row.text)
            if name:
                header.outlets[row.index] = name
        elif beside and not has_case(row.text) and not header.judged and 2 <= len(row.text.split()) <= 4 and is_name(row.text):
            header.outlets[row.index] = ""  # a writer or an outlet: without capitals and a byline word, nothing tells which
