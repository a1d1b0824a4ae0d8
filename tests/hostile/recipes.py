"""From the recipe of a case to its bytes: what is large is described, not stored."""

from __future__ import annotations

import base64
import io
import struct
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from tests.hostile.holding import pack_docx

CASES = Path(__file__).with_name("cases.toml")


def read_cases() -> list[dict[str, Any]]:
    """Every case of the data file."""
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return cases


def build(case: dict[str, Any]) -> bytes:
    """The bytes of a case's file; made in pieces, so that a bomb costs nothing before it is read."""
    chunks = _content(case)
    for packing in case.get("pack", "").split():
        chunks = iter([b"".join(_packed(chunks, packing))])
    if "docx" not in case:
        return b"".join(chunks)
    target = io.BytesIO(pack_docx(dict.fromkeys(case.get("also", ()), b"slipped"), without=case["docx"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as packed, packed.open(case["docx"], "w") as part:
        for chunk in chunks:
            part.write(chunk)
    content = target.getvalue()
    return _lie(content, case["docx"], case["lie"]) if "lie" in case else content


def _content(case: dict[str, Any]) -> Iterator[bytes]:
    if "base64" in case:
        yield base64.b64decode(case["base64"])
        return
    yield case.get("before", "").encode()
    unit, times = case.get("text", "").encode("utf-8", "surrogatepass"), case.get("repeat", 1)
    batch = max(1, (1 << 20) // max(1, len(unit)))
    for done in range(0, times, batch):
        yield unit * min(batch, times - done)
    yield case.get("after", "").encode()


def _packed(chunks: Iterator[bytes], packing: str) -> Iterator[bytes]:
    packer = zlib.compressobj(9, wbits=31) if packing == "gz" else zstandard.ZstdCompressor(level=3).compressobj()
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


def build_side_car(case: dict[str, Any]) -> bytes | None:
    """The bytes of its side-car; None where it has none."""
    if "side_car_repeat" in case:
        unit, times = case["side_car_repeat"]
        return (unit * times).encode()
    return case["side_car"].encode() if "side_car" in case else None


def _lie(archive: bytes, part: str, size: int) -> bytes:
    """The archive with another unpacked size of a part in its directory."""
    name = part.encode()
    at = archive.rindex(b"PK\x01\x02")
    while archive[at + 46 : at + 46 + len(name)] != name:
        at = archive.rindex(b"PK\x01\x02", 0, at)
    return archive[: at + 24] + struct.pack("<I", size) + archive[at + 28 :]
