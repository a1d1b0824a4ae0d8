"""Orchestration and publishing: sources in a folder become a snapshot in ``cleaned/``.

``flows.run`` is what the command calls, ``flows.clean_sources`` the Prefect flow, ``flows.publish`` the only place that
writes a snapshot, ``flows.verify`` the proof that it holds. Prefect is imported by ``flows.clean_sources`` and
``flows.artifacts`` alone, so that reading, verifying and a run with nothing new never pay for it.
"""
