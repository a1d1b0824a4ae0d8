"""Code pages as readers really have them: 256 bytes, 256 characters, and a way back.

A reader sees ``ÿþ``, ``Ïðèâåò`` or ``é`` where another wrote something else; which character a byte becomes is the code page's
business alone. Python's own tables refuse the holes of the Windows pages, browsers fill them with C1 controls, and some tables
in daily use are not in Python at all (Vietnamese TCVN fonts, Armenian, Georgian, national Cyrillic fonts drawn over
windows-1251). Here every page maps each byte to one character of its own, so that decoding is always reversible: a byte with no
meaning becomes the lone surrogate U+DC00 + byte (``surrogateescape``). Multi-byte charsets are Python's and stay there.
"""

from __future__ import annotations

import codecs
import json
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

# WHATWG or IANA name -> Python codec. Pages whose holes 80-9F browsers fill with C1 controls are the windows-* ones.
_PYTHON: Final = {
    "iso-8859-1": "latin-1",
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)},
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    "windows-874": "cp874",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "koi8-t": "koi8_t",
    **{f"ibm{n}": f"cp{n}" for n in (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 1125)},
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-greek": "mac_greek",
    "x-mac-turkish": "mac_turkish",
    "x-mac-ce": "mac_latin2",
    "x-mac-croatian": "mac_croatian",
    "x-mac-romanian": "mac_romanian",
    "x-mac-icelandic": "mac_iceland",
    "kz-1048": "kz1048",
    "ptcp154": "ptcp154",
    "hp-roman8": "hp_roman8",
}

# Letters that a national font draws over a base page: seen on Mongolian, Tajik and Kazakh sites before Unicode.
# Tajik: the layout of 'Times New Roman Tj'; Mongolian: 'Arial Mon'; both as found in texts that were never converted.
_OVERLAYS: Final = {
    "x-mn-font": ("windows-1251", {"Ө": 0xAA, "ө": 0xBA, "Ү": 0xAF, "ү": 0xBF}),
    "x-tj-font": (
        "windows-1251",
        {
            "Ҷ": 0x8A,
            "ҷ": 0x9A,
            "Ҳ": 0x8C,
            "ҳ": 0x9C,
            "Қ": 0x8D,
            "қ": 0x9D,
            "Ғ": 0x81,
            "ғ": 0x83,
            "Ӣ": 0xAF,
            "ӣ": 0xBF,
            "Ӯ": 0xA1,
            "ӯ": 0xA2,
        },
    ),
}

