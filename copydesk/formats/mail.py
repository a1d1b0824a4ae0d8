"""News by mail: mbox files, RFC 1153 digests, mailman digests, and runs of messages under plain headers.

A message is a block of ``Key: value`` lines with a subject and a sender or date, a blank line, the text. Digests open with ``Today's
Topics`` and close with ``End of … Digest``; thirty hyphens part the messages. ``Subject`` is the headline, ``Re:`` and list tags stay as
written.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

from copydesk.formats.columns import is_media, is_person
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.lines import is_terminal
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_KEY = re.compile(
    r"(From|Date|Sent|Subject|To|Cc|Reply-To|Message-ID|Content-Type|Content-Transfer-Encoding|MIME-Version|In-Reply-To|"
    r"References|X-[\w-]+|Sender|Message|Newsgroups|Organization|Received|Return-Path|Delivered-To|List-[\w-]+|Lines|Path|Xref|"
    r"Approved|Followup-To|User-Agent|Precedence|Status)\s?:\s?(.*)",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(r"From \S+\s+(?:[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d(?::\d\d)?.{0,8} \d{4}).*")
_RULE = re.compile(r"-{20,}|_{20,}|={20,}|\*{20,}|#! rnews \d{1,9}")
_END = re.compile(r"(?:end of .{1,100}(?:digest|issue|vol|list|\d).*|subject: digest footer|\*{3,}|end of .{1,60} digest)", re.IGNORECASE)
_ENCLOSURE = re.compile(r"^>From ", re.MULTILINE)
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=[ \t]*\r?\n)+")
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]{2,30})", re.IGNORECASE)
_SENTENCE, _LONGEST_GREETING = 60, 120  # characters of a line of prose, and of those above a digest whose list stands under no rule
_INITIALS = re.compile(r"[A-Z]{2,5}")
_SIGNATURE_LINES = 8  # lines below ``-- `` that can be a signature
_NAME_BEHIND = re.compile(r"\S{1,80}@\S{1,80}\s+\(([^()<>]{2,60})\)")
_NAME = re.compile(r"\"?([^\"<(]{2,60}?)\"?\s*(?:<[^<>]*>|\([^()]*\))?")


def find_mail(page: Page) -> Split | None:
    """The messages of an mbox or digest; None unless at least two header blocks with subjects stand at the head of text."""
    text = page.text
    if "Subject:" not in text and "subject:" not in text:
        return None
    lines = Lines(page)
    starts = _find_blocks(lines.entries)
    if len(starts) < 2 or _are_quoted(lines.entries[: starts[0][0]]):
        return None
    senders = {e.text for first, body in starts for e in lines.entries[first:body] if e.text[:5].lower() == "from:"}
    stories, sole = [], len(senders) == 1
    for n, (first, body) in enumerate(starts):
        last = starts[n + 1][0] if n + 1 < len(starts) else len(lines.entries)
        record = lines.entries[first:last]
        while len(record) > body - first and (
            _RULE.fullmatch(record[-1].text) or (n + 1 == len(starts) and len(record[-1].text) < 140 and _END.fullmatch(record[-1].text))
        ):
            record.pop()
        if n + 1 == len(starts):
            record = _drop_footer(record, body - first)
        if len(record) > body - first:
            stories.append(_read_message(text, record, body - first, sole))
    if len(stories) < 2:
        return None
    return make_split(text, stories, "mail")


def _find_blocks(entries: list[Entry]) -> list[tuple[int, int]]:
    """(first line, first line of the text) of every header block that has a subject and a sender or date."""
    blocks: list[tuple[int, int]] = []
    i = 0
    while i < len(entries):
        e = entries[i]
        if not (_KEY.fullmatch(e.text) or _FROM_LINE.fullmatch(e.text)) or (i and not e.gap and not _RULE.fullmatch(entries[i - 1].text)):
            i += 1
            continue
        j, keys = i, set()
        while j < len(entries) and (j == i or not entries[j].gap):
            if m := _KEY.fullmatch(entries[j].text):
                keys.add(m[1].lower())
            elif not _FROM_LINE.fullmatch(entries[j].text) and j == i:
                break
            j += 1
        if "subject" in keys and keys & {"from", "date", "sent", "message-id"} and j - i <= 60:
            blocks.append((i, j))
            i = j
        else:
            i += 1
    return blocks


def _are_quoted(above: list[Entry]) -> bool:
    """Whether the first message stands inside an article: below sentences that no rule closes, as a digest's preamble is closed."""
    prose = sum(len(e.text) for e in above if len(e.text) > _SENTENCE and is_terminal(e.text))
    return prose > _LONGEST_GREETING and not any(_RULE.fullmatch(e.text) for e in above)


