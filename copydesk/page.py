"""From bytes to a frozen page: decode, render markup, repair, compose to NFC, freeze.

Nothing after this module changes a character. What it changed is listed in ``Page.edits``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from copydesk.documents import is_document_name, render_document
from copydesk.edits import OffsetMap, compose_edits, repair_with
from copydesk.escapes import is_structured
from copydesk.hypertext import LEAST_TAGS, find_tags, is_laid_out_by_lines, read_hypertext
from copydesk.lines import split_lines
from copydesk.syntax import find_syntax
from copydesk.types import Block, Damage, Decoded, Edit, Hints, Label, Page, Segment

_TOKEN = re.compile(r"\S+|\s+")
_LAYOUT = re.compile("\xa0+|\ufeff+")
_SURROGATES = re.compile("[\ud800-\udfff]+")
# Without those that end a line, and those that wire formats are framed by (SOH, STX, shift and device codes): the story's own
# step takes these.
_CONTROLS = re.compile("[\x00\x05-\x08\x10\x15\x17-\x1b\x7f-\x84\x86-\x9f]+")
_ASCII_CONTROLS = bytes(code for code in range(0x80) if _CONTROLS.match(chr(code)))
_FRAMING = re.compile("[\x01-\x04\x0e\x0f\x11-\x14\x16\x1f]+")
_MARKUP_NAME = re.compile(r"\.x?html?(\.gz|\.zst)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A page with how its bytes were read: what the ledger needs to give them back."""

    page: Page
    decoded: Decoded


def is_markup_name(name: str) -> bool:
    """Does the file name say HTML?"""
    return bool(_MARKUP_NAME.search(name))


def freeze(data: str | bytes, name: str, hints: Hints) -> Frozen:
    """The page of a source. ``str`` is taken as already decoded (its encoding is then UTF-8 by definition).

    Raises UnreadableDocument for a broken RTF or DOCX.
    """
    html = is_markup_name(name) or hints.format == "html"
    renderer = ""
    if isinstance(data, bytes) and is_document_name(name):
        document = render_document(data)
        decoded, renderer = Decoded(document.text, "utf-8", 1.0), document.renderer
    elif isinstance(data, str):
        decoded = Decoded(data, "utf-8", 1.0, (Segment(0, len(data), 0, "utf-8"),))
    else:
        from copydesk.charset import decode

        decoded = decode(data, declared=hints.encoding, html=html)
    text = decoded.text
    by_lines = html and is_laid_out_by_lines(text)
    if by_lines:
        html, hints = False, replace(hints, format=None)
    blocks: tuple[Block, ...] = ()
    source = text if html else None if renderer else read_hypertext(text)
    if source is not None:
        from copydesk.html import render_html

        rendering = render_html(source)
        text, blocks, renderer = rendering.text, rendering.blocks, f"{rendering.name} {rendering.version}"
        hints = merge_hints(hints, rendering.hints)
    repaired, edits, damage = _repair_all(text, plain=not blocks, least=1 if by_lines else LEAST_TAGS)
    if edits and blocks:
        blocks = _moved(blocks, edits)
    page = Page(name, text, repaired, edits, damage, split_lines(repaired), decoded.encoding, hints, blocks, renderer)
    return Frozen(page, decoded)


def merge_hints(first: Hints, second: Hints) -> Hints:
    """``first`` with what it does not state taken from ``second``."""
    stated = {name: value for name in Hints.__slots__ if (value := getattr(first, name))}
    return replace(second, **stated)


