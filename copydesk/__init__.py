"""copydesk: clean records from dirty news text, with a ledger that accounts for every character.

    import copydesk
    result = copydesk.clean(data, name="page.txt")      # Cleaned(articles, ledger, page, findings)
    fixed = copydesk.repair("ÖÐ¹ú")                     # Repair(text="中国", edits=(…), unrecoverable=())
    page = copydesk.decode(raw)                         # Decoded(text, encoding, confidence, segments)
    lang = copydesk.identify_language(text)             # Language(tag="kk", confidence=0.99)

Importing this package loads no model and no heavy library; each function loads what it needs on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.types import (
    Action,
    Article,
    Cleaned,
    Damage,
    Dateline,
    Decoded,
    Edit,
    Finding,
    Hints,
    Label,
    Language,
    LedgerRow,
    Page,
    Quality,
    Repair,
    Source,
)
from copydesk.versions import COPYDESK as __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.siblings import Template

__all__ = [
    "Action",
    "Article",
    "Cleaned",
    "Damage",
    "Dateline",
    "Decoded",
    "Edit",
    "Finding",
    "Hints",
    "Label",
    "Language",
    "LedgerRow",
    "Page",
    "Quality",
    "Repair",
    "Source",
    "__version__",
    "clean",
    "decode",
    "identify_language",
    "learn_template",
    "repair",
]


def clean(data: str | bytes, *, name: str = "source.txt", hints: Hints | None = None, template: Template | None = None) -> Cleaned:
    """The articles of one source, the ledger of what became of its every character, and the frozen page.

    ``name`` tells HTML (``.html``, ``.htm``) from text; ``hints`` is what a side-car would say; ``template`` is what
    ``learn_template`` found on other pages of the site. Never raises on text, whatever it holds; ValueError where the name says RTF
    or DOCX and the bytes are no such document, or where ``hints`` state a format that the text does not have; TypeError for other data.
    """
    from copydesk.pipeline import clean as run

    if not isinstance(data, str | bytes):
        raise TypeError(f"data is str or bytes, not {type(data).__name__}")
    return run(data, name=name, hints=hints, template=template)


def learn_template(pages: Iterable[str | bytes], *, name: str = "source.txt", source: str = "site") -> Template | None:
    """What the pages of one site have in common, for ``clean``; None where no line recurs over different stories.

    ``name`` tells HTML from text, ``source`` is what the ledger calls the site. The order of the pages does not matter.
    """
    from copydesk.kinship import read_lines
    from copydesk.siblings import Learner

    learner = Learner()
    for page in pages:
        learner.add(source, read_lines(page, name, Hints()))
    return learner.templates().get(source)


def repair(text: str) -> Repair:
    """The text with wrong decodings undone, every edit explained, and what is beyond repair flagged.

    Undoing the edits gives the input back. Quotes, ligatures, widths and case stay as they were written.
    """
    from copydesk.mojibake import repair_text

    return repair_text(text)


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """The bytes as text: by BOM, declaration, detection; nothing repaired. ``declared`` is a charset stated outside."""
    from copydesk.charset import decode as run

    return run(raw, declared=declared)


def identify_language(text: str) -> Language:
    """BCP 47 tag and confidence (0 to 1) of the text; tag None where there is too little text to tell."""
    from copydesk.language import identify_language as run

    return run(text)
