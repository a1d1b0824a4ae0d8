"""The Prefect flow ``clean-sources``: from a folder of sources to a published snapshot.

Tasks are for shards of seconds of work, never for a document; what goes through the scheduler are keys, paths and
numbers, never text. The run's record is its manifest and ``.work/outcome.json``: the embedded server may lose history.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows import steps
from flows.cleaning.engines import ADDRESS
from flows.cleaning.pool import Pool, clean_carefully
from flows.cleaning.worker import ShardResult, clean_shard
from flows.judging import quiet
from flows.judging.gate import Ruling
from flows.object_store.remote import at_hand
from flows.orchestration import artifacts, events
from flows.outcome import ExitCode, RunError, RunOutcome, describe_os_error
from flows.planning.plan import Plan, Shard, read_plan
from flows.planning.state import find_standing, nothing_new
from flows.publishing.parts import Part
from flows.publishing.publish import Publication
from flows.reports.report import write_report
from flows.snapshots.lock import hold_lock
from flows.snapshots.snapshot import REPORT, Snapshot, read_current

# A run that has not ended after a day hangs; what it began is found again by the next one.
MOST_SECONDS = 24 * 3600

_listener: Callable[[str, int, int], None] | None = None
_pool: Pool | None = None
_counted = threading.Lock()


def listen(progress: Callable[[str, int, int], None] | None) -> None:
    """Who in this process hears how far the flow is; a flow's parameters cannot carry a function."""
    global _listener
    _listener = progress


def _tell(what: str, done: int, total: int) -> None:
    if _listener is not None:
        _listener(what, done, total)


@task(name="discover sources", task_run_name="discover sources", tags=["copydesk"], cache_policy=NO_CACHE, persist_result=False)
def discover_sources(seeds: Path, cleaned: Path, anew: bool) -> steps.Todo | RunOutcome:
    """Every file with its digest, what is refused at sight, and which files the published snapshot already holds.

    Where all of them are published as a run would publish them, the outcome at once, unless all is to be done ``anew``.
    """
    plan: Plan = read_plan(seeds)
    if not plan.jobs and not plan.refusals:
        raise RunError(ExitCode.USAGE, f"{seeds}: there are no sources in it; put files there, or name another folder.")
    standing = None if anew else find_standing(cleaned, plan)
    return steps.prepare(plan, cleaned, anew=anew) if standing is None else nothing_new(standing, plan)


def _shard_key(context: object, values: dict[str, Any]) -> str:
    """What makes two cleanings the same: digests of the files and side-cars, and the versions of what decides."""
    shard: Shard = values["shard"]
    return f"copydesk-{shard.key}"


@task(
    name="clean shard",
    task_run_name="clean {label}",
    tags=["copydesk", "shard"],
    retries=2,
    retry_delay_seconds=1,
    cache_key_fn=_shard_key,
    persist_result=True,
)
def clean_shard_task(shard: Shard, work: str, label: str) -> ShardResult:
    """Clean the files of one shard in a process of the shared pool; the result is a folder, not text."""
    if _pool is None:
        return clean_shard(shard, work)
    return _pool.clean(shard, work)


@task(name="judge records", task_run_name="judge records", tags=["copydesk", "gate"], cache_policy=NO_CACHE, persist_result=False)
def judge_records(todo: steps.Todo, parts: tuple[Part, ...], run_name: str) -> steps.Judged:
    """Which records may be published, and whether anything may."""
    return steps.judge(todo, parts, run_name)


@task(name="publish snapshot", task_run_name="publish snapshot", tags=["copydesk", "publish"], cache_policy=NO_CACHE, persist_result=False)
def publish_snapshot(todo: steps.Todo, judged: steps.Judged) -> Publication:
    """Write the snapshot and move the pointer."""
    return steps.publish_edition(todo, judged, lambda done, total: _tell("publishing", done, total))


Seeds = Annotated[Path, Field(examples=["seeds", "/data/newsroom/in"])]
Cleaned = Annotated[Path, Field(examples=["cleaned", "/data/newsroom/cleaned"])]
Workers = Annotated[int | None, Field(ge=1, le=1024)]
Engine = Literal["local", "dask", "ray"]
Address = Annotated[str | None, Field(pattern=ADDRESS, max_length=500, examples=["tcp://scheduler:8786", "ray://head:10001"])]


