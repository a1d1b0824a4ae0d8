"""The byte that became a space: ``Ã perturber``, ``Å veices``, ``Ð ÑƒÑ``.

The second byte of ``à``, ``Š``, ``Р`` in UTF-8 is A0, which most code pages show as a no-break space; scrapers turn it
into a plain space or swallow it with the next. Where the chain of a line is known (or the line is mojibake to ftfy's
eye), a lead byte before a space is tried with A0 put back: joined to what follows (``às``, ``Šveices``) or with the
space kept (``à perturber``), whichever takes the fewest bits. The same goes for a soft hyphen (AD) that was dropped:
``habÃa`` is ``había``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Final

from copydesk.charset.codepages import decoding_table, is_single_byte
from copydesk.charset.statistics import load_statistics
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.trail import Step, Trail
from copydesk.types import Label

_CONT: Final = "[\x80-\xbf]"
# In bytes written as latin-1: a lead with one or more of its continuation bytes shown as a space.
_SPACED: Final = re.compile(
    f"[\xc3-\xdf] {{1,2}}|[\xe0-\xef](?: {_CONT}|{_CONT} | {{2}})|\xf0(?:\x9f)?(?:{_CONT} {_CONT}| {_CONT}{_CONT}|{_CONT}{_CONT} )"
)
_DROPPED: Final = re.compile("[\xc3-\xc5\xd0-\xd1](?=[^\x80-\xbf \1?]|$)")
_LOST: Final = re.compile(
    f"[\xc2-\xdf]\1|[\xe0-\xef](?={_CONT}?\1)[\x80-\xbf\1]{{1,2}}|[\xf0-\xf4](?={_CONT}{{0,2}}\1)[\x80-\xbf\1]{{1,3}}|[\xe1-\xef]{_CONT}\\?"
)
_SHOWN: Final = re.compile("[Â-ô][^\x00-\x7f]{0,2}[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # continuation bytes that windows-1252 shows as signs
_FEW: Final = 7  # bytes that may have been dropped …
_CHOICE: Final = 3.0  # … and the bits that a choice among more costs
_TYPOGRAPHY: Final = frozenset("‐‑–—‘’‚“”„†•…‰‹›€™")  # signs that texts are full of
_NEAR: Final = 12  # characters about a Chinese one among which another must be
_CLEAR: Final = 1.0  # bits by which a dropped byte must win over the next
_MARGIN: Final = 2.0  # bits by which a reading must win …
UNTOLD_MARGIN: Final = 10.0  # … where no other word tells that UTF-8 was misread


@cache
def _leads(reader: str) -> dict[int, str]:
    """Translation of a reader's characters to their bytes as latin-1 characters; ASCII stays."""
    table = decoding_table(reader)
    known = {ord(c): chr(b) for b, c in enumerate(table) if b >= 0x80}
    if reader.startswith("windows-"):
        known |= {c: chr(c) for c in range(0x80, 0xA0)}
    return known


def restore_spaces(trail: Trail, reader: str, margin: float = _MARGIN) -> None:
    """Puts A0 and AD back after the leads that a single-byte reader of UTF-8 left alone, in place, each where it saves ``margin`` bits."""
    if not is_single_byte(reader):
        return
    text = trail.text
    known = _leads(reader)
    shown = _show(text, known)
    steps = []
    at = 0
    for found in _SPACED.finditer(shown):
        if found.start() >= at:
            step = _choose(text, found.start(), found.end(), _candidates(found.group(), shown, found.end()), margin)
            if step is not None:
                steps.append(step)
                at = step.end
    trail.apply(steps)
    shown = _show(trail.text, known)
    if _LOST.search(shown) is not None:
        steps = [Step(m.start(), m.end(), "\ufffd", Label.LOSSY, "lost-byte", "lost-byte", 0.0, 0.9) for m in _LOST.finditer(shown)]
        trail.apply(steps)
    _restore_dropped(trail, reader, margin)


def _show(text: str, known: dict[int, str]) -> str:
    """Each character as its byte (a latin-1 character); \\1 for U+FFFD, NUL for what the reader does not have."""
    return "".join(known.get(ord(c)) or (c if c < "\x80" else "\1" if c == "\ufffd" else "\0") for c in text)


@cache
def _unseen(reader: str) -> str:
    """The continuation bytes (as latin-1 characters) that a reader shows as nothing: its holes, no-break space and soft hyphen."""
    table = decoding_table(reader)
    return "".join(chr(b) for b in range(0x80, 0xC0) if not table[b].isprintable() or table[b] in "\xa0\xad")


