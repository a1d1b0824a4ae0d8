"""The five real sources come out as the fourteen exact articles."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk.ledger import rebuild_source
from copydesk.record import article_record

ROOT = Path(__file__).resolve().parents[2]
GOLD: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _line in (ROOT / "tests/gold/seeds.jsonl").read_text("utf-8").splitlines():
    _story = json.loads(_line)
    GOLD[_story["file"]].append(_story)


@pytest.fixture(scope="module")
def cleaned() -> dict[str, copydesk.Cleaned]:
    """Every seed, cleaned without its side-car: what is in the file must be enough."""
    return {name: copydesk.clean((ROOT / "seeds" / name).read_bytes(), name=name) for name in GOLD}


@pytest.mark.parametrize("name", GOLD)
def test_texts_are_exact(cleaned: dict[str, copydesk.Cleaned], name: str) -> None:
    """Every story of the file, no other, and each to the letter."""
    assert [a.text for a in cleaned[name].articles] == [g["text"] for g in GOLD[name]]


@pytest.mark.parametrize("name", GOLD)
def test_fields_are_exact(cleaned: dict[str, copydesk.Cleaned], name: str) -> None:
    """Every field that the gold states, and nothing invented where it states null."""
    for gold, article in zip(GOLD[name], cleaned[name].articles, strict=True):
        record = json.loads(json.dumps(article_record(article)))
        for field in gold.keys() - {"file", "story", "stories", "text"}:
            assert record[field] == gold[field], field


@pytest.mark.parametrize("name", GOLD)
def test_ledger_rebuilds_the_source(cleaned: dict[str, copydesk.Cleaned], name: str) -> None:
    """The ledger's rows and the articles give the source's text back."""
    result = cleaned[name]
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == (ROOT / "seeds" / name).read_bytes().decode()


def test_spam_menu_and_footer_have_their_own_labels(cleaned: dict[str, copydesk.Cleaned]) -> None:
    """On the infected page the injected tail is spam, the menu navigation, the imprint copyright, the buttons share."""
    result = cleaned["000_5d87055259d79003.txt"]
    labels = {(result.page.source_text[r.start : r.end]).strip(): r.label for r in result.ledger}
    imprint = [label for text, label in labels.items() if text.startswith("Copyright 1995 - . All rights reserved. The content")]
    assert imprint == ["copyright"]
    assert labels["Share - WeChat"] == "share"
    spam = [text for text, label in labels.items() if label == "spam"]
    assert len(spam) == 1
    assert spam[0].startswith("亚洲")
    assert any(f.kind == "infected" for f in result.findings)


def test_lossy_damage_is_recorded_with_what_it_was(cleaned: dict[str, copydesk.Cleaned]) -> None:
    """The question mark that a broken export put into Français is recorded as lossy, before and after."""
    rows = [r for r in cleaned["000_5d87055259d79003.txt"].ledger if r.label == "lossy"]
    assert len(rows) == 1
    assert "?" in (rows[0].before or "")
    assert "ç" in (rows[0].after or "")
