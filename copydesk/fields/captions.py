"""Caption lines that press-release wires leave between paragraphs: ``China Report Logo``, ``(PRNewsfoto/…)``, ``Logo - https://…``.

Only in releases, which their dateline tells: elsewhere a short line that ends in *logo* may be a headline.
"""

from __future__ import annotations

import re

from copydesk.late import compile_late

_RELEASE_WIRES = re.compile(r"newswire|wire$|美通社|presswire|newsfile|accesswire|media outreach|eqs|^ots|apo group|asianet", re.IGNORECASE)
_CAPTION = compile_late(
    r"[^.!?]{2,60}\b(?:logo|Logo|LOGO)\.?(?:\s*\([^()]{2,80}\))?|.{0,300}\((?:PRNewsfoto|Photo|PRNewswire|Graphic|"
    r"Photo credit|CNW Group|Image|Logo)\s?[:/][^()]{1,100}\)|"
    r"(?:photo|logo|video|image|infographic|photos)\s*[-–—:]\s*(?:https?://\S{5,300})?",
    re.IGNORECASE,
)


def is_release_wire(agency: str | None) -> bool:
    """Whether the agency of a dateline distributes press releases."""
    return agency is not None and bool(_RELEASE_WIRES.search(agency))


def is_release_caption(text: str) -> bool:
    """Whether a whole line of a press release is the caption of a logo, photo or video."""
    return len(text) <= 420 and bool(_CAPTION.fullmatch(text))
