"""Cases as data, by where they come from: wild, synthetic, negative, known failures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.charset.segments import read_bytes, write_bytes
from copydesk.mojibake import repair_text

CASES = Path(__file__).parent / "cases"


def load(name: str) -> Any:
    return json.loads((CASES / name).read_text("utf-8"))


SYNTHETIC = load("synthetic.json")


def damage(text: str, chain: str) -> str:
    for link in chain.split():
        writer, reader = link.split(">")
        raw = write_bytes(text, writer)
        text = read_bytes(raw, reader)
    return text


@pytest.mark.parametrize("case", load("wild.json"), ids=lambda c: c["found"])
def test_wild_finds_are_mended(case: dict[str, str]) -> None:
    """What was found on real pages reads as it was written, under the label of its kind."""
    repair = repair_text(case["text"])
    assert repair.text == case["truth"]
    assert case["label"] in {e.label.value for e in repair.edits}


@pytest.mark.parametrize(("lang", "chain"), SYNTHETIC["chains"], ids=lambda x: str(x))
def test_chains_are_undone(lang: str, chain: str) -> None:
    """A sentence comes back through each of the daily chains."""
    truth = SYNTHETIC["sentences"][lang]
    assert repair_text(damage(truth, chain)).text == truth


@pytest.mark.parametrize("case", load("made.json"), ids=lambda c: c["why"])
def test_made_damage_is_mended(case: dict[str, str]) -> None:
    """Sentences written for this test come back from readers, chains and losses that no other case has."""
    assert repair_text(case["text"]).text == case["truth"]


@pytest.mark.parametrize("lang", SYNTHETIC["sentences"])
def test_sound_sentences_stay(lang: str) -> None:
    """The same sentences undamaged are left as they are."""
    text = SYNTHETIC["sentences"][lang]
    repair = repair_text(text)
    assert (repair.text, repair.edits, repair.unrecoverable) == (text, (), ())


@pytest.mark.parametrize("text", load("negative.json"))
def test_look_alikes_stay(text: str) -> None:
    """What only looks damaged is left as it is and not flagged."""
    repair = repair_text(text)
    assert repair.text == text
    assert repair.unrecoverable == ()


@pytest.mark.parametrize("case", load("known_failures.json"), ids=lambda c: c["why"])
@pytest.mark.xfail(strict=True, reason="known limits, each with its why")
def test_known_failures(case: dict[str, str]) -> None:
    """What is not mended yet is written down; a case that begins to pass must move to the others."""
    assert repair_text(case["text"]).text == case["truth"]


@pytest.mark.parametrize(
    "ruin",
    [
        "锟斤拷锟斤拷 烫烫",
        "пїЅпїЅпїЅпїЅпїЅпїЅ пїЅпїЅпїЅпїЅпїЅ пїЅ пїЅпїЅпїЅпїЅпїЅпїЅпїЅ.",
        "占쏙옙占쏙옙",
        "ï¿½ï¿½",
        "пїЅпїЅ",
        "他说锛?她笑",
        "как 鈥? так",
        "?????? ???? ?????? ????.",
        "Der Pr\ufffd\ufffd\ufffd\ufffd",
        "ItÃ?Â¢â?¬â?¢s classic, for goodnessÃ?Â¢â?¬â?¢ sake!",
    ],
)
def test_ruins_are_flagged(ruin: str) -> None:
    """What is beyond repair is flagged at its place."""
    found = repair_text(ruin).unrecoverable
    assert found
    assert all(0 <= d.start < d.end for d in found)


def test_one_line_helps_the_next() -> None:
    """A chain seen plainly in one line mends a weak find in another line of the same source."""
    text = "Rz¹d og³osi³, ¿e zmieni przepisy dotycz¹ce ma³ych firm.\nTo p³yta.\n"
    assert repair_text(text).text == "Rząd ogłosił, że zmieni przepisy dotyczące małych firm.\nTo płyta.\n"


def test_line_breaks_and_other_lines_are_untouched() -> None:
    """Only the damaged stretch is edited, and edits are tight."""
    text = "Sound line.\r\ncafÃ© au lait\r\nanother, also sound"
    repair = repair_text(text)
    assert repair.text == "Sound line.\r\ncafé au lait\r\nanother, also sound"
    assert [(e.before, e.after) for e in repair.edits] == [("Ã©", "é")]
