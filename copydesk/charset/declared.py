"""What a source says of its own charset: byte order mark, side-car, HTML meta, XML declaration.

``<meta charset="gb2312">`` in the first kilobytes, ``<?xml encoding='koi8-r'?>``, EF BB BF. A statement is a strong hint and no
proof: pages that say iso-8859-1 are UTF-8 every day, so valid UTF-8 overrules all but a byte order mark. As on the web, a label
stands for its superset (iso-8859-1 means windows-1252, gb2312 means gbk), and a meta tag that can be read at all cannot be UTF-16.
"""

from __future__ import annotations

import re
from typing import Final

from copydesk.charset.codepages import canonical_name
from copydesk.late import compile_late

_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# HTML asks for the declaration in the first 1024 bytes; pages with long heads put it later and browsers still find it.
_HEAD_BYTES: Final = 8192
_META: Final = compile_late(rb"<meta\b[^>]{0,400}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_:.+-]{2,40})", re.I)
_XML: Final = re.compile(rb"\A\s{0,16}<\?xml\b[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([A-Za-z0-9_:.+-]{2,40})", re.I)
_SUPERSET: Final = {"iso-8859-1": "windows-1252", "iso-8859-9": "windows-1254", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}


def find_mark(raw: bytes) -> tuple[str, int] | None:
    """Charset and length of the byte order mark at the start, or None. UTF-16 whose text starts with NUL counts as UTF-16."""
    for mark, name in _MARKS:
        if raw.startswith(mark) and not (name == "utf-32-le" and len(raw) % 4):
            return name, len(mark)
    return None


def find_declaration(raw: bytes) -> str | None:
    """The canonical charset that an HTML meta tag or an XML declaration in the first 8 kB names, or None."""
    found = _XML.search(raw[:512]) or _META.search(raw[:_HEAD_BYTES])
    if found is None:
        return None
    name = canonical_name(found.group(1).decode("ascii"))
    return _SUPERSET.get(name, name) if name else None
