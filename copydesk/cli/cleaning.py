"""Commands that clean without publishing: ``clean``, ``repair``, ``explain``."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, TextIO, overload

from copydesk.cli.terminal import UsageError, complain, escaped, painted, with_progress
from copydesk.sources import Received, Refusal, SourceFile, bare_name, discover, open_packed, read_sources, read_stdin, shown
from copydesk.types import Action, Cleaned, LedgerRow

if TYPE_CHECKING:
    from copydesk.siblings import Template

# A file's name may hold these, JSON leaves them as they are, and a terminal obeys them.
_STEERING = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
_COLOURS = {Action.KEEP: "32", Action.LIFT: "36", Action.DROP: "31", Action.REPAIR: "33"}


def clean(arguments: argparse.Namespace) -> int:
    """``copydesk clean``: one JSON record a line, in input order, streamed."""
    from copydesk.record import article_record, ledger_record

    refused = 0
    with contextlib.ExitStack() as stack:
        _refuse_outputs(arguments.paths, arguments.output, arguments.ledger)
        out = _opened(stack, arguments.output) or sys.stdout
        ledger = _opened(stack, arguments.ledger)
        templates = _learnt(arguments.paths)
        for item in with_progress(_received(arguments.paths, large=True), "sources"):
            if isinstance(item, Refusal):
                complain(str(item))
                refused += 1
                continue
            if isinstance(item, SourceFile):
                refused += _clean_large(item, out, ledger)
                continue
            result = _cleaned(item, templates)
            if isinstance(result, Refusal):
                complain(str(result))
                refused += 1
                continue
            if not result.articles:
                complain(str(Refusal(item.name, "no article was found in it", "see copydesk explain for what each line was taken for")))
                refused += 1
            _write_lines(out, (article_record(a) for a in result.articles))
            if ledger is not None:
                _write_lines(ledger, (ledger_record(row) for row in result.ledger))
    return 4 if refused else 0


def _clean_large(file: SourceFile, out: TextIO, ledger: TextIO | None) -> int:
    """A file cleaned in windows: records and ledger rows wait on disk until the last of them is known; 1 where it is refused."""
    from copydesk.boundaries import WrongFormatError
    from copydesk.record import article_record, ledger_record
    from copydesk.sources import SideCarError, read_hints
    from copydesk.streaming import Totals, clean_stream, refuse_large

    totals = Totals()
    if (refusal := refuse_large(file)) is not None:
        complain(str(refusal))
        return 1
    try:
        with _spool() as records, _spool() as rows:
            for part in clean_stream(file, read_hints(file), totals=totals):
                _write_lines(records, (article_record(a) for a in part.articles))
                if ledger is not None:
                    _write_lines(rows, (ledger_record(row) for row in part.ledger))
            for spool, target, settle in ((records, out, totals.settle_record), (rows, ledger, totals.settle_row)):
                spool.seek(0)
                if target is not None:
                    _write_lines(target, (settle(json.loads(line)) for line in spool))
    except WrongFormatError as error:
        complain(str(Refusal(file.name, str(error).rstrip("."), error.mend)))
        return 1
    except SideCarError as error:
        complain(str(Refusal(file.name, str(error), "write it as one JSON object with text values")))
        return 1
    except (OSError, EOFError, ValueError) as error:
        complain(str(Refusal(file.name, f"reading it failed ({shown(str(error))[:120]})", "check the disk or pack the file again")))
        return 1
    if not totals.stories:
        complain(str(Refusal(file.name, "no article was found in it", "see copydesk explain for what each line was taken for")))
    return 0 if totals.stories else 1


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")


def repair(arguments: argparse.Namespace) -> int:
    """``copydesk repair``: text in, text out; JSON objects come back with ``text`` repaired and the edits listed."""
    from copydesk.charset import decode
    from copydesk.mojibake import repair_text

    refused = 0
    with contextlib.ExitStack() as stack:
        _refuse_outputs(arguments.paths, arguments.output)
        out = _opened(stack, arguments.output) or sys.stdout
        for path in arguments.paths:
            if bare_name(str(path)).lower().endswith(".jsonl") and Path(path).is_file():
                refused += _repair_objects(Path(path), out)
                continue
            for item in _received([path]):
                if isinstance(item, Refusal):
                    complain(str(item))
                    refused += 1
                    continue
                text = item.data if isinstance(item.data, str) else decode(item.data, declared=item.hints.encoding).text
                out.write(repair_text(text).text.encode("utf-8", "replace").decode("utf-8"))
    return 4 if refused else 0


def _repair_objects(path: Path, out: TextIO) -> int:
    from copydesk.mojibake import repair_text

    refused = 0
    try:
        stream = open_packed(path)
    except (OSError, ValueError):
        complain(str(Refusal(str(path), "the file cannot be read", "check the path, its permissions and its packing")))
        return 1
    with stream:
        for number, line in enumerate(_lines(stream, path), 1):
            if line is None:
                refused += 1
                break
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                fixed = repair_text(row["text"])
            except (ValueError, TypeError, KeyError, RecursionError):
                complain(str(Refusal(f"{path}#{number}", "the line is no JSON object with a 'text'", "write one object a line")))
                refused += 1
                continue
            edits = [
                {"start": e.start, "end": e.end, "before": e.before, "after": e.after, "label": e.label, "chain": list(e.chain),
                 "gain": round(e.gain, 2), "confidence": round(e.confidence, 4)}
                for e in fixed.edits
            ]  # fmt: skip
            damage = [{"start": d.start, "end": d.end, "text": d.text, "kind": d.kind} for d in fixed.unrecoverable]
            _write_lines(out, [row | {"text": fixed.text, "repairs": edits, "unrecoverable": damage}])
    return refused


def _lines(stream: IO[bytes], path: Path) -> Iterator[bytes | None]:
    """The lines; None, and a complaint, where the packed data breaks off."""
    try:
        yield from stream
    except (OSError, EOFError, ValueError) as error:
        complain(str(Refusal(str(path), f"reading it failed ({shown(str(error))[:120]})", "check the disk or pack the file again")))
        yield None


def explain(arguments: argparse.Namespace) -> int:
    """``copydesk explain``: every line of the source with its label and the rule that decided."""
    refused = 0
    for item in _received(arguments.paths):
        if isinstance(item, Refusal):
            complain(str(item))
            refused += 1
            continue
        result = _cleaned(item)
        if isinstance(result, Refusal):
            complain(str(result))
            refused += 1
            continue
        _explain_one(result, sys.stdout)
    return 4 if refused else 0


def _learnt(paths: Sequence[str]) -> Mapping[str, Template]:
    """The templates of what the paths hold, of one pass before the first page is cleaned; none where standard input is asked for."""
    from copydesk.kinship import learn_templates

    return {} if "-" in paths else learn_templates(i for i in _received(paths, large=True) if not isinstance(i, SourceFile))


def _cleaned(item: Received, templates: Mapping[str, Template] | None = None) -> Cleaned | Refusal:
    """The source cleaned; what goes wrong inside becomes its refusal, so that the rest goes on."""
    from copydesk.boundaries import WrongFormatError
    from copydesk.kinship import name_source
    from copydesk.pipeline import clean as clean_one

    try:
        template = templates.get(name_source(item.name, item.hints) or "") if templates else None
        return clean_one(item.data, name=item.name, hints=item.hints, template=template)
    except WrongFormatError as error:
        return Refusal(item.name, str(error).rstrip("."), error.mend)
    except Exception as error:
        if os.environ.get("COPYDESK_TRACEBACK"):
            raise
        return Refusal(item.name, f"cleaning it failed ({type(error).__name__}: {shown(str(error))[:200]})", "report it with the file")


def _explain_one(result: Cleaned, out: TextIO) -> None:
    source, count = result.page.source_text, len(result.articles)
    head = f"{result.page.name}: {len(source)} characters, {result.page.encoding}, {count} article{'s' * (count != 1)}"
    print(painted(escaped(head), "1", out), file=out)
    for finding in result.findings:
        print(painted(escaped(f"  ! {finding.message}"), "33", out), file=out)
    starts = {article.source.span[0]: article for article in result.articles}
    cuts = _read_cuts(result)
    for row in result.ledger:
        for start in [s for s in starts if row.start <= s < max(row.end, row.start + 1)]:
            article = starts.pop(start)
            of = f"story {article.source.story} of {article.source.stories}"
            print(painted(escaped(f"── {of}: {article.title or 'untitled'} [{article.id}]"), "1", out), file=out)
            if start in cuts:
                print(painted(escaped(f"   {cuts[start]}"), "2", out), file=out)
        _explain_row(row, source, out)


def _read_cuts(result: Cleaned) -> dict[int, str]:
    """For each story of a dump, by its source offset, what speaks for the cut there, and how sure it is."""
    from copydesk.boundaries import find_stories
    from copydesk.edits import OffsetMap

    split = find_stories(result.page)
    if len(split.stories) < 2:
        return {}
    place = OffsetMap(result.page.edits)
    cuts = {}
    for story in split.stories:
        cues = ", ".join(f"{cue.name} {cue.weight:.1f}" for cue in story.cues) or f"a record of the format {split.format}"
        cuts[place.source_start(story.start)] = f"cut here, confidence {story.confidence:.2f}: {cues}"
    return cuts


def _explain_row(row: LedgerRow, source: str, out: TextIO) -> None:
    text = source[row.start : row.end]
    if row.label == "whitespace" or (not text.strip() and row.action is not Action.REPAIR):
        return
    shown = text if row.action is not Action.REPAIR else f"{_seen(text)} → {_seen(row.after or '')}"
    why = f"{row.rule} {row.confidence:.2f}" + (f" ({row.evidence})" if row.evidence else "")
    colour = _COLOURS[row.action]
    for line in shown.splitlines():
        if line.strip():
            label = f"{row.action:6} {row.label:12}"
            tail = painted(escaped(f"  ‹{row.rule if row.action is Action.KEEP else why}›"), "2", out)
            print(f"{painted(label, colour, out)} {escaped(line.strip())}{tail}", file=out)


def _seen(text: str) -> str:
    """What a repair was or reads; white space that nobody would see by its code points."""
    return text if text.strip() else "".join(f"U+{ord(char):04X} " for char in text).strip() or "nothing"


@overload
def _received(paths: Iterable[str], *, large: Literal[False] = False) -> Iterator[Received | Refusal]: ...
@overload
def _received(paths: Iterable[str], *, large: Literal[True]) -> Iterator[Received | Refusal | SourceFile]: ...
def _received(paths: Iterable[str], *, large: bool = False) -> Iterator[Received | Refusal | SourceFile]:
    """What the paths hold, in order; ``-`` is standard input. With ``large``, files that are to be streamed come unread.
    A folder that holds nothing is refused, so that a wrong path is not taken for success."""
    from copydesk.streaming import is_streamed

    for path in paths:
        if path == "-":
            yield read_stdin()
            continue
        found = discover(Path(path))
        yield from found.refusals
        if not found.sources and not found.refusals:
            yield Refusal(path, "there are no sources in it", "put files there, or name another folder")
        for file in found.sources:
            if large and is_streamed(file):
                yield file
            else:
                yield from read_sources(file)


def _refuse_outputs(sources: Sequence[str], *outputs: Path | None) -> None:
    """Raises UsageError where an output would overwrite a source or the other output, or would itself be read as a source."""
    folders = [os.path.realpath(path) for path in sources if Path(path).is_dir()]
    taken = {os.path.realpath(path): "it is one of the sources" for path in sources}
    for output in filter(None, outputs):
        place = Path(os.path.realpath(output))
        read = any(place.is_relative_to(f) and not any(p.startswith(".") for p in place.relative_to(f).parts) for f in folders)
        if (reason := "it lies among the sources" if read else taken.get(str(place))) is not None:
            raise UsageError(f"{output}: {reason}, so nothing is written there; name another file.")
        if place.is_file() or not place.exists():
            taken[str(place)] = "the records go there"


def _opened(stack: contextlib.ExitStack, path: Path | None) -> TextIO | None:
    if path is None:
        return None
    try:
        return stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written to ({error.strerror}); name a file that you may write.") from error


def _write_lines(out: IO[str], rows: Iterable[object]) -> None:
    for row in rows:
        line = json.dumps(row, ensure_ascii=False).translate(_STEERING)
        out.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
