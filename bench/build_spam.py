"""Rebuild the data of the spam finder: the small words of many languages, and the line model.

    python -m bench.build_spam words      small words of each language, from the development sentences
    python -m bench.build_spam model      fit on all cases, write copydesk/spam/data/model.json: the same cases give the same bytes
    python -m bench.build_spam check      leave one trade (and its words), then a sixth of the languages out: the held-out figures

``model`` and ``check`` need scikit-learn, in the version of requirements-models.lock; nothing at run time does.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from bench.spam_cases import SHARED, rows  # noqa: E402
from bench.spam_training import Matrix, Sample, export, fit, measure_samples, np, weigh, write_json  # noqa: E402
from copydesk.spam.blocks import correct_scores  # noqa: E402
from copydesk.spam.finder import find_blocks  # noqa: E402
from copydesk.spam.lexicon import NO_TRADE, UNSPACED, build_lexicon, read_source  # noqa: E402
from copydesk.spam.words import find_words, fold  # noqa: E402

OUT = ROOT / "copydesk" / "spam" / "data"
CAUTION = 0.0
"""Added to the fitted bias, in log odds: a sentence lost weighs more than a keyword kept; chosen on the development pages."""
LANGUAGE_TURNS = 6


def build_function_words(top: int = 45) -> None:
    """The most frequent short words of each language, counted over sentences; digits and lexicon entries stay out."""
    lexicon = build_lexicon(read_source(), NO_TRADE)
    seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    total: collections.Counter[str] = collections.Counter()
    for row in rows(SHARED / "language/cases.jsonl.gz") + rows(SHARED / "repair/clean.jsonl.gz"):
        seen[row["lang"]].update(set(find_words(fold(row["text"]))))
        total[row["lang"]] += 1
    out = {}
    for lang in sorted(seen):
        if total[lang] < 30:
            continue
        good = [
            w
            for w, n in sorted(seen[lang].items(), key=lambda item: (-item[1], item[0]))[:120]
            if n >= max(4, 0.012 * total[lang]) and len(w) <= 7 and w.isalpha() and not UNSPACED.search(w)
        ]
        good = [w for w in good if not any(tier == 2 for _, tier in lexicon.find_entries(w)) and w not in lexicon.words]
        out[lang] = " ".join(good[:top])
    (OUT / "function_words.json").write_text(json.dumps({k: v for k, v in out.items() if v}, ensure_ascii=False, indent=0) + "\n", "utf8")


def judge(model: Any, matrix: Matrix, samples: list[Sample], chosen: list[int]) -> np.ndarray:
    """Sums over the chosen samples: junk, junk found, sound, sound lost, cases, perfect, negatives, alarmed (characters and cases)."""
    total = np.zeros(8)
    for i in chosen:
        s = samples[i]
        if not s.values:
            continue
        scores = correct_scores(s.units, [float(x) for x in np.clip(model.decision_function(matrix.parts[i]) + CAUTION, -8, 8)])
        path = np.zeros(len(s.units), dtype=bool)
        for start, end, _ in find_blocks(s.units, scores):
            path[start:end] = True
        size = np.array([len("".join(text.split())) for text in s.text])
        junk = s.label == 1
        sound = ~junk & ~s.neutral
        missed, lost = junk & ~path, sound & path
        total[:4] += size[junk].sum(), size[junk & path].sum(), size[sound].sum(), size[lost].sum()
        if junk.any():
            total[4:6] += 1, not missed.any() and not lost.any()
        else:
            total[6:] += 1, lost.any()
    return total


def line(name: str, t: np.ndarray) -> str:
    """One row of figures in per cent."""
    pc = lambda a, b: f"{100 * a / b:6.2f}" if b else "     -"  # noqa: E731
    kept = f"junk {pc(t[1], t[0])} loss {pc(t[3], t[2])} perfect {pc(t[5], t[4])} of {int(t[4]):5}"
    return f"{name:44} {kept} alarms {int(t[7]):4} of {int(t[6]):5}"


def check(samples: list[Sample]) -> None:
    """Hold-outs. Every turn leaves out a trade and a share of the kinds of look-alikes and of the pages; then languages by sixths."""
    matrix, weights = Matrix(samples), weigh(samples)
    everyone = range(len(samples))
    sums: dict[str, np.ndarray] = collections.defaultdict(lambda: np.zeros(8))
    trades = sorted({s.group for s in samples if "id" in s.case and s.case["junk"]})
    others = sorted({s.group for s in samples if s.case["junk"]} - set(trades))
    kinds = sorted({s.group for s in samples if not s.case["junk"]} - {"page", "file"})
    turns: list[list[str]] = [[trade] for trade in trades] + [others[n::12] for n in range(12)]
    for turn, out in enumerate(turns):
        left = set(out) | set(kinds[turn :: len(turns)])
        mine = [i for i in everyone if samples[i].group in left or (samples[i].group in ("page", "file") and i % len(turns) == turn)]
        inside = set(mine)
        model = fit(matrix, samples, weights, [i for i in everyone if i not in inside])
        for copy, what in (("", "trade out"), ("blind", "trade out, words hidden")):
            for dev in (True, False):
                chosen = [i for i in mine if samples[i].copy == copy and samples[i].case["junk"] and ("id" in samples[i].case) is dev]
                got = judge(model, matrix, samples, chosen)
                soft = "praise, " if out == ["flattery"] else ""
                sums[f"{what}, {soft}{'development' if dev else 'written'}"] += got
                if chosen:
                    print(line(f"  {' '.join(out)[:24]} {copy} {'development' if dev else 'written'}", got), flush=True)
        plain = [i for i in mine if not samples[i].case["junk"] and not samples[i].copy]
        for page, name in ((True, "whole pages out"), (False, "kinds of look-alikes out")):
            sums[name] += judge(model, matrix, samples, [i for i in plain if (samples[i].group in ("page", "file")) is page])
    languages = sorted({s.language for s in samples if s.case["junk"]})
    for turn in range(LANGUAGE_TURNS):
        names = set(languages[turn::LANGUAGE_TURNS])
        mine = [i for i in everyone if samples[i].language in names]
        inside = set(mine)
        model = fit(matrix, samples, weights, [i for i in everyone if i not in inside])
        for copy, what in (("", "languages out"), ("blind", "languages out, words of the trade hidden")):
            sums[what] += judge(model, matrix, samples, [i for i in mine if samples[i].copy == copy])
    for key, got in sums.items():
        print(line(key, got))


def write_model(samples: list[Sample]) -> None:
    """Fit on everything and write the shipped model."""
    matrix = Matrix(samples)
    model = fit(matrix, samples, weigh(samples), list(range(len(samples))))
    print(write_json(export(model, matrix.names, CAUTION), OUT / "model.json"), "bytes")


def main() -> None:
    """Does the one thing named on the command line; anything else is refused, since two of the three overwrite shipped data."""
    parser = argparse.ArgumentParser(prog="python -m bench.build_spam", description="Rebuild the data of the spam finder.")
    parser.add_argument("what", choices=("words", "model", "check"))
    what = parser.parse_args().what
    if what == "words":
        build_function_words()
    elif what == "check":
        check(measure_samples())
    else:
        write_model(measure_samples())


if __name__ == "__main__":
    main()
