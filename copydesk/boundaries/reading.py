"""What a line says wherever it stands: read once, and shared by all rows that say the same.

Menus, labels and bylines come again and again, on a page and from page to page of a site. ``Reading`` is what every page needs of a line;
``Facts`` is what only the search for stories asks, so that an article that is one for certain costs none of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from copydesk.boundaries.datelines import find_dateline
from copydesk.boundaries.headings import is_article_of_law, is_comments_heading
from copydesk.boundaries.plain import MAY_BE_CLOSED, MAY_BE_DATED, MAY_BE_NUMBERED, MAY_STATE_RIGHTS, is_plain_sentence
from copydesk.boundaries.shapes import (
    RULES,
    Shape,
    find_dated_title,
    find_end_word,
    find_first_word,
    find_number_style,
    find_shape,
    measure_prose,
    read_label,
    states_rights,
)
from copydesk.formats.columns import measure_width
from copydesk.formats.labels import find_slot
from copydesk.lines import is_terminal

LONGEST_MARKER = 160  # characters of the longest line that can repeat as a marker
_LONGEST_KNOWN, _KNOWN_LINES = 100, 8_192  # characters of lines that come again (menus, labels), and how many of them are remembered
_SENTENCE = 12  # columns of the shortest sentence that is a text
_LEAST_SENTENCE = 30  # characters that a short line with a full stop must have more of to count as body
_FRAME_OPENS = frozenset("<【")  # around a headline, where no value stands behind them
_DIGITS = re.compile(r"\d+")
_NO_DIGITS = bytes(code for code in range(256) if not chr(code).isdecimal())
_TEXT, _TEXT_TRAITS = Shape.TEXT, [f"shape {Shape.TEXT}"]  # all that a long paragraph has, and no family but its own
_DATED, _PROSE = (Shape.DATE, Shape.META), (Shape.TEXT, Shape.DATELINE)
_LABELLED = frozenset((*_DATED, Shape.COUNT, Shape.BYLINE, Shape.URL, Shape.TAG))  # shapes of lines that can have a label, too
_MARKER_SHAPES = frozenset(
    (
        Shape.RULE, Shape.BREAK, Shape.END, Shape.SIGN, Shape.COUNT, Shape.DATE, Shape.META, Shape.BYLINE, Shape.URL, Shape.SITE,
        Shape.COPYRIGHT, Shape.DATELINE, Shape.HASH,
    )
)  # fmt: skip
_REPLY_WORDS = """
    reply antworten répondre responder rispondi ответить відповісти odpowiedz odpovědět yanıtla svara svar beantwoorden balas
    回复 回覆 返信 답글 رد
"""
_REPLIES = frozenset(_REPLY_WORDS.split())  # the button below each comment of a thread


def mask_digits(text: str) -> str:
    """The line with every run of digits as ``#``, case-folded: what stays the same when a counter counts."""
    if text.isascii() and not text.encode().translate(None, _NO_DIGITS):
        return text.lower()  # most lines have none, and are told in a quarter of the time
    return _DIGITS.sub("#", text).casefold()


def find_level(text: str) -> str:
    """The sign that makes a line a markup heading (``#``, ``##``, ``==``, ``h2.``, ``**``)."""
    word = find_first_word(text)
    if text[:2] in ("<h", "<H"):
        return text[:3].lower() + ">"
    return word if not any(c.isalpha() and c != "h" for c in word) else word[:2] if word[:2] in ("**", "__") else word[:1]


class Facts(NamedTuple):
    """What the search asks of a line.

    ``traits`` are the names of the traits that a row with it carries (see ``evidence.count_traits``), ``keys`` those of the families
    that it belongs to, from the most particular to the most general. ``prose`` is its length in Latin characters; ``is_body`` says whether
    it counts as a story's text, ``is_text`` whether it can be a brief's. ``label`` is read whatever its shape: ``Moved: 3 May`` is a date.
    """

    traits: list[str]
    keys: list[tuple[str, str]]
    prose: int
    is_body: bool
    is_sentence: bool
    is_text: bool
    is_reply: bool
    heads_comments: bool
    label: tuple[str, str] | None


