"""What ``copydesk run`` does: ask whether anything is new, and only then start Prefect and the flow."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.cleaning.engines import ADDRESS
from flows.judging.quiet import find_silent, read_clock
from flows.object_store.remote import at_hand
from flows.orchestration.server import start_server
from flows.orchestration.settings import embed_prefect
from flows.outcome import Counts, ExitCode, RunError, RunOutcome, describe_os_error
from flows.planning.plan import Plan, read_plan
from flows.planning.state import find_standing, nothing_new
from flows.snapshots.disk import make_folder
from flows.snapshots.lock import hold_lock
from flows.snapshots.snapshot import WORK, Snapshot, SnapshotError, is_sound, read_current, read_pointer

ENGINES = ("local", "dask", "ray")
OUTCOME = "outcome.json"
Progress = Callable[[str, int, int], None]
"""Called as (what, done, total) from any thread; total 0: not known."""


def run(
    seeds: Path,
    cleaned: Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    address: str | None = None,
    progress: Progress | None = None,
) -> RunOutcome:
    """Clean every source in ``seeds``, judge, and publish to ``cleaned``; gives the outcome and never raises.

    Either may be an address in an object store (see flows.object_store.remote). With nothing new it answers from digests, without Prefect.
    ``workers``: processes, default all cores. ``address``: of a running Dask or Ray.
    """
    start = time.perf_counter()
    try:
        with at_hand(seeds, cleaned) as place:
            outcome = place.bring(_attempt(place.seeds, place.cleaned, engine, workers, address, progress))
    except RunError as error:
        outcome = RunOutcome(error.exit_code, None, False, Counts(), "Nothing was published.", (error.message,))
    return replace(outcome, seconds=round(time.perf_counter() - start, 3))


def _attempt(seeds: Path, cleaned: Path, engine: str, workers: int | None, address: str | None, progress: Progress | None) -> RunOutcome:
    before = _standing_name(cleaned)
    try:
        return _run(seeds, cleaned, engine, workers, address, progress)
    except RunError as error:
        return _failure(cleaned, before, error.exit_code, error.message)
    except OSError as error:
        return _failure(cleaned, before, ExitCode.UNFORESEEN, describe_os_error(error, cleaned))
    except Exception as error:
        problem = f"{cleaned}: the run ended unforeseen ({type(error).__name__}: {error})."
        return _failure(cleaned, before, ExitCode.UNFORESEEN, problem)


def _run(seeds: Path, cleaned: Path, engine: str, workers: int | None, address: str | None, progress: Progress | None) -> RunOutcome:
    if engine not in ENGINES:
        raise RunError(ExitCode.USAGE, f"--engine {engine}: there is no such engine; choose one of {', '.join(ENGINES)}.")
    if workers is not None and workers < 1:
        raise RunError(ExitCode.USAGE, f"--workers {workers}: at least one process is needed.")
    if address is not None and engine == "local":
        raise RunError(ExitCode.USAGE, f"--address {address}: the engine local has no address; choose dask or ray, or leave it out.")
    if address is not None and re.fullmatch(ADDRESS, address) is None:
        raise RunError(ExitCode.USAGE, f"--address {address}: it is no address; write one like tcp://scheduler:8786 or ray://head:10001.")
    if progress is not None:
        progress("reading sources", 0, 0)
    plan = read_plan(seeds)
    if not plan.jobs and not plan.refusals:
        raise RunError(ExitCode.USAGE, f"{seeds}: there are no sources in it; put files there, or name another folder.")
    standing = find_standing(cleaned, plan) or _mend(cleaned, plan)
    if standing is not None and not find_silent(cleaned, standing, read_clock()):
        return nothing_new(standing, plan)  # where somebody is silent the flow tells it, for its events and artifacts
    with hold_lock(cleaned):
        make_folder(cleaned / WORK)
    embed_prefect(cleaned)
    if progress is not None:
        progress("starting Prefect", 0, 0)
    server = start_server(cleaned / WORK / "server.log")
    from flows import clean_sources

    if server is not None:
        import checks.gate  # noqa: F401  loads beside the server

        server.wait()
    return _run_flow(clean_sources, plan, cleaned, engine, workers, address, progress)


def _mend(cleaned: Path, plan: Plan) -> Snapshot | None:
    """After a crash between the pointer and ``articles.jsonl``: bring the file up to the pointer; no cleaning is needed."""
    with suppress(SnapshotError):
        snapshot = read_current(cleaned)
        if snapshot is not None and snapshot.manifest["inputs"] == plan.inputs and is_sound(snapshot):
            from flows.snapshots.pointer import mend_articles

            with hold_lock(cleaned):
                mend_articles(cleaned, snapshot)
            return find_standing(cleaned, plan)
    return None


def _run_flow(
    clean_sources: Any, plan: Plan, cleaned: Path, engine: str, workers: int | None, address: str | None, progress: Progress | None
) -> RunOutcome:
    (cleaned / WORK / OUTCOME).unlink(missing_ok=True)
    clean_sources.listen(progress)
    try:
        state: Any = clean_sources.clean_sources(
            seeds=Path(plan.seeds), cleaned=cleaned, engine=engine, workers=workers, address=address, return_state=True
        )
    finally:
        clean_sources.listen(None)
    outcome = read_outcome(cleaned)
    if outcome is not None:
        return outcome
    error = _error_of(state)
    if isinstance(error, RunError):
        raise error
    if isinstance(error, OSError):
        raise error
    raise RunError(ExitCode.UNFORESEEN, f"{cleaned}: the run ended unforeseen ({type(error).__name__}: {error}); nothing was published.")


def _error_of(state: Any) -> object:
    try:
        return state.result(raise_on_failure=False)
    except Exception as error:
        return error


def read_outcome(cleaned: Path) -> RunOutcome | None:
    """The outcome that the last run's flow left; None where it left none."""
    try:
        return RunOutcome.from_dict(json.loads((cleaned / WORK / OUTCOME).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _standing_name(cleaned: Path) -> str | None:
    with suppress(SnapshotError, OSError):
        return read_pointer(cleaned)
    return None


def _failure(cleaned: Path, before: str | None, code: ExitCode, message: str) -> RunOutcome:
    name = _standing_name(cleaned)
    if name is not None and name != before:
        summary = f"Snapshot {name} was published, but the run did not end well."
        return RunOutcome(code, name, True, Counts(), summary, (message,))
    print_name = f" Snapshot {name} stands." if name and code is not ExitCode.USAGE else ""
    return RunOutcome(code, name, False, Counts(), f"Nothing was published.{print_name}", (message,))


def main() -> int:
    """``python -m flows.run SEEDS CLEANED``: for trying the flow without the command."""
    outcome = run(Path(sys.argv[1]), Path(sys.argv[2]))
    for message in outcome.messages:
        print(message, file=sys.stderr)
    print(outcome.summary)
    print(f"{outcome.seconds} s", file=sys.stderr)
    return int(outcome.exit_code)


if __name__ == "__main__":
    sys.exit(main())
