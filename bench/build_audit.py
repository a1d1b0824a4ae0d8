"""Known vulnerabilities in what is locked: ``make audit``. Leaves ``build/audit.json``: when, by which source, what was asked about.

pip-audit is asked about every package of each lock, first with the Python Package Index's advisories, then with OSV's. Exit 0:
all was asked about and nothing is known; 1: something is known, each told in a line; 2: no source answered, so nothing was audited
(a mirror of the index that has no advisories says "not found" of every package).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-models.lock")
SOURCES = ("pypi", "osv")
_PIP_AUDIT = ("-m", "uv", "tool", "run", "--from", "pip-audit==2.10.1", "pip-audit")
_SECONDS = 300
"""For one lock at one source; a source that was silent once is not asked again."""


def audit_lock(lock: Path, source: str) -> list[dict[str, Any]] | str:
    """Every package of a lock with what is known of it; in one sentence why the source could not tell."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told.json")
        flags = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "-s", source, "-f", "json", "-o", str(told), "-r", str(lock)]
        try:
            done = subprocess.run(
                [sys.executable, *_PIP_AUDIT, *flags], cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return f"it did not answer within {_SECONDS} s"
        if not told.exists():
            return (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:200]
        packages: list[dict[str, Any]] = json.loads(told.read_bytes())["dependencies"]
    if packages and all("skip_reason" in one for one in packages):
        return f"it knows none of the packages ({packages[0]['skip_reason'][:120]})"
    return packages


def audit(lock: Path, silent: dict[str, str]) -> dict[str, Any]:
    """What is known of a lock, by the first source that answers; ``silent``: those that did not, with the reason."""
    row: dict[str, Any] = {"lock": lock.name, "sha256": hashlib.sha256(lock.read_bytes()).hexdigest(), "source": None}
    for source in SOURCES:
        found = silent.get(source) or audit_lock(lock, source)
        if isinstance(found, str):
            row.setdefault("unanswered", {})[source] = silent[source] = found
            continue
        row |= {"source": source, "packages": len(found), "not_asked": [one["name"] for one in found if "skip_reason" in one]}
        row["known"] = [
            {"name": one["name"], "version": one["version"], "id": entry["id"], "fixed_in": entry.get("fix_versions", [])}
            for one in found
            for entry in one.get("vulns", ())
        ]
        break
    return row


def main() -> int:
    """Audit every lock, tell, and leave the record."""
    silent: dict[str, str] = {}
    rows = [audit(ROOT / lock, silent) for lock in LOCKS]
    record = ROOT / "build/audit.json"
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps({"date": datetime.now(UTC).isoformat("T", "seconds"), "locks": rows}, indent=1) + "\n", "utf-8")
    for row in rows:
        if row["source"] is None:
            why = "; ".join(f"{source}: {reason}" for source, reason in row["unanswered"].items())
            print(f"{row['lock']}: NOT AUDITED, no source of advisories answered ({why})")
            continue
        print(f"{row['lock']}: {row['packages']} packages asked about at {row['source']}, {len(row['known'])} known vulnerabilities")
        for one in row["known"]:
            print(f"  {one['name']} {one['version']}: {one['id']}, fixed in {', '.join(one['fixed_in']) or 'no version yet'}")
        if row["not_asked"]:
            print(f"  not known there: {', '.join(row['not_asked'])}")
    if any(row["source"] is None or row["not_asked"] for row in rows):
        return 2
    return int(any(row["known"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
