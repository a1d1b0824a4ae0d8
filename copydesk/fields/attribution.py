"""Publisher and agency: whose page or feed a copy is, and whom it credits.

``Source: Xinhua`` above a story is its publisher, ``Source: …`` below it the agency credited. A disclaimer that disowns views
(``… position of MIL-OSI or its clients``) names the publisher better than any source line. Without such a word there is none:
the agency of a dateline is the publisher only of a copy that ends with that agency's own feed mark.
"""

from __future__ import annotations

import re

from copydesk.fields.tables import feed_marks, fold, is_agency
from copydesk.late import compile_late

MAX_NAME = 90
_QUOTED = compile_late(r"[«“„\"「『《]([^«»“”„\"「」『』《》]{2,60})[»”“\"」』》]")
_KINDS = compile_late(
    r"\b(?:newspaper|paper|agency|website|site|magazine|газета|агентство|сайт|портал|журнал|zeitung|journal|agence|agencia|periódico|diario|online|gazette)\b|报|報|网|網|社",
    re.IGNORECASE,
)
_HOST = compile_late(r"https?://(?:www\.)?([a-z0-9.-]{4,60})(?:[/?#:].*)?", re.IGNORECASE)


def outlet_name(value: str) -> str | None:
    """The name in a source slot's value, without quotation marks, full stop, or words of its kind; None for a sentence or nothing."""
    value = value.partition(";")[0].strip(" \t.,;|-–—/\\<>[]")
    if host := _HOST.fullmatch(value):
        return host[1]
    quoted = _QUOTED.search(value)
    if quoted and (_KINDS.search(value.replace(quoted[1], "")) or not value.replace(quoted[0], "").strip(" .")):
        return quoted[1].strip()
    value = re.sub(r"\s*\((?:https?://|www\.)[^)]*\)", "", value).strip()
    if not 1 < len(value) <= MAX_NAME or len(value.split()) > 12 or re.search(r"[.!?。]\s+\S+\s+\S+\s+\S", value):
        return None
    return value


def feed_publisher(agency: str | None, trailer: list[str]) -> str | None:
    """The agency itself where the trailer's lines carry a mark that only its own feed carries (``Enditem``: Xinhua's); else None."""
    if agency is None or not is_agency(agency):
        return None
    for name, marks in feed_marks().items():
        if name.casefold() in agency.casefold().replace(" ", "") or fold(agency) == fold(name):
            folded = [fold(line) for line in trailer]
            if any(line == mark or (mark.isalpha() and line.split(" ")[0] == mark) for line in folded for mark in marks):
                return agency
    return None


_BOX = compile_late(r"[(\[（【［<]\s*(?P<inner>[^()\[\]（）【】［］<>]{2,40})\s*[)\]）】］>]\s*\.?\s*(?P<rest>.{0,24})")
_OPENERS = frozenset("([（【［<")
_CLOSERS = tuple(")）]")
_INITIALS = re.compile(r"(?:[a-zà-ž0-9]{1,4}(?:[\s/]+|$)){1,7}")


def signing_agency(text: str) -> str | None:
    """The agency that signs a story on a line of its own: ``(PAP)``, ``(ANSA).``, ``EFE jmr/acm``, ``(Xinhua/Zhang San)``; else None."""
    if len(text) > 60:
        return None
    box = _BOX.fullmatch(text) if text[:1] in _OPENERS else None
    inner, rest = (box["inner"].strip(), box["rest"].strip()) if box else (text.strip(), "")
    if box is None:
        inner, _, rest = inner.removeprefix("(c)").partition(" ")
        if not rest and not text.startswith("(c)"):
            return None
    if rest and not _INITIALS.fullmatch(rest):
        return None
    first = inner.split("/")[0].strip()
    return first if is_agency(inner) or (is_agency(first) and "/" in inner) else None


def signing_tail(text: str) -> tuple[int, str] | None:
    """Where a bracket with nothing but an agency's name begins behind the last sentence (white space included), and the agency."""
    if text.rstrip().removesuffix(".").rstrip()[-1:] not in _CLOSERS:
        return None
    match = re.search(r"(?<=[.!?…\"”»’。！？])\s*[(（\[]\s*(?P<agency>[^()（）\[\]]{2,30}?)\s*[)）\]]\s*\.?\s*$", text[-60:])
    if match is None or not is_agency(match["agency"]):
        return None
    return len(text) - len(text[-60:]) + match.start(), match["agency"]
