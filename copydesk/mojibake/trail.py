"""A text under repair that remembers where each changed stretch came from.

Repairs come one upon the other: an entity is resolved, its bytes are read back, a lost letter is put in. The trail keeps for every
changed stretch of the present text the stretch of the input that it stands for, so that one edit a stretch, as tight as the change
allows, leads from the input to the outcome and, read the other way, back.
"""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.types import Edit, Label


@dataclass(frozen=True, slots=True)
class _Change:
    """Present [start, end) stands for input [was_start, was_end)."""

    start: int
    end: int
    was_start: int
    was_end: int
    label: Label
    rule: str
    chain: tuple[str, ...]
    gain: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Step:
    """One replacement in the present text, to be made together with others that do not overlap it."""

    start: int
    end: int
    after: str
    label: Label
    rule: str
    chain: str
    gain: float
    confidence: float


class Trail:
    """The present text of one line and its changes, in order, without overlap."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.text = text
        self._changes: list[_Change] = []

    def apply(self, steps: list[Step]) -> None:
        """Makes the replacements (present offsets, sorted, apart); linear in the text and the changes before."""
        steps = [_trim(self.text, s) for s in steps if self.text[s.start : s.end] != s.after]
        if not steps:
            return
        parts: list[str] = []
        changes: list[_Change] = []
        at = shift = drift = 0  # shift: present minus new offset; drift: input minus present offset behind the last group
        for group in _groups(self._changes, steps):
            start, end = min(x.start for x in group), max(x.end for x in group)
            olds = [x for x in group if isinstance(x, _Change)]
            news = [x for x in group if isinstance(x, Step)]
            was_start, new_start = start + drift, start - shift
            for step in news:
                parts += (self.text[at : step.start], step.after)
                at = step.end
                shift += (step.end - step.start) - len(step.after)
            if olds:
                drift = olds[-1].was_end - olds[-1].end
            changes.append(_joined(olds, news, (new_start, end - shift, was_start, end + drift)))
        self.text = "".join(parts) + self.text[at:]
        self._changes = changes

    def edits(self, offset: int) -> list[Edit]:
        """The edits that lead from the input to the present text, input offsets moved by ``offset``."""
        out = []
        for c in self._changes:
            before, after = self.source[c.was_start : c.was_end], self.text[c.start : c.end]
            if before != after:
                out.append(
                    Edit(
                        offset + c.was_start,
                        offset + c.was_end,
                        before,
                        after,
                        c.label,
                        c.rule,
                        c.chain,
                        round(c.gain, 1),
                        round(c.confidence, 4),
                    )
                )
        return out


def _groups(changes: list[_Change], steps: list[Step]) -> list[list[_Change | Step]]:
    """Old changes and new steps that overlap or touch, together; in order."""
    groups: list[list[_Change | Step]] = []
    reach = -1
    items: list[_Change | Step] = [*changes, *steps]
    for item in sorted(items, key=lambda x: (x.start, x.end)):
        if groups and item.start <= reach and (item.start < reach or item.start == item.end):
            groups[-1].append(item)
        else:
            groups.append([item])
        reach = max(reach, item.end)
    return groups


def _joined(olds: list[_Change], news: list[Step], span: tuple[int, int, int, int]) -> _Change:
    """One change for a group: the strongest label, every link, the bits added up."""
    if not news and len(olds) == 1:
        old = olds[0]
        return _Change(*span, old.label, old.rule, old.chain, old.gain, old.confidence)
    every: list[_Change | Step] = [*olds, *news]
    labels = [x.label for x in every]
    label = next((x for x in (Label.LOSSY, Label.MOJIBAKE) if x in labels), labels[-1])
    chain: list[str] = []
    for link in [c for old in olds for c in old.chain] + [c for new in news for c in new.chain.split(" ")]:
        if link not in chain:
            chain.append(link)
    rule = (news or olds)[-1].rule
    best = {c: x.gain for x in every for c in (x.chain if isinstance(x, _Change) else (x.chain,))}
    return _Change(*span, label, rule, tuple(chain), sum(best.values()), min(x.confidence for x in every))


def _trim(text: str, step: Step) -> Step:
    """The step without what its two ends leave as it is."""
    before, after = text[step.start : step.end], step.after
    size = min(len(before), len(after))
    head = 0
    while head < size and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < size - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Step(
        step.start + head, step.end - tail, after[head : len(after) - tail], step.label, step.rule, step.chain, step.gain, step.confidence
    )
