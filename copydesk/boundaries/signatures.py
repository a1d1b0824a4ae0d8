"""Lines of slots beside a headline: what they hold besides the date, learnt from all stories of a file.

``Old cinema finds new life`` over ``Grace Linden`` over ``21 March 2026``: one story does not tell whether the second line is the paper
or the writer. In a file of many, names of people that differ from story to story are the writers; a word that stands again in its own
story's text is the place; what is left is the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape, read_label
from copydesk.formats.columns import is_media, is_person
from copydesk.formats.dates import add_times, find_dates
from copydesk.formats.labels import find_slot
from copydesk.late import compile_late
from copydesk.lines import count_wide
from copydesk.types import Field, FieldName, Label, Mark

_PARTS = compile_late(r"\s*[|•·;؛]\s*|\s+[-–—/]+\s+|[,،]\s+|\s*\t\s*")
_PAGE_WORDS = (
    r"(?:p|pp|pg|pag|pág|s|str|blz|sid|side|стр|с|σελ|lk|lpp|psl|old|oldal|page|pages|seite|seiten|página|pagina|strona|strana|sayfa|sivu|"
    r"halaman|hal|trang|страница|сторінка|σελίδα|หน้า|صفحة|ص|صفحه|עמ['׳]?|עמוד|पृष्ठ|পৃষ্ঠা|பக்கம்|版|頁|页|면)"
)
_PAGE = compile_late(
    rf"{_PAGE_WORDS}\.?\s?[A-Z]?\d{{1,4}}(?:-\d+)?\w?|"
    r"\d{1,2}[:.]\d{2}.{0,12}|第.{1,4}版|(?:section|sektion|sekcja|sección|seção|sezione|secţiunea|sectie|katern|cahier|teil|del|osa)\s\w{1,3}|"
    r"\d{1,3}\s?[面版頁页]|[朝夕]刊|\(?全?\d{1,5}字\)?",
    re.IGNORECASE,
)
_PAGED = compile_late(rf"([^\W\d_].{{1,48}}?)(?:\s?[,|;·•]|\s[-–—/]|\s{{2,}})\s?{_PAGE_WORDS}\.? ?[A-Z]?\d{{1,4}}", re.IGNORECASE)
_WEEKDAY = compile_late(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"sonnabend|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|luned[iì]|marted[iì]|mercoled[iì]|"
    r"gioved[iì]|venerd[iì]|sabato|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|(?:星期|周).|.曜日?|.요일|g|г|года?|рік|року|р|жыл[ыға]*|йил|yil|il|published|updated|原创|原創|转载|轉載|on|le|am|den|vom|of",
    re.IGNORECASE,
)  # fmt: skip
BY = compile_late(
    r"(?:by|von|par|por|di|da|door|af|av|от|автор|автори|yazan|oleh|του|της|των|מאת|بقلم|โดย|tác giả|írta|napsal|napsala)[:：]?\s+(?=\S)|"
    r"(?:作者|記者|记者|文)[:：/]?\s?",
    re.IGNORECASE,
)
_PREPOSITION = compile_late(r"\s+(?:vom|von|am|of|du|le|del|dated|от|from|on|den|d\.)$", re.IGNORECASE)
_CATALOGUED = re.compile(r"\.?\s\[[^\[\]]{2,20}\]\Z")  # a library's word behind a paper's name: ``The Record. [volume]``
_PAGE_HEAD = re.compile(r"\A\d{1,3}\s?[面版頁页면]\s+")  # before the reporter: ``03면 한서윤 기자``
_WHERE = compile_late(r"\A(?:in|im|v|ve|w|we|u|у|в|во|dans|en|em|nel|su)\s+(?=[^\W\d_a-zà-ÿа-я])")  # before a paper: ``9.9.2018 v Hlase``
_SECTION_NAMES = """
    world economy business politics culture science sport sports opinion technology tech news local national
    international health life style arts entertainment finance markets wirtschaft politik kultur wissen panorama monde
    économie politique société economía política mundo cultura deportes cronaca economia politica esteri мир политика
    экономика общество спорт культура наука
