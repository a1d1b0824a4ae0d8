"""The steps of a run, without Prefect: what the flow's tasks call, and what tests and benchmarks call directly.

    read_plan -> prepare -> clean every shard -> gather -> judge -> publish_edition -> conclude

Each takes what the one before gave. Only ``publish_edition`` changes what a reader of ``cleaned/`` sees.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.siblings import Template
from flows.cleaning.pool import SMALL_BYTES, Pool
from flows.cleaning.worker import ShardResult, clean_shard
from flows.copies.duplicates import find_copies
from flows.copies.found import Copies
from flows.judging.gate import Ruling, judge_measures
from flows.judging.memory import read_memory
from flows.outcome import ExitCode, RunOutcome
from flows.planning.plan import SHARD_BYTES, Plan, Shard, plan_shards, prefix_length, read_plan
from flows.planning.siblings import learn
from flows.planning.state import is_of_these_libraries, write_state
from flows.publishing.parts import Part, find_reusable, plan_parts, read_part, read_rows, read_texts
from flows.publishing.publish import Edition, Publication, final_inputs, publish
from flows.publishing.settle import Judgement, find_duplicates, find_messages
from flows.snapshots.disk import make_folder, remove_tree, replace_file
from flows.snapshots.lock import hold_lock
from flows.snapshots.snapshot import DOCS, WORK, Snapshot, SnapshotError, is_sound, read_current

Rule = Callable[..., Ruling]
OUTCOME = "outcome.json"
SHARDS = "shards"
RESULTS = "results"
"""Where Prefect keeps the results of the shards' tasks: keys and paths, gone with the shards that they point to."""
_TEMPORARY = ("staging.", "pruned.", "copies.", "CURRENT.", "articles.jsonl.", "report.", ".")


