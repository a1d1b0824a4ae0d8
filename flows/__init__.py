"""Orchestration and publishing: sources in a folder become a snapshot in ``cleaned/``.

Four modules are what the outside calls: ``flows.run`` (the command), ``flows.clean_sources`` (the Prefect flow, named in
prefect.yaml), ``flows.steps`` (the same run without Prefect) and ``flows.alerts``; ``flows.outcome`` is what a run came to.
The rooms beneath, each of which imports only those before it: ``snapshots``, ``object_store``, ``planning``, ``judging``,
``cleaning``, ``copies``, ``publishing``, ``proof``, ``reports``, ``orchestration``. Prefect is imported by
``flows.clean_sources`` and ``flows.orchestration`` alone, so that reading, verifying and a run with nothing new never pay for it.
"""