"""
_SECTIONS = frozenset(_SECTION_NAMES.split())
_NAMES = re.compile(r"\s*[,;、]\s*|\s+(?:and|und|et|y|e|и|&)\s+")
_MOST = 0.7  # share of the stories whose values must be of a kind
_HANGUL = compile_late(r"[\uac00-\ud7a3]")
_REPORTER = compile_late(r"([\u3040-\u30ff\u3400-\u9fff]{2,6}) ?(?:記者|记者|特派員)|([\uac00-\ud7a3]{2,4}) ?(?:기자|특파원)")
_FRAMES = " .,،:;()[]<>_*“”\"'（）〔〕【】「」『』।"  # signs around the parts of a slot
_LEAST_STEM = 4  # letters of a place that stand again in its story: endings differ by case
BOARD_TAG = compile_late(r"\[/?(?:b|i|u|s|h\d|center|size|color|font|url|quote)(?:=[^\]]{0,80})?\]", re.IGNORECASE)
"""Tags of a bulletin board."""
_ADDRESS = compile_late(r"\s*(?:<[^<>]{1,80}@[^<>]{1,80}>|\([^()]{1,80}@[^()]{1,80}\)|\[mailto:[^\]]{1,80}\])")
_WIDE_GAP = re.compile(r"\s{2,}")  # before what is no name any more: a role, a desk
_LINE_PART, _MOST_PARTS = "part ", 3  # of a line without a date: the key's first word, and how many it can have
_SHORT_LINE = 3  # words of a line from which one that is no name and no paper is a subtitle
_Key = tuple[str, int]


class SlotLines:
    """Reads lines of slots; ``kinds`` are the fields that their nameless parts fill, by line and place, once they are learnt."""

    def __init__(self, guessed: Mapping[str, str], *, month_first: bool) -> None:
        self.guessed, self.month_first = guessed, month_first
        self.kinds: dict[_Key, FieldName] = {}
        self.papered = False  # whether the paper stands elsewhere in each story
        self.seen: list[tuple[_Key, str]] = []

    def learn(self, stories: Iterable[tuple[Sequence[Row], Callable[[Sequence[Row]], object]]]) -> None:
        """Read the headers of a file's stories once, each by the function beside its rows, and decide what their nameless parts are."""
        values: dict[_Key, list[tuple[str, Sequence[Row]]]] = {}
        for rows, read in stories:
            self.seen = []
            read(rows)
            for key, value in self.seen:
                values.setdefault(key, []).append((value, rows))
        media = {key for key, found in values.items() if key[0] == "dated" and all(is_media(value) for value, _ in found)}
        for key, found in values.items():
            if len({value for value, _ in found}) < 2:
                if key[0] == "dated" and media - {key} and key not in media and are_people(found[0][0]):
                    self.kinds[key] = FieldName.AUTHOR  # one writer beside the paper's name
                if len(found) > 1 and key[0].startswith(_LINE_PART) and not are_people(found[0][0]):
                    self.kinds[key] = FieldName.PUBLISHER
                continue
            if any(map(_has_case, (value for value, _ in found))):
                pass
            elif key[0] == "dated" and sum(_is_told(value, rows) for value, rows in found) >= _MOST * len(found):
                self.kinds[key] = FieldName.DATELINE_PLACE  # without capitals a place of two words looks like a name
                continue
            if sum(are_people(value) for value, _ in found) >= _MOST * len(found):
                self.kinds[key] = FieldName.AUTHOR
            elif key[0] == "dated" and sum(_is_told(value, rows) for value, rows in found) >= _MOST * len(found):
                self.kinds[key] = FieldName.DATELINE_PLACE

    def read_line(self, row: Row, place: int, *, known: bool, signed: bool) -> Mark:
        """The short line ``place`` rows from the headline: the writer of a story not yet ``signed``, subtitle, or the paper unless it is
        ``known``."""
        text = row.text
        if _is_deck(text) and place == 1:
            return _mark(row, Label.TITLE, "header-subtitle", [Field(FieldName.SUBTITLE, text)])
        self.seen.append((("line", place), "" if signed else text))
        if self.kinds.get(("line", place)) is FieldName.AUTHOR and are_people(text) and not signed:
            return _mark(row, Label.BYLINE, "header-byline", read_names(text))
        if not signed and (fields := self._read_parts(text, place, known=known)):
            return _mark(row, Label.BYLINE, "header-byline", fields)
        return _mark(row, Label.ATTRIBUTION, "header-line", [] if known else [Field(FieldName.PUBLISHER, text)])

    def _read_parts(self, text: str, place: int, *, known: bool) -> list[Field]:
        """The writers, and the paper unless it is ``known``, of a line of parts (``Ann Lowry, Port Gazette``) one of which is
        the writers' in the whole file; a part that is the same in all stories, or a paper's name, is the paper."""
        parts = _PARTS.split(text)
        fields: list[Field] = []
        signed = False
        for at, part in enumerate(parts if 1 < len(parts) <= _MOST_PARTS else ()):
            key = (f"{_LINE_PART}{place}", at)
            self.seen.append((key, part))
            kind = self.kinds.get(key)
            if kind is FieldName.AUTHOR and are_people(part):
                fields, signed = [*fields, *read_names(part)], True
            elif not known and (kind is FieldName.PUBLISHER or (kind is None and is_media(part))):
                fields, known = [*fields, Field(FieldName.PUBLISHER, part)], True
        return fields if signed else []

    def read_dated(self, row: Row, skip: int = 0) -> Mark:
        """``The Telegraph, July 20, 2015``, ``linknaija.com | 08.12.2009 | p. 24``, ``By Ji | China Daily | Updated: 2025-08-21``."""
        rest = BOARD_TAG.sub(" ", row.text[skip:]) if "[/" in row.text else row.text[skip:]
        dates = add_times(rest, find_dates(rest, month_first=self.month_first))
        full = next((d for d in dates if d.is_full), dates[0] if dates else None)
        for d in sorted(dates, key=lambda d: -d.start):
            rest = rest[: d.start] + " | " + rest[d.end :]
        fields = [Field(FieldName.PUBLISHED, full.value)] if full else []
        label = read_label(row.text) if not skip else None
        if label and full and self.guessed.get(label[0]) == FieldName.PUBLISHED and rest[len(label[0]) :].lstrip()[:1] in (":", "："):
            rest = rest[len(label[0]) :]  # the label of a date in a language that is not in the table
        at = 0
        for part in [_close_bracket(p, _PAGE_HEAD.sub("", p.strip(_FRAMES))) for p in _split_parts(rest)]:
            part = _WHERE.sub("", _PREPOSITION.sub("", part).removeprefix("- "))
            part = _CATALOGUED.sub("", part)
            if part and find_slot(part) in (FieldName.PUBLISHED, FieldName.UPDATED):
                continue  # ``Publicerad 2017-02-03``: a label without its sign
            if m := _REPORTER.fullmatch(part):
                fields.append(Field(FieldName.AUTHOR, m[1] or m[2]))
                continue
            if len(part) < 2 or _PAGE.fullmatch(part) or _WEEKDAY.fullmatch(part) or part.isdecimal():
                continue
            if m := BY.match(part):
                fields.extend(read_names(part[m.end() :]))
            elif part.startswith("de ") and are_people(part[3:]):
                fields.extend(read_names(part[3:]))
            elif part.casefold() in _SECTIONS:
                fields.append(Field(FieldName.SECTION, part))
            elif (label := read_label(part)) and (slot := find_slot(label[0])):
                if slot == FieldName.AUTHOR:
                    fields.extend(read_names(label[1]))
                elif slot == FieldName.PUBLISHER and label[1]:
                    fields.append(Field(FieldName.PUBLISHER, label[1]))
            elif any(c.isalpha() for c in part):
                self.seen.append((("dated", at), part))
                kind = self.kinds.get(("dated", at), FieldName.PUBLISHER)
                at += 1
                if kind is FieldName.AUTHOR:
                    fields.extend(read_names(part) if are_people(part) else ())
                elif part.isupper() and f"({part})" in row.text and any(f.name is FieldName.DATELINE_PLACE for f in fields):
                    fields.append(Field(FieldName.AGENCY, part))
                elif kind is FieldName.DATELINE_PLACE:
                    fields += [Field(FieldName.DATELINE, row.text), Field(kind, part)]
                elif not self.papered and not any(f.name is kind for f in fields):
                    fields.append(Field(kind, part))
        return Mark(row.start + skip, row.end, Label.DATE, "header-dated", 0.85, tuple(f for f in fields if f.value))