def _repair_all(text: str, *, plain: bool, least: int) -> tuple[str, tuple[Edit, ...], tuple[Damage, ...]]:
    from copydesk.mojibake.repairing import repair_text
    from copydesk.mojibake.survey import BYTE_ORDER, COMPOSING, NO_BREAK, STEERING, SURROGATE, survey_text

    seen = survey_text(text)
    fixed = repair_text(text, seen)
    edits, out, damage = fixed.edits, fixed.text, fixed.unrecoverable
    framed = bool(edits) and "\x01" in text and "\x02" in text and any(_FRAMING.fullmatch(e.before) for e in edits)
    structured = any(e.label is Label.ENTITY for e in edits) and is_structured(text)
    if framed or structured:  # the container's own signs: the splitter reads them, and the story's own step takes them
        was = OffsetMap(edits)
        edits = tuple(e for e in edits if not (structured and e.label is Label.ENTITY) and not (framed and _FRAMING.fullmatch(e.before)))
        out, now = repair_with(text, edits), OffsetMap(edits)
        damage = tuple(
            replace(d, start=now.page_offset(was.source_start(d.start)), end=now.page_offset(was.source_end(d.end))) for d in damage
        )
    markup = (find_tags(out, least) or find_syntax(out)) if plain else ()
    if not edits and not markup and not seen & (SURROGATE | STEERING | COMPOSING | NO_BREAK | BYTE_ORDER):
        return out, edits, damage
    for find in (lambda _: markup, _undecodable_edits, _control_edits, _composing_edits, _spacing_edits):
        found = find(out)
        if not found:
            continue
        moved = OffsetMap(found)
        damage = tuple(replace(d, start=moved.page_offset(d.start), end=moved.page_offset(d.end)) for d in damage)
        if find is _undecodable_edits:
            damage += tuple(Damage(moved.page_offset(e.start), moved.page_offset(e.end), e.after, "undecodable") for e in found)
        edits = compose_edits(text, edits, found)
        out = repair_with(out, found)
    return out, edits, tuple(sorted(damage, key=lambda d: (d.start, d.end)))


def _undecodable_edits(text: str) -> tuple[Edit, ...]:
    """Undecodable bytes stand as U+FFFD in the page; the ledger keeps the bytes themselves."""
    if text.isascii() or b"\xed" not in text.encode("utf-8", "surrogatepass"):
        return ()
    return tuple(Edit(m.start(), m.end(), m[0], "\ufffd" * len(m[0]), Label.LOSSY, "undecodable-byte") for m in _SURROGATES.finditer(text))


def _control_edits(text: str) -> tuple[Edit, ...]:
    """Control characters that no repair explained (NUL, escape, C1): they steer terminals and print as nothing."""
    raw = text.encode("utf-8", "surrogatepass")
    if b"\xc2" not in raw and len(raw.translate(None, _ASCII_CONTROLS)) == len(raw):
        return ()
    return tuple(Edit(m.start(), m.end(), m[0], "", Label.CONTROL, "control") for m in _CONTROLS.finditer(text))


def _composing_edits(text: str) -> tuple[Edit, ...]:
    """Edits that bring the text to NFC, one a word: canonical equivalence, so no letter changes."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    edits = []
    for m in _TOKEN.finditer(text):
        composed = unicodedata.normalize("NFC", m[0])
        if composed != m[0]:
            edits.append(Edit(m.start(), m.end(), m[0], composed, Label.CONTROL, "compose-nfc"))
    return tuple(edits)


def _spacing_edits(text: str) -> tuple[Edit, ...]:
    """Layout that readers of the record trip over: a no-break space becomes a space, a stray byte order mark nothing."""
    if "\xa0" not in text and "\ufeff" not in text:
        return ()
    return tuple(
        Edit(m.start(), m.end(), m[0], " " * len(m[0]), Label.CONTROL, "no-break-space")
        if m[0][0] == "\xa0"
        else Edit(m.start(), m.end(), m[0], "", Label.CONTROL, "byte-order-mark")
        for m in _LAYOUT.finditer(text)
    )


def _moved(blocks: tuple[Block, ...], edits: tuple[Edit, ...]) -> tuple[Block, ...]:
    moved = OffsetMap(edits)
    return tuple(replace(b, start=moved.page_offset(b.start), end=moved.page_offset(b.end)) for b in blocks)
