"""Sources and ``cleaned/`` in an object store: a mirror here, and what the store may see of it."""
