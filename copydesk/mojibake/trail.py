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
        old = self._changes
        i = 0
        at = shift = 0  # shift: present minus new offset
        drift = 0  # input minus present offset behind the last old change
        for step in steps:
            while i < len(old) and old[i].end <= step.start and not (old[i].end == old[i].start == step.start):
                changes.append(_moved(old[i], shift))
                drift = old[i].was_end - old[i].end
                i += 1
            first, was_first = step.start, step.start + drift
            last, was_last = step.end, step.end + drift
            chain: tuple[str, ...] = ()
            gain, confidence, label = step.gain, step.confidence, step.label
            rule = step.rule
            while i < len(old) and old[i].start < max(step.end, step.start + 1) and old[i].start <= step.end:
                if old[i].start < first:
                    first, was_first = old[i].start, old[i].was_start
                drift = old[i].was_end - old[i].end
                last = max(last, old[i].end)
                was_last = last + drift
                chain += tuple(c for c in old[i].chain if c not in chain)
                gain += old[i].gain
                confidence = min(confidence, old[i].confidence)
                label = Label.LOSSY if Label.LOSSY in (label, old[i].label) else Label.MOJIBAKE if Label.MOJIBAKE in (label, old[i].label) else label
                i += 1
            parts.append(self.text[at : step.start])
            parts.append(step.after)
            at = step.end
            new_start = first - shift
            shift += (step.end - step.start) - len(step.after)
            chain += tuple(step.chain.split(" "))
            changes.append(_Change(new_start, last - shift, was_first, was_last, label, rule, chain, gain, confidence))
        changes.extend(_moved(c, shift) for c in old[i:])
        self.text = "".join(parts) + self.text[at:]
        self._changes = changes

    def edits(self, offset: int) -> list[Edit]:
        """The edits that lead from the input to the present text, input offsets moved by ``offset``."""
        out = []
        for c in self._changes:
            before, after = self.source[c.was_start : c.was_end], self.text[c.start : c.end]
            if before != after:
                out.append(
                    Edit(offset + c.was_start, offset + c.was_end, before, after, c.label, c.rule, c.chain, round(c.gain, 1), round(c.confidence, 4))
                )
        return out


def _moved(change: _Change, shift: int) -> _Change:
    return _Change(
        change.start - shift,
        change.end - shift,
        change.was_start,
        change.was_end,
        change.label,
        change.rule,
        change.chain,
        change.gain,
        change.confidence,
    )


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
