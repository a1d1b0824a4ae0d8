"""Builds ``data/neighbours.json`` and ``data/expected.json`` from labelled sentences. Not needed at run time.

    python -m copydesk.language.build_tables SENTENCES.jsonl.gz [HELD_OUT.jsonl.gz]

SENTENCES: one object a line with ``text``, ``lang`` and ``cls``; lines of the class ``sentence`` count. HELD_OUT: cases with
``text``; a sentence whose first 60 characters occur in one of them is left out, so that figures on them are honest.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

from copydesk.language.neighbours import LENGTHS, UNIT, WORD, pieces_of
from copydesk.language.scripts import script_shares
from copydesk.language.voices import ask_cld2, readable

GROUPS = {("nb", "nn", "da"): 15.0, ("xh", "zu"): 25.0, ("st", "tn"): 2.0, ("id", "ms"): 15.0, ("mk", "sr", "bg"): 18.0}
"""Groups, and the nats that the voices' own word is worth against the pieces: best in two-fold cross-validation."""
REACH = {"id": 80}
"""Distinct words looked at, 30 for the other groups: in a longer text CLD2 is surer than any table."""
PIECES = 3000
"""Pieces kept per group: 6000 and 20 000 did worse in cross-validation."""
MIN_SENTENCES = 3
QUANTILE = 0.03
"""Share of sound sentences of a language whose CLD2 score lies below the expected one, and which ask a second voice."""

DATA = Path(__file__).parent / "data"


def read_rows(path: str) -> list[dict[str, str]]:
    """The objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf8") as stream:
        return [json.loads(line) for line in stream]


def read_sentences(path: str, held_out: str | None) -> dict[str, list[str]]:
    """Sentences by primary language subtag, those that occur in the held-out cases left out."""
    seen = "\n".join(row["text"] for row in read_rows(held_out)) if held_out else ""
    found: dict[str, list[str]] = {}
    for row in read_rows(path):
        if row["cls"] == "sentence" and (not seen or row["text"][:60] not in seen):
            found.setdefault(row["lang"].split("-")[0], []).append(row["text"])
    return found


def build_group(languages: tuple[str, ...], loyalty: float, sentences: dict[str, list[str]], script: str) -> dict[str, object]:
    """Log-odds of the pieces that tell the languages apart, in sixteenths of a nat: naive Bayes over sentences."""
    counts: list[Counter[str]] = []
    totals: list[int] = []
    for language in languages:
        texts = [t for t in sentences[language] if (script_shares(t) or (("", 0.0),))[0][0] == script]
        counts.append(Counter(p for t in texts for p in set().union(*(pieces_of(w) for w in WORD.findall(t.lower())))))
        totals.append(len(texts))
    ranked = []
    for piece in set().union(*counts):
        numbers = [c[piece] for c in counts]
        if sum(numbers) < MIN_SENTENCES:
            continue
        odds = [(n + 0.3) / (total + 1) for n, total in zip(numbers, totals, strict=True)]
        mean = sum(odds) / len(odds)
        weights = [round(UNIT * math.log(p / mean)) for p in odds]
        gain = sum(p * math.log(p / mean) for p in odds)
        ranked.append((-gain, piece, weights))
    kept = sorted(ranked)[:PIECES]
    members = [f"{language}-{script}" for language in languages]
    pieces = {piece: weights for _, piece, weights in sorted(kept, key=lambda row: row[1])}
    return {"languages": list(languages), "members": members, "loyalty": loyalty, "reach": REACH.get(languages[0], 30), "pieces": pieces}


def build_expected(sentences: dict[str, list[str]]) -> dict[str, int]:
    """The CLD2 score that all but a few sound sentences of a language reach."""
    expected = {}
    for language, texts in sorted(sentences.items()):
        scores = []
        for text in texts:
            heard = ask_cld2(readable(text))
            if heard and heard[0].language == language:
                scores.append(heard[0].score)
        if len(scores) >= 50:
            expected[language] = int(sorted(scores)[int(len(scores) * QUANTILE)])
    return expected


def main() -> None:
    """Write both tables."""
    sentences = read_sentences(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    groups = [build_group(g, loyalty, sentences, "Cyrl" if "mk" in g else "Latn") for g, loyalty in GROUPS.items()]
    source = "Sentences of the Wortschatz corpora (CC BY), counted by build_tables.py"
    table = {"source": source, "unit": f"nat/{UNIT}", "lengths": LENGTHS, "groups": groups}
    (DATA / "neighbours.json").write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", "utf8")
    (DATA / "expected.json").write_text(json.dumps(build_expected(sentences), indent=0) + "\n", "utf8")


if __name__ == "__main__":
    main()
