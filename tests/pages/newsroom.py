"""A run for the tests of the pages: real and hostile sources through the real pipeline, and a gate that says what it is told."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.judging.gate import Ruling
from flows.reports import report as pages
from flows.steps import run_steps

ROOT = Path(__file__).parents[2]
HOSTILE = tomllib.loads((Path(__file__).parent / "cases" / "hostile.toml").read_text("utf-8"))["case"]
INFECTED = "000_5d87055259d79003.txt"
MIXED = "mixed.txt"
_STORY = "The council of the town met on Tuesday to talk about the bridge, and agreed to close it until the autumn, the mayor said."
_GARBLED = "Le franÃ§ais est une belle langue, dit le maire de la ville Ã  la radio, et la mÃ©tÃ©o de demain sera trÃ¨s bonne pour tous."


def write_seeds(folder: Path) -> Path:
    """Five sources: infected, with repairs, hostile in text and side-car, hostile by name, and one that is refused."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "seeds" / INFECTED, folder / INFECTED)
    (folder / "garbled.txt").write_text(f"{_STORY}\n\n{_GARBLED}\n\n{_STORY}\n", "utf-8")
    (folder / MIXED).write_text("\n\n".join([_STORY, *(case["text"] for case in HOSTILE), _STORY]) + "\n", "utf-8", "surrogatepass")
    told = {"publisher": HOSTILE[0]["text"], "title": HOSTILE[1]["text"], "url": HOSTILE[7]["text"]}
    (folder / f"{MIXED}.meta.json").write_text(json.dumps(told), "utf-8")
    names = [case["text"] for case in HOSTILE if "/" not in case["text"] and "\0" not in case["text"] and len(case["text"]) < 60]
    for name in names:
        (folder / f"{name}.txt").write_text(f"{_STORY} It was the {len(name)}th meeting under the name {name}.\n", "utf-8")
    (folder / "<b>table.csv").write_text("a,b\n", "utf-8")
    return folder


def told_gate(tables: Iterable[pa.Table], duplicates: Mapping[str, str], **_: object) -> Ruling:
    """Refuses the article of ``garbled.txt``, warns of that of ``mixed.txt``, and quotes hostile text as its evidence."""
    pairs = [pair for table in tables for pair in zip(table["source"].to_pylist(), table["article"].to_pylist(), strict=True)]
    ids = {source: id for source, id in pairs if id}
    refused, warned = ids["garbled.txt"], ids[MIXED]
    verdicts = (
        _verdict("articles", "text_has_no_mojibake", HOSTILE[0]["text"], "critical", 1),
        _verdict("articles", "text_has_no_lost_characters", "No character is lost.", "warning", 1),
        _verdict("ledger", "source_is_not_infected", "No injected spam was found in the source.", "warning", 1),
        _verdict("run", "there_are_sources", "The run found at least one source.", "critical", 0),
    )
    evidence = {refused: {"text_has_no_mojibake": HOSTILE[4]["text"]}, warned: {"text_has_no_lost_characters": HOSTILE[1]["text"]}}
    return Ruling(
        {refused: ("text_has_no_mojibake",)},
        verdicts,
        (),
        {warned: ("text_has_no_lost_characters",)},
        evidence,
        failing={"text_has_no_mojibake": (refused,), "text_has_no_lost_characters": (warned,), "source_is_not_infected": (INFECTED,)},
        drifts=(_drift(),),
        scorecards=(_card(),),
    )


def _verdict(suite: str, name: str, description: str, severity: str, unexpected: int) -> dict[str, Any]:
    told = {"suite": suite, "name": name, "description": description, "severity": severity}
    return told | {"success": not unexpected, "checked": 9, "unexpected": unexpected, "error": None}


def _card() -> dict[str, Any]:
    numbers = dict.fromkeys(("sources", "articles", "refused", "warned"), 1) | dict.fromkeys(("kept", "removed", "spam", "repaired"), 0.25)
    return {"origin": HOSTILE[0]["text"], "trouble": 1.5, "languages": "en fr", "remarks": (HOSTILE[4]["text"],)} | numbers


def _drift() -> dict[str, Any]:
    return {"origin": HOSTILE[0]["text"], "kind": "infected", "message": HOSTILE[4]["text"], "now": 0.5, "usual": 0.01}


def write_report(folder: Path) -> Path:
    """The report of two runs over these sources, so that there is a course over time; gives its folder."""
    seeds, cleaned = write_seeds(folder / "seeds"), folder / "cleaned"
    held: list[Ruling] = []

    def rule(*arguments: Any, **options: Any) -> Ruling:
        held.append(told_gate(*arguments, **options))
        return held[-1]

    run_steps(seeds, cleaned, rule=rule)
    (seeds / "late.txt").write_text(f"{_STORY} The bridge is the oldest of the province.\n", "utf-8")
    outcome = run_steps(seeds, cleaned, rule=rule)
    pages.write_report(cleaned, outcome, held[-1])
    return cleaned / "report"
