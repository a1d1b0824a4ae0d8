"""What a worker process does: clean the files of a shard and leave Arrow files, never text in a message.

This module imports neither Prefect nor Great Expectations, so that a fresh process is ready in a fraction of a second.
Results appear under their key in one rename; a result that is there already is not made twice, so a run that was killed
goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.sources import Received, Refusal, read_sources, shown
from flows.planning.plan import Job, Shard, changed_refusal, is_unchanged
from flows.planning.siblings import TEMPLATES, find_template

if TYPE_CHECKING:
    import pyarrow as pa

    from copydesk.page import Frozen
    from copydesk.types import Cleaned

Made = TypeVar("Made")
# Rows are written out when this many bytes of sources have gathered: until then a source holds some twenty times its bytes.
_FLUSH_BYTES = 1 << 20
# Measures are taken when so many sources, or bytes of them, are clean: one by one between cleanings they cost a third more, as each finds
# its tables gone from the processor's caches.
_BATCH, _BATCH_BYTES = 250, 1 << 18
_KINDS = ("articles", "ledger", "sources", "quarantine", "measures", "runs")


@dataclass(frozen=True, slots=True)
class ShardResult:
    """Where the tables of a shard lie, and how much was done: numbers and paths only."""

    key: str
    prefix: str
    folder: str
    sources: int
    articles: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one source (or of one refusal) by kind; ledger and articles still as copydesk's types.

    ``runs``: for each article its packed runs of words, by which copies are told apart.
    """

    source: dict[str, Any]
    cleaned: Cleaned | None = None
    measures: tuple[Mapping[str, Any], ...] = ()
    size: int = 0
    runs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Fresh:
    """A source that is clean and not measured yet."""

    job: Job
    received: Received
    raw: bytes
    frozen: Frozen
    cleaned: Cleaned

    @property
    def size(self) -> int:
        """Bytes of the source."""
        return len(self.raw)


def clean_shard(shard: Shard, work: str, deadly: tuple[str, ...] = ()) -> ShardResult:
    """Clean every file of the shard into ``work``/KEY. A source that cannot be cleaned becomes a refusal.

    ``deadly`` are the names of files that ended the process that cleaned them: they are refused untried.
    """
    folder = Path(work, shard.key)
    done = read_result(folder)
    if done is not None:
        return replace(done, folder=str(folder))
    start = time.perf_counter()
    fresh = folder.with_name(f".{shard.key}.{os.getpid()}.new")
    fresh.mkdir(parents=True, exist_ok=True)
    with _Writer(fresh) as writer:
        templates = Path(work).parent / TEMPLATES
        for job in shard.jobs:
            for rows in [_refused(job, _deadly_refusal(job.name))] if job.name in deadly else clean_job(job, templates):
                writer.add(rows)
    result = ShardResult(
        shard.key, shard.prefix, str(folder), writer.sources, writer.articles, shard.bytes, round(time.perf_counter() - start, 3)
    )
    _seal(fresh, folder, result)
    return result


def _deadly_refusal(name: str) -> Refusal:
    return Refusal(
        name, "cleaning it ended the process (out of memory, perhaps) or did not end", "split the file, or run on a bigger machine"
    )


def _seal(fresh: Path, folder: Path, result: ShardResult) -> None:
    import json
    from dataclasses import asdict

    from flows.snapshots.disk import fsync_file, fsync_folder, remove_tree, write_file

    for kind in _KINDS:
        fsync_file(fresh / f"{kind}.arrow")
    write_file(fresh / "done.json", [json.dumps(asdict(result)).encode()])
    fsync_folder(fresh)
    try:
        fresh.rename(folder)
    except OSError:
        if read_result(folder) is None:
            remove_tree(folder)
            fresh.rename(folder)
        else:
            remove_tree(fresh)
    fsync_folder(folder.parent)


def read_result(folder: Path) -> ShardResult | None:
    """The result that lies there, None where there is none or it is not whole."""
    import json

    try:
        values = json.loads((folder / "done.json").read_bytes())
        result = ShardResult(**values)
    except (OSError, ValueError, TypeError):
        return None
    return result if all((folder / f"{kind}.arrow").exists() for kind in _KINDS) else None


def clean_job(job: Job, templates: Path | None = None) -> Iterator[Fresh | Rows]:
    """Every source in a file, clean or refused. Never raises on what the file holds.

    ``templates``: the folder with what siblings share.
    """
    try:
        unchanged = is_unchanged(job)
    except OSError:
        yield _refused(job, Refusal(job.name, "the file vanished during the run", "restore it and run again"))
        return
    if not unchanged:
        yield _refused(job, changed_refusal(job.name))
        return
    held: Fresh | Rows | None = None
    for received in read_sources(job.source_file):
        if held is not None:
            yield held
        held = _refused(job, received, lasting=_is_still(job)) if isinstance(received, Refusal) else clean_source(job, received, templates)
    if not _is_still(job):
        held = _refused(job, changed_refusal(job.name))
    if held is not None:
        yield held