@dataclass(frozen=True, slots=True)
class Todo:
    """What a run has to do: shards to clean, and the files whose rows the parent holds already (name to partition);
    ``templates`` are what the pages of each source have in common."""

    plan: Plan
    cleaned: Path
    parent: Snapshot | None
    kept: Mapping[str, str]
    shards: tuple[Shard, ...]
    prefix: int
    templates: Mapping[str, Template] = field(default_factory=dict)

    @property
    def work(self) -> str:
        """The folder of the shards' results."""
        return str(self.cleaned / WORK / SHARDS)


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates with what was decided about them."""

    parts: tuple[Part, ...]
    duplicates: Mapping[str, str]
    failed: Mapping[str, str]
    ruling: Ruling
    copies: Copies = field(default_factory=Copies)


def prepare(plan: Plan, cleaned: Path, shard_bytes: int = SHARD_BYTES, *, anew: bool = False) -> Todo:
    """What is to be done; ``anew``: everything. Clears what earlier runs left that this one has no use for."""
    make_folder(cleaned / WORK / SHARDS)
    plan, templates = learn(plan, cleaned)
    parent = _read_parent(cleaned)
    reusable = not anew and is_of_these_libraries(cleaned)
    kept = find_reusable(plan.jobs, parent, plan.versions) if reusable else {}
    length = prefix_length(plan.bytes)
    fresh = tuple(job for job in plan.jobs if job.name not in kept)
    shards = plan_shards(fresh, plan.versions, length, shard_bytes)
    _sweep(cleaned, {shard.key for shard in shards})
    return Todo(plan, cleaned, parent, kept, shards, length, templates)


def _read_parent(cleaned: Path) -> Snapshot | None:
    try:
        snapshot = read_current(cleaned)
    except SnapshotError:
        return None
    return snapshot if snapshot is not None and is_sound(snapshot) else None


def _sweep(cleaned: Path, wanted: set[str]) -> None:
    """Remove what dead runs left: stagings, temporary files, shards. Under the lock nobody else works here."""
    work = cleaned / WORK
    left = [entry for entry in work.iterdir() if entry.name.startswith(_TEMPORARY)]
    left += [entry for entry in (work / SHARDS).iterdir() if entry.name not in wanted and entry.name != RESULTS]
    left += [entry for entry in (work / SHARDS / RESULTS).glob("*") if entry.name.removeprefix("copydesk-") not in wanted]
    left += cleaned.glob(".*.new")
    for entry in left:
        if entry.is_dir():
            remove_tree(entry)
        else:
            entry.unlink()


def clean_all(todo: Todo, workers: int | None = None, progress: Callable[[int, int], None] | None = None) -> list[ShardResult]:
    """Clean every shard, in this process where there is little to do, else in ``workers`` processes; no Prefect."""
    from concurrent.futures import ThreadPoolExecutor

    if is_small(todo):
        return [clean_shard(shard, todo.work) for shard in todo.shards]
    pool = Pool(workers or count_workers())
    results = []
    try:
        with ThreadPoolExecutor(pool.workers) as threads:
            for done, result in enumerate(threads.map(lambda shard: pool.clean(shard, todo.work), todo.shards), 1):
                results.append(result)
                if progress is not None:
                    progress(done, len(todo.shards))
    finally:
        pool.close()
    return results


def is_small(todo: Todo) -> bool:
    """Is there so little to clean that starting a process would cost more?"""
    return len(todo.shards) <= 1 and sum(shard.bytes for shard in todo.shards) <= SMALL_BYTES


def count_workers() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def gather(todo: Todo, results: Sequence[ShardResult]) -> tuple[Part, ...]:
    """The partitions, from what was cleaned and what is kept."""
    return plan_parts(results, todo.kept, todo.plan.jobs, todo.prefix, todo.plan.versions["rules"])


def judge(todo: Todo, parts: tuple[Part, ...], run_name: str, rule: Rule = judge_measures) -> Judged:
    """Duplicates among the sources and the gate's ruling on the rest; ``rule`` is the gate."""
    refused = total = len(todo.plan.refusals)
    failed: dict[str, str] = {}
    for part in parts:
        sources = read_part(part, todo.parent, ("sources",)).sources
        total += sources.num_rows
        bad = sources.filter(pc.is_in(sources["verdict"], value_set=pa.array(["refused", "failed"])))
        refused += bad.num_rows
        failed |= {row["file"]: row["reason"] for row in bad.to_pylist() if row["verdict"] == "failed"}
    measures = _Rows(todo, parts, "measures")
    duplicates = find_duplicates(_Columns(todo, parts, "measures", ("article", "source")))
    signatures = _Signatures(_Columns(todo, parts, "measures", ("source", "article", "stated", "digest", "sketch")), duplicates)
    articles = partial(read_texts, parts, todo.parent)
    copies = find_copies(signatures, articles, todo.cleaned / WORK / f"copies.{os.getpid()}")
    ruling = rule(
        measures,
        duplicates,
        sources_in=total - len(duplicates),
        sources_refused=refused,
        docs=todo.cleaned / WORK / DOCS,
        run_name=run_name,
        copies=copies.firsts(),
        memory=read_memory(todo.parent, _Columns(todo, parts, "sources", ("name", "sha256")), measures),
    )
    stories = sum(pc.count(table["article"]).as_py() for table in _Columns(todo, parts, "measures", ("article",)))
    if stories <= len(ruling.refused) and not ruling.objections:
        ruling = replace(ruling, objections=("Not one article is fit to be published, so nothing was; mend the sources named here.",))
    return Judged(parts, duplicates, failed, ruling, copies.without(ruling.refused, articles, signatures))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The candidate rows of one kind of every partition, read anew each time they are gone through."""

    todo: Todo
    parts: tuple[Part, ...]
    kind: str

    def __iter__(self) -> Iterator[pa.Table]:
        for part in self.parts:
            yield getattr(read_part(part, self.todo.parent, (self.kind,)), self.kind)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Some columns of the candidate rows of one kind, by partition, read anew each time they are gone through."""

    todo: Todo
    parts: tuple[Part, ...]
    kind: str
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[pa.Table]:
        for part in self.parts:
            yield read_rows(part, self.todo.parent, self.kind, self.columns)


@dataclass(frozen=True, slots=True)
class _Signatures:
    """By what copies are found: one row an article, those of duplicate sources left out."""

    measures: _Columns
    duplicates: Mapping[str, str]

    def __iter__(self) -> Iterator[pa.Table]:
        gone = pa.array(sorted(self.duplicates), pa.string())
        for table in self.measures:
            kept = pc.and_(pc.is_valid(table["article"]), pc.invert(pc.is_in(table["source"], value_set=gone)))
            yield table.filter(kept).select(["article", "stated", "digest", "sketch"])


