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
_WORD: Final = re.compile("[^ \\t\\n]+")
# A lead without its continuation bytes, or without one of two.
_DROPPED: Final = re.compile("[\xc3-\xdf](?=[^\x80-\xbf\1?]|$)|[\xe0-\xef][\x80-\xbf](?=[^\x80-\xbf\1?]|$)")
_LATIN_READERS: Final = frozenset(
    ("windows-1252", "windows-1250", "windows-1254", "windows-1257", "iso-8859-2", "iso-8859-9", "iso-8859-15")
)
_BEAM: Final = 12  # spellings of a word that are followed
_LONGEST: Final = 60  # characters of a word that is filled
_LOST: Final = re.compile(
    f"[\xc2-\xdf]\1|[\xe0-\xef](?={_CONT}?\1)[\x80-\xbf\1]{{1,2}}|[\xf0-\xf4](?={_CONT}{{0,2}}\1)[\x80-\xbf\1]{{1,3}}|[\xe1-\xef]{_CONT}\\?"
)
_SHOWN: Final = re.compile("[Â-ô][^\x00-\x7f]{0,2}[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # continuation bytes that windows-1252 shows as signs
_FEW: Final = 7  # bytes that may have been dropped …
_CHOICE: Final = 3.0  # … and the bits that a choice among more costs
_TYPOGRAPHY: Final = frozenset("‐‑–—‘’‚“”„†•…‰‹›€™")  # signs that texts are full of
_NEAR: Final = 12  # characters about a letter of another alphabet among which another of it must be
_KEPT: Final = 4.0  # bits that a byte costs which was dropped before a space, beside one that became the space
_CLEAR: Final = 2.0  # bits by which a dropped byte must win over the next
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
    unseen = _unseen_in(trail, reader)
    # Both are white space to those who collapse it, but windows-1252 shows the second as dots.
    spaces = "\xa0" if reader == "windows-1252" and _SHOWN.search(trail.source) is not None else "\xa0\x85"
    steps = []
    at = 0
    for found in _SPACED.finditer(shown):
        if found.start() >= at:
            options = _candidates(found.group(), spaces, found.end())
            step = _choose(text, found.start(), found.end(), options + _dropped_before_space(found.group(), found.end(), unseen), margin)
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


def _unseen_in(trail: Trail, reader: str) -> str:
    """The bytes that a line may have lost because they show nothing: more where it may have been ISO-8859-1."""
    unseen = _unseen(reader)
    if reader == "windows-1252" and _SHOWN.search(trail.source) is None:
        unseen += "".join(chr(b) for b in range(0x80, 0xA0) if chr(b) not in unseen)
    return unseen


def _dropped_before_space(group: str, end: int, unseen: str) -> list[tuple[str, int]]:
    """The ways to read a lead whose last byte was dropped before a space that is one: ``новаÑ школа``."""
    head = group.rstrip(" ")
    if len(group) - len(head) != 1 or len(head) > 2:
        return []
    return [(letter + " ", end) for letter in _fill(head, unseen)]


def _fill(head: str, unseen: str) -> list[str]:
    """The letters that a lead, alone or with one of its two further bytes, may have begun."""
    letters = [_decode(head + byte) for byte in unseen]
    if len(head) > 1:
        letters += [_decode(head[0] + byte + head[1]) for byte in unseen]
    return [letter for letter in letters if letter]


def _decode(raw: str) -> str:
    """The one character that bytes (as latin-1 characters) are in UTF-8; '' if they are none."""
    try:
        letter = raw.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return letter if len(letter) == 1 else ""


def _restore_dropped(trail: Trail, reader: str, margin: float) -> None:
    """Puts back the continuation bytes that were dropped behind leads, because the reader has nothing to show for them.

    Windows-1252 has five such bytes beside AD and A0; where a text shows none of its other signs from 80 to 9F it may have been
    ISO-8859-1, which has thirty-two. A word is filled as a whole, or not at all.
    """
    text = trail.text
    known = _leads(reader)
    shown = _show(text, known)
    if _DROPPED.search(shown) is None:
        return
    unseen = _unseen_in(trail, reader)
    glance = load_glance()
    steps = []
    for word in _WORD.finditer(shown):
        start, end = word.span()
        holes = list(_DROPPED.finditer(shown, start, end))
        old = text[start:end]
        if not holes or end - start > _LONGEST:
            continue
        if reader not in _LATIN_READERS and glance.weigh([old])[0]:
            continue
        filled = _fill_word(text, word.span(), holes, unseen)
        around = _bits(text[max(0, start - 60) : start]) + _bits(text[end : end + 60])
        if filled:
            now = float((_bits(old) + around).min())
            ranked = sorted((float((_bits(new) + around).min()), new) for new in filled)
            gain = now - ranked[0][0]
            clear = len(ranked) < 2 or ranked[1][0] - ranked[0][0] >= _CLEAR
            if clear and gain > margin + _CHOICE * (len(unseen) > _FEW) and glance.weigh([ranked[0][1]])[0]:
                new = ranked[0][1]
                steps.append(Step(start, end, new, Label.LOSSY, "dropped-byte", "dropped-byte", round(gain, 1), 0.9))
    trail.apply(steps)


def _fill_word(text: str, span: tuple[int, int], holes: list[re.Match[str]], unseen: str) -> list[str]:
    """The likeliest spellings of a word with all its holes filled."""
    stats = load_statistics()
    start, end = span
    heads = [""]
    at = start
    for hole in holes:
        between = text[at : hole.start()]
        after = text[hole.end() : hole.end() + 1] if hole.end() < end else ""
        around = text[max(0, start - _NEAR) : end + _NEAR]
        letters = [letter for letter in _fill(hole.group(), unseen) if _is_heard(letter, around)]
        grown = [
            head + between + letter for head in heads for letter in letters if _is_at_home_beside(letter, (head + between)[-1:], after)
        ]
        at = hole.end()
        rest = text[at:end]
        heads = sorted(grown, key=lambda head: float(stats.token_bits(head + rest).min()))[:_BEAM]
    return [head + text[at:end] for head in heads]


def _bits(part: str) -> Any:
    stats = load_statistics()
    total: Any = stats.token_bits("").copy()
    for word in part.split():
        total = total + stats.token_bits(word)
    return total


def _candidates(group: str, spaces: str, end: int) -> list[tuple[str, int]]:
    """(text, end in the line) of the ways to read a lead with spaces. ``spaces``: the bytes that may have become them."""
    out = []
    tight = group.rstrip(" ") if group.endswith("  ") else group
    for bytes_, stop in ((group, end), (group[:2], end - len(group) + 2)) if len(group) > 2 and tight != group else ((group, end),):
        for space in spaces:
            try:
                out.append((bytes_.replace(" ", space).encode("latin-1").decode("utf-8"), stop))
            except UnicodeDecodeError:
                continue
        if bytes_ == "\xc3 ":  # ``à``: the only word of one such letter; its no-break space and the space after it became one
            out.append(("à ", stop))
    return out


def _choose(text: str, start: int, end: int, options: list[tuple[str, int]], margin: float) -> Step | None:
    """The cheapest of the options against the text as it stands, by the words around; None where it stands best."""
    left = max(text.rfind(" ", 0, start), start - 40) + 1
    right = text.find(" ", end)
    right = min(right if right >= 0 else len(text), end + 40)
    now = _bits(text[left:right])
    around = _bits(text[max(0, left - 60) : left]) + _bits(text[right : right + 60])
    found = []
    for after, stop in options:
        word = text[left:start] + after + text[stop:right]
        gain = float((now + around).min()) - float((_bits(word) + around).min()) - _KEPT * (after[1:] == " " and after[0] != "à")
        if gain > margin and _is_in_place(text, start, after, stop) and not (margin > _MARGIN and _is_capital(text, start, after, stop)):
            found.append((gain, after, stop, word))
    if len(found) > 1:
        homes = load_glance().weigh([part for *_, word in found for part in word.split()])
        at = 0
        sound = []
        for option in found:
            size = len(option[3].split())
            if all(homes[at : at + size]):
                sound.append(option)
            at += size
        found = sound or found
    if not found:
        return None
    gain, after, stop, _ = max(found, key=lambda option: option[0])
    return Step(start, stop, after, Label.MOJIBAKE, "space-for-byte", "space-for-byte", round(gain, 1), 0.95)


def _is_in_place(text: str, start: int, after: str, stop: int) -> bool:
    """Whether the letter that a lead would become is of an alphabet with statistics, and of that of the letters hard by it.

    ``daß dem`` has no digit of N'Ko, ``คณะศึกษา`` no Cyrillic letter: a lead that is a letter of its own is left.
    """
    letter = after[:1]
    if not _is_heard(letter, text[max(0, start - _NEAR) : start] + text[stop : stop + _NEAR]):
        return False
    return _is_at_home_beside(letter, text[start - 1 : start], "" if after[-1:].isspace() else text[stop : stop + 1])


def _is_heard(letter: str, around: str) -> bool:
    """Whether a letter of another alphabet than the Latin has one of its own near."""
    return letter < "\u0370" or not letter.isalpha() or any(c > "\u036f" and _script_of(c) == _script_of(letter) for c in around)


def _is_at_home_beside(letter: str, before: str, after: str) -> bool:
    """Whether a letter is of an alphabet with statistics and of that of its neighbours, or a sign that texts are full of."""
    if letter.isalpha():
        if letter > "\u02ff" and letter < "\u2e80" and load_statistics().letter_bits(letter) is None:
            return False
    elif (letter > "\u02ff" and letter not in _TYPOGRAPHY) or (letter in "×÷" and (before + after).strip().isalpha()):
        return False
    return all(c <= "\u02ff" or not c.isalpha() or _script_of(c) == _script_of(letter) for c in (before, after))


def _script_of(letter: str) -> str:
    """The first word of a letter's name: LATIN, CYRILLIC, THAI; one for all of Chinese, Japanese and Korean."""
    if letter >= "\u2e80":
        return "EAST"
    return unicodedata.name(letter, "?").partition(" ")[0]


def _is_capital(text: str, start: int, after: str, stop: int) -> bool:
    """Whether the lead may be a letter of its own: all around it begin with capitals, or it would begin a word before a capital."""
    beside = text[stop : stop + 1] if not after[-1:].isspace() else ""
    around = [word for word in (*text[:start].split()[-3:], *text[stop:].split()[:3]) if word[:1].isalpha()]
    return beside.isupper() or (len(around) > 1 and all(word[:1].isupper() for word in around))
