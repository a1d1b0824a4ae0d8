"""What runs the shards: threads that hand them to processes here, or Prefect's own runners for Dask and Ray.

A cluster gets shards (paths, digests, numbers) and gives back where their tables lie; no text passes its scheduler. Both
clusters are kept quiet and send no usage statistics.
"""

from __future__ import annotations

import importlib
import logging
import os
from typing import Any

from flows.outcome import ExitCode, RunError

_CLUSTERS = {"dask": ("prefect_dask", "DaskTaskRunner"), "ray": ("prefect_ray", "RayTaskRunner")}


ADDRESS = r"^(tcp|tls|ucx|ws|wss|ray|https?)://\S+$|^auto$|^[\w.-]+:\d+$"
"""What an address of a cluster looks like."""


def find_runner(engine: str, workers: int, address: str | None) -> Any:
    """The task runner; with an ``address`` it joins a running cluster. Raises RunError where its package is missing."""
    if engine == "local":
        from prefect.task_runners import ThreadPoolTaskRunner

        return ThreadPoolTaskRunner(max_workers=workers)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    module, name = _CLUSTERS[engine]
    try:
        runner = getattr(importlib.import_module(module), name)
    except ImportError:
        mend = f'`pip install "copydesk[{engine}]"` and run again'
        raise RunError(ExitCode.USAGE, f"--engine {engine}: the packages for it are not installed; {mend}.") from None
    for chatty in ("distributed", "ray"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    if engine == "dask":
        # A source that takes its worker down is looked after here; tried again and again it would take every worker down.
        importlib.import_module("dask").config.set({"distributed.scheduler.allowed-failures": 0})
    if address is not None:
        return runner(address=address)
    if engine == "dask":
        own = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.CRITICAL}
        return runner(cluster_kwargs=own)
    return runner(init_kwargs={"num_cpus": workers, "include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"})