def publish_edition(todo: Todo, judged: Judged, progress: Callable[[int, int], None] | None = None) -> Publication:
    """Publish what was judged fit, and forget the work that led there."""
    names = [(job.name, job.own_key) for job in todo.plan.jobs]
    edition = Edition(
        judged.parts,
        Judgement(judged.ruling.refused, judged.duplicates, judged.copies),
        todo.plan.refusals,
        final_inputs(names, todo.plan.refusals, judged.failed),
        todo.plan.versions,
        judged.ruling.verdicts,
        todo.parent,
        judged.ruling.history,
        todo.templates,
    )
    published = publish(todo.cleaned, edition, progress)
    with suppress(OSError):  # it is published; without this memory the next run looks closer
        write_state(todo.cleaned, published.snapshot)
    remove_tree(Path(todo.work))
    return published


def conclude(todo: Todo, published: Publication, ruling: Ruling) -> RunOutcome:
    """The outcome of a run that published, or found that what it made was published already."""
    counts = replace(published.counts, cleaned=len(todo.plan.jobs) - len(todo.kept), reused=len(todo.kept))
    snapshot = published.snapshot
    messages = [*find_messages(snapshot.each("sources"), todo.plan.refusals, {}), *_drift_messages(ruling)]
    bad = counts.quarantined + counts.refused + counts.articles_quarantined + counts.without_story
    changed = todo.parent is None or todo.parent.name != snapshot.name
    first = "Published" if changed else "Nothing new:"
    articles = f"{counts.articles} article{'s' * (counts.articles != 1)}"
    summary = f"{first} {articles} from {counts.published} of {counts.sources} sources as snapshot {snapshot.name}"
    parts = [
        f"{count} {what}"
        for count, what in (
            (counts.articles_quarantined, "articles in quarantine"),
            (counts.refused, "sources refused"),
            (counts.without_story, "sources without a story"),
            (counts.duplicates, "duplicate sources"),
        )
        if count
    ]
    code = ExitCode.QUARANTINED if bad else ExitCode.PUBLISHED
    return RunOutcome(code, snapshot.name, changed, counts, "; ".join([summary, *parts]) + ".", tuple(messages))


def conclude_refused(todo: Todo, judged: Judged) -> RunOutcome:
    """The outcome of a run whose publication the gate forbade: ``cleaned/`` is as it was."""
    from flows.outcome import Counts

    name = todo.parent.name if todo.parent else None
    stands = f" Snapshot {name} stands." if name else ""
    tables = (read_part(part, todo.parent, ("sources",)).sources for part in judged.parts)
    messages = [*judged.ruling.objections, *find_messages(tables, todo.plan.refusals, {}), *_drift_messages(judged.ruling)]
    counts = Counts(sources=len(todo.plan.jobs) + len(todo.plan.refusals), refused=len(todo.plan.refusals))
    return RunOutcome(ExitCode.REFUSED, name, False, counts, f"Validation refused to publish.{stands}", tuple(messages))


def _drift_messages(ruling: Ruling) -> Iterator[str]:
    """One sentence for each drift."""
    return (f"{drift['message']}." for drift in ruling.drifts)


def write_outcome(cleaned: Path, outcome: RunOutcome) -> None:
    """Leave the outcome where the command finds it: the run's own record, whatever became of Prefect's."""
    make_folder(cleaned / WORK)
    replace_file(cleaned / WORK / OUTCOME, [json.dumps(outcome.to_dict()).encode()])


def run_steps(
    seeds: Path,
    cleaned: Path,
    *,
    shard_bytes: int = SHARD_BYTES,
    clean: Callable[[Todo], list[ShardResult]] = clean_all,
    rule: Rule = judge_measures,
) -> RunOutcome:
    """The whole run without Prefect: for tests and measurements. Raises RunError and OSError."""
    with hold_lock(cleaned):
        todo = prepare(read_plan(seeds), cleaned, shard_bytes)
        judged = judge(todo, gather(todo, clean(todo)), "direct", rule)
        if judged.ruling.objections:
            return conclude_refused(todo, judged)
        return conclude(todo, publish_edition(todo, judged), judged.ruling)
