"""The mending of a source in doubt: entity, codec chain, lost letter, in that order, line by line; one line helps the others.

``RepÃºblica`` in one line makes ``Ã`` in the next likelier to be the same mistake, so that a source with any find is read a second
time with the chains and the languages that the first reading showed. Every change is an edit with its span, chain, gain and
confidence; nothing else is touched: no normalisation, no restyling, no case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from copydesk.charset.statistics import load_statistics
from copydesk.mojibake.credible import MIN_GAIN
from copydesk.mojibake.damage import find_damage, is_mostly_ruined, may_be_stripped
from copydesk.mojibake.doubts import Doubt, Doubts
from copydesk.mojibake.entities import resolve_entities
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.lossy import restore_letters
from copydesk.mojibake.lowered import may_be_lowered, read_lowered
from copydesk.mojibake.peer import ftfy_changes, is_bad, is_guess
from copydesk.mojibake.search import Reading, read_back
from copydesk.mojibake.spaces import UNTOLD_MARGIN, restore_spaces
from copydesk.mojibake.strangers import has_lost_bytes
from copydesk.mojibake.survey import AMPERSAND, CONTROL, HOLE, LOST, OMEN, QUESTIONS
from copydesk.mojibake.suspicion import is_suspect
from copydesk.mojibake.talk import is_talked_about
from copydesk.mojibake.trail import Step, Trail
from copydesk.types import Edit, Label, Repair

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]+")
_C1: Final = re.compile("[\x80-\x9f]")
_SIGNS: Final = re.compile("[\x85\x91-\x97]")  # quotes, dashes, dots
_LATIN: Final = "windows-1252>iso-8859-1"
_LEAD: Final = re.compile("[ÃÂÅÐÑà] ")
_FEW_LEADS: Final = 12  # characters for each lead byte that is left, from which lost bytes are looked for at once
_LINKS: Final = 3
_LATER_GAIN: Final = 10.0  # bits that a further link must win unless it is UTF-8
_VAIN: Final = 40  # lines in a row that are no lowered mojibake, from which no more are tried: each costs as much as a thousand sound ones
_PRIOR_LINES: Final = 5
_PRIOR_CAP: Final = 14.0  # bits that the rest of a source may count against a language


@dataclass
class _Source:
    """What the lines of one source have told so far."""

    text: str
    odd: frozenset[str]
    absent: int
    """The signs that the survey did not see in the text."""
    known: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    reached: int = 0
    """Where in the text the line begins that is read now."""
    unsound: set[int] = field(default_factory=set)
    """Where the lines begin that were mended, or are others once more."""
    _listened: int = 0
    _told: int = 0
    _prior: Any = None
    weak: dict[str, float] = field(default_factory=dict)
    vain: int = 0
    """Lines in a row that were tried as lowered mojibake, and are none."""

    def hear(self, line: str) -> None:
        """Remembers a sound line, one of the first few: it tells the language of the source."""
        if len(self.heard) < _PRIOR_LINES and not line.isascii() and len(line.split(None, 4)) > 4:
            self.heard.append(line)

    def listen(self) -> None:
        """Hears the sound lines before the one that is read now."""
        for found in _LINE.finditer(self.text, self._listened, self.reached) if len(self.heard) < _PRIOR_LINES else ():
            if found.start() not in self.unsound:
                self.hear(found.group())
        self._listened = self.reached

    @property
    def prior(self) -> Any:
        """Bits that the sound lines so far count against each language, worked out only when a line needs them; None before any."""
        if self._listened < self.reached:
            self.listen()
        if self._told < len(self.heard):
            stats = load_statistics()
            bits: list[Any] = [sum(stats.token_bits(w) for w in line.split()[:12]) for line in self.heard]
            self._prior = sum((b - b.min()).clip(0, _PRIOR_CAP) for b in bits) / len(bits)
            self._told = len(self.heard)
        return self._prior


def mend_text(text: str, doubts: Doubts) -> Repair:
    """The text with every credible repair made, the edits (input offsets) that made it, and what is beyond repair (output offsets)."""
    source = _Source(text, doubts.strangers, ~doubts.seen)
    trails: dict[int, Trail] = {}
    lines: list[tuple[int, str, Doubt]] = []
    seen: dict[tuple[str, int], Trail] = {}  # the same line twice is read once
    for at, line in doubts.find_lines(text):
        doubt = doubts.of_line(line)
        if doubt is Doubt.NONE:
            continue
        lines.append((at, line, doubt))
        key = (line, len(source.known))
        source.reached = at
        if key in seen:
            source.unsound.add(at)
        else:
            seen[key] = _repair_line(line, source, doubt)
            if seen[key].text != line:
                source.unsound.add(at)
        trails[at] = seen[key]
    source.known.update(chain for chain, gain in source.weak.items() if gain >= MIN_GAIN + 3)
    if source.known and len(lines) > 1:
        seen.clear()
        source.reached = len(text)
        source.listen()
        for at, line, doubt in lines:
            if doubt >= Doubt.STRANGER and (trails[at].text == line or len(source.known) > 1):
                key = (line, len(source.known))
                if key not in seen:
                    seen[key] = _repair_line(line, source, Doubt.KNOWN)
                    if seen[key].text == line:
                        source.hear(line)
                trails[at] = seen[key]
    edits: list[Edit] = []
    for at, _, _ in lines:
        edits.extend(trails[at].edits(at))
    if text[:1] == "\ufeff":
        edits.insert(0, Edit(0, 1, "\ufeff", "", Label.CONTROL, "byte-order-mark", ("byte-order-mark",)))
    stripped = bool(edits) or may_be_stripped(doubts.strangers)
    if not stripped and not doubts.seen & (HOLE | LOST | OMEN | QUESTIONS):
        return Repair(text, (), ())
    fixed = apply_edits(text, edits)
    return Repair(fixed, tuple(edits), find_damage(fixed, stripped=stripped))


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text with the edits made."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts.append(text[at : edit.start])
        parts.append(edit.after)
        at = edit.end
    return "".join(parts) + text[at:]


def _repair_line(line: str, source: _Source, doubt: Doubt) -> Trail:
    trail = Trail(line)
    if not source.absent & AMPERSAND:
        resolve_entities(trail)
    if not source.absent & CONTROL or trail.text != line:
        _drop_controls(trail)
    if not source.absent & LOST:
        _read_controls(trail)
    intact = source.absent & OMEN and trail.text == line
    if not trail.text.isascii() and (doubt >= Doubt.STRANGER or trail.text != line) and (intact or not is_mostly_ruined(trail.text)):
        lowered = _read_lowered(trail, source)
        if not lowered and (doubt > Doubt.STRANGER or trail.text != line) and _read_chains(trail, source, doubt is Doubt.KNOWN):
            return trail  # it only talks about damage
        _fill_spaces(trail, source)
        _ask_ftfy(trail)
    if not source.absent & HOLE or not source.absent & LOST or trail.text != line:
        restore_letters(trail, source)
    return trail


def _drop_controls(trail: Trail) -> None:
    """Removes C0 controls that carry nothing: bells, backspaces, escapes' remains."""
    steps = [Step(m.start(), m.end(), "", Label.CONTROL, "control", "control", 0.0, 0.95) for m in _CONTROL.finditer(trail.text)]
    trail.apply(steps)


