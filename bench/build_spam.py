"""Rebuild the data of the spam finder: the function words of many languages, and the weights of the line model.

    .venv/bin/python bench/build_spam.py words|weights
"""

from __future__ import annotations

import collections
import gzip
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared" / "data"
OUT = ROOT / "copydesk" / "spam" / "data"


def rows(path: Path) -> list[dict]:
    """JSON lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def build_function_words(top: int = 45) -> None:
    """The most frequent short words of each language, counted over sentences; digits and lexicon entries stay out."""
    from copydesk.spam.lexicon import UNSPACED, load_lexicon
    from copydesk.spam.words import find_words, fold

    lexicon = load_lexicon()
    seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    total: collections.Counter[str] = collections.Counter()
    for row in rows(SHARED / "language/cases.jsonl.gz") + rows(SHARED / "repair/clean.jsonl.gz"):
        words = set(find_words(fold(row["text"])))
        seen[row["lang"]].update(words)
        total[row["lang"]] += 1
    out = {}
    for lang in sorted(seen):
        if total[lang] < 30:
            continue
        good = [w for w, n in seen[lang].most_common(120) if n >= max(4, 0.012 * total[lang]) and len(w) <= 7 and w.isalpha() and not UNSPACED.search(w)]
        good = [w for w in good if not any(tier == 2 for _, tier in lexicon.find_entries(w)) and w not in lexicon.words]
        out[lang] = " ".join(good[:top])
    (OUT / "function_words.json").write_text(json.dumps({k: v for k, v in out.items() if v}, ensure_ascii=False, indent=0) + "\n", "utf8")


if __name__ == "__main__":
    {"words": build_function_words}[sys.argv[1]]()
