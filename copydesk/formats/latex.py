"""Newsletters and proceedings in LaTeX: a sectioning command with author or date below it opens each piece.

``\\section{Bridge opens}`` / ``\\author{Ann Lowry}`` / ``\\date{3 May 2019}`` again and again. Where those two stand once, above the first
section, the text is one article with its sections. Commands around words go; ``~`` is a space, ``\\&`` an
ampersand.
"""

from __future__ import annotations

import re

from copydesk.formats.slots import Draft, make_split
from copydesk.types import FieldName, Label, Mark, Page, Split, Story

_HEAD = re.compile(
    r"^[ \t]*\\(part|chapter|section|subsection|headline|title|article|newsitem|story)\*?(?:\[[^\]\n]{0,200}\])?\{", re.MULTILINE
)
_SLOT = re.compile(r"[ \t\r\n]*\\(author|date|byline|source|subtitle|dateline|label|publication|newspaper)\*?\{")
_NAMES = {
    "author": FieldName.AUTHOR, "byline": FieldName.AUTHOR, "date": FieldName.PUBLISHED, "source": FieldName.PUBLISHER,
    "publication": FieldName.PUBLISHER, "newspaper": FieldName.PUBLISHER, "subtitle": FieldName.SUBTITLE,
}  # fmt: skip
_SIGN = re.compile(
    r"\\(?:emph|(?:sub){0,2}section\*?|paragraph|textbf|textit|textsc|texttt|underline|mbox|enquote|text)\{|"
    r"\\(?:noindent|par|medskip|bigskip|smallskip|maketitle|newpage|clearpage|hrule|item|"
    r"begin\{[a-z*]{1,20}\}|end\{[a-z*]{1,20}\})(?![A-Za-z])[ \t]*|\\[&%$#_{}]|[{}]|~|``|''|---?|\\\\|\\,|(?<!\\)%.*"
)
_READS = {"~": " ", "``": "“", "''": "”", "--": "–", "---": "—", "\\\\": "\n", "\\,": " "}
_LONGEST, _OPEN, _CLOSE = 400, "\\begin{document}", "\\end{document}"


def find_latex(page: Page) -> Split | None:
    """The pieces of a collection in LaTeX; None unless most heads of one command have an author or a day right below them."""
    text = page.text
    heads = [(m, end) for m in _HEAD.finditer(text) if (end := _find_end(text, m.end())) >= 0]
    signed = [(m, end) for m, end in heads if (slot := _SLOT.match(text, end + 1)) and slot[1] in _NAMES]
    names = {m[1] for m, _ in signed}
    if len(signed) < 2 or len(names) > 1 or 2 * len(signed) < sum(m[1] in names for m, _ in heads):
        return _find_article(text, heads)
    opens = [(m, end) for m, end in heads if m[1] in names]
    stop = text.find(_CLOSE, opens[-1][1])
    stops = [*(m.start() for m, _ in opens[1:]), stop if stop >= 0 else len(text)]
    return make_split(text, [_read_piece(text, m, end, stop) for (m, end), stop in zip(opens, stops, strict=True)], "latex")


def _find_article(text: str, heads: list[tuple[re.Match[str], int]]) -> Split | None:
    """The one article of a document that states its title once, above its text."""
    opening = text.find(_OPEN)
    titles = [(m, end) for m, end in heads if m[1] == "title"]
    if opening < 0 or len(titles) != 1 or titles[0][0].start() > opening:
        return None
    stop = text.find(_CLOSE, opening)
    head, end = titles[0]
    draft = Draft(text, 0, stop if stop >= 0 else len(text.rstrip()), "latex")
    draft.slot(head.start(), end + 1, FieldName.TITLE, _read_words(text[head.end() : end]))
    for slot in _SLOT.finditer(text, 0, opening):
        if (name := _NAMES.get(slot[1])) and not draft.has(name) and (end := _find_end(text, slot.end())) >= 0:
            draft.slot(slot.start(1) - 1, end + 1, name, _read_words(text[slot.end() : end]))
    _add_body(draft, opening + len(_OPEN), draft.end)
    return make_split(text, [draft.finish()], "latex")


def _add_body(draft: Draft, start: int, stop: int) -> None:
    draft.body(start, stop)
    draft.marks.extend(
        Mark(m.start(), m.end(), Label.ENTITY, "latex-sign", after=_read_sign(m[0])) for m in _SIGN.finditer(draft.text, start, stop)
    )


def _find_end(text: str, start: int) -> int:
    """Where the brace closes that opens before ``start``, -1 where it does not within a title's length."""
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST)):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return at
    return -1


def _read_piece(text: str, head: re.Match[str], end: int, stop: int) -> Story:
    stop = head.start() + len(text[head.start() : stop].rstrip())
    draft = Draft(text, head.start(), stop, "latex")
    draft.slot(head.start(), end + 1, FieldName.TITLE, _read_words(text[head.end() : end]))
    at = end + 1
    while (slot := _SLOT.match(text, at, stop)) and (end := _find_end(text, slot.end())) >= 0:
        value = _read_words(text[slot.end() : end])
        if name := _NAMES.get(slot[1]):
            draft.slot(slot.end(1) - len(slot[1]) - 1, end + 1, name, value)
        else:
            draft.mark(slot.start(1) - 1, end + 1, Label.SEPARATOR, "command")
        at = end + 1
    _add_body(draft, at, stop)
    return draft.finish()


def _read_sign(sign: str) -> str:
    """What stands for a command or sign."""
    return _READS.get(sign, sign[1] if len(sign) == 2 and sign[0] == "\\" else "")


def _read_words(text: str) -> str:
    return " ".join(_SIGN.sub(lambda m: _read_sign(m[0]), text).split())
