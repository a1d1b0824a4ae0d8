"""The same source gives the same records and ledger whatever the seed of Python's string hashes: no set may decide."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from copydesk.mojibake.glance import load_glance

ROOT = Path(__file__).resolve().parents[2]
_CLEAN = """
import hashlib, pathlib, sys
from copydesk import clean
digest = hashlib.sha256()
for path in sorted(pathlib.Path("seeds").glob("*.txt")):
    result = clean(path.read_bytes(), name=path.name)
    digest.update(repr((result.articles, result.ledger, result.findings)).encode("utf-8", "surrogatepass"))
print(digest.hexdigest())
"""


def test_seeds_of_hashes_decide_nothing() -> None:
    """Two processes with other string hashes make the same of the seeds."""
    told = {
        subprocess.run(
            [sys.executable, "-c", _CLEAN], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_words_are_weighed_alone() -> None:
    """Which languages a word is at home in does not depend on the words that are asked about beside it."""
    words = ["macramé,", "couldn’t", "they’re", "Аткинс,", "Ккал.", "Қазақстан", "façade", "naïveté", "you’re", "Straße", "中国", "한국의"]
    glance = load_glance()
    assert glance.weigh(words) == [glance.weigh([word])[0] for word in words] == glance.weigh(words[::-1])[::-1]
