"""ANPA 1312, the American wire: control characters, ``^`` before header lines and ``<`` or ``=`` after them, ``AP-WF-11-13-13 1509GMT<``.

The first caret line is the slug with its word count (unless that stands in the header above), the next the
headline; ``^By NAME=`` is the byline and ``^Associated Press=`` the service.
Decoders often strip the control characters, so caret lines and the closing date line are the evidence.
"""

from __future__ import annotations

import re

from copydesk.formats.slots import Draft, make_split, read_authors
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_CLOSING = re.compile(r"\x03?([A-Z]{2,5})-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) (\d{4})\s?([A-Z]{2,4})?<[ \t]*")
_CARET = re.compile(r"^[ \t\x02]*\^(.{0,3000}?)([<=])[ \t\r]*$", re.MULTILINE)
_SLUG = re.compile(r"(?:[A-Z]{2}-{1,2}\S.{0,120}|.{0,120},\s?\d{1,5})")
_HEADER = re.compile(r"^[^\^\n]{0,40}\b(?:BC|AM|PM|AP)-\S.{0,100}$|\x14[\x02\s]*$", re.MULTILINE)  # the slug in a header of its own
_SERVICES = {"AP": "Associated Press", "AFP": "Agence France-Presse", "UPI": "United Press International"}
_CONTROL = "\x01\x02\x03\x04\x0c\x0e\x0f\x11\x12\x13\x14\x16\x1f \t\r\n"


def find_anpa(page: Page) -> Split | None:
    """The stories of an ANPA 1312 file; None unless closing date lines stand under caret lines."""
    text = page.text
    if "^" not in text:
        return None
    closings = list(_CLOSING.finditer(text))
    if not closings or len(_CARET.findall(text, 0, 200_000)) < 2 * min(len(closings), 20):
        return None
    stories: list[Story] = []
    begin = 0
    for m in closings:
        end = m.end()
        while end < len(text) and text[end] in "\r\n\x0c\x04 ":
            end += 1
        story = _read_story(text, begin, end, m)
        if story:
            stories.append(story)
            begin = end
    rest = text[begin:].strip(_CONTROL)
    if rest and _CARET.search(text, begin):
        stories.append(Story(begin, len(text.rstrip()), "anpa-1312"))
    return make_split(text, stories, "anpa-1312")


def _read_story(text: str, begin: int, end: int, closing: re.Match[str]) -> Story | None:
    carets = list(_CARET.finditer(text, begin, closing.start()))
    if not carets:
        return None
    draft = Draft(text, begin, end, "anpa-1312")
    first = carets[0]
    headed = bool(_HEADER.search(text, begin, first.start())) and not _SLUG.fullmatch(first[1].strip())
    draft.mark(begin, first.start(1) if headed else first.end(), Label.SEPARATOR, "slug")
    body = first.start() if headed else first.end()
    for i, m in enumerate(carets if headed else carets[1:], 0 if headed else 1):
        if text[body : m.start()].strip(_CONTROL):
            break
        value, closer = m[1].strip(), m[2]
        low = m.start(1)
        if value.lower().startswith("by ") and (closer == "=" or draft.has(FieldName.TITLE)):
            draft.mark(m.start(), m.end(), Label.BYLINE, "byline", read_authors(value))
        elif not draft.has(FieldName.TITLE) and closer == "<" and not (i > 1 and _SLUG.fullmatch(value)):
            draft.mark(m.start(), low, Label.SEPARATOR, "sign")
            draft.slot(low, m.end(1), FieldName.TITLE)
            draft.mark(m.end(1), m.end(), Label.SEPARATOR, "sign")
        elif closer == "=":
            draft.mark(m.start(), m.end(), Label.CREDIT, "service")
        else:
            draft.mark(m.start(), m.end(), Label.SEPARATOR, "note")
        body = m.end()
    code = closing[1]
    day = f"20{closing[4]}-{closing[2]}-{closing[3]}" if int(closing[4]) < 70 else f"19{closing[4]}-{closing[2]}-{closing[3]}"
    fields = [Field(FieldName.PUBLISHED, f"{day}T{closing[5][:2]}:{closing[5][2:]}:00Z" if closing[6] == "GMT" else day)]
    fields += [Field(FieldName.PUBLISHER, _SERVICES.get(code, code)), Field(FieldName.AGENCY, code)]
    draft.mark(closing.start(), end, Label.DATE, "closing", fields)
    draft.body(body, closing.start())
    return draft.finish(fill=False)
