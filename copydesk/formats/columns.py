"""What labels (or elements) of a name nobody listed mean: the values of one label in all records of a file are read as a column.

A column of dates is the date; the longest values, all different, are the headlines; two or three capitalised words without a sign are
people; figures and codes are the file's own. What is left is a source only if it is the only such column: never invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from copydesk.formats.dates import find_dates
from copydesk.formats.labels import OTHER
from copydesk.late import compile_late
from copydesk.lines import count_wide
from copydesk.types import FieldName

_MOST = 0.7  # share of a column's values that must be of a kind
_SOME = 0.4  # share of a column's values that must hold a word that names of media are made of
_LEAST_SAME = 3  # records from which a name that stands in all of them is no writer's
_HEADLINE = 24  # columns of the median headline of a labelled header
_NAME = compile_late(r"(?:[^\W\d_][^\W\d_.'’-]*\.?[\s'’-]{0,2}){2,4}")
_NO_NAME = re.compile(r"[\d_!?:;,()\[\]{}\"“”«»|/\\@#&=+<>。，、；：？！।]")
_EAST = compile_late(r"[\u3400-\u9fff]{2,3}|[\uac00-\ud7a3]{3}")  # names of one word
_HAN_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝羅"
    "許韓馮鄧葉蘇呂盧鐘譚陸賈鄒閻龍顧龔萬錢嚴湯"
)
_HANGUL_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류진지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_FIRST_WORDS = "the der die das le la les el los las il lo gli o os as den det dagens svenska norsk norges new"
_ARTICLES = frozenset(_FIRST_WORDS.split())  # words that begin the names of papers
_LONGEST_NAME = 36  # characters of a name in a script without capitals
_CODE = compile_late(
    r"[\W\d_]*|\d[\w\W]{0,12}|[A-Z]{1,4}[-_/]?\d{1,8}|(?:p|pp|pg|pag|s|str|page|seite|página|pagina|sid|side|стр|страница)\.?\s?\d{1,5}",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S@\S|https?://|(?:\d[\d /()-]?){8,}")  # addresses and numbers to call
_MEDIA = compile_late(
    r"\b(?:news|times|post|daily|herald|tribune|gazet\w*|journal|jornal|diario|zeitung|blatt|presse|press|radio|tv|agenc\w+|agentur|magazine|"
    r"couri?er|courrier|correo|corriere|kurier|tribune|globe|star|mirror|express|mail|guardian|chronicle|observer|standard|echo|anzeiger|"
    r"mundo|monde|welt|giornale|nachrichten|weekly|nyheter|\w*dagblad\w*|sanomat|lehti|nemzet|noviny|pravda|novosti|tidende|\w*avis\w*|"
    r"hírlap|napló|újság|gazzetta|dziennik|boten?|\w+blad(?:et)?|\w+posten|\w+tidning(?:en)?|\w+zeitung|\w+blatt|\w+krant|ziarul|cotidianul|gazete\w*|posta(?:sı)?|ziarul|žinios|балс|хабаршысы|вісник|вестник|листа?|новине|εφημερίδα|νέα|"
    r"газета|новости|агентство|вести|haber|ajans\w*)\b|(?:报|報|新闻|新聞|通信|일보|신문|뉴스|통신)|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}$",
    re.IGNORECASE,
)


def measure_width(text: str) -> int:
    """Columns of a line, a CJK character counting two: a Chinese headline of twelve characters is no short one."""
    return len(text) + count_wide(text)


def guess_columns(columns: Mapping[str, Sequence[str]], known: Mapping[str, str], total: int) -> dict[str, str]:
    """The slot of each column that most of the ``total`` records have and whose name is not ``known``, by what its values are."""
    unknown = {key: values for key, values in columns.items() if key not in known and 2 * len(values) > total}
    taken = {known[key] for key in columns if key in known}
    slots: dict[str, str] = {}
    for key, values in unknown.items():
        if _share((_CODE.fullmatch(v) or _CONTACT.search(v)) is not None and not find_dates(v) for v in values):
            slots[key] = OTHER
        elif _share(len(v) < 60 and any(d.is_full for d in find_dates(v)) for v in values):
            slots[key] = OTHER if FieldName.PUBLISHED in taken else FieldName.PUBLISHED
            taken.add(FieldName.PUBLISHED)
    rest = {key: values for key, values in unknown.items() if key not in slots}
    if FieldName.TITLE not in taken and rest:
        key = max(rest, key=lambda k: _measure_median(rest[k]))
        if _measure_median(rest[key]) >= _HEADLINE and len(set(rest[key])) == len(rest[key]):
            slots[key] = FieldName.TITLE
            del rest[key]
    media = [key for key, values in rest.items() if _share((bool(_MEDIA.search(v)) for v in values), _SOME)]
    differ = {key for key, values in rest.items() if len(values) < _LEAST_SAME or len(set(values)) > 1}  # one name in all is the paper's
    people = [key for key, values in rest.items() if key not in media and key in differ and _share(is_name(v) for v in values)]
    if FieldName.AUTHOR not in taken and len(people) == 1 and (len(rest) > 1 or FieldName.PUBLISHER in taken):
        slots[people[0]] = FieldName.AUTHOR
        del rest[people[0]]
    source = media if len(media) == 1 else list(rest) if len(rest) == 1 and not rest.keys() & set(people) else []
    if FieldName.PUBLISHER not in taken and len(source) == 1:
        slots[source[0]] = FieldName.PUBLISHER
        rest.pop(source[0])
    return slots | dict.fromkeys(rest, OTHER)


def is_media(value: str) -> bool:
    """Whether a value holds a word that names of media are made of, or is an address's host."""
    return bool(_MEDIA.search(value))


def is_name(value: str) -> bool:
    """Whether a value reads as a person's name: two to four words, capitalised but for particles."""
    words = value.split()
    if _EAST.fullmatch(value):
        return value[0] in (_HANGUL_SURNAMES if value[0] >= "\uac00" else _HAN_SURNAMES)
    if value.lower() == value.upper():  # a script without capitals, where marks above and below letters are no letters
        return len(value) <= _LONGEST_NAME and 2 <= len(words) <= 4 and value[:1].isalpha() and not _NO_NAME.search(value)
    return bool(_NAME.fullmatch(value)) and 2 <= len(words) <= 4 and all(w[0].isupper() or len(w) <= 3 for w in words)


def is_person(value: str) -> bool:
    """Whether a value names a person and no paper: ``Le Figaro`` and ``Der Standard`` read as names, too."""
    return is_name(value) and not is_media(value) and value.split()[0].casefold() not in _ARTICLES


def _share(flags: Iterable[bool], least: float = _MOST) -> bool:
    found = list(flags)
    return bool(found) and sum(found) >= least * len(found)


def _measure_median(values: Sequence[str]) -> int:
    return sorted(measure_width(v) for v in values)[len(values) // 2]