def _read_controls(trail: Trail) -> None:
    """Curly quotes and dashes of windows-1252 that were read as ISO-8859-1, where the line is sound but for them: ``п\\x92ять``."""
    line = trail.text
    signs = list(_C1.finditer(line))
    if not signs or any(_SIGNS.fullmatch(m.group()) is None for m in signs):
        return
    steps = [
        Step(m.start(), m.end(), m.group().encode("latin-1").decode("cp1252"), Label.MOJIBAKE, "codec-chain", _LATIN, 0.0, 0.95)
        for m in signs
    ]
    after = Trail(line)
    after.apply(steps)
    words = [part for word in after.text.split() for part in word.split("’") if not word.isascii()]
    if all(load_glance().weigh(words)):
        trail.apply(steps)


def _read_chains(trail: Trail, source: _Source, thorough: bool) -> bool:
    """Reads the line back, link by link; whether it only talks about damage, and must be left."""
    for number in range(_LINKS):
        line = trail.text
        if line.isascii():
            return False
        if not thorough and not is_suspect(line):
            return False
        reading = read_back(line, source.prior, source.known, source.odd if trail.text == trail.source else frozenset())
        if reading is None:
            return False
        if number and not reading.chain.startswith("utf-8>") and reading.gain < _LATER_GAIN:
            return False
        if not reading.sure:
            source.weak[reading.chain] = source.weak.get(reading.chain, -reading.cost) + reading.gain + reading.cost
            return False
        if not number and is_talked_about(reading.before, reading.after):
            return True
        source.known.add(reading.chain)
        trail.apply(_steps(reading))
        if "utf-8>" in reading.chain and _FEW_LEADS * sum(c in "ÃÂÅÐÑ" for c in trail.text) < len(trail.text):
            _fill_spaces(trail, source)  # many leads are another link, not lost bytes
    return False


