"""What must hold for every input, whoever wrote it: the door that fuzzing, properties and cases all go through.

A file is read the way a run reads it. It is either refused in one sentence or cleaned; then its ledger accounts for every
character, gives the bytes back, and no article holds what a terminal, a table or a browser would act upon.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from copydesk.sources import Received, Refusal, SourceFile, read_sources

KINDS = ("txt", "html", "rtf", "docx", "jsonl", "json", "xml", "mbox", "eml", "sgm", "md")
"""Kinds of file by ending; what is inside is told by its content all the same."""


def check_file(folder: Path, name: str, data: bytes, side_car: bytes | None = None) -> list[Refusal]:
    """Read a file as a run does and check all that must hold; gives its refusals. Raises on what must not happen."""
    path = folder / name
    path.write_bytes(data)
    beside = None
    if side_car is not None:
        beside = folder / f"{name}.meta.json"
        beside.write_bytes(side_car)
    refusals = []
    for received in read_sources(SourceFile(path, name, len(data), beside)):
        if isinstance(received, Refusal):
            check_refusal(received)
            refusals.append(received)
        else:
            refusals += check_source(received)
    return refusals


def check_refusal(refusal: Refusal) -> None:
    """One printable sentence of a bearable length."""
    sentence = str(refusal)
    assert sentence.isprintable() and len(sentence) < 2_000, f"refusal cannot be shown: {sentence[:200]!r}"


def check_source(received: Received) -> list[Refusal]:
    """Clean one source and check the result; gives the refusal where its stated format does not fit."""
    from copydesk.boundaries import WrongFormatError
    from copydesk.documents import UnreadableDocument
    from copydesk.page import freeze
    from copydesk.pipeline import clean_frozen

    try:
        frozen = freeze(received.data, received.name, received.hints)
        cleaned = clean_frozen(received.data, frozen)
    except WrongFormatError as error:
        return [Refusal(received.name, str(error).rstrip("."), "mend it")]
    except UnreadableDocument as error:
        return [Refusal(received.name, str(error), "mend it")]
    from copydesk.charset import encode
    from copydesk.ledger import rebuild_source

    page = cleaned.page
    text = rebuild_source(cleaned.ledger, {article.id: article.text for article in cleaned.articles})
    assert text == page.source_text, "the ledger does not rebuild the source"
    if isinstance(received.data, bytes) and not page.renderer:
        assert encode(text, frozen.decoded.segments) == received.data, "the text does not encode to the bytes"
    assert len({article.id for article in cleaned.articles}) == len(cleaned.articles), "two articles have one id"
    for article in cleaned.articles:
        assert article.text.strip(), "an empty article"
        assert unicodedata.is_normalized("NFC", article.text), "not NFC"
        for name, text in _texts(asdict(article)):
            check_text(name, text)
    return []


def _texts(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a record but what repeats the source's own name and address."""
    for name, value in record.items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, tuple | list):
            yield from ((name, text) for text in value if isinstance(text, str))
        elif isinstance(value, dict) and name != "source":
            yield from _texts(value)


def check_text(name: str, text: str) -> None:
    """Nothing in it steers a terminal."""
    bad = [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or "\ud800" <= c <= "\udfff"]
    assert not bad, f"characters in the {name} that steer or break: {bad[:3]!r}"


def check_repair(data: bytes) -> None:
    """``repair`` never raises, and its edits give the input back."""
    import copydesk

    text = data.decode("utf-8", "surrogateescape")
    fixed = copydesk.repair(text)
    at, parts = 0, []
    for edit in fixed.edits:
        assert edit.start >= at and text[edit.start : edit.end] == edit.before, "an edit is not where it says"
        parts += [text[at : edit.start], edit.after]
        at = edit.end
    assert "".join([*parts, text[at:]]) == fixed.text, "the edits do not make the text"


def check_rules(data: bytes) -> None:
    """A rule file is accepted or refused with a RuleError."""
    from copydesk.profiles import RuleError, read_profile

    try:
        read_profile(data.decode("utf-8", "replace"), "fuzz.toml")
    except RuleError as error:
        assert str(error).startswith("fuzz.toml: ")


def check_docx(folder: Path, xml: bytes) -> list[Refusal]:
    """A DOCX whose document.xml is the given bytes."""
    return check_file(folder, "case.docx", pack_docx({"word/document.xml": xml}))


def pack_docx(parts: Mapping[str, bytes], without: str = "") -> bytes:
    """A small valid DOCX with some of its parts replaced or added, and one perhaps left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in (_empty_docx() | dict(parts)).items():
            if name != without:
                packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


@cache
def _empty_docx() -> dict[str, bytes]:
    import docx

    held = io.BytesIO()
    docx.Document().save(held)
    with zipfile.ZipFile(held) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def check_published(folder: Path, data: bytes) -> None:
    """Every file of ``cleaned/`` that a program parses may hold anything: told in a sentence, never a traceback."""
    from flows.cleaning.worker import read_result
    from flows.planning.state import read_state
    from flows.snapshots.history import read_history, read_log
    from flows.snapshots.snapshot import SnapshotError, read_current, read_snapshot_at

    for name in ("CURRENT", "history.jsonl", ".work/state.json", "manifest.json", "done.json"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    read_log(folder)
    read_state(folder)
    read_result(folder)
    reads: tuple[Callable[[], object], ...] = (
        lambda: read_current(folder),
        lambda: read_snapshot_at(folder, "0" * 16),
        lambda: read_history(folder),
    )
    for read in reads:
        try:
            read()
        except SnapshotError as error:
            assert str(error)
