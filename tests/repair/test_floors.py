"""The floors of the benchmark cannot be lowered, and a sample of the development cases stays above them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared/data/repair"
LEAST = {"recoverable": 96.0, "family U1": 99.0, "family U2": 99.0, "family L": 93.0, "family C": 88.0, "family E": 88.0, "family X": 96.0}
LEAST |= {"family D": 92.0, "family M": 97.0, "beyond repair, flagged": 96.0, "flag precision": 99.0, "undeclared bytes": 97.0}
MOST = {"made worse": 0.5, "clean lines harmed per 10 000": 1.0, "time against ftfy, en": 1.0, "time against ftfy, zh-Hans": 2.0}
MOST |= {"time against ftfy, ru": 2.0}


def test_floors_are_not_lowered() -> None:
    """bench/repair_floors.json asks for at least what was promised."""
    floors = json.loads((ROOT / "bench/repair_floors.json").read_text("utf-8"))
    assert all(floors["at_least"][k] >= v for k, v in LEAST.items())
    assert all(floors["at_most"][k] <= v for k, v in MOST.items())


@pytest.mark.skipif(not DATA.is_dir(), reason="the development cases are not beside the checkout (../shared/data/repair)")
def test_a_sample_of_the_development_cases() -> None:
    """Every 40th case: exact repair of what is recoverable, well above the peers."""
    spec = importlib.util.spec_from_file_location("bench_repair", ROOT / "bench/repair.py")
    assert spec is not None and spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    figures = bench.measure_pairs(bench.ours, list(bench.read_cases(DATA / "pairs.jsonl.gz"))[::40])
    assert figures["recoverable"] >= 92.0
    assert figures["made worse"] <= 2.0
