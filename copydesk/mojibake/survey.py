"""One look at a whole text: which signs of damage does it hold?

Sound text holds hardly any: no control, no question mark hard by a letter, no character that only lost bytes make. So one pass over the
characters answers for every step of the repair whether it can have work to do, and a step without a sign is not asked. A sign is no
verdict: ``AT&T`` has an ampersand and no entity.
"""

from __future__ import annotations

from typing import Final

from copydesk.kernels import find_kernel
from copydesk.late import compile_late

# The same numbers stand in the kernel.
CONTROL: Final = 1  # a C0 control that carries nothing
STEERING: Final = 2  # a control that the frozen page does not keep
AMPERSAND: Final = 4
QUESTIONS: Final = 8  # two question marks, at most a space between
HOLE: Final = 16  # a question mark before what may be a letter
LOST: Final = 32  # C1 controls, U+FFFD
SPACED: Final = 64  # a Chinese character behind a space, something beyond ASCII before that
OMEN: Final = 128  # part of what is beyond repair
SURROGATE: Final = 256
NO_BREAK: Final = 512  # a no-break space …
GLUED: Final = 1024  # … behind something beyond ASCII
BYTE_ORDER: Final = 2048  # U+FEFF
COMPOSING: Final = 4096  # what the composing of letters with their marks may change
PAIRED: Final = 8192  # two characters beyond ASCII side by side

COMPOSED: Final = (
    (0x0000, 0x02FF), (0x0391, 0x03CE), (0x0400, 0x0482), (0x048A, 0x052F), (0x05D0, 0x05EA), (0x0620, 0x064A), (0x0E01, 0x0E33),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2122, 0x2122), (0x3001, 0x3029), (0x3041, 0x3096), (0x30A1, 0x30FA),
    (0x30FC, 0x30FC), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFFDC),
)  # fmt: skip
"""First and last of the common characters that no composing changes and that change none before them."""

_PATTERNS: Final = tuple(
    (sign, compile_late(pattern))
    for sign, pattern in (
        (CONTROL, "[\x01-\x08\x0e-\x1b\x7f]"),
        (STEERING, "[\x00\x05-\x08\x10\x15\x17-\x1b\x7f-\x84\x86-\x9f]"),
        (QUESTIONS, r"\? ?\?"),
        (HOLE, "\\?[A-Za-z\x80-\U0010ffff]"),
        (LOST, "[\x80-\x9f\ufffd]"),
        (SPACED, "[^\x00-\x7f] [\u4e00-\u9fff]"),
        (OMEN, "锟|嚙|斤拷|占쏙|쏙옙|ï[¿½]|пї|ďż|ｿｽ|юЊ|\ufffd|[锛鈥銆][?？]|\\?Â"),
        (SURROGATE, "[\ud800-\udfff]"),
        (GLUED, "[^\x00-\x7f\xa0]\xa0"),
        (COMPOSING, f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in COMPOSED)}]"),
        (PAIRED, "[^\x00-\x7f]{2}"),
    )
)
_SINGLE: Final = ((AMPERSAND, "&"), (NO_BREAK, "\xa0"), (BYTE_ORDER, "\ufeff"))
_QUIET: Final = bytes({*range(9, 14), *range(28, 0x7F)} - {*b"&?"})


def survey_text(text: str) -> int:
    """The signs of a text, added up. Linear in its length."""
    kernel = find_kernel("survey")
    if kernel is not None:
        signs: int = kernel.find_signs(text)
        return signs
    if text.isascii() and not text.encode().translate(None, _QUIET):
        return 0
    seen = sum(sign for sign, pattern in _PATTERNS if pattern.search(text) is not None)
    return seen + sum(sign for sign, char in _SINGLE if char in text)
