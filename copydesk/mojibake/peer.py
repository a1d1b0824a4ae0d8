"""ftfy in repair-only settings: its own answer is one candidate, and none of its restyling happens.

It knows cases that byte arithmetic alone does not, as ``Ã`` whose no-break space became a space. Quotes, ligatures, widths, case,
line breaks and normalisation stay as they were written.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

_LONGEST: Final = 3000  # characters of a line that are compared finely


@lru_cache(maxsize=1)
def _config() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        fix_c1_controls=False,
        normalization=None,
        explain=False,
    )


def is_bad(line: str) -> bool:
    """ftfy's own test: a combination of characters that is mojibake rather than text."""
    from ftfy.badness import is_bad as bad

    return bool(bad(line))


def ftfy_changes(line: str) -> list[tuple[int, int, str]]:
    """What ftfy would replace in the line: (start, end, after), in order; empty where it would leave it."""
    import ftfy

    fixed = ftfy.fix_text(line, _config())
    if fixed == line:
        return []
    if len(line) > _LONGEST:
        return _ends(line, fixed)
    codes = SequenceMatcher(None, line, fixed, autojunk=False).get_opcodes()
    return [(a, b, fixed[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


def _ends(line: str, fixed: str) -> list[tuple[int, int, str]]:
    size = min(len(line), len(fixed))
    head = next((i for i in range(size) if line[i] != fixed[i]), size)
    tail = next((i for i in range(size - head) if line[-1 - i] != fixed[-1 - i]), size - head)
    return [(head, len(line) - tail, fixed[head : len(fixed) - tail])]
