"""Dumps that an archive hands out as Word or RTF files: the same stories as in plain text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

import copydesk
from tests.split.test_find_stories import read_cases

CASES = [case for case in read_cases("exports") if case.id in ("lexis-old", "lexis-german", "nexis-uni", "factiva-sections", "europresse")]


def write_docx(text: str) -> bytes:
    """The text as a Word file, a line a paragraph."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def write_rtf(text: str) -> bytes:
    """The text as RTF, a line a paragraph, letters beyond ASCII as their numbers."""
    signs = {"\n": "\\par\n", "\t": "\\tab ", "\\": "\\\\", "{": "\\{", "}": "\\}"}
    written = "".join(signs.get(char) or (char if char.isascii() else f"\\u{ord(char)}?") for char in text)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n\\f0\\fs24 " + written + "}").encode()


@pytest.mark.parametrize(("suffix", "write"), [("docx", write_docx), ("rtf", write_rtf)])
@pytest.mark.parametrize("case", CASES)
def test_an_export_in_a_document_yields_the_stories_of_its_text(case: dict[str, Any], suffix: str, write: Callable[[str], bytes]) -> None:
    """The container adds and takes nothing: titles, dates and texts are those of the plain export."""
    articles = copydesk.clean(write(case["text"]), name=f"export.{suffix}").articles
    assert [{"title": a.title, "published": a.published, "updated": a.updated, "text": a.text} for a in articles] == [
        {key: story[key] for key in ("title", "published", "updated", "text")} for story in case["stories"]
    ]
