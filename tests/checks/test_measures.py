"""What the worker measures: pure, small, and right about damage, traces and ledgers."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.copies import find_digest
from checks.damage import measure_damage
from checks.langdetection import detect_tongue, find_tongue, is_known
from checks.literals import Literals, find_words
from checks.measures import measure_articles, measure_ledger
from checks.repeats import Copies, Seen
from checks.rows import ArticleRow, LedgerRow
from checks.rows import LedgerRow as LedgerMeasures
from checks.totals import measure_run
from checks.traces import is_trace, read_lists
from checks.wellformed import is_edtf, read_day
from copydesk.types import Finding
from tests.checks.records import TEXT, build_cleaned, with_damage
from tests.checks.rows import ledger_row

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "seeds.jsonl"


def test_import_is_light() -> None:
    """A cleaning worker measures without Great Expectations, pandas or Prefect in its process."""
    code = "import checks.measures, sys; print([m for m in ('great_expectations', 'pandas', 'prefect', 'pyarrow') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_rows_are_plain() -> None:
    """A row has the stated columns, is JSON, and does not hold the text."""
    cleaned = build_cleaned({"title": "Harbour closed"})
    (row,), ledger = measure_articles(cleaned), measure_ledger(cleaned)
    assert tuple(row) == tuple(get_type_hints(ArticleRow)) and tuple(ledger) == tuple(get_type_hints(LedgerRow))
    assert json.loads(json.dumps(row)) == row and json.loads(json.dumps(ledger)) == ledger
    assert "storm had broken" not in json.dumps(row)


def test_measuring_is_pure() -> None:
    """The same source measures the same, and what was measured before changes nothing."""
    cleaned = build_cleaned({"text": TEXT})
    first = measure_articles(cleaned)
    measure_articles(build_cleaned({"text": "Порт старого города закрыли во вторник для всех судов после шторма."}))
    assert measure_articles(cleaned) == first


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800\udfff", "?" * 5000, "锟" * 5000, "Ã" * 5000, "\n" * 5000, "a" * 1_000_000])
def test_hostile_text(text: str) -> None:
    """Hostile text is measured in linear time, and its row is JSON."""
    start = time.process_time()
    (row,) = measure_articles(build_cleaned({"text": text, "title": text[:500], "authors": [text[:50]], "published": text[:40]}))
    json.dumps(row, ensure_ascii=False).encode("utf-8")
    assert time.process_time() - start < 5


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=400), title=st.one_of(st.none(), st.text(max_size=60)), stated=st.text(max_size=25))
def test_any_text_is_measured(text: str, title: str | None, stated: str) -> None:
    """Whatever the text, its row is JSON in UTF-8, counts are not negative, and it measures the same again."""
    source = build_cleaned({"text": text, "title": title, "published": stated, "authors": [stated], "language": stated or None})
    (row,) = measure_articles(source)
    json.dumps(row, ensure_ascii=False).encode("utf-8")
    assert min(row["mojibake"], row["lost"], row["boilerplate"], row["spam"], row["foreign_paragraphs"]) >= 0
    assert measure_articles(source) == [row]


@pytest.mark.skipif(not GOLD.exists(), reason="the gold of the seeds lies beside the checkout as ../shared/gold")
def test_gold_is_sound() -> None:
    """Every gold article of the five seeds measures without any fault, damage or trace."""
    records = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert len(records) == 14
    for record in records:
        (row,) = measure_articles(build_cleaned(record))
        assert not [name for name, value in row.items() if name.endswith("_fault") and value]
        assert (row["mojibake"], row["lost"], row["boilerplate"], row["spam"], row["controls"]) == (0, 0, 0, 0, 0)
        assert row["language"] == row["langdetect"] == "en" and row["is_nfc"] and not row["evidence"]


def test_lists_find_and_pass() -> None:
    """Each entry of the list of boilerplate finds its examples, and no entry finds what it should pass."""
    traces, _ = read_lists()
    for trace in traces:
        assert trace.finds and trace.passes and trace.why
        assert all(is_trace(trace, line) for line in trace.finds), trace.id
        assert not [line for line in trace.passes if any(is_trace(other, line) for other in traces)], trace.id


def test_lost_beyond_repair_is_counted() -> None:
    """Characters that the cleaning itself gave up count for the article that kept them, and for no other."""
    cleaned = build_cleaned({"text": TEXT}, {"text": TEXT.replace("storm", "flood"), "story": 2})
    at = cleaned.page.text.index("flood")
    first, second = measure_articles(with_damage(cleaned, at, at + 5))
    assert (first["lost"], second["lost"]) == (0, 5)


def test_ledger_of_a_sound_source() -> None:
    """Spans that tile the source leave no gap and no overlap, and rebuild it."""
    cleaned = build_cleaned({"text": TEXT}, {"text": TEXT + "\n\nMore.", "story": 2})
    row = measure_ledger(cleaned)
    assert (row["gaps"], row["overlaps"], row["strays"], row["rebuild_fault"]) == (0, 0, 0, None)
    assert row["kept"] == row["length"] == len(cleaned.page.source_text) and row["articles"] == 2


def test_ledger_of_a_broken_source() -> None:
    """A missing span is a gap, a doubled one an overlap, and neither rebuilds the source."""
    cleaned = build_cleaned({"text": TEXT}, {"text": TEXT + "\n\nMore.", "story": 2})
    first, second = cleaned.ledger
    torn = measure_ledger(replace(cleaned, ledger=(second,)))
    assert torn["gaps"] == 1 and torn["rebuild_fault"]
    doubled = measure_ledger(replace(cleaned, ledger=(first, first, second)))
    assert doubled["overlaps"] == 1 and doubled["rebuild_fault"]
    stray = measure_ledger(replace(cleaned, articles=cleaned.articles[:1]))
    assert stray["strays"] == 1


def test_findings_reach_the_ledger_row() -> None:
    """What the cleaning found about the source as a whole is in its row: a stated count, an infection."""
    found = (Finding("stated-count", "page.txt announces 3 stories but holds 1"), Finding("infected", "page.txt carries spam"))
    row = measure_ledger(with_damage(build_cleaned({}, findings=found), 4, 8))
    assert row["infected"] and row["stated_fault"] == "page.txt announces 3 stories but holds 1" and row["damaged"] == 1
    assert measure_run([row], sources_in=1, sources_refused=0)["damaged_sources"] == 1


def test_run_counts() -> None:
    """Every source is accounted for by a ledger or a refusal; what is left over is unaccounted."""
    rows: list[LedgerMeasures] = [ledger_row(source="a"), ledger_row(source="b", articles=0, infected=True)]
    run = measure_run(rows, sources_in=4, sources_refused=1)
    assert (run["sources_cleaned"], run["sources_unaccounted"], run["sources_without_articles"], run["infected_sources"]) == (2, 1, 1, 1)


def test_langdetect_is_the_same_every_time() -> None:
    """The opinion on a text does not hang on chance or on the texts before it."""
    text = "Havnen i gamlebyen ble stengt for alle skip på tirsdag etter at en storm hadde ødelagt ytterveggen to steder, sa kommunen."
    assert {detect_tongue(text) for _ in range(20)} == {"no"}


def test_langdetect_knows_its_limits() -> None:
    """No opinion on too little text; no profile for Kazakh, Serbian or Galician; neighbours count as one."""
    assert detect_tongue("Hello there") is None and detect_tongue("") is None and detect_tongue("1234 " * 100) is None
    assert not is_known("kk") and not is_known("sr-Cyrl") and not is_known("gl") and is_known("zh-Hant") and is_known("nb")
    assert find_tongue("nn") == find_tongue("no") and find_tongue("zh-cn") == find_tongue("zh-Hans")


def test_damage_examples() -> None:
    """The first example of damage is quoted, and paragraphs without any are passed over."""
    found = measure_damage(["All well here.", "Le cafÃ© est fermÃ©.", "and ???? again"])
    assert found.mojibake == 2 and found.lost == 4 and found.example and "cafÃ©" in found.example


def test_copies() -> None:
    """The same words are a copy whatever the punctuation; other words and texts of few letters are not."""
    words = " ".join(f"council member number{n} approved regional spending" for n in range(60))
    copies = Copies()

    def find(id: str, text: str) -> str | None:
        return copies.find_copies([id], [find_digest(find_words(text))])[0]

    assert find("a", words) is None
    assert find("b", words.replace(" ", "; ").upper()) == "a"
    assert find("c", words + " and more") is None
    assert find("e", "Results will follow.") is None and find("f", "Results will follow.") is None


def test_names_that_came_before() -> None:
    """Each name has the place of its first coming, over batches of any size, as a dictionary would have it."""
    chance = random.Random(3)
    names = [f"name {chance.randrange(700)}" for _ in range(1500)]
    first: dict[str, int] = {}
    wanted = [first.setdefault(name, place) for place, name in enumerate(names)]
    seen, found = Seen(), []
    while len(found) < len(names):
        found += seen.add(names[len(found) : len(found) + chance.randrange(40)]).tolist()
    assert found == wanted and len(seen) == len(first) and seen.count == len(names)
    assert seen.find(["name 0", "another"]).tolist() == [first["name 0"], -1] and Seen().find(["x"]).tolist() == [-1]


def test_copies_across_batches() -> None:
    """The first of many texts with the same words is named, whatever batch each came in; a text shown again is no copy."""
    copies = Copies()
    assert copies.find_copies(["a", "b", "c"], ["1", "", "2"]) == [None, None, None]
    assert copies.find_copies(["d", "a"], ["3", "1"]) == [None, None]
    assert copies.find_copies(["e", "f", "g"], ["2", "3", "2"]) == ["c", "d", "c"]


def test_literals() -> None:
    """A literal is found by its first word, a sign anywhere, a stem of another script inside a word."""
    literals = Literals(["slot gacor", "©", "подпис", "ugg"])
    for text, found in {
        "Slot Gacor hari ini": {"slot gacor"},
        "They struggled on a slot": set(),
        "© 2024, подписывайтесь": {"©", "подпис"},
    }.items():
        assert literals.find_in(text.casefold(), find_words(text)) == found


def test_dates() -> None:
    """ISO 8601 days and EDTF with unknown parts are told from what only looks like them."""
    assert [str(read_day(stated)) for stated in ("2025-08-21T09:17", "2025-08", "2025")] == ["2025-08-21", "2025-08-01", "2025-01-01"]
    assert not [stated for stated in ("2025-02-30", "21.8.2025", "2025-8-1", "", "２０２５-08-21x") if read_day(stated)]
    assert all(map(is_edtf, ("XXXX-08-29", "2025-XX-XX", "19XX", "XXXX-02-29", "2025-08")))
    assert not any(map(is_edtf, ("XXXX-02-30", "2025-13", "29 August", "XXXX-08-29T10:00")))
