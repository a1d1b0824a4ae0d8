"""Sources: what lies in a folder of seeds, what can be read of it, and what is refused, by name and with the mend.

A file holds one source (``.txt``, ``.html``, a wire or archive format) or many (``.jsonl``, one object a line); each may
be packed as ``.gz`` or ``.zst``. ``NAME.meta.json`` beside a file says what is known of it from outside. Nothing that is
refused stops the rest.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from copydesk.documents import UnreadableDocument, is_document_name, render_document
from copydesk.types import Hints

TEXT_ENDINGS = (".txt", ".html", ".htm", ".jsonl", ".xml", ".sgm", ".sgml", ".nitf", ".rss", ".atom", ".mbox", ".eml", ".md", ".json")
RENDERED_ENDINGS = (".rtf", ".docx")
ENDINGS = TEXT_ENDINGS + RENDERED_ENDINGS
PACKED = (".gz", ".zst")
SIDE_CAR = ".meta.json"
# A packed file may hold this many times its size, and any source this many bytes: beyond lies a bomb, not a newspaper.
MOST_UNPACKED_RATIO = 200
MOST_BYTES = 2 << 30
_PIECE = 1 << 20
_HINT_KEYS = ("id", "url", "publisher", "received")
_SIDE_CAR_KEYS = (*_HINT_KEYS, "encoding", "format", "profile")
# Bytes that open files which are no text whatever their name: archives, images, programs, databases, PDF.
_BINARY_HEADS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf",
    b"\xca\xfe\xba\xbe", b"OggS", b"ID3", b"RIFF", b"\x00\x00\x01\x00", b"PAR1", b"\xd0\xcf\x11\xe0",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or object that is not cleaned: its name, why, and how to mend it."""

    name: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.reason}; {self.mend}."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may be read: its place, its name inside the folder (``/`` as separator) and its size in bytes."""

    path: Path
    name: str
    size: int
    side_car: Path | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One source as received. ``data`` is bytes for a file, text for the ``text`` or ``html`` of a JSON object."""

    name: str
    data: bytes | str
    hints: Hints


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a folder holds: readable files by name, and what is refused at sight."""

    sources: tuple[SourceFile, ...]
    refusals: tuple[Refusal, ...]


def shown(name: str) -> str:
    """The name as it may be printed: control, format and bidirectional characters and lone surrogates escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in name)


def discover(root: Path) -> Discovery:
    """Every file under ``root`` (or ``root`` itself) that copydesk knows by its ending, sorted by name; the rest refused.

    Hidden files and side-cars are no sources. Links that lead out of the folder and special files are refused.
    """
    found: list[SourceFile] = []
    refused: list[Refusal] = []
    try:
        status = root.stat()
    except OSError:
        return Discovery((), (Refusal(str(root), "there is no such file or folder", "check the path"),))
    if not stat.S_ISDIR(status.st_mode):
        entry = _examine(root, root.name, root.parent.resolve())
        return Discovery((entry,), ()) if isinstance(entry, SourceFile) else Discovery((), (entry,))
    top = root.resolve()

    def failed(error: OSError) -> None:
        name = os.path.relpath(error.filename or root, root)
        refused.append(Refusal(name, "the folder cannot be read", "give the user that runs copydesk permission to read it"))

    for folder, folders, files in os.walk(root, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for sub in list(folders):
            path = Path(folder, sub)
            name = path.relative_to(root).as_posix()
            if _leads_out(path, top):
                refused.append(Refusal(name, "the link leads out of the folder", "copy the files into the folder"))
                folders.remove(sub)
            elif not path.is_symlink() and not path.stat().st_mode & (stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH):
                failed(OSError(13, "unreadable", str(path)))
                folders.remove(sub)
        for file in sorted(files):
            if file.startswith(".") or file.endswith(SIDE_CAR):
                continue
            path = Path(folder, file)
            entry = _examine(path, path.relative_to(root).as_posix(), top)
            if isinstance(entry, SourceFile):
                found.append(entry)
            else:
                refused.append(entry)
    return Discovery(tuple(sorted(found, key=lambda s: s.name)), tuple(sorted(refused, key=lambda r: r.name)))


def _examine(path: Path, name: str, top: Path) -> SourceFile | Refusal:
    if _leads_out(path, top):
        return Refusal(name, "the link leads out of the folder", "copy the file into the folder")
    try:
        status = path.stat()
    except OSError:
        return Refusal(name, "the file cannot be found", "check the link or restore the file")
    if not stat.S_ISREG(status.st_mode):
        return Refusal(name, "it is not a regular file", "save what it delivers as a file")
    if not status.st_mode & (stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH):
        return Refusal(name, "the file cannot be read", "give the user that runs copydesk permission to read it")
    if not bare_name(name).lower().endswith(ENDINGS):
        return Refusal(name, "copydesk does not know this kind of file", f"convert it to one of {', '.join(ENDINGS)}")
    beside = (path.with_name(path.name + SIDE_CAR), path.with_name(Path(bare_name(path.name)).stem + SIDE_CAR))
    return SourceFile(path, name, status.st_size, next((p for p in beside if _is_file(p)), None))


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name may be too long for there to be one."""
    try:
        return path.is_file()
    except OSError:
        return False


