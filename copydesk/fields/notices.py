"""Notices: rights, licences, disclaimers, and whose view a story is not.

``Please note: This information is raw content …``, ``© 2015 The Globe And Mail. All rights reserved.``, ``Все права защищены.`` They
leave the text and stay in the record. Looked for only above and below the story; a sentence on copyright in the body is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.fields.slots import looks_like_outlet
from copydesk.fields.tables import KNOWN_LINE, KNOWN_LINES, holds_notice_cue, notice_openings, notice_rules
from copydesk.late import compile_late

MAX_NOTICE = 1600
_HOLDER = compile_late(
    r"(?:copyright|copyrights)?\W{0,4}(?:©|\(c\)|ⓒ|copyright)\s*(?:\(c\)|©)?\s*(?:\d{4}(?:\s?[-–]\s?(?:\d{4})?)?)?,?\s*(?:by\s+)?(?P<holder>(?:[\w-]{1,40}\.){1,3}[a-z]{2,12}|[^.,|;\n©]{2,60}?)"
    r"(?:\s*\d{4})?(?:[.,|;]|\s+(?:all rights|alle rechte|todos|tous|tutti|все права)\b|$)",
    re.IGNORECASE,
)
_REFLECTS = compile_late(
    r"(?:reflect|represent)s?\s+(?:the\s+)?(?:official\s+|editorial\s+)?(?:those|views?|positions?|opinions?|policy|policies|stance)"
    r"(?:\s+(?:and|or)\s+\w+)?\s+of\s+(?P<holder>[^.,;()\n]{2,60}?)(?:\s+(?:or|and|nor)\s+(?:its|their|the|any)\b|[.,;()]|$)",
    re.IGNORECASE,
)
_POSSESSED = compile_late(
    r"(?:reflect|represent)s?\s+(?:the\s+)?(?P<holder>[^.,;()\n]{2,50}?)['’]s?\s+(?:own\s+|official\s+|editorial\s+)*(?:views?|positions?|opinions?|polic(?:y|ies)|stance)",
    re.IGNORECASE,
)
_ANOTHER = compile_late(
    r"\b(?:author|writer|editor|its|their|this|that|publication|publisher|website|contributor|company|newspaper|employer)s?\b",
    re.IGNORECASE,
)


def notice_rule(text: str) -> str | None:
    """The id of the rule by which a whole line is a notice; None for any other line."""
    if not 3 < len(text) <= MAX_NOTICE:
        return None
    return (_find_known_rule if len(text) <= KNOWN_LINE else _find_rule)(text)


def _find_rule(text: str) -> str | None:
    folded = text.casefold()
    opening = folded.lstrip("[(*_\"'“「（ ")
    if not opening.startswith(notice_openings().get(opening[:1], ())) and not holds_notice_cue(folded):
        return None
    for rule in notice_rules():
        if (opening.startswith(rule.starts) or any(cue in folded for cue in rule.cues)) and rule.pattern.fullmatch(text):
            return rule.id
    return None


_find_known_rule = lru_cache(maxsize=KNOWN_LINES)(_find_rule)


def copyright_holder(text: str) -> str | None:
    """Who the copyright line says owns the copy (``© 2015 The Globe And Mail.``), where that reads like an outlet's name."""
    match = _HOLDER.match(text)
    if match is None:
        return None
    if not re.search(r"\d{4}|rights|rechte|derechos|direitos|droits|diritti|права", match.string, re.IGNORECASE):
        return None
    holder = re.sub(r"\s*(?:all rights reserved|inc|ltd|llc|gmbh)\.?$", "", match["holder"], flags=re.IGNORECASE).strip(" .-–")
    sound = (
        len(holder) > 1
        and holder[0].isalnum()
        and (looks_like_outlet(holder) or "." in holder)
        and not holder.casefold().startswith("the content")
    )
    return holder if sound else None


def disowning_publisher(text: str) -> str | None:
    """Whose view a disclaimer says that the story need not be: the publisher (``… the position of MIL-OSI or its clients``)."""
    match = _REFLECTS.search(text) or _POSSESSED.search(text)
    if match is None:
        return None
    holder = match["holder"].strip(" \"'“”«»")
    holder = holder.removeprefix("the ") if holder.startswith("the ") and not holder[4:5].isupper() else holder
    if _ANOTHER.search(holder) or not looks_like_outlet(holder):
        return None
    return holder