def _restore_dropped(trail: Trail, reader: str, margin: float) -> None:
    """Puts back a continuation byte that was dropped behind a lead, because its reader has nothing to show for it.

    Windows-1252 has five such bytes beside AD and A0; where a text shows none of its other signs from 80 to 9F it may have been
    ISO-8859-1, which has thirty-two.
    """
    known = _leads(reader)
    shown = _show(trail.text, known)
    if _DROPPED.search(shown) is None:
        return
    unseen = _unseen(reader)
    if reader == "windows-1252" and _SHOWN.search(trail.source) is None:
        unseen += "".join(chr(b) for b in range(0x80, 0xA0) if chr(b) not in unseen)
    steps = []
    for found in _DROPPED.finditer(shown):
        options = []
        for byte in unseen:
            letter = (found.group() + byte).encode("latin-1").decode("utf-8", "replace")
            if "\ufffd" not in letter:
                options.append((letter, found.end()))
        step = _choose(trail.text, found.start(), found.end(), options, margin + _CHOICE * (len(unseen) > _FEW), sound=True)
        if step is not None:
            steps.append(Step(step.start, step.end, step.after, Label.LOSSY, "dropped-byte", "dropped-byte", step.gain, 0.9))
    trail.apply(steps)


def _candidates(group: str, shown: str, end: int) -> list[tuple[str, int]]:
    """(text, end in the line) of the ways to read a lead with spaces."""
    out = []
    tight = group.rstrip(" ") if group.endswith("  ") else group
    for bytes_, stop in ((group, end), (group[:2], end - len(group) + 2)) if len(group) > 2 and tight != group else ((group, end),):
        for space in "\xa0\x85":  # both are white space to those who collapse it
            try:
                out.append((bytes_.replace(" ", space).encode("latin-1").decode("utf-8"), stop))
            except UnicodeDecodeError:
                continue
        if bytes_ == "\xc3 ":  # ``à``: the only word of one such letter; its no-break space and the space after it became one
            out.append(("à ", stop))
    return out


def _choose(text: str, start: int, end: int, options: list[tuple[str, int]], margin: float, sound: bool = False) -> Step | None:
    """The cheapest of the options against the text as it stands, by the words around; None where it stands best.

    ``sound``: only an option that makes a word which is at home somewhere and is the clear choice.
    """
    stats = load_statistics()
    left = max(text.rfind(" ", 0, start), start - 40) + 1
    right = text.find(" ", end)
    right = min(right if right >= 0 else len(text), end + 40)

    def bits(part: str) -> Any:
        total: Any = stats.token_bits("").copy()
        for word in part.split():
            total = total + stats.token_bits(word)
        return total

    now = bits(text[left:right])
    around = bits(text[max(0, left - 60) : left]) + bits(text[right : right + 60])
    untold = not sound and margin > _MARGIN
    ranked = []
    for after, stop in options:
        word = text[left:start] + after + text[stop:right]
        gain = float((now + around).min()) - float((bits(word) + around).min())
        if gain > margin and _is_in_place(text, start, after, stop) and not (untold and _is_capital(text, start, after, stop)):
            ranked.append((gain, after, stop, word))
    ranked.sort(key=lambda option: -option[0])
    if not ranked or (sound and len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR):
        return None
    gain, after, stop, word = ranked[0]
    if sound and not all(load_glance().weigh(word.split())):
        return None
    return Step(start, stop, after, Label.MOJIBAKE, "space-for-byte", "space-for-byte", round(gain, 1), 0.95)


def _is_in_place(text: str, start: int, after: str, stop: int) -> bool:
    """Whether the letter that a lead would become is of an alphabet with statistics, and of that of the letters hard by it.

    ``daß dem`` has no digit of N'Ko, ``คณะศึกษา`` no Cyrillic letter: a lead that is a letter of its own is left.
    """
    letter = after[:1]
    if letter.isalpha():
        if letter > "\u02ff" and letter < "\u2e80" and load_statistics().letter_bits(letter) is None:
            return False
    elif letter > "\u02ff" and letter not in _TYPOGRAPHY:
        return False
    if letter >= "\u2e80" and not any(c >= "\u2e80" for c in text[max(0, start - _NEAR) : start] + text[stop : stop + _NEAR]):
        return False
    beside = (text[start - 1 : start], "" if after[-1:].isspace() else text[stop : stop + 1])
    return all(c <= "\u02ff" or not c.isalpha() or _script_of(c) == _script_of(letter) for c in beside)


def _script_of(letter: str) -> str:
    """The first word of a letter's name: LATIN, CYRILLIC, THAI."""
    return unicodedata.name(letter, "?").partition(" ")[0]


def _is_capital(text: str, start: int, after: str, stop: int) -> bool:
    """Whether the lead may be a letter of its own: all around it begin with capitals, or it would begin a word before a capital."""
    beside = text[stop : stop + 1] if not after[-1:].isspace() else ""
    around = [word for word in (*text[:start].split()[-3:], *text[stop:].split()[:3]) if word[:1].isalpha()]
    return beside.isupper() or (len(around) > 1 and all(word[:1].isupper() for word in around))