def _is_still(job: Job) -> bool:
    try:
        return is_unchanged(job)
    except OSError:
        return False


def clean_source(job: Job, received: Received, templates: Path | None = None) -> Fresh | Rows:
    """The source cleaned; whatever goes wrong in cleaning it becomes its refusal."""
    from copydesk.kinship import name_source
    from copydesk.page import freeze
    from copydesk.pipeline import clean_frozen
    from flows.snapshots.schema import is_plain

    name = received.name if is_plain(received.name) else shown(received.name)

    def clean() -> Fresh:
        frozen = freeze(received.data, name, received.hints)
        template = find_template(templates, name_source(received.name, received.hints)) if templates is not None else None
        cleaned = clean_frozen(received.data, frozen, template)
        raw = received.data if isinstance(received.data, bytes) else received.data.encode("utf-8", "surrogatepass")
        return Fresh(job, received, raw, frozen, cleaned)

    return _attempt(clean, job, name)


def measure_all(held: Sequence[Fresh | Rows]) -> list[Rows]:
    """The rows of some sources, in their order; whatever goes wrong in measuring one becomes its refusal."""
    fresh = [one for one in held if isinstance(one, Fresh)]
    taken = [
        [_attempt(partial(take, one), one.job, one.cleaned.page.name) for one in fresh] for take in (_measure_rows, _runs, _source_row)
    ]
    rows = iter([_joined(*parts) for parts in zip(fresh, *taken, strict=True)])
    return [next(rows) if isinstance(one, Fresh) else one for one in held]


def _joined(fresh: Fresh, measures: Any, runs: Any, source: Any) -> Rows:
    refusal = next((part for part in (measures, runs, source) if isinstance(part, Rows)), None)
    return refusal or Rows(source, fresh.cleaned, measures, fresh.size, runs)


def _attempt(make: Callable[[], Made], job: Job, name: str) -> Made | Rows:
    """What is made; the refusal of the source where that goes wrong."""
    from copydesk.boundaries import WrongFormatError
    from copydesk.documents import UnreadableDocument

    try:
        return make()
    except WrongFormatError as error:
        return _refused(job, Refusal(name, str(error).rstrip("."), error.mend), lasting=True)
    except UnreadableDocument as error:
        return _refused(job, Refusal(name, str(error), "save it again, or convert it to text"), lasting=True)
    except MemoryError:
        return _refused(job, Refusal(name, "there was not enough memory to clean it", "split it into smaller files"))
    except Exception as error:
        what = f"{type(error).__name__}: {shown(str(error))[:200]}"
        refusal = Refusal(name, f"cleaning it failed ({what})", "report it with the file, and set the file aside until then")
        return _refused(job, refusal, lasting=True)


def _measure_rows(fresh: Fresh) -> tuple[dict[str, Any], ...]:
    """Rows of the measures: what the gate judges by, and the signature by which copies of an article are found."""
    from copydesk.copies import sign_text
    from copydesk.copies.order import find_stated
    from flows.judging.gate import measure_source

    cleaned, rows = fresh.cleaned, []
    articles = {article.id: article for article in cleaned.articles}
    for id, row in measure_source(cleaned, fresh.size):
        values: dict[str, Any] = {"source": cleaned.page.name, "article": id, "row": row}
        article = articles.get(id) if id is not None else None
        if article is not None:
            digest, sketch = sign_text(article.text)
            stated = find_stated(article.published, article.updated, article.source.received)
            values |= {"stated": stated, "digest": digest, "sketch": sketch}
        rows.append(values)
    return tuple(rows)


def _runs(fresh: Fresh) -> tuple[bytes, ...]:
    """The packed runs of each article's words."""
    from copydesk.copies import pack_runs, prepare_text

    return tuple(pack_runs(prepare_text(article.text)) for article in fresh.cleaned.articles)


def _refused(job: Job, refusal: Refusal, *, lasting: bool = False) -> Rows:
    """The row of a refusal. ``lasting``: it follows from the bytes, so the same bytes need not be tried again."""
    from flows.snapshots.schema import readable_text

    name = readable_text(shown(refusal.name))
    row = {"name": name, "file": _file_name(job), "file_key": job.key, "verdict": "refused" if lasting else "failed"}
    return Rows(row | {"reason": readable_text(refusal.reason), "mend": readable_text(refusal.mend), "bytes": job.size})


def _file_name(job: Job) -> str:
    from flows.snapshots.schema import is_plain

    return job.name if is_plain(job.name) else shown(job.name)