def read_names(text: str) -> list[Field]:
    """The authors that a byline or the value of its label names, the byline word taken off."""
    found = BY.match(text)
    text = _ADDRESS.sub("", text[found.end() :] if found else text)
    names = [_drop_office(_WIDE_GAP.split(n.strip(" ."))[0]) for n in _NAMES.split(text)]
    return [Field(FieldName.AUTHOR, n) for n in names if 1 < len(n) <= 60 and not any(c.isdigit() for c in n)]


def _drop_office(name: str) -> str:
    """A name without the word for reporter behind it (``윤서진 기자``)."""
    return m[1] or m[2] if (m := _REPORTER.fullmatch(name)) else name


def find_paper(text: str) -> str:
    """The paper in a short line that is a paper and a page (``Port Gazette – p. 3``), '' in any other."""
    return m[1].strip() if text[-1:].isdecimal() and (m := _PAGED.fullmatch(text)) else ""


def read_signed_paper(text: str) -> list[Field]:
    """The writers of a byline, and the paper that stands among them (``di Ornella Brandi, Gazzetta di Castelverno``)."""
    fields = read_names(text)
    papers = [f for f in fields[1:] if is_media(f.value)]
    return [f for f in fields if f not in papers] + [Field(FieldName.PUBLISHER, f.value) for f in papers[:1]]


