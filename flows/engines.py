"""What runs the shards: threads that hand them to processes here, or Prefect's own runners for Dask and Ray."""

from __future__ import annotations

import importlib
from typing import Any

from flows.outcome import ExitCode, RunError

_CLUSTERS = {"dask": ("prefect_dask", "DaskTaskRunner", "prefect-dask"), "ray": ("prefect_ray", "RayTaskRunner", "prefect-ray")}


def find_runner(engine: str, workers: int, address: str | None) -> Any:
    """The task runner; with an ``address`` it joins a running cluster. Raises RunError where its package is missing."""
    if engine == "local":
        from prefect.task_runners import ThreadPoolTaskRunner

        return ThreadPoolTaskRunner(max_workers=workers)
    module, name, package = _CLUSTERS[engine]
    try:
        runner = getattr(importlib.import_module(module), name)
    except ImportError:
        raise RunError(ExitCode.USAGE, f"--engine {engine}: {package} is not installed; `pip install {package}` and run again.") from None
    if address is not None:
        return runner(address=address)
    if engine == "dask":
        return runner(cluster_kwargs={"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None})
    return runner(init_kwargs={"num_cpus": workers, "include_dashboard": False})