def _source_row(fresh: Fresh) -> dict[str, Any]:
    job, received, raw, cleaned = fresh.job, fresh.received, fresh.raw, fresh.cleaned
    page, decoded = cleaned.page, fresh.frozen.decoded
    totals = dict.fromkeys(("kept", "lifted", "dropped", "repaired", "spam"), 0)
    from copydesk.ledger import measure_actions, measure_spam
    from copydesk.profiles import find_profiles

    actions = measure_actions(cleaned.ledger)
    for name, action in zip(("kept", "lifted", "dropped", "repaired"), ("keep", "lift", "drop", "repair"), strict=True):
        totals[name] = next(count for kind, count in actions.items() if kind.value == action)
    totals["spam"] = measure_spam(cleaned.ledger)
    text = isinstance(received.data, str)
    return {
        "name": page.name,
        "file": _file_name(job),
        "file_key": job.key,
        "verdict": "published" if cleaned.articles else "no-story",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "encoding": page.encoding,
        "encoding_confidence": round(decoded.confidence, 4),
        "segments": []
        if text
        else [{"start": s.start, "end": s.end, "byte_start": s.byte_start, "encoding": s.encoding} for s in decoded.segments],
        "given": "text" if text else "bytes",
        "declared": received.hints.encoding,
        "format": received.hints.format,
        "renderer": page.renderer,
        "raw": raw if page.renderer else None,
        "text_sha256": hashlib.sha256(page.source_text.encode("utf-8", "surrogatepass")).hexdigest(),
        "length": len(page.source_text),
        "stories": len(cleaned.articles),
        "quarantined": 0,
        "url": page.hints.url,
        "received": page.hints.received,
        "publisher": next((a.publisher for a in cleaned.articles if a.publisher), None),
        "languages": sorted({a.language for a in cleaned.articles if a.language}),
        "quality": totals,
        "profile": page.hints.profile,
        "profiles": list(find_profiles(page.text, page.hints.profile)),
        "edits": len(page.edits),
        "findings": [{"kind": f.kind, "message": f.message, "detail": f.detail} for f in cleaned.findings],
    }


class _Writer:
    """Six Arrow files that grow by batches: memory stays bounded however many sources a file holds."""

    def __init__(self, folder: Path) -> None:
        self.sources = self.articles = 0
        self._folder = folder
        self._fresh: list[Fresh | Rows] = []
        self._held: list[Rows] = []
        self._size = self._fresh_size = 0
        self._open: dict[str, Any] = {}

    def __enter__(self) -> _Writer:
        import pyarrow as pa

        from flows.snapshots.schema import RUNS, SCHEMAS

        schemas = {**SCHEMAS, "runs": RUNS}
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        self._open = {kind: pa.ipc.new_file(str(self._folder / f"{kind}.arrow"), schemas[kind], options=options) for kind in _KINDS}
        return self

    def __exit__(self, *error: object) -> None:
        try:
            if error[0] is None:
                self._flush()
        finally:
            for file in self._open.values():
                file.close()

    def add(self, one: Fresh | Rows) -> None:
        """Take one source."""
        self._fresh.append(one)
        self._fresh_size += one.size
        self.sources += 1
        if len(self._fresh) >= _BATCH or self._fresh_size >= _BATCH_BYTES:
            self._measure()
        if self._size >= _FLUSH_BYTES:
            self._flush()

    def _measure(self) -> None:
        rows = measure_all(self._fresh)
        self._held += rows
        self._size += self._fresh_size
        self.articles += sum(len(one.cleaned.articles) for one in rows if one.cleaned)
        self._fresh, self._fresh_size = [], 0

    def _flush(self) -> None:
        import pyarrow as pa

        self._measure()
        for kind, table in tables_of(self._held).items():
            if table.num_rows:
                self._open[kind].write_table(table)
        self._held, self._size = [], 0
        pa.default_memory_pool().release_unused()


def tables_of(held: list[Rows]) -> dict[str, pa.Table]:
    """The tables of some sources; ``runs`` has a row for each of ``articles``. An article that UTF-8 cannot hold goes to quarantine."""
    import pyarrow as pa

    from copydesk.record import article_record
    from flows.snapshots import schema

    records = [article_record(article) for rows in held if rows.cleaned for article in rows.cleaned.articles]
    plain = [schema.is_plain_record(record) for record in records]
    runs = [packed for rows in held for packed in rows.runs]
    refused = [
        {
            "id": record["id"],
            "source": record["source"]["name"],
            "expectations": ["text-is-valid-unicode"],
            "record": schema.record_json(record),
        }
        for record, fine in zip(records, plain, strict=True)
        if not fine
    ]
    return {
        "articles": schema.article_table([record for record, fine in zip(records, plain, strict=True) if fine]),
        "ledger": schema.ledger_table([row for rows in held if rows.cleaned for row in rows.cleaned.ledger]),
        "sources": schema.table_of("sources", [rows.source for rows in held]),
        "quarantine": schema.table_of("quarantine", refused),
        "measures": schema.table_of("measures", [row for rows in held for row in rows.measures]),
        "runs": pa.table([pa.array([one for one, fine in zip(runs, plain, strict=True) if fine], pa.binary())], schema=schema.RUNS),
    }