def _leads_out(path: Path, top: Path) -> bool:
    """Whether a link's end lies outside ``top``. Links that lead in a circle do not: whoever opens them is told."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top)


def bare_name(name: str) -> str:
    """The name without a packing's ending."""
    return next((name[: -len(ending)] for ending in PACKED if name.lower().endswith(ending)), name)


def read_sources(file: SourceFile) -> Iterator[Received | Refusal]:
    """The sources in a file, one by one, each either received or refused. Never raises on what the file holds."""
    try:
        hints = read_hints(file)
        if bare_name(file.name).lower().endswith(".jsonl"):
            yield from _read_objects(file, hints)
            return
        with open_packed(file.path) as stream:
            data = _read_bounded(stream)
    except SideCarError as error:
        yield Refusal(file.name, str(error), "write it as one JSON object with text values")
        return
    except FileNotFoundError:
        yield Refusal(file.name, "the file vanished during the run", "restore it and run again")
        return
    except PermissionError:
        yield Refusal(file.name, "the file cannot be read", "give the user that runs copydesk permission to read it")
        return
    except (OSError, EOFError, ValueError) as error:
        yield Refusal(file.name, f"reading it failed ({shown(str(error))[:120]})", "check the disk or pack the file again")
        return
    refusal = refuse_content(file.name, data)
    yield refusal if refusal is not None else Received(file.name, data, hints)


def _read_bounded(stream: IO[bytes]) -> bytes:
    """All of a stream, or a little more than ``MOST_BYTES`` of it; in pieces, as one read of so many bytes reserves that much memory."""
    pieces = []
    left = MOST_BYTES + 1
    while left > 0 and (piece := stream.read(_PIECE)):
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def refuse_content(name: str, data: bytes) -> Refusal | None:
    """The refusal of bytes that hold no text, None for what may be cleaned."""
    if not data:
        return Refusal(name, "the file is empty", "fetch it again or remove it")
    if len(data) > MOST_BYTES:
        return Refusal(name, f"it holds more than {MOST_BYTES >> 30} GiB", "split it into smaller files")
    if is_document_name(name):
        return _refuse_document(name, data)
    if data.startswith(_BINARY_HEADS) or _is_binary(data):
        return Refusal(name, "it is a binary file, not text", "convert it to text, HTML or JSON lines")
    return None


def _refuse_document(name: str, data: bytes) -> Refusal | None:
    try:
        render_document(data)
    except UnreadableDocument as error:
        return Refusal(name, str(error), "save it again from a word processor, or as text")
    return None


def _is_binary(data: bytes) -> bool:
    """More control characters than any charset's text holds.

    UTF-16 keeps regular NULs in Western text and about 5 % of bytes in the control range in Chinese, UTF-32 is half NULs and more;
    random bytes have 10 % in that range.
    """
    head = data[:65_536]
    nulls = head.count(0)
    if nulls >= 0.2 * len(head) and max(head[0::2].count(0), head[1::2].count(0)) >= 0.9 * nulls:
        return False
    if nulls and _is_utf32(head):
        return False
    controls = sum(head.count(byte) for byte in (*range(7), *range(14, 26), 28, 29, 30, 31))
    return controls > 0.08 * len(head) or (controls > 0.05 * len(head) and _is_noise(head))


def _is_utf32(data: bytes) -> bool:
    """Whether bytes are characters of four each, and hardly any of these is NUL itself: of other bytes no dozen in a row passes."""
    for order in ("utf-32-le", "utf-32-be"):
        with contextlib.suppress(UnicodeDecodeError):
            return data[: len(data) & ~3].decode(order).count("\0") * 100 < len(data)
    return False


def _is_noise(data: bytes) -> bool:
    """All bytes alike often, as in random, packed or encrypted data: chi-square over its degrees of freedom is 1 +- 0.09 there.

    Text of 2 048 bytes has 5 and more in any charset, Chinese in UTF-16 the least.
    """
    usual = len(data) / 256
    return len(data) >= 2_048 and sum((data.count(byte) - usual) ** 2 for byte in range(256)) / usual < 1.5 * 255


class SideCarError(ValueError):
    """A side-car that cannot be read."""


