"""Which element of an unknown vocabulary holds the story's text: the smallest that takes most of a record's characters.

``<beitrag><kopf>…</kopf><wortlaut><absatz>…</absatz><absatz>…</absatz></wortlaut></beitrag>``: no table knows ``wortlaut``, but it is
the innermost element, once in each record, that holds more than half of what the record says. Where paragraphs stand in the record
itself, the element that repeats is the body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from copydesk.formats.tags import Tag

LEADS = frozenset(["lp", "leadpara", "leadparagraph", "lead_paragraph", "lead-paragraph"])  # elements with the first paragraph alone
_MOST = 0.55  # share of a record's characters that its body holds at least
_ONCE = 1.2  # times in a record that an element may stand which is no paragraph
_DEEPEST = 40


def guess_body(text: str, tags: Sequence[Tag], spans: Sequence[tuple[int, int]], not_body: Collection[str]) -> str:
    """The name of the element that holds the body in these records, '' where none does; ``not_body`` are names that it cannot be."""
    sizes: Counter[str] = Counter()
    times: Counter[str] = Counter()
    total, record, at = 0, 0, 0
    stack: list[str] = []
    for tag in tags:
        while record < len(spans) and spans[record][1] <= tag.start:
            record, stack = record + 1, []
        if record == len(spans):
            break
        if tag.start <= spans[record][0]:
            at = tag.end
            continue
        size = len(text[at : tag.start].strip())
        total += size
        for name in set(stack):
            sizes[name] += size
        at = tag.end
        if tag.kind == "open" and len(stack) < _DEEPEST:
            stack.append(tag.name)
            times[tag.name] += 1
        elif tag.kind == "close" and tag.name in stack:
            while stack.pop() != tag.name:
                pass
    able = [name for name, size in sizes.items() if size >= _MOST * total and name not in not_body]
    once = [name for name in able if times[name] <= _ONCE * len(spans)]
    return min(once or able, key=lambda name: sizes[name], default="")
