"""The side of Prefect: its server for one run, its settings, and what a run tells it."""
