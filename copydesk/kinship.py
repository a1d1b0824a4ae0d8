"""Which pages are siblings, and what the pages of a run have in common.

A page's source is the host of its address; without one its publisher; without that the folder (or the JSON lines file) that it lies
in. Text and HTML of one host are two sources, since they break lines differently. Documents (RTF, DOCX) have no template.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from copydesk.documents import is_document_name
from copydesk.page import is_markup_name
from copydesk.siblings import Learner, Template
from copydesk.sources import Received, Refusal
from copydesk.types import Hints


def name_source(name: str, hints: Hints) -> str | None:
    """The name of the source that a page of this name and these hints belongs to; None for what has no siblings."""
    if is_document_name(name):
        return None
    kind = "html" if is_markup_name(name) or hints.format == "html" else "text"
    try:
        host = (urlsplit(hints.url).hostname or "") if hints.url else ""
    except ValueError:
        host = ""
    place = name.rpartition("#")[0] or name.rpartition("/")[0]
    source = host.removeprefix("www.") or hints.publisher or f"folder {place or '.'}"
    return f"{source} ({kind})"


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
        from copydesk.html import render_text

        return render_text(text)
    return text


def learn_templates(pages: Iterable[Received | Refusal]) -> dict[str, Template]:
    """The templates of the sources that these pages come from, by source; in whatever order they come."""
    learner = Learner()
    for page in pages:
        if isinstance(page, Refusal):
            continue
        source = name_source(page.name, page.hints)
        if source is not None:
            learner.add(source, read_lines(page.data, page.name, page.hints), page.hints.received)
    return learner.templates()
