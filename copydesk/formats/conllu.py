"""Treebanks: CoNLL-U and its like, where ``# text = …`` says each sentence above its words in columns.

``# newdoc`` opens a text, ``# newpar`` a paragraph. The sentences are the text; the columns and all other comments are the corpus's own,
but for those that name the headline, the day or the source.
"""

from __future__ import annotations

import re

from copydesk.formats.labels import BODY, OTHER, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_COMMENT = re.compile(r"^#[ \t]*([\w:. -]{1,40}?)[ \t]*(?:=[ \t]*(\S.*?))?[ \t\r]*$", re.MULTILINE)
_WORDS = re.compile(r"^\d{1,4}(?:[-.]\d{1,4})?\t\S", re.MULTILINE)
_LEAST = 3  # sentences of the smallest treebank


def find_conllu(page: Page) -> Split | None:
    """The documents of a treebank; None unless sentences stand as comments over words in columns."""
    text = page.text
    if "# text =" not in text or not text[:400].lstrip("\ufeff \r\n").startswith("#") or not _WORDS.search(text[:20_000]):
        return None
    comments = list(_COMMENT.finditer(text))
    if sum(m[1] == "text" for m in comments) < _LEAST:
        return None
    opens = [i for i, m in enumerate(comments) if m[1].startswith("newdoc")]
    opens = opens if opens and not any(m[1] == "text" for m in comments[: opens[0]]) else [0, *opens]
    ends = [*opens[1:], len(comments)]
    stories = []
    for first, last in zip(opens, ends, strict=True):
        stop = comments[last].start() if last < len(comments) else len(text)
        if any(m[1] == "text" for m in comments[first:last]):
            stories.append(_read_document(text, comments[first:last], len(text[:stop].rstrip()) if stop == len(text) else stop))
    return make_split(text, stories, "conllu")


def _read_document(text: str, comments: list[re.Match[str]], stop: int) -> Story:
    end = comments[0].start() + len(text[comments[0].start() : stop].rstrip())
    draft = Draft(text, comments[0].start(), end, "conllu")
    last, parted = -1, True
    for m in comments:
        key = m[1].casefold()
        if key == "text" and m[2]:
            if last >= 0 and not parted:  # the words of the sentence before it
                draft.marks.append(Mark(last, m.start(2), Label.ENTITY, "conllu-words", after=" "))
            draft.body(m.start(2), m.end(2))
            last, parted = m.end(2), False
        elif key.startswith(("newpar", "newdoc")):
            parted = True
            if key.startswith("newdoc") and m[2]:
                draft.mark(m.start(), m.end(), Label.SEPARATOR, "document", (Field(FieldName.ACCESSION, m[2]),))
        elif m[2] and (slot := slot_of_key(key.replace("meta::", "").replace("newdoc", "").strip())) not in (None, BODY, OTHER):
            name = FieldName(slot or "")
            if not draft.has(name):
                draft.slot(m.start(2), m.end(2), name)
    return draft.finish()