def _drop_footer(record: list[Entry], body: int) -> list[Entry]:
    """The last message without the digest's footer, which begins at a rule over a closing line."""
    for i in range(len(record) - 1, max(body, len(record) - 12), -1):
        if _END.fullmatch(record[i].text[:140]) or (
            _RULE.fullmatch(record[i].text) and i + 1 < len(record) and _KEY.fullmatch(record[i + 1].text)
        ):
            cut = i - 1 if _RULE.fullmatch(record[i - 1].text) else i
            return record[:cut]
    return record


def _read_message(text: str, record: list[Entry], body: int, sole: bool) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "mail")
    head = text[record[0].start : record[body].start]
    for e in record[:body]:
        m = _KEY.fullmatch(e.text)
        key = m[1].lower() if m else ""
        value = _read_words(m[2].strip()) if m else ""
        if key == "subject":
            draft.slot(e.start, e.end, FieldName.TITLE, value)
        elif key in ("date", "sent") and not draft.has(FieldName.PUBLISHED):
            date = _read_mail_date(value)
            if date:
                draft.mark(e.start, e.end, Label.DATE, "date", (Field(FieldName.PUBLISHED, date),))
            else:
                draft.slot(e.start, e.end, FieldName.PUBLISHED, value)
        elif key == "from" and (name := _NAME_BEHIND.fullmatch(value) or _NAME.fullmatch(value)) and "@" not in name[1]:
            draft.mark(e.start, e.end, Label.BYLINE, "from", (Field(_find_role(name[1].strip(), sole), name[1].strip()),))
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "header")
    for i in range(len(record) - 1, max(body, len(record) - 1 - _SIGNATURE_LINES), -1):
        if record[i].text == "--":
            draft.mark(record[i].start, record[-1].end, Label.CONTACT, "signature")
            record = record[:i]
            break
    draft.body(record[body].start, record[-1].end)
    if "quoted-printable" in head.casefold():
        charset = found[1] if (found := _CHARSET.search(head)) else "utf-8"
        draft.marks.extend(_read_quoted(text, record[body].start, record[-1].end, charset))
    return draft.finish(fill=False)


def _find_role(name: str, sole: bool) -> FieldName:
    """What a sender is: a writer, or the publisher whose newsletter this is; a list of initials is a wire."""
    if _INITIALS.fullmatch(name):
        return FieldName.AGENCY
    return FieldName.PUBLISHER if (sole and not is_person(name)) or is_media(name) else FieldName.AUTHOR


def _read_words(value: str) -> str:
    """A header's value with its encoded words (``=?utf-8?Q?W=C3=B6lfe?=``) as they read."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _read_quoted(text: str, start: int, end: int, charset: str) -> list[Mark]:
    """Marks of what quoted-printable wrote as bytes (``=C3=BC``) or broke (``=`` at a line's end), with what stands for it."""
    marks: list[Mark] = []
    for m in _QUOTED.finditer(text, start, end):
        codes = "".join(m[0].split()).replace("=", "")
        try:
            words = bytes.fromhex(codes).decode(charset).replace("\xa0", " ")
        except (LookupError, ValueError):
            continue
        if words.isprintable() and unicodedata.is_normalized("NFC", text[m.start() - 1 : m.start()] + words):
            marks.append(Mark(m.start(), m.end(), Label.ENTITY, "mail-quoted", after=words))
    return marks


def _read_mail_date(value: str) -> str | None:
    """RFC 2822 as ISO 8601 with its zone, None where it is no such date."""
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
