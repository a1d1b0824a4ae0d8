"""Lines of a story as units of judgement; a line that may hold a sound sentence *and* junk is cut into several units.

The blemish: ``… die Zahlen stiegen. viagra online - buy viagra , http://…`` - junk glued to a paragraph. Cuts are offered
after a sentence's end and where the script changes for good; whether a cut is used is decided with everything else, by score.
"""

from __future__ import annotations

import itertools
import re

from copydesk.spam.scripts import count_scripts, script_of_letter

# A sentence's end with what may close it, then white space, or the CJK full stop with nothing after it.
_STOP = re.compile(r"[.!?…؟।۔։።။。！？_](?:(?<=\w[.!?…؟।۔։።။])[\"'”’“‘»«)\]]*\s+(?=\S)|(?<=[。！？])[」』”’]*\s*(?=\S)|(?<=_)__+\s+(?=\S))")
MIN_RUN = 6
"""Letters that a run of another script must have before its edge is offered as a cut: a name in brackets has fewer."""
MIN_SIDE = 20
"""Letters on both sides of such a cut: a brand before a Thai sentence is part of it."""
MAX_CUTS = 60
"""Cuts offered in one line, first and last ones preferred: keeps a line of a megabyte linear and cheap."""


def find_script_cuts(text: str) -> list[int]:
    """Offsets where a run of at least MIN_RUN letters of one script gives way to such a run of another."""
    runs: list[tuple[str, int, int, int]] = []
    script, start, last, count = "", 0, 0, 0
    for i, char in enumerate(text):
        name = script_of_letter(char)
        if not name:
            continue
        if name == "Kana":
            name = "Hani"
        if name != script:
            if count:
                runs.append((script, start, last + 1, count))
            script, start, count = name, i, 0
        last = i
        count += 1
    if count:
        runs.append((script, start, last + 1, count))
    long = [run for run in runs if run[3] >= MIN_RUN]
    letters = sum(run[3] for run in runs)
    cuts, seen = [], 0
    for a, b in itertools.pairwise(long):
        seen += a[3]
        if a[0] != b[0] and seen >= MIN_SIDE and letters - seen >= MIN_SIDE:
            cuts.append(b[1])
    return cuts


def cut_line(text: str) -> list[int]:
    """Inner offsets at which the line may be cut, ascending; none for a short line."""
    if len(text) < 50:
        return []
    cuts = [m.end() for m in _STOP.finditer(text)]
    if not text.isascii() and sum(n >= MIN_RUN for n in count_scripts(text).values()) > 1:
        cuts += find_script_cuts(text)
    cuts = sorted({c for c in cuts if 8 <= c <= len(text) - 6})
    if len(cuts) > MAX_CUTS:
        cuts = cuts[: MAX_CUTS // 2] + cuts[-MAX_CUTS // 2 :]
    return cuts