class Reading:
    """What a line of ``size`` characters says."""

    __slots__ = ("_facts", "_first_word", "_masked", "_terminal", "ending", "heading", "label", "number", "shape", "size", "slot", "text")

    def __init__(self, text: str, size: int) -> None:
        self.text, self.size = text, size
        self._masked: str | None = None
        self._first_word: str | None = None
        self._terminal: bool | None = None
        self._facts: Facts | None = None
        label = slot = None
        if is_plain_sentence(text):
            self._terminal, self.shape, self.number, heading = True, Shape.TEXT, "", False
        else:
            shape = self.shape = find_shape(text)
            if shape is Shape.LABEL and (label := read_label(text)):
                slot = find_slot(label[0])
                heading = slot is None and (bool(label[1]) or text[0] in _FRAME_OPENS)
            else:
                heading = shape is Shape.SHORT or shape is Shape.HASH or (shape in _DATED and find_dated_title(text) > 0)
            self.number = find_number_style(text)
        self.label, self.slot, self.heading = label, slot, heading
        self.ending = find_end_word(text)

    def reshape(self, shape: Shape, heading: bool) -> Reading:
        """The reading of the same line where what stands around it shows that it is of another shape, or can be a headline."""
        other = Reading.__new__(Reading)
        other.text, other.size, other.shape, other.heading = self.text, self.size, shape, heading
        other.label, other.slot, other.number, other.ending = self.label, self.slot, self.number, self.ending
        other._masked = other._first_word = other._terminal = other._facts = None
        return other

    @property
    def terminal(self) -> bool:
        """Whether the line ends as a sentence does."""
        found = self._terminal
        if found is None:
            found = self._terminal = is_terminal(self.text[-40:])
        return found

    @property
    def masked(self) -> str:
        """The line with its digits masked, '' for one too long to repeat."""
        found = self._masked
        if found is None:
            found = self._masked = mask_digits(self.text) if self.size <= LONGEST_MARKER else ""
        return found

    @property
    def first_word(self) -> str:
        """The first word of the masked line, '' where it has none."""
        found = self._first_word
        if found is None:
            masked = self.masked
            found = self._first_word = masked.split(None, 1)[0] if masked and not masked.isspace() else ""
        return found

    @property
    def facts(self) -> Facts:
        """What the search asks of the line, found when it is first asked."""
        found = self._facts
        if found is None:
            found = self._facts = self._find_facts()
        return found

    def _find_facts(self) -> Facts:
        text, shape = self.text, self.shape
        if shape is _TEXT and self.size > LONGEST_MARKER and not (self.label or self.number or self.ending):
            return Facts(_TEXT_TRAITS, [], measure_prose(text), True, False, True, False, False, None)
        prose, is_prose, ended = measure_prose(text), shape in _PROSE, self.terminal or bool(self.ending)
        sentence = ended and shape is Shape.SHORT and measure_width(text) >= _SENTENCE
        return Facts(
            self._name_traits(),
            self._name_families(),
            prose,
            is_prose or (self.terminal and shape in (Shape.SHORT, Shape.LABEL) and prose > _LEAST_SENTENCE),
            sentence,
            is_prose or sentence or bool(self.ending),
            self.masked in _REPLIES,
            is_comments_heading(text),
            read_label(text) if shape in _LABELLED else self.label,
        )

    def _name_traits(self) -> list[str]:
        shape = self.shape
        names = [f"line {self.masked}"] if self.size <= LONGEST_MARKER else []
        if shape is Shape.SHORT:
            if self.size <= LONGEST_MARKER:
                names.append(f"start {self.first_word}")
            names.append("shape short")
        elif shape in RULES:
            names.append("rule" if shape is Shape.RULE else "break")
        elif shape is Shape.LABEL and self.label:
            names.append(f"label {mask_digits(self.label[0])}")
        elif shape is Shape.HASH:
            names.append(f"hash {find_level(self.text)}")
        else:
            law = shape is Shape.COUNT and is_article_of_law(self.text)
            names.append("dated line" if shape in _DATED else "shape article" if law else f"shape {shape}")
        if self.number:
            names.append(f"number {self.number}")
        if self.ending:
            names.append(f"ending {self.ending}")
        if self.heading:
            names.append("title")
        return names

    def _name_families(self) -> list[tuple[str, str]]:
        keys: list[tuple[str, str]] = []
        shape, caps = self.shape, False
        if self.size <= LONGEST_MARKER:
            keys.append(("line", self.masked))
            if shape is Shape.SHORT or shape is Shape.META or shape is Shape.TAG:
                words = self.masked.split(None, 2)
                if len(words) > 1:
                    keys.append(("start", words[0]))
                    keys.append(("start", f"{words[0]} {words[1]}"))
                caps = len(words) > 2 and shape is Shape.SHORT and self.text.isupper()
            if self.number:
                keys.append(("number", self.number))
            if caps:
                keys.append(("caps", ""))
        if shape in _MARKER_SHAPES:
            keys.append(("shape", shape))
            if shape in _DATED:
                keys.append(("shape", "dated"))
            if shape is Shape.HASH:
                keys.append(("hash", find_first_word(self.text)))
        elif self.label:
            keys.append(("label", mask_digits(self.label[0])))
        if self.ending:
            keys.append(("ending", self.ending))
        return keys


class Prose(Reading):
    """What running text says that no label, number or dateline opens and nothing closes: no more than its words."""

    __slots__ = ()

    def __init__(self, text: str, size: int) -> None:
        self.text, self.size, self.shape = text, size, Shape.TEXT
        self.label = self.slot = self._terminal = self._masked = self._first_word = self._facts = None
        self.number = self.ending = ""
        self.heading = False


@lru_cache(maxsize=_KNOWN_LINES)
def _read_known(text: str) -> Reading:
    return Reading(text, len(text))


def read_line(text: str, size: int) -> Reading:
    """What a line says that is so long on the page."""
    return _read_known(text) if size <= _LONGEST_KNOWN else Reading(text, size)


def read_prose(text: str, size: int, said: int) -> Reading:
    """What a line of running text says; ``said`` are the bits that tell what is left open (see ``plain``)."""
    if (said & MAY_BE_DATED and find_dateline(text)) or (said & MAY_STATE_RIGHTS and states_rights(text)):
        return read_line(text, size)
    reading = Prose(text, size)
    if said & MAY_BE_NUMBERED:
        reading.number = find_number_style(text)
    if said & MAY_BE_CLOSED:
        reading.ending = find_end_word(text)
    return reading