@flow(
    name="clean-sources",
    flow_run_name="clean {seeds}",
    description="Cleans every source in a folder, judges the records, and publishes what is fit as a snapshot.",
    timeout_seconds=MOST_SECONDS,
    persist_result=False,
    validate_parameters=True,
)
def clean_sources(
    seeds: Seeds = Path("seeds"),
    cleaned: Cleaned = Path("cleaned"),
    workers: Workers = None,
    engine: Engine = "local",
    address: Address = None,
    anew: bool = False,
) -> State[Any]:
    """Clean every source in a folder, judge the records, publish what is fit.

    Ends Completed as ``Published``, ``Partly published`` (some sources are in quarantine) or ``Nothing new``; Failed as
    ``Refused`` when the gate forbids publishing or ``Not run`` where it cannot begin: ``cleaned/`` is then as it was.

    Args:
        seeds: Folder (or file) with the sources, as the worker sees it: text, HTML, JSON lines and archive formats, each
            also packed as .gz or .zst; or an address like s3://bucket/in.
        cleaned: Folder that snapshots are published to, as the worker sees it, or an address like s3://bucket/cleaned. One
            run at a time works on it.
        workers: Processes to clean with; all cores where none is given.
        engine: What cleans the shards: processes on the worker's machine, or a Dask or Ray cluster.
        address: Address of a running Dask scheduler or Ray cluster; without it one is started. Not for the engine local.
        anew: Clean every source again, also those whose rows the published snapshot holds: after an update of a library.
    """
    try:
        with at_hand(seeds, cleaned) as place:
            with hold_lock(place.cleaned):
                outcome, ruling = _run(place.seeds, place.cleaned, workers, engine, address, anew)
            outcome = place.bring(outcome)
        if ruling is not None:  # told when it is where its readers find it
            events.tell(cleaned, outcome, ruling)
    except RunError as error:
        return Failed(name="Not run", message=error.message, data=error)
    except OSError as error:  # a disk that is full, a folder that may not be written to
        told = RunError(ExitCode.UNFORESEEN, describe_os_error(error, cleaned))
        return Failed(name="Not run", message=told.message, data=told)
    data = outcome.to_dict()
    if outcome.exit_code == ExitCode.REFUSED:
        return Failed(name="Refused", message=" ".join([outcome.summary, *outcome.messages[:5]]), data=data)
    some = "Partly published" if outcome.exit_code == ExitCode.QUARANTINED else "Published"
    return Completed(name=some if outcome.published else "Nothing new", message=outcome.summary, data=data)


def _run(seeds: Path, cleaned: Path, workers: int | None, engine: str, address: str | None, anew: bool) -> tuple[RunOutcome, Ruling | None]:
    """The outcome, and the gate's ruling where something was judged."""
    logger = get_run_logger()
    if address is not None and engine == "local":
        raise RunError(ExitCode.USAGE, f"--address {address}: the engine local has no address; choose dask or ray, or leave it out.")
    todo = discover_sources(seeds, cleaned, anew)
    if isinstance(todo, RunOutcome):
        return _end_quietly(cleaned, todo)
    logger.info("%d files, %d unchanged, %d shards to clean", len(todo.plan.jobs), len(todo.kept), len(todo.shards))
    results = _clean_shards(todo, workers or steps.count_workers(), engine, address)
    _tell("judging", 0, 0)
    judged = judge_records(todo, steps.gather(todo, results), _slug(str(flow_run.get_name() or "run")))
    ruling = judged.ruling
    artifacts.leave_verdicts(ruling.verdicts)
    artifacts.leave_origins(ruling)
    if ruling.objections:
        outcome = steps.conclude_refused(todo, judged)
    else:
        published = publish_snapshot(todo, judged)
        outcome, ruling = _with_silences(cleaned, published.snapshot, steps.conclude(todo, published, ruling), ruling)
        artifacts.leave_sources(published.snapshot)
    steps.write_outcome(cleaned, outcome)
    _tell("reporting", 0, 0)
    outcome = _with_report(cleaned, outcome, ruling)
    artifacts.leave_summary(outcome, ruling)
    steps.write_outcome(cleaned, outcome)
    return outcome, ruling


