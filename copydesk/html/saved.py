"""The page inside a saved file: a browser's web archive (MHTML), or a page that shows the source of another.

    From: <Saved by Blink>
    Content-Type: multipart/related; boundary="----MultipartBoundary--x----"

An archive is a mail whose first HTML part is the page, mostly in quoted-printable. ``view-source`` saved as HTML, and pages escaped once
too often, are pages whose whole text is a page. Left alone: the other parts of an archive, frames among them.
"""

from __future__ import annotations

import re
from email import message_from_string
from email.message import Message

_HEADER = re.compile(
    r"\s{0,20}(?:From|Subject|Date|MIME-Version|Snapshot-Content-Location|Content-Type|Content-Location|X-[A-Za-z-]{1,40}):", re.IGNORECASE
)
_ARCHIVE = re.compile(r"^Content-Type:\s{0,20}multipart/(?:related|mixed|alternative)\b", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_PAGE = re.compile(r"\s{0,200}(?:<!doctype html|<html[\s>])", re.IGNORECASE)
MAX_HEAD = 4000
"""Characters in which the headers of an archive must say that it is one."""


def open_archive(source: str) -> str:
    """The source of the page in a web archive; any other source as it is."""
    if not _HEADER.match(source) or not _ARCHIVE.search(source[:MAX_HEAD]):
        return source
    for part in message_from_string(source.lstrip()).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return _decode(part)
    return source


def shows_page(text: str) -> bool:
    """Whether the text of a rendered page is itself the source of a page."""
    return _PAGE.match(text) is not None and "</" in text


def _decode(part: Message) -> str:
    """The part as text: by UTF-8 if it is that, else by the charset that the part or the page declares, else Windows-1252."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in ("quoted-printable", "base64"):
        payload = part.get_payload()
        return payload if isinstance(payload, str) else ""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    declared = _CHARSET.search(data[:MAX_HEAD])
    for name in ("utf-8", part.get_content_charset() or "", declared[1].decode("ascii") if declared else ""):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")
