"""Slots of a story whose format nobody wrote down: what its header and trailer say, read by shape.

``techcrunch.com, 25.06.2019, page 10`` over a headline, ``Von Anna Sleegers`` under it, ``© 2015 The Globe. All rights reserved.`` at
the end.
Only the zone between a cut and the first paragraph (or the last paragraph and the next cut) is read: a date in the body is no
date of the story. Dateline and the wording of bylines are left to the field finders, which see every story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.boundaries.banners import names_collection
from copydesk.boundaries.briefs import find_headline_part, holds_headline
from copydesk.boundaries.decks import (
    are_enumerated,
    can_be_deck,
    drop_place,
    have_decks,
    have_signed_headlines,
    is_quoted,
    read_headline,
    read_signed,
)
from copydesk.boundaries.filewide import (
    HEADER_ROWS,
    find_body_tags,
    find_constant,
    find_days,
    find_footer,
    find_lead,
    find_repeated,
    guess_labels,
    is_file_month_first,
)
from copydesk.boundaries.reading import find_level, mask_digits
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, SLOTS, Shape, find_dated_title, find_number_style, find_title_behind, read_label
from copydesk.boundaries.signatures import BY, SlotLines, are_people, find_paper, read_names, read_signed_paper
from copydesk.boundaries.tails import find_signer, is_result, learn_tails, mask_tail, read_copyright, read_lead, signs_off
from copydesk.boundaries.titles import (
    drop_bullet,
    find_number,
    find_title_at,
    find_title_row,
    has_bullets,
    is_service_line,
    measure_sentence,
)
from copydesk.boundaries.wirelines import WIRE_LINE, is_name_of_wire, is_section_head, read_wire_line
from copydesk.formats.columns import is_media
from copydesk.formats.dates import find_dates, read_date
from copydesk.formats.labels import BODY, OTHER, find_slot
from copydesk.formats.slots import LABELS
from copydesk.formats.stamps import read_stamp
from copydesk.types import Field, FieldName, Label, Mark

_MONITORED = re.compile(r"(?:,\s[^,]{2,40})?,\sin\s[A-Z][a-z]+\s\d{3,4}\s?gmt\b.*\Z")  # place, language and hour of a monitored broadcast
_SIGNS = re.compile(r"\s[|/•·]\s")  # between the labels of one line
_BAR = re.compile(r"\s[|•·]\s")
_SAMPLE, _SIGNED = 200, 40  # stories that are looked at for what their headlines have in common, and what stands beside them
_DATED = (Shape.DATE, Shape.META)


class HeaderReader:
    """Reads the slots of one story after another with what the whole file knows."""

    def __init__(self, stories: Sequence[Sequence[Row]]) -> None:
        self.repeated = find_repeated(stories)
        self.month_first = is_file_month_first(stories)
        self.constant = find_constant(stories)
        self.title_row = find_title_row(stories, self.repeated)
        self.footer, self.lead = find_footer(stories), find_lead(stories)
        self.bullets = has_bullets(stories, self.title_row)
        self.guessed = guess_labels(stories)
        self.body_tags = find_body_tags(stories)
        self.total, self.days = len(stories), find_days(stories)
        self.traits: frozenset[str] = frozenset()
        self.lines = SlotLines(self.guessed, month_first=self.month_first)
        self.sample, self.learnt = stories[:_SIGNED], False
        sample = stories[:_SAMPLE]
        titles = [self._find_title(rows) for rows in sample]
        self.decked = have_decks(sample, titles, self.repeated)
        self.tails = learn_tails(sample)
        self.lines.papered = bool(self.tails.papers)
        headlines = [rows[at].text if at >= 0 else "" for rows, at in zip(sample, titles, strict=True)]
        self.signed, self.enumerated = have_signed_headlines(headlines), are_enumerated(headlines)
        self.numbered = find_number(headlines)
        self.quoted = len(headlines) > 1 and all(map(is_quoted, headlines))

    def read(self, rows: Sequence[Row], traits: frozenset[str]) -> tuple[Mark, ...]:
        """Marks of the header and trailer of a story made of these rows; ``traits`` are those that its cuts carry."""
        self.traits = traits
        if not self.learnt:
            self.learnt = True
            self.lines.learn((rows, self._read_header) for rows in self.sample)
        marks = self._read_header(rows)
        seen = {f.name for m in marks for f in m.fields}
        last = max((m.end for m in marks), default=0)
        if lead := read_lead(self.lead, rows, last, seen):
            marks.append(lead)
        for mark in self._read_trailer(rows, seen):
            if mark.start >= last:
                fields = tuple(f for f in mark.fields if f.name not in seen)
                marks.append(Mark(mark.start, mark.end, mark.label, mark.rule, mark.confidence, fields, mark.evidence))
        return tuple(sorted(marks, key=lambda m: m.start))

    def _read_header(self, rows: Sequence[Row]) -> list[Mark]:
        marks: list[Mark] = []
        title = self._find_title(rows)
        below = -1 if title >= 0 else next((i for i, r in enumerate(rows[:HEADER_ROWS]) if r.slot == FieldName.TITLE and r.label), -1)
        for i, row in enumerate(rows[:HEADER_ROWS]):
            if i == title and row.shape in (Shape.DATE, Shape.META) and (size := find_dated_title(row.text)):
                name = row.text[:size].lstrip("•*-–·▪■ \t")
                marks.append(Mark(row.start, row.start + size, Label.TITLE, "header-title", 0.9, (Field(FieldName.TITLE, name),)))
                marks.append(self.lines.read_dated(row, size))
            elif i == title and row.shape in _DATED and (low := find_title_behind(row.text)):
                marks.append(replace(self.lines.read_dated(row._replace(text=row.text[:low], end=row.start + low)), end=row.start + low))
                stated = (Field(FieldName.TITLE, row.text[low:].strip()),)
                marks.append(Mark(row.start + low, row.end, Label.TITLE, "header-title", 0.9, stated))
            elif i == title and holds_headline(row) and (part := find_headline_part(row.text)):
                marks.extend(self._read_piped(row, *part))
            elif i == title:
                marks.append(self._read_title(row))
            elif self.decked and title >= 0 and i == title + 1 and can_be_deck(rows, i, self.repeated):
                marks.append(Mark(row.start, row.end, Label.TITLE, "header-subtitle", 0.8, (Field(FieldName.SUBTITLE, row.text),)))
            elif row.text[0] == "^" and row.size < 90:  # a wire's own marks: ``^By ANN LOWRY=``, ``^Associated Press=``
                names = read_names(row.text.strip("^= ")) if BY.match(row.text, 1) else []
                marks.append(_mark(row, Label.BYLINE if names else Label.SEPARATOR, "header-byline" if names else "service-line", names))
            elif is_section_head(rows, i) or row.shape in RULES or row.shape is Shape.COUNT or (row.shape is Shape.TAG and i <= title + 1):
                marks.append(Mark(row.start, row.end, Label.SEPARATOR, "story-separator"))
            elif row.shape is Shape.LABEL or (row.shape in (Shape.TEXT, Shape.SHORT, Shape.DATELINE) and self._is_body_label(row)):
                done, mark = self._read_label_row(row, {f.name for m in marks for f in m.fields})
                if mark:
                    marks.append(mark)
                if done:
                    break
            elif row.shape is Shape.META and row.text.startswith("From ") and row.text[-4:].isdecimal():  # a mailbox's envelope
                marks.append(Mark(row.start, row.end, Label.SEPARATOR, "service-line"))
            elif row.shape in (Shape.DATE, Shape.META) and (wire := WIRE_LINE.fullmatch(row.text)):
                marks.append(read_wire_line(row, wire))
            elif row.shape in (Shape.DATE, Shape.META):
                mark = self.lines.read_dated(row)
                if i < title and self._is_running(rows, row, title):
                    mark = Mark(row.start, row.end, Label.SEPARATOR, "running-header")
                marks.append(mark)
            elif row.shape is Shape.BYLINE:
                marks.append(_mark(row, Label.BYLINE, "header-byline", read_signed_paper(row.text)))
            elif row.shape is Shape.SITE:
                marks.append(_mark(row, Label.ATTRIBUTION, "header-site", [Field(FieldName.PUBLISHER, row.text.strip("()[]"))]))
            elif row.shape is Shape.URL:
                marks.append(Mark(row.start, row.end, Label.NAVIGATION, "header-url"))
            elif row.shape is Shape.COPYRIGHT:
                marks.append(read_copyright(row))
            elif row.shape is Shape.SHORT and row.masked in self.repeated and not self._is_shared_slot(rows, i, title):
                named = (
                    (0 <= title < i or (title > i and " — " not in row.text and not names_collection(row.text)))
                    and is_media(row.text)
                    and not any(f.name is FieldName.PUBLISHER for m in marks for f in m.fields)
                )
                fields = [Field(FieldName.PUBLISHER, row.text)] if named else []
                kind = (Label.ATTRIBUTION, "header-line") if named else (Label.SEPARATOR, "running-header")
                marks.append(_mark(row, *kind, fields))
            elif row.shape is Shape.SHORT and (paper := find_paper(row.text)):
                marks.append(_mark(row, Label.ATTRIBUTION, "header-line", [Field(FieldName.PUBLISHER, paper)]))
            elif row.shape is Shape.SHORT and self._is_beside_title(rows, i, title) and not is_result(row, marks):
                known = any(f.name is FieldName.PUBLISHER for m in marks for f in m.fields)
                signed = any(f.name is FieldName.AUTHOR for m in marks for f in m.fields)
                marks.append(self.lines.read_line(row, i - title, known=known, signed=signed))
            elif row.shape is Shape.TIME and i < title:
                marks.append(Mark(row.start, row.end, Label.DATE, "header-time"))
            else:
                if i < title and row.shape is Shape.HASH:
                    marks.append(Mark(row.start, row.end, Label.SEPARATOR, "file-heading"))
                    continue
                if i < below and row.shape is Shape.SHORT and not row.terminal:  # lines of a service over a labelled headline
                    marks.append(Mark(row.start, row.end, Label.SEPARATOR, "service-line"))
                    continue
                if i < title and row.shape is Shape.SHORT:
                    if is_service_line(row.text) or is_name_of_wire(rows, i):
                        marks.append(Mark(row.start, row.end, Label.SEPARATOR, "service-line"))
                    continue
                break
        return marks

    def _is_running(self, rows: Sequence[Row], row: Row, title: int) -> bool:
        """Whether a dated line over the headline is the file's own banner: it repeats, and the story's own date stands below."""
        below = rows[title + 1] if title + 1 < len(rows) else None
        if row.masked not in self.repeated or below is None or below.gap or below.shape is Shape.TEXT:
            return False
        dated = any(r.shape in _DATED or (r.label and r.slot == FieldName.PUBLISHED) for r in rows[title + 1 : title + 4])
        return dated or len(self.days[row.masked]) * 2 <= self.total

    def _is_body_label(self, row: Row) -> bool:
        label = read_label(row.text)
        return bool(label and (find_slot(label[0]) == BODY or label[0] in self.body_tags))

    def _find_title(self, rows: Sequence[Row]) -> int:
        """Index of the headline among the first rows, -1 where a label carries it or nothing does."""
        labelled = any(r.label and r.label[1] and (r.slot or self.guessed.get(r.label[0])) == FieldName.TITLE for r in rows[:HEADER_ROWS])
        if labelled:
            return -1
        if self.title_row is not None and (at := find_title_at(rows, self.title_row, self.repeated)) >= 0:
            return at + 1 if is_name_of_wire(rows, at) else at
        headings: list[int] = []
        for i, row in enumerate(rows[:HEADER_ROWS]):
            if row.shape is Shape.DATELINE:
                break
            if row.shape is Shape.TEXT:
                below = rows[i + 1] if i + 1 < len(rows) else None
                if (
                    below
                    and row.size <= 260
                    and not headings
                    and (below.shape is Shape.DATELINE or (below.shape in SLOTS and not below.gap))
                ):
                    return i
                break
            if row.heading and row.masked not in self.repeated:
                if row.label and f"label {mask_digits(row.label[0])}" in self.traits:
                    continue
                headings.append(i)
        if not headings:
            return next((i for i, row in enumerate(rows[:3]) if row.shape in _DATED and find_title_behind(row.text)), -1)
        levels = [i for i in headings if rows[i].shape is Shape.HASH and f"hash {find_level(rows[i].text)}" in self.traits]
        first = levels[0] if levels else headings[0]  # a heading of another level is the file's own
        if len(headings) > 1 and (is_service_line(rows[first].text) or find_paper(rows[first].text)):
            return headings[1]
        below_first = rows[first + 1] if first + 1 < len(rows) else None
        if len(headings) > 1 and is_name_of_wire(rows, first):
            return headings[1]
        if (
            len(headings) > 1 and headings[1] == first + 1 and below_first and not below_first.gap
            and rows[first].size < 40 and rows[headings[1]].size > rows[first].size and self._has_dated_after(rows, headings[1])
        ):  # fmt: skip
            return headings[1]  # a source line stands over the headline
        return first

    def _has_dated_after(self, rows: Sequence[Row], i: int) -> bool:
        return i + 1 < len(rows) and rows[i + 1].shape in SLOTS and not rows[i + 1].gap

    def _is_shared_slot(self, rows: Sequence[Row], i: int, title: int) -> bool:
        """Whether a line right below a headline is a slot whose value some stories share, and no header of all."""
        return 0 <= title < i and rows[i].masked not in self.constant and self._is_beside_title(rows, i, title)

    def _is_beside_title(self, rows: Sequence[Row], i: int, title: int) -> bool:
        """Whether a short line belongs to the block of the headline rather than to the body."""
        if title < 0 or rows[i].terminal or rows[i].size > 80 or abs(i - title) > 4 or "title and line" not in self.traits:
            return False
        low, high = min(i, title), max(i, title)
        return all(not r.gap for r in rows[low + 1 : high + 1])

    def _read_title(self, row: Row) -> Mark:
        text, start = row.text, row.start
        if row.shape is Shape.HASH:
            level = find_level(text)
            text = (
                re.sub(r"^<h\d[^<>]*>\s*|\s*</h\d>$", "", text, flags=re.IGNORECASE)
                if level.startswith("<")
                else text[len(level) :].strip()
            )
            text = text.rstrip("*_=~<>+- ").strip() if level[:1] in "*_=~<>+-" else text
        text = drop_bullet(text) if self.bullets else text
        style = find_number_style(text)
        if (
            style
            and (style == self.numbered or f"number {style}" in self.traits)
            and (m := re.match(r"\W{0,2}(?:[^\W\d]{1,8}\s?)?[#№]?\d{1,4}(?:(?:[.):\]]|\s?[-–—])\s+|[】）]\s?)", text))
        ):
            text = text[m.end() :]
        text = drop_place(text) if self.enumerated else text
        text = text[1:-1].strip() if self.quoted and is_quoted(text) else text
        fields = read_signed(text) if self.signed else read_headline(text)
        return Mark(start, row.end, Label.TITLE, "header-title", 0.9, fields)

    def _read_piped(self, row: Row, low: int, high: int) -> list[Mark]:
        """A line of slots that holds the headline: the slots before it, the headline, and what follows."""
        head = row.text[:low].rstrip(" |\t;·•¦")
        before = self.lines.read_dated(row._replace(text=head, end=row.start + low)) if head else None
        name = (Field(FieldName.TITLE, row.text[low:high]),)
        title = Mark(row.start + low, row.start + high, Label.TITLE, "header-title", 0.9, name)
        rest = Mark(row.start + high, row.end, Label.SEPARATOR, "header-slots") if row.end > row.start + high else None
        return [mark for mark in (before, title, rest) if mark]

    def _read_label_row(self, row: Row, seen: set[FieldName]) -> tuple[bool, Mark | None]:
        """Whether the header ends here, and the mark of a labelled line."""
        label = read_label(row.text)
        if not label:
            return True, None
        key, value = label
        slot = BODY if key in self.body_tags else find_slot(key)
        if _SIGNS.search(row.text) and (mark := self._read_bar(row, seen)):
            return False, mark
        if slot == BODY:
            end = row.start + row.text.index(value) if any(map(str.isalnum, value)) else row.end
            return True, Mark(row.start, end, Label.SEPARATOR, "body-label")
        if slot is None:
            if f"label {mask_digits(key)}" not in self.traits and key not in self.guessed:
                return True, None
            slot = self.guessed.get(key) or self._guess_slot(value, seen)
        if slot == OTHER and "@" in value and key == "from":
            return False, _mark(row, Label.BYLINE, "header-label", [f for f in read_names(value) if are_people(f.value)])
        if slot == OTHER and "   " in value and any(d.is_full for d in find_dates(value)):  # ``From : Ann Lowry   2:5030/12   10 Mar 98``
            name, _, rest = value.partition("   ")
            dated = self.lines.read_dated(row, row.size - len(rest))
            when = [f for f in dated.fields if f.name is FieldName.PUBLISHED]
            return False, replace(dated, start=row.start, fields=(*(read_names(name) if are_people(name) else ()), *when))
        if slot == OTHER or not value:
            return False, Mark(row.start, row.end, Label.SEPARATOR, "header-label")
        if slot == FieldName.AUTHOR and (bar := _BAR.search(value)):
            dated = self.lines.read_dated(row, row.text.index(value) + bar.end())
            fields = (*read_names(value[: bar.start()]), *dated.fields)
            return False, replace(dated, start=row.start, label=Label.BYLINE, rule="header-label", fields=fields)
        if slot == FieldName.PUBLISHER and find_slot(key) == slot and any(d.is_full for d in find_dates(value)) and not read_stamp(value):
            if " | " not in row.text:
                return False, replace(self.lines.read_dated(row, row.text.index(value)), start=row.start)
            return False, self.lines.read_dated(row)  # ``Berliner Zeitung | 17 May 2026``: a paper, not the word for one
        return False, self._fill(row, FieldName(slot), value, "header-label")

    def _read_bar(self, row: Row, seen: set[FieldName]) -> Mark | None:
        """``Author: Ann Lowry | Section: News | 231 Words``: several labels in one line; None where it is no such line."""
        pairs = [(find_slot(pair[0]), pair[1]) for part in _SIGNS.split(row.text) if (pair := read_label(part))]
        known = [(FieldName(slot), value) for slot, value in pairs if slot and slot not in (BODY, OTHER) and value]
        if len(pairs) < 2 or not known:
            return None
        marks = [self._fill(row, name, value, "header-label") for name, value in known if name not in seen]
        fields = tuple(field for mark in marks for field in mark.fields)
        return replace(marks[0], fields=fields) if marks else None

    def _guess_slot(self, value: str, seen: set[FieldName]) -> str:
        """The slot of a label in a language that is not in the table, by what it holds."""
        if any(d.is_full for d in find_dates(value)) and len(value) < 60:
            return FieldName.PUBLISHED
        if FieldName.TITLE not in seen and len(value) > 24:
            return FieldName.TITLE
        return FieldName.PUBLISHER if FieldName.PUBLISHER not in seen and value else OTHER

    def _fill(self, row: Row, name: FieldName, value: str, rule: str) -> Mark:
        fields: list[Field] = []
        value = value.strip().strip('"“”').strip() if value[:1] in '"“' else value
        if name in (FieldName.PUBLISHED, FieldName.UPDATED):
            if date := read_date(value, month_first=self.month_first):
                fields.append(Field(name, date))
        elif name is FieldName.PUBLISHER and (stamp := read_stamp(value)):
            fields += [Field(name, _MONITORED.sub("", value)), Field(FieldName.PUBLISHED, stamp)]
        elif name is FieldName.AUTHOR:
            fields.extend(read_names(value))
        elif name is not FieldName.NOTICE:
            value = re.split(r"\u3000+| {3,}", value)[0] if name is FieldName.PUBLISHER else value  # ``港町新聞　朝刊　1面``
            fields.append(Field(name, _MONITORED.sub("", value)))
        else:
            fields.append(Field(name, row.text))
        return _mark(row, LABELS.get(name, Label.SEPARATOR), rule, fields)

    def _read_trailer(self, rows: Sequence[Row], seen: set[FieldName]) -> Iterable[Mark]:
        marks: list[Mark] = []
        for row in reversed(rows[1:]):
            if row.shape in RULES:
                marks.append(Mark(row.start, row.end, Label.SEPARATOR, "story-separator"))
            elif row.text == self.footer:
                marks.append(Mark(row.start, row.end, Label.SEPARATOR, "running-trailer"))
            elif not row.label and (stamp := read_stamp(row.text)):
                marks.append(_mark(row, Label.DATE, "wire-stamp", [Field(FieldName.PUBLISHED, stamp)]))
            elif row.shape is Shape.END or (row.shape is Shape.SIGN and "shape sign" in self.traits):
                marks.append(Mark(row.start, row.end, Label.END_MARK, "end-mark"))
            elif row.shape is Shape.COPYRIGHT and "shape copyright" in self.traits:
                marks.append(read_copyright(row))
            elif row.label and row.slot == BODY and are_people(row.label[1]):  # ``Text: Ann Lowry`` below a text
                marks.append(_mark(row, Label.BYLINE, "trailer-byline", read_names(row.label[1])))
            elif row.label and f"label {mask_digits(row.label[0])}" in self.traits:
                mark = self._read_label_row(row, seen & {FieldName.TITLE})[1]
                if mark:
                    marks.append(mark)
            elif row.shape in _DATED and "dated line" in self.traits:
                if told := measure_sentence(row):
                    marks += [self.lines.read_dated(row, told)] if told < row.size else []
                    break
                marks.append(self.lines.read_dated(row))
            elif row.shape is Shape.URL and "shape url" in self.traits:
                marks.append(Mark(row.start, row.end, Label.NAVIGATION, "trailer-url"))
            elif self.tails.agencies and signs_off(row) and row.first_word.strip("()[]/") in self.tails.agencies:
                marks.append(Mark(row.start, row.end, Label.END_MARK, "end-mark"))
            elif row.shape in (Shape.SHORT, Shape.BYLINE) and (name := find_signer(row, self.tails.openings)):
                marks.append(_mark(row, Label.BYLINE, "trailer-byline", read_names(name)))
            elif row.shape is Shape.SHORT and mask_tail(row) in self.tails.papers:
                marks.append(_mark(row, Label.ATTRIBUTION, "trailer-line", [Field(FieldName.PUBLISHER, row.text.strip(" -–—―~"))]))
            elif row.shape is Shape.SHORT and (f"line {row.masked}" in self.traits or mask_tail(row) in self.tails.fixed):
                marks.append(Mark(row.start, row.end, Label.SEPARATOR, "running-trailer"))
            else:
                word = row.ending
                if word and f"ending {word}" in self.traits:
                    marks.append(Mark(row.end - len(word), row.end, Label.END_MARK, "end-word"))
                break
        return reversed(marks)


def _mark(row: Row, label: Label, rule: str, fields: Iterable[Field]) -> Mark:
    return Mark(row.start, row.end, label, rule, 0.85, tuple(f for f in fields if f.value))