def are_people(text: str) -> bool:
    """Whether a line holds nothing but names of people; ``Le Figaro`` and ``Der Standard`` are papers."""
    return all(map(is_person, _NAMES.split(text)))


def _split_parts(text: str) -> list[str]:
    """The parts of a line of slots; in Chinese and Japanese a blank parts them, too."""
    parts = _PARTS.split(text)
    return [p for part in parts for p in (part.split() if _is_eastern(part) else [part])]


def _is_eastern(text: str) -> bool:
    """Whether a part is Chinese or Japanese, figures aside."""
    return count_wide(text) * 2 > sum(not (c.isdecimal() or c.isspace()) for c in text) and not _HANGUL.search(text)


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _is_told(value: str, rows: Sequence[Row]) -> bool:
    """Whether a name stands again in its story's text, as places do."""
    stem = value[: max(_LEAST_STEM, len(value) - 2)].casefold()
    return any(stem in row.text.casefold() for row in rows if row.terminal and row.shape not in (Shape.DATE, Shape.META))


def _is_deck(text: str) -> bool:
    """Whether a line under a headline is a phrase: words without capitals, and no paper's name."""
    words = text.split()
    small = [w for w in words if w[0].islower() and len(w) >= _LEAST_STEM]
    return len(words) >= _SHORT_LINE and bool(small) and not is_media(text) and not text[0].islower()


def _close_bracket(part: str, name: str) -> str:
    """A part of a slot without the signs around it, its bracket whole or gone: ``Gazette (gazette.example)``, ``Gazette`` of ``(Oslo``."""
    if name.count("(") <= name.count(")"):
        return name
    return name + ")" if part.rstrip(" .,:;").endswith(")") else name.partition("(")[0].rstrip()


def _mark(row: Row, label: Label, rule: str, fields: Iterable[Field]) -> Mark:
    return Mark(row.start, row.end, label, rule, 0.85, tuple(f for f in fields if f.value))
