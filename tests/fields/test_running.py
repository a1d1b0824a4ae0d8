"""Running text is told by its first words, and nothing that a reader of slots or datelines understands is taken for it."""

from __future__ import annotations

import pytest

from copydesk.fields.dateline import find_dateline
from copydesk.fields.running import runs_on
from copydesk.fields.slots import read_slots

RUNNING = (
    "Although it was popular with visitors, the harbour museum closed on 3 May 2020.",
    "“We never said that,” the mayor told reporters — twice.",
    "A long-awaited bridge was opened (again) at noon: nobody came.",
    "the bridge that fell",
)
READ = (
    "By Anna Schmidt and Paul Byrne",
    "Posted by Jane Doe on 4 March 2021",
    "Text by Jane Doe | Photos by John Roe",
    "Jane Doe, political correspondent",
    "Jane Doe, senior political correspondent",
    "Published 21 August 2025 at 9.17 am",
    "last updated: 3 May 2020",
    "The Telegraph, July 20, 2015",
    "Reading time: 5 min",
    "story 3 of 14",
    "Source: Xinhua| 2020-11-12 15:44:58|Editor: huaxia",
    "Text of report by Iranian news agency IRNA",
)
DATELINES = (
    "LONDON, May 3 (Reuters) - The bank said",
    "Rio de Janeiro, 2 mai - O porto abriu as portas depois de uma longa espera pela chuva",
    "NEW YORK (AP) — Shares rose",
    "Port of Spain, May 3 - The harbour was closed for the whole of the morning.",
)


@pytest.mark.parametrize("line", RUNNING)
def test_running_text(line: str) -> None:
    assert runs_on(line)
    assert not read_slots(line)
    assert find_dateline(line) is None


@pytest.mark.parametrize("line", READ)
def test_a_header_line_is_none(line: str) -> None:
    assert not runs_on(line)
    assert read_slots(line)


@pytest.mark.parametrize("line", DATELINES)
def test_a_dateline_is_none(line: str) -> None:
    assert not runs_on(line)
    assert find_dateline(line) is not None


@pytest.mark.parametrize("line", ["", " ", "\ud800", "…", "“", "9", "a" * 1_000_000, "a " * 500_000, "-" * 1_000_000])
def test_hostile_lines(line: str) -> None:
    assert not runs_on(line)