def _read_lowered(trail: Trail, source: _Source) -> bool:
    """Reads back a line whose letters were lowered after the mistake; whether there was one and no plain reading is as short."""
    if source.vain >= _VAIN or not may_be_lowered(trail.text):
        return False
    lowered = read_lowered(trail.text, source.prior)
    source.vain = source.vain + 1 if lowered is None else 0
    if lowered is None:
        return False
    plain = read_back(trail.text, source.prior, source.known)
    if plain is not None and plain.sure and _bits("".join(plain.after)) <= _bits("".join(lowered.after)):
        return False
    trail.apply(_steps(lowered))
    return True


def _fill_spaces(trail: Trail, source: _Source) -> None:
    """A0 and AD put back behind the lead bytes that are left, for each reader of UTF-8 that the source shows."""
    line = trail.text
    if line.isascii():
        return
    readers = {link.partition(">")[2] for chain in source.known for link in chain.split(" ") if link.startswith("utf-8>")}
    if readers:
        for reader in sorted(readers):
            restore_spaces(trail, reader)
    elif _LEAD.search(line) is not None and is_bad(line):
        restore_spaces(trail, "windows-1252", UNTOLD_MARGIN)


def _steps(reading: Reading) -> list[Step]:
    steps = []
    at = 0
    confidence = 1.0 - 2.0 ** -min(20.0, reading.gain / 2)
    for old, new in zip(reading.before, reading.after, strict=True):
        if old != new:
            steps.append(Step(at, at + len(old), new, Label.MOJIBAKE, "codec-chain", reading.chain, reading.gain, confidence))
        at += len(old)
    return steps


def _ask_ftfy(trail: Trail) -> None:
    line = trail.text
    if line.isascii() or not is_bad(line):
        return
    changes = [c for c in ftfy_changes(line) if not is_guess(line, c)]
    if not any(len(new) < end - start or has_lost_bytes(line[start:end]) for start, end, new in changes):
        return  # its repairs put one character for several, or for a control; letters for letters are guesses
    after = Trail(line)
    steps = [Step(a, b, new, Label.MOJIBAKE, "ftfy", "ftfy", 0.0, 0.9) for a, b, new in changes]
    after.apply(steps)
    if _bits(after.text) < _bits(line) if is_bad(after.text) else True:
        trail.apply(steps)


def _bits(line: str) -> float:
    stats = load_statistics()
    total: Any = stats.token_bits("").copy()
    for word in line.split():
        total = total + stats.token_bits(word[:400])
    return float(total.min())