def read_hints(file: SourceFile) -> Hints:
    """What the file's side-car states. Raises SideCarError."""
    if file.side_car is None:
        return Hints()
    try:
        stated = json.loads(file.side_car.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SideCarError(f"its side-car {shown(file.side_car.name)} is not JSON") from error
    if not isinstance(stated, dict) or any(not isinstance(stated.get(key, ""), str) for key in _SIDE_CAR_KEYS):
        raise SideCarError(f"its side-car {shown(file.side_car.name)} does not hold text values")
    known: dict[str, Any] = {key: stated[key] for key in _SIDE_CAR_KEYS if stated.get(key)}
    return Hints(**known)


def _read_objects(file: SourceFile, hints: Hints) -> Iterator[Received | Refusal]:
    with open_packed(file.path) as stream:
        empty = True
        for number, line in enumerate(_bounded_lines(stream), 1):
            if not line.strip():
                continue
            empty = False
            yield _read_object(f"{file.name}#{number}", line, hints)
        if empty:
            yield Refusal(file.name, "the file is empty", "fetch it again or remove it")


def _bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(MOST_BYTES):
        yield line


def _read_object(name: str, line: bytes, hints: Hints) -> Received | Refusal:
    try:
        row: Any = json.loads(line)
    except UnicodeDecodeError:
        return Refusal(name, "the line is not UTF-8, as JSON has to be", "save the file as UTF-8")
    except (ValueError, RecursionError):
        return Refusal(name, "the line is not valid JSON", "write one JSON object a line")
    if not isinstance(row, dict):
        return Refusal(name, "the line is not a JSON object", "write an object with 'text' or 'html'")
    kind = next((key for key in ("text", "html") if isinstance(row.get(key), str)), None)
    if kind is None:
        return Refusal(name, "the object has neither 'text' nor 'html'", "add one of them as a string")
    if not row[kind].strip():
        return Refusal(name, f"its '{kind}' is empty", "fetch it again or remove the line")
    stated: dict[str, Any] = {key: str(row[key]) for key in _HINT_KEYS if isinstance(row.get(key), (str, int)) and row[key] != ""}
    from copydesk.page import merge_hints

    if kind == "html":
        stated["format"] = "html"
    return Received(name, row[kind], merge_hints(Hints(**stated), hints))


def open_packed(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked by its ending, never more than ``MOST_UNPACKED_RATIO`` times what is on disk.

    Raises ValueError where a packed file unpacks to more, or ends before its end.
    """
    if path.name.lower().endswith(".gz"):
        return io.BufferedReader(_Bounded(gzip.open(path, "rb"), path))
    if path.name.lower().endswith(".zst"):
        import zstandard

        packed = path.open("rb")
        if not _is_whole(packed):
            packed.close()
            raise ValueError("the packed data is broken")
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(packed, closefd=True)
        return io.BufferedReader(_Bounded(reader, path))
    return path.open("rb")


def _is_whole(packed: IO[bytes]) -> bool:
    """Whether every zstd frame of a file is there to its last block (RFC 8878, 3.1): of a file cut short the library gives what
    there is, and says nothing. The file is put back to its start."""
    import zstandard

    end = packed.seek(0, io.SEEK_END)
    at = packed.seek(0)
    while at < end:
        head = packed.read(18)
        if head[1:4] == b"\x2a\x4d\x18" and head[0] >> 4 == 5:  # a frame to be skipped
            at += 8 + int.from_bytes(head[4:8], "little")
        else:
            try:
                checked = zstandard.get_frame_parameters(head).has_checksum
                at += zstandard.frame_header_size(head)
            except zstandard.ZstdError:
                return False
            last = 0
            while not last:
                packed.seek(at)
                if len(head := packed.read(3)) < 3:
                    return False
                block = int.from_bytes(head, "little")
                last, kind, size = block & 1, block >> 1 & 3, block >> 3
                at += 3 + (1 if kind == 1 else size)  # kind 1 is one byte, repeated
            at += 4 * checked
        packed.seek(at)
    packed.seek(0)
    return at == end


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than a bomb's ratio allows."""

    def __init__(self, inner: Any, path: Path) -> None:
        self._inner = inner
        self._left = min(MOST_BYTES, max(path.stat().st_size, 4096) * MOST_UNPACKED_RATIO)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except Exception as error:  # gzip and zstandard raise errors of their own for broken data
            raise ValueError("the packed data is broken") from error
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {MOST_UNPACKED_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def read_stdin() -> Received | Refusal:
    """Standard input as one text source called ``stdin``."""
    data = sys.stdin.buffer.read()
    return refuse_content("stdin", data) or Received("stdin", data, Hints())
