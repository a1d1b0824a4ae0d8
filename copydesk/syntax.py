"""Syntax that a converter wrote into plain text: links and emphasis in Markdown, numbered links of text browsers.

The blemish: whoever saves pages as Markdown, or prints them with a text browser, gets the address of every link among the words of the
journalist (``the [budget](https://example.org/a?utm=1) was``; ``the [12]budget was`` with a list of addresses at the end). Read are the
words alone; addresses, the signs around them and pictures go before anything else looks at the text. They are edits with the label
``control``, so that the ledger gives every character back.

A page reader's own labels above its Markdown (``URL Source:``, ``Markdown Content:``) go with them.

Left alone: ``#`` and ``>`` before a line, which tell later steps what it is (``find_escapes`` takes them out of the body), bullets, tables
and code; a bracket that no address follows; stars and underscores of a text that shows no other Markdown; JSON and XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copydesk.escapes import MARKDOWN, is_structured
from copydesk.late import compile_late
from copydesk.lines import split_lines
from copydesk.paragraphs import find_printed
from copydesk.types import Edit, Label

PRINTED = "printed-link"
"""Rule: a numbered link, its address or a button in the print of a text browser."""
LEAST_LINKS, LEAST_HEADINGS = 2, 2
"""Links, or headings beside bold type, that make a text Markdown. One link does if its address is a whole one."""
LEAST_NUMBERED, MOST_MISSED = 3, 20
"""Numbered links in order that make a text a print, where a list of their addresses follows, and numbers that may be missing between two
(links without text). Footnotes stand behind their words; links before them."""
MOST_IN_LINK, MOST_IN_ADDRESS = 2_000, 20_000
"""Characters of a link's text, and of its address (pictures are written out in it), beyond which brackets are none."""

