"""The time of day beside a date, for whoever found the date: one knowledge of times for the field finders and for the format parsers.

``02/05/2023 08:30``, ``4 марта 2023, 14:20``, ``2023年3月4日 14时20分``, ``9:17 pm ET`` after or before its date. What a time looks like in
forty languages is known to ``copydesk.fields.dates``; finders do not import one another and ask here. A zone is kept where it is stated.
Left alone: page and volume numbers, lengths (``3 min 20 s``), hours that stand further from the date than a word or two.
"""

from __future__ import annotations

import re

from copydesk.late import compile_late

_MAY_BE_TIME = compile_late(r"\d\s?(?:[:.：hH時时点點시]|[ap]\.?\s?m\b)|(?:[上下]午|[午]?[前后後]|오전|오후)\s?\d", re.IGNORECASE)
_REACH = 60  # characters to either side of a date in which its time must stand


def read_time(text: str, start: int, end: int) -> tuple[str, int, int]:
    """``T08:30`` (with seconds and zone where stated) of the time beside the date at [start, end), and the span of both.

    '' and the date's own span where there is no time.
    """
    low = max(0, start - _REACH)
    part = text[low : end + _REACH]
    if not (_MAY_BE_TIME.search(text, end, end + _REACH) or _MAY_BE_TIME.search(text, low, start)):
        return "", start, end
    from copydesk.fields.dates import time_beside

    time, first, last = time_beside(part, start - low, end - low)
    return time, first + low, last + low
