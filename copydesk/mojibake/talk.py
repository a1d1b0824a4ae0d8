"""Damage that is talked about, not suffered: ``é → Ã©``, ``garbled characters such as “æ–‡å—”``.

Who writes about charsets shows what they do to letters. An example stands by itself, as no part of a word, or in quotation marks, and
its line names a charset, or shows the letters beside it as they should be.
"""

from __future__ import annotations

from typing import Final

from copydesk.late import compile_late

_FEW: Final = 8  # examples of a line
_SHORT: Final = 2  # letters of an example whose truth beside it is enough
# Names of charsets and of the mistake itself, as they are written in all languages.
_NAMES: Final = compile_late(
    r"(?i)(?<![a-z])(?:mojibake|utf-?(?:8|16)|latin-?1|iso-?8859|windows-?12\d\d|cp-?12\d\d|koi8|gbk|big-?5|shift[-_ ]?jis|charsets?|"
    r"unicode|ascii)(?![a-z])|乱码|亂碼|文字化け|кодировк|кракозябр"
)
_CALL: Final = compile_late(r"[.\s](?:encode|decode)\(")
_WRAPPED: Final = compile_late("[\"'`“”‘’„«»「」『』<>(\\[].+[\"'`“”‘’„«»「」『』<>)\\]][.,;:!?]*")
_EDGES: Final = "\"'`“”‘’„«»「」『』<>()[].,;:!?→="
_ASCII_LETTER: Final = compile_late("[A-Za-z]")


def is_talked_about(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the words of a line that would be mended are examples of damage.

    ``before``, ``after``: the words of the line, as they stand and mended.
    """
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if not 0 < len(changed) <= _FEW:
        return False
    if _CALL.search("".join(before)) is not None:
        return True
    for old, _ in changed:
        if _ASCII_LETTER.search(old) is not None and _WRAPPED.fullmatch(old) is None:
            return False
    if _NAMES.search("".join(before)) is not None:
        return True
    sound = {old.strip(_EDGES) for old, new in zip(before, after, strict=True) if old == new}
    truths = {new.strip(_EDGES) for _, new in changed}
    letters = any(map(str.isalpha, truths))  # a dash beside a damaged dash is no example
    return letters and all(len(truth) <= _SHORT for truth in truths) and 2 * len(truths & sound) >= len(truths)
