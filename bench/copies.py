"""Copies found among stories, their copies and their look-alikes: precision, recall, and the cost of a text.

    python -m bench.copies [--seed N] [--wrong N]

The search is the one of a run: signatures, candidates, alignment. Precision is the share of links that join two copies of
one story, recall the share of copies that are linked to theirs. Needs ``../shared`` beside the checkout. Ends with exit code
1 where precision is under 99.5 % or recall under 95 %.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from bench.copies_data import DATA, Text, make_copies, make_lookalikes, read_stories
from bench.copies_templates import make_reports
from copydesk.copies import find_digest, find_letters, find_sketch
from copydesk.copies.order import find_stated
from flows.copies.duplicates import find_copies
from flows.copies.found import Copies

PRECISION, RECALL = 0.995, 0.95


def make_texts(seed: int) -> dict[str, Text]:
    """Everything by id, in an order that tells nothing."""
    choose = random.Random(seed)
    stories = read_stories()
    short = [s for s in stories[::3] if 100 < len(s.paragraphs[0]) < 400]
    briefs = [Text(f"{s.group}-brief", "brief", s.title, (s.paragraphs[0],), s.day) for s in short]
    whole = [s for n, s in enumerate(stories) if n % 3 or not 100 < len(s.paragraphs[0]) < 400]
    texts = [*whole, *briefs, *make_copies(whole, choose), *make_lookalikes(whole, choose), *make_reports(choose)]
    texts += [Text(b.group, "brief, noticed", "In brief", (*b.paragraphs, ""), b.day + 1) for b in briefs[::2]]
    choose.shuffle(texts)
    return {f"{number:08x}-0": text for number, text in enumerate(texts)}


def search(texts: dict[str, Text]) -> Copies:
    """What a run finds among them."""
    rows = []
    for id, text in texts.items():
        letters = find_letters("\n\n".join(text.paragraphs))
        stated = find_stated(f"2025-03-{text.day + 1:02}", None, None)
        rows.append({"article": id, "stated": stated, "digest": find_digest(letters), "sketch": find_sketch(letters).tobytes()})
    schema = pa.schema([("article", pa.string()), ("stated", pa.string()), ("digest", pa.uint64()), ("sketch", pa.binary())])

    def articles(ids: pa.Array | None) -> Iterator[pa.Table]:
        held = [(id, texts[id]) for id in (texts if ids is None else ids.to_pylist())]
        bodies = ["\n\n".join(text.paragraphs) for _, text in held]
        columns = {"id": [id for id, _ in held], "title": [text.title for _, text in held], "text": bodies}
        yield pa.table({**columns, "runs": pa.nulls(len(held), pa.binary())})

    with tempfile.TemporaryDirectory() as home:
        return find_copies([pa.Table.from_pylist(rows, schema=schema)], articles, Path(home, "work"))


def main() -> int:
    """Print the table; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong and missed links")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("bench.copies: the development data (../shared) is not beside the checkout")
        return 0
    texts = make_texts(arguments.seed)
    start = time.process_time()
    copies = search(texts).by_id()
    seconds = time.process_time() - start
    sizes = Counter(text.group for text in texts.values())
    first: dict[str, str] = {}
    for id, text in sorted(texts.items(), key=lambda item: (item[1].day, item[0])):
        first.setdefault(text.group, id)
    right: dict[str, int] = defaultdict(int)
    wrong: list[tuple[str, str]] = []
    missed: list[tuple[str, str]] = []
    totals: dict[str, int] = defaultdict(int)
    for id, text in texts.items():
        copy = copies.get(id)
        if copy is not None and texts[copy.of].group != text.group:
            wrong.append((id, copy.of))
        if sizes[text.group] > 1 and id != first[text.group]:
            totals[text.kind] += 1
            if copy is not None and texts[copy.of].group == text.group:
                right[text.kind] += 1
            else:
                missed.append((id, first[text.group]))
    links = len(copies)
    precision, recall = 1 - len(wrong) / max(1, links), sum(right.values()) / sum(totals.values())
    print(f"{len(texts)} texts, {links} links, {seconds / len(texts) * 1000:.2f} ms a text")
    for kind in sorted(totals):
        print(f"  {kind:28} {right[kind]:5} of {totals[kind]:5} found")
    for kind, count in sorted(Counter(texts[id].kind for id, _ in wrong).items()):
        print(f"  {kind:28} {count:5} linked wrongly")
    print(f"precision {100 * precision:.2f} %  recall {100 * recall:.2f} %")
    for title, pairs in (("wrong", wrong), ("missed", missed)):
        for id, other in pairs[: arguments.wrong]:
            print(f"-- {title}: {texts[id].kind} / {texts[other].kind}")
            for text in (texts[other], texts[id]):
                print("   ", " | ".join(text.paragraphs)[:400])
    return int(precision < PRECISION or recall < RECALL)


if __name__ == "__main__":
    sys.exit(main())
