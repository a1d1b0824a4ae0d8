"""Processes for cleaning: spawned once, shared by all tasks of a run, gone when the run is gone.

Four things that the standard pool leaves open are closed here. A spawned worker imports the program's main module again
(with Prefect's engine as main that costs seconds a worker): it is hidden while workers start. A worker outlives a parent
that was killed: a thread in each waits for the parent's end. One source that takes its worker down breaks the whole
pool, and one that never ends holds its worker for ever (it is ended when its time is up): the shard is then cleaned file
by file, each in a process of its own, and only the file that does it again is refused.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import sys
import threading
import types
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from flows.cleaning.worker import ShardResult, clean_shard
from flows.planning.plan import Shard

# One shard of no more than this is cleaned in the parent: starting a process costs more than cleaning it.
SMALL_BYTES = 200_000
# Cleaning makes few cycles and holds large tables: looking through them for cycles seldom saves a tenth of the time.
_SELDOM = (50_000, 20, 50)
# What cleaning may take at the very most: a hundred times what it takes, on a machine that is busy with other things.
LEAST_SECONDS = 600.0
BYTES_A_SECOND = 2_000


def _begin() -> None:
    """Settle a fresh process: it collects seldom, and ends when its parent ends, however that ends."""
    gc.set_threshold(*_SELDOM)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _ready() -> None:
    """Load what cleaning needs, while the parent still loads what it needs."""
    with contextlib.suppress(ImportError):
        import flows.snapshots.schema  # noqa: F401


@contextlib.contextmanager
def _bare_main() -> Iterator[None]:
    """A main module with nothing to import again, while processes start."""
    held = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = held


class Pool:
    """Cleans shards in ``workers`` processes. Safe to call from many threads."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._lock = threading.Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._ended = False

    def start(self) -> None:
        """Start every process now, in the background."""
        with self._lock:
            if self._executor is None:
                self._executor = _started(self.workers)

    def clean(self, shard: Shard, work: str) -> ShardResult:
        """Clean a shard in one of the processes; a file that ends its process is refused, the rest is cleaned."""
        self.start()
        executor = self._executor
        assert executor is not None
        try:
            return executor.submit(clean_shard, shard, work).result(_most_seconds(shard))
        except (BrokenProcessPool, TimeoutError):
            with self._lock:
                if self._ended:
                    raise
                if self._executor is executor:
                    _end(executor)
                    self._executor = _started(self.workers)
        return clean_carefully(shard, work)

    def end(self) -> None:
        """End the processes at once, whatever they are at: nobody wants their results any more."""
        with self._lock:
            self._ended = True
            if self._executor is not None:
                _end(self._executor)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=True, cancel_futures=True)
                self._executor = None


def clean_carefully(shard: Shard, work: str) -> ShardResult:
    """Clean a shard whose process ended, each file in a process of its own; one that ends it again is refused."""
    deadly = []
    for job in shard.jobs:
        alone = replace(shard, jobs=(job,), key=f"{shard.key}-{job.key[:16]}")
        executor = _started(1)
        try:
            executor.submit(clean_shard, alone, work).result(_most_seconds(alone))
        except (BrokenProcessPool, TimeoutError):
            deadly.append(job.name)
        finally:
            _end(executor)
    executor = _started(1)
    try:
        return executor.submit(clean_shard, shard, work, tuple(deadly)).result()
    finally:
        executor.shutdown()


def _most_seconds(shard: Shard) -> float:
    return LEAST_SECONDS + shard.bytes / BYTES_A_SECOND


def _end(executor: ProcessPoolExecutor) -> None:
    """End the processes of a pool, whatever they are at."""
    processes = list((getattr(executor, "_processes", None) or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _started(workers: int) -> ProcessPoolExecutor:
    executor = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    with _bare_main():
        for _ in range(workers):
            executor.submit(_ready)
    return executor
