"""A short sample of the long campaigns: what fuzzing learnt, and random files made of the words of the formats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import CORPUS, TARGETS, find_check
from tests.hostile.holding import KINDS, check_file

WORDS = [
    word.encode("latin-1").decode("unicode_escape").encode("latin-1")
    for word in re.findall(r'^"(.*)"$', (Path(__file__).parents[2] / "bench" / "fuzz.dict").read_text("ascii"), re.MULTILINE)
]


@pytest.mark.parametrize("target", TARGETS)
def test_what_fuzzing_learnt_holds(target: str, tmp_path: Path) -> None:
    """Every input of the corpus is refused or cleaned, and all that must hold does."""
    inputs = sorted((CORPUS / target).iterdir())
    assert inputs
    check = find_check(target, tmp_path)
    for path in inputs:
        check(path.read_bytes())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    parts=st.lists(
        st.sampled_from(WORDS) | st.binary(max_size=20) | st.text(max_size=20).map(lambda text: text.encode("utf-8")), max_size=30
    ),
)
def test_any_file_is_refused_or_cleaned(kind: str, parts: list[bytes], tmp_path: Path) -> None:
    """Random files of the formats' own words, random bytes and random text: never an error, and all that must hold does."""
    check_file(tmp_path, f"case.{kind}", b"".join(parts))
