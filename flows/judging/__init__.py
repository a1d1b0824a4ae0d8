"""The gate: measures in the workers, the verdict in the flow, and what a run remembers of its origins."""
