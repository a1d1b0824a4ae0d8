"""Word-processor files as text: RTF and DOCX, one paragraph a line, through striprtf and python-docx.

Archives of press databases come as such files. Formatting, headers, footnotes and pictures carry no story text and are
left out; tables come cell by cell, because exports put their labelled fields into tables.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

# A DOCX may unpack to this many bytes with its pictures, and to so many of XML, which take thirty times that as a tree; beyond lies
# a bomb. An export of a thousand stories has about 20 MB of XML.
MOST_UNPACKED = 512 << 20
MOST_XML = 48 << 20


class UnreadableDocument(ValueError):
    """The file is no RTF or DOCX that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document and the name of what rendered it."""

    text: str
    renderer: str


def is_document_name(name: str) -> bool:
    """Does the file name say RTF or DOCX, packed or not?"""
    return name.lower().removesuffix(".gz").removesuffix(".zst").endswith((".rtf", ".docx"))


def render_document(data: bytes) -> DocumentText:
    """The text of an RTF or DOCX, told apart by their first bytes. Raises UnreadableDocument."""
    if data.startswith(b"{\\rtf"):
        return _render_rtf(data)
    if data.startswith(b"PK"):
        return _render_docx(data)
    raise UnreadableDocument("it is neither RTF nor DOCX inside")


def _render_rtf(data: bytes) -> DocumentText:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf raises many kinds for broken control words
        raise UnreadableDocument("the RTF is broken") from error
    return DocumentText(text, _renderer("striprtf"))


def _render_docx(data: bytes) -> DocumentText:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
            if xml > MOST_XML or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise UnreadableDocument("it unpacks to more than a document can hold")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(document))
    except UnreadableDocument:
        raise
    except Exception as error:  # python-docx and lxml raise many kinds for broken archives
        raise UnreadableDocument("the DOCX is broken") from error
    return DocumentText(text, _renderer("python-docx"))


def _renderer(package: str) -> str:
    from importlib.metadata import version

    return f"{package} {version(package)}"


def _paragraphs(document: object) -> Iterator[str]:
    for item in document.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(item, "rows"):
            for row in item.rows:
                for cell in row.cells:
                    yield from (p.text for p in cell.paragraphs)
        else:
            yield item.text