_BRACKET = compile_late(r"\\.|!?\[|\]", re.DOTALL)
_TARGET = compile_late(
    r"""\][ ]?\([ \t]*+(?:<[^<>\n]*+>|(?:[^\s()\]]++|\](?!\()|\([^\s()]*+\)|\n(?=[^\s()]))*+)"""
    r"""(?:[ \t\n]++(?:"[^"]{0,500}+"|'[^'\n]{0,500}+'))?+\s{0,3}+\)"""
)
_ADDRESS = compile_late(r"""\] ?\(\s*(?:<|\)|["'/#?.]|[A-Za-z][\w+.-]{1,20}:|[^\s()<>]*[./])""")
_BREAK = compile_late(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")
_LABELLED = compile_late(r"\]\[([^\[\]\n]{0,60})\]")
_DEFINITION = compile_late(r"^[ \t]*\[([^\[\]\n^]{1,60})\]:[ \t]+<?(?:[A-Za-z][\w+.-]{1,20}:|[/#.])[^\n]*\n?", re.MULTILINE)
_CODE = compile_late(r"^(?:```|~~~).*?^(?:```|~~~)|(?<!`)`(?!`)[^`\n]++`", re.MULTILINE | re.DOTALL)
_HEADING = compile_late(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
_RUN = compile_late(r"\\.|[*_]{1,3}|~~|\n[ \t]*\n", re.DOTALL)
_ESCAPED = compile_late(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~<\n])")
_NUMBERED = compile_late(r"\[(\d{1,5})\](?=[^\W_]|[\"'(\[“‘«„¿¡$€£#@]|(\s))")
_ADDRESSES = compile_late(
    r"^[ \t]*(?:References|Links):?[ \t]*\n\s*(?:(?:Visible|Hidden) links:?[ \t]*\n\s*)?"
    r"(?:(?:\[?\d{1,5}[.\]][ \t]+[A-Za-z][\w+.-]{1,20}:[^\n]*|(?:Visible|Hidden) links:?)[ \t]*(?:\n\s*|$))+",
    re.MULTILINE,
)
_PRINTED = compile_late(r"\(BUTTON\)|\[[\w.%~+-]{1,80}\.(?:jpe?g|png|gif|svg|webp)\]|\[(?:USEMAP|INS|DEL):?[^\[\]\n]{0,80}\]|IFRAME: \S+")
_HEAD, _LONGEST_HEAD = compile_late(r"^(?:URL Source:[ \t]+\S+|Markdown Content:)[ \t]*$", re.MULTILINE), 4_000
_STARTS = ("](http", "](/", "](#")  # of Markdown's links: no text browser prints one
_WIDE = "\u2e80"


def find_syntax(text: str) -> tuple[Edit, ...]:
    """The edits that free a text of links and emphasis written as syntax, sorted and apart; linear in the length of the text.

    ``text`` is a source's text after repair. Empty for all that is neither Markdown nor the print of a text browser.
    """
    bracketed = "[" in text  # one character is found ten times as fast as two
    linked = bracketed and ("](" in text or "][" in text or "] (" in text)
    printed = bracketed and "[1]" in text and not any(start in text for start in _STARTS)
    if not (linked or printed or ("*" in text and "**" in text)) or is_structured(text):
        return ()
    if printed and (numbered := _find_printed(text)):
        return tuple(numbered)
    code = [m.span() for m in _CODE.finditer(text)] if "`" in text else []
    links = list(_outside(_find_links(text), code)) if linked else []
    ends = [edit.before for edit in links if edit.before[0] in "]!"]
    if len(ends) < LEAST_LINKS and not (ends and "](http" in text):
        if "**" not in text or len(_HEADING.findall(text)) < LEAST_HEADINGS:
            return ()
        links = []
    links = _apart(links)
    taken = [*code, *((edit.start, edit.end) for edit in links)]
    signs = _outside((*_find_emphasis(text), *(_edit(text, m.start(), m.end()) for m in _ESCAPED.finditer(text))), taken)
    head = [_edit(text, *m.span()) for m in _HEAD.finditer(text, 0, _LONGEST_HEAD)] if "Markdown Content:" in text[:_LONGEST_HEAD] else []
    return tuple(_apart((*links, *signs, *_find_breaks(text), *head)))


def _edit(text: str, start: int, end: int, after: str = "", rule: str = MARKDOWN) -> Edit:
    return Edit(start, end, text[start:end], after, Label.CONTROL, rule)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that lie within another."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _outside(edits: Iterable[Edit], spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    """The edits that begin in none of the spans (apart from one another), in order."""
    within = sorted(spans)
    at = 0
    for edit in sorted(edits, key=lambda e: e.start):
        while at < len(within) and within[at][1] <= edit.start:
            at += 1
        if at == len(within) or edit.start < within[at][0]:
            yield edit


def _find_links(text: str) -> Iterator[Edit]:
    """Brackets and addresses of links, whole pictures, and the definitions of labels that links name."""
    definitions = list(_DEFINITION.finditer(text)) if "]:" in text else []
    labels = {m[1].casefold() for m in definitions}
    opened: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        at = bracket.start()
        if text[at] == "\\":
            continue
        if text[at] != "]":
            opened.append(bracket.span())
            continue
        if not opened:
            continue
        start, inner = opened.pop()
        end = _find_end(text, at, labels) if at - inner <= MOST_IN_LINK else None
        if end is None:
            continue
        if text[start] == "!":
            yield _edit(text, start, end)
        else:
            yield _edit(text, start, inner)
            yield from (_edit(text, *m.span(), " ") for m in _BREAK.finditer(text, inner, at))
            yield _edit(text, at, end, " " if text[end : end + 1] in ("[", "!") and text[at - 1].isalnum() and text[at - 1] < _WIDE else "")
    yield from (_edit(text, m.start(), m.end()) for m in definitions)


def _find_end(text: str, at: int, labels: set[str]) -> int | None:
    """Where the address, or the label, behind the bracket at ``at`` ends; None where there is none."""
    follower = text[at + 1 : at + 2]
    if follower == "[" and labels:
        label = _LABELLED.match(text, at)
        return label.end() if label is not None and (not label[1] or label[1].casefold() in labels) else None
    if follower != "(" or _ADDRESS.match(text, at) is None:
        return None
    target = _TARGET.match(text, at, at + MOST_IN_ADDRESS)
    return target.end() if target is not None else None


def _find_emphasis(text: str) -> Iterator[Edit]:
    """Pairs of stars, underscores or tildes hard by the words between them, within one paragraph; never inside a word."""
    opened: list[re.Match[str]] = []
    for run in _RUN.finditer(text):
        sign = run[0]
        if sign[0] == "\n":
            opened.clear()
        if sign[0] in "\n\\":
            continue
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        if before and not before.isspace() and not _goes_on(after):
            at = next((i for i in range(len(opened) - 1, max(-1, len(opened) - 5), -1) if opened[i][0] == sign), None)
            if at is not None:
                yield _edit(text, *opened[at].span())
                yield _edit(text, *run.span())
                del opened[at:]
                continue
        if after and not after.isspace() and not _goes_on(before):
            opened.append(run)


def _find_breaks(text: str) -> Iterator[Edit]:
    """Breaks within the paragraphs of a text that was printed at a width: once the addresses are gone, nobody can tell them."""
    lines = split_lines(text)
    first = find_printed([text[line.start : line.end] for line in lines])
    if first:
        for upper, lower, head in zip(lines, lines[1:], first[1:], strict=False):
            if head < lower.number:
                indent = lower.end - lower.start - len(text[lower.start : lower.end].lstrip())
                yield _edit(text, upper.end, lower.start + indent, " ")


def _goes_on(char: str) -> bool:
    """Whether a word goes on with the character: scripts without spaces have words side by side."""
    return char.isalnum() and char < _WIDE


def _find_printed(text: str) -> list[Edit]:
    """Numbers before links, the list of their addresses and the signs of buttons and pictures in the print of a text browser."""
    numbers = []
    last = behind = 0
    for m in _NUMBERED.finditer(text):
        if last < int(m[1]) <= last + MOST_MISSED:
            last = int(m[1])
            numbers.append(m)
            behind += m[2] is not None
    if len(numbers) < LEAST_NUMBERED or behind > len(numbers) // 2:
        return []
    addresses = [m for m in _ADDRESSES.finditer(text) if m.start() >= numbers[LEAST_NUMBERED - 1].end()]
    if not addresses:
        return []
    listed = addresses[-1].start()
    found = [_edit(text, m.start(), m.end(), rule=PRINTED) for m in _PRINTED.finditer(text, 0, listed)]
    for m in numbers:
        if m.end() <= listed:
            glued = text[m.start() - 1 : m.start()].isalnum() and text[m.end() : m.end() + 1].isupper()
            found.append(_edit(text, m.start(), m.end(), " " if glued else "", PRINTED))
    found.append(_edit(text, listed, addresses[-1].end(), rule=PRINTED))
    return _apart(found)