# Upper halves (80-FF, or A0-FF after 32 holes) of pages that Python lacks; '\0' is a hole. From the published charts of
# TCVN 5712:1993 (the ABC fonts' layout), ArmSCII-8 and the Georgian Parliament and Academy pages.
_UPPER: Final[dict[str, str]] = {
    "tcvn3": ("\xa0ĂÂÊÔƠƯĐăâêôơưđẶ̀̀̉̃́àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"),
    "armscii-8": ("\xa0\0և։)(»«—.՝,-֊…՜՛՞ԱաԲբԳգԴդԵեԶզԷէԸըԹթԺժԻիԼլԽխԾծԿկՀհՁձՂղՃճՄմՅյՆնՇշՈոՉչՊպՋջՌռՍսՎվՏտՐրՑցՒւՓփՔքՕօՖֆ՚\0"),
    "georgian-ps": (
        "\0\0‚ƒ„…†‡ˆ‰Š‹Œ\0\0\0\0‘’“”•–—˜™š›œ\0\0Ÿ\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸"
        "¹º»¼½¾¿აბგდევზჱთიკლმნჲოპჟრსტჳუფქღყშჩცძწჭხჴჯჰჵæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
    "georgian-academy": (
        "\0\0‚ƒ„…†‡ˆ‰Š‹Œ\0\0\0\0‘’“”•–—˜™š›œ\0\0Ÿ\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸"
        "¹º»¼½¾¿აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
    "viscii": (
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
    ),
}

_ALIASES: Final = {
    "latin-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "cp936": "gbk",
    "gb2312": "gbk",
    "tis-620": "windows-874",
    "iso-8859-11": "windows-874",
    "mac-roman": "macintosh",
    "macroman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    "maccyrillic": "x-mac-cyrillic",
    "x-mac-ukrainian": "x-mac-cyrillic",
    "rk1048": "kz-1048",
    "kz1048": "kz-1048",
    "strk1048": "kz-1048",
    "tcvn": "tcvn3",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "ucs-2": "utf-16-le",
    "unicode": "utf-16-le",
    "x-sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "windows-31j": "shift_jis",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "x-gbk": "gbk",
    "x-cp1251": "windows-1251",
    "x-cp1252": "windows-1252",
    "x-mac-roman": "macintosh",
}

# Multi-byte charsets, the superset that browsers use in place of each label.
_MULTI: Final = {
    "utf-8": "utf-8",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "johab": "johab",
    "hz-gb-2312": "hz",
    "iso-2022-jp": "iso2022_jp_2",
    "iso-2022-kr": "iso2022_kr",
    "utf-7": "utf-7",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
    "cp037": "cp037",
    "cp500": "cp500",
}

SINGLE_BYTE: Final = (*_PYTHON, *_OVERLAYS, *_UPPER)
MULTI_BYTE: Final = tuple(_MULTI)


@cache
def decoding_table(name: str) -> str:
    """The 256 characters of a single-byte page, all different; a hole is U+DC00 + byte. KeyError for any other name."""
    if name in _OVERLAYS:
        base, letters = _OVERLAYS[name]
        chars = list(decoding_table(base))
        for letter, byte in letters.items():
            chars[byte] = letter
    elif name in _UPPER:
        upper = _UPPER[name]
        chars = [chr(b) if b < 128 else "" for b in range(256 - len(upper))] + [c if c != "\0" else "" for c in upper]
    else:
        return _shipped_pages()[name]
    return _fill_holes(chars)


@cache
def _shipped_pages() -> dict[str, str]:
    pages: dict[str, str] = json.loads((files("copydesk.charset") / "data/pages.json").read_text("utf-8"))
    return pages


def read_codec(name: str) -> str:
    """The 256 characters of a page that Python has, as its codec gives them. ``data/pages.json`` holds them all, as to ask fifty codecs is
    to import fifty modules (python -c "from copydesk.charset.codepages import write_pages; write_pages()")."""
    chars = ["" if char == "\ufffd" else char for char in bytes(range(256)).decode(_PYTHON[name], "replace")]
    if name.startswith("windows-"):
        chars = [c or (chr(b) if 0x80 <= b < 0xA0 else "") for b, c in enumerate(chars)]
    return _fill_holes(chars)


def write_pages() -> None:
    """Write ``data/pages.json`` anew."""
    text = json.dumps({name: read_codec(name) for name in _PYTHON}, indent=0)
    (Path(__file__).parent / "data/pages.json").write_text(text + "\n", "utf-8")


def _fill_holes(chars: list[str]) -> str:
    seen: set[str] = set()
    for byte, char in enumerate(chars):
        if len(char) != 1 or char in seen:
            chars[byte] = chr(0xDC00 + byte)
        seen.add(chars[byte])
    return "".join(chars)


@cache
def encoding_table(name: str) -> dict[str, int]:
    """Character -> byte of a single-byte page, the inverse of `decoding_table`."""
    return {char: byte for byte, char in enumerate(decoding_table(name))}


@cache
def _encoding_map(name: str) -> dict[int, int]:
    return {ord(char): byte for byte, char in enumerate(decoding_table(name))}


def is_single_byte(name: str) -> bool:
    """Whether the canonical name is a single-byte page of this module."""
    return name in _PYTHON or name in _OVERLAYS or name in _UPPER


@lru_cache(maxsize=512)
def canonical_name(label: str) -> str | None:
    """The name by which this package knows a charset label ('UTF8', 'cp1251', 'x-sjis', 'gb2312'); None if unknown."""
    key = label.strip().strip("\"'").lower().replace("_", "-")
    key = _ALIASES.get(key, key)
    if is_single_byte(key) or key in _MULTI:
        return key
    try:
        python = codecs.lookup(key).name
    except (LookupError, ValueError):
        return None
    python = {
        "iso8859-1": "latin-1",
        "gb2312": "gbk",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
        "big5": "big5hkscs",
        "cp950": "big5hkscs",
    }.get(python, python)
    normal = python.replace("-", "_")
    for table in (_MULTI, _PYTHON):
        for name, codec in table.items():
            if codecs.lookup(codec).name.replace("-", "_") == normal:
                return name
    return {"gbk": "gbk", "iso2022_jp": "iso-2022-jp", "utf_16": "utf-16-le", "utf_32": "utf-32-le", "iso8859_11": "windows-874"}.get(
        normal
    )


def python_codec(name: str) -> str:
    """Python's codec for a multi-byte charset of `MULTI_BYTE`."""
    return _MULTI[name]


def decode_page(raw: bytes, name: str) -> str:
    """Bytes read as a single-byte page; same length as the input, never fails, always reversible."""
    return codecs.charmap_decode(raw, "strict", decoding_table(name))[0]


def encode_page(text: str, name: str) -> bytes:
    """The bytes that `decode_page` would have read as this text; UnicodeEncodeError where a character is not in the page."""
    return codecs.charmap_encode(text, "strict", _encoding_map(name))[0]