def _with_silences(cleaned: Path, snapshot: Snapshot, outcome: RunOutcome, ruling: Ruling) -> tuple[RunOutcome, Ruling]:
    """Where rules changed or sources went but nobody brought anything, silence is told by the clock."""
    if any(not one.snapshot for one in ruling.history):
        quiet.note_told(cleaned, snapshot, ruling.drifts)
        return outcome, ruling
    outcome, told = quiet.tell_silence(cleaned, snapshot, outcome, ruling)
    return outcome, told or ruling


def _end_quietly(cleaned: Path, outcome: RunOutcome) -> tuple[RunOutcome, Ruling | None]:
    """The end of a run over what is published already: nothing came, so who should have come is looked for."""
    snapshot = read_current(cleaned)
    ruling = None
    if snapshot is not None:
        outcome, ruling = quiet.tell_silence(cleaned, snapshot, outcome)
    if ruling is not None:
        artifacts.leave_verdicts(ruling.verdicts)
        artifacts.leave_summary(outcome, ruling)
    steps.write_outcome(cleaned, outcome)
    return outcome, ruling


def _with_report(cleaned: Path, outcome: RunOutcome, ruling: Ruling) -> RunOutcome:
    """The outcome with its audit page. What is published stays published, whatever becomes of the page."""
    try:
        return write_report(cleaned, outcome, ruling)
    except Exception as error:
        get_run_logger().exception("the audit page could not be written")
        message = (
            f"{cleaned / REPORT}: the audit page could not be written ({type(error).__name__}: {error}); the snapshot is not touched by it."
        )
        return replace(outcome, messages=(*outcome.messages, message))


def _slug(name: str) -> str:
    """A name that may be part of a path."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-") or "run"


def _clean_shards(todo: steps.Todo, workers: int, engine: str, address: str | None) -> list[ShardResult]:
    """Every shard as a task. One small shard is cleaned right here; more go to processes or to the cluster."""
    global _pool
    if not todo.shards:
        return []
    runner = _runner(engine, workers, address)
    local = isinstance(runner, ThreadPoolTaskRunner)
    _pool = Pool(min(workers, len(todo.shards))) if local and not steps.is_small(todo) else None
    cached = clean_shard_task.with_options(result_storage=Path(todo.work, steps.RESULTS))
    total = len(todo.shards)
    done = 0

    def count(_: object) -> None:
        nonlocal done
        with _counted:
            done += 1
            _tell("cleaning", done, total)

    try:
        if _pool is not None:
            _pool.start()
        _tell("cleaning", 0, total)
        with runner:
            futures: list[PrefectFuture[ShardResult]] = []
            for shard in todo.shards:
                label = f"shard {shard.number} of {total} ({len(shard.jobs)} files, {shard.bytes:,} bytes)"
                future = runner.submit(cached, {"shard": shard, "work": todo.work, "label": label})
                future.add_done_callback(count)
                futures.append(future)
            return _collect(futures, todo, clustered=not local)
    finally:
        if _pool is not None:
            _pool.close()
            _pool = None


def _collect(futures: list[PrefectFuture[ShardResult]], todo: steps.Todo, *, clustered: bool) -> list[ShardResult]:
    """What became of the shards, in their order, while the progress is shown."""
    shown, results = artifacts.Progress(len(futures)), []
    try:
        for future, shard in zip(futures, todo.shards, strict=True):
            results.append(_result_of(future, shard, todo.work, clustered=clustered))
            shown.tell(len(results))
    except BaseException:  # cancelled, out of time, or failed: what is still being cleaned is cleaned for nobody
        if _pool is not None:
            _pool.end()
        raise
    return results


def _result_of(future: PrefectFuture[ShardResult], shard: Shard, work: str, *, clustered: bool) -> ShardResult:
    """What became of a shard. One that a cluster lost, with the worker that had it, is cleaned here, file by file."""
    try:
        return future.result()
    except Exception as error:
        if not clustered:
            raise
        get_run_logger().warning("shard %d was lost by its worker (%s) and is cleaned here", shard.number, type(error).__name__)
    return clean_carefully(shard, work)


def _runner(engine: str, workers: int, address: str | None) -> Any:
    """Prefect's task runner for the engine. Raises RunError where its package is not installed."""
    from flows.cleaning.engines import find_runner

    return find_runner(engine, workers, address)
