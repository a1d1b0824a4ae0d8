"""Sentences, headlines and capitals written for this test, in the languages of the press and their near neighbours: a school opens late."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.language import identify_language

CASES = [json.loads(line) for line in (Path(__file__).parent / "written.jsonl").read_text("utf8").splitlines()]


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in CASES}))
def test_written_texts_are_told(kind: str) -> None:
    """Each text gets its language, or for what no voice knows a near relation; numbers, code and two letters get none."""
    wrong = []
    for case in CASES:
        if case["kind"] == kind:
            tag = identify_language(case["text"]).tag or ""
            if tag.split("-")[0] not in case["accept"]:
                wrong.append((tag, case["text"][:60]))
    assert not wrong


def test_repair_leaves_them() -> None:
    """None of them is damaged, and none is repaired."""
    from copydesk.mojibake import repair_text

    changed = [case["text"] for case in CASES if repair_text(case["text"]).edits]
    assert not changed
