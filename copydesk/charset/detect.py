"""Which charset undeclared bytes are in (first version: structure, then chardet)."""

from __future__ import annotations

from copydesk.charset.codepages import canonical_name


def detect(raw: bytes) -> tuple[str, float]:
    """Canonical charset name and confidence 0 to 1 for bytes that say nothing of their own."""
    import chardet

    found = chardet.detect(raw[: 1 << 16])
    name = canonical_name(found["encoding"] or "") if found.get("encoding") else None
    return (name or "windows-1252", float(found.get("confidence") or 0.0) if name else 0.0)
