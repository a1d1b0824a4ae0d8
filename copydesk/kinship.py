"""Which pages are siblings, and what the pages of a run have in common.

A page's source is the host of its address, or its publisher where no address is stated; of a page without either nobody knows
the siblings. Text and HTML of one host are two sources, since they break lines differently. Documents (RTF, DOCX) have none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from copydesk.documents import is_document_name
from copydesk.hypertext import read_hypertext
from copydesk.page import is_markup_name
from copydesk.sources import Received, Refusal
from copydesk.types import Hints

if TYPE_CHECKING:
    from copydesk.siblings import Learner, Template


def name_source(name: str, hints: Hints) -> str | None:
    """The name of the source that a page of this name and these hints belongs to; None for what has no siblings."""
    if is_document_name(name):
        return None
    kind = "html" if is_markup_name(name) or hints.format == "html" else "text"
    try:
        host = (urlsplit(hints.url).hostname or "") if hints.url else ""
    except ValueError:
        host = ""
    source = host.removeprefix("www.") or hints.publisher
    return f"{source} ({kind})" if source else None


def read_lines(data: str | bytes, name: str, hints: Hints) -> str:
    """The text of a page by which it is compared with its siblings: decoded, for markup rendered, nothing repaired."""
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            from copydesk.charset import decode

            text = decode(data, declared=hints.encoding, html=is_markup_name(name)).text
    else:
        text = data
    if is_markup_name(name) or hints.format == "html":
        source: str | None = text
    else:
        source = None if is_document_name(name) else read_hypertext(text)
    if source is None:
        return text
    from copydesk.html import render_text

    return render_text(source)


def read_sibling(page: Received) -> tuple[str, str] | None:
    """The source of a page and the text by which it is compared; None for what has no siblings."""
    source = name_source(page.name, page.hints)
    return (source, read_lines(page.data, page.name, page.hints)) if source is not None else None


def learn_templates(pages: Iterable[Received | Refusal]) -> dict[str, Template]:
    """The templates of the sources that these pages come from, by source; in whatever order they come."""
    learner: Learner | None = None
    for page in pages:
        if isinstance(page, Refusal):
            continue
        sibling = read_sibling(page)
        if sibling is not None:
            if learner is None:  # a lone text without an address needs none of it
                from copydesk.siblings import Learner

                learner = Learner()
            learner.add(*sibling, page.hints.received)
    return learner.templates() if learner is not None else {}
