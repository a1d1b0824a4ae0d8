"""Documents for measuring speed, made from the development data: as many as one likes, no two alike, the same on every machine.

A document is one of the development data's with the words inside each sentence in another order: its layout, letters and lengths
are real, its phrases occur nowhere else. One in twenty is a copy of an earlier one with its last paragraph cut off.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared/data"
KINDS = ("english", "chinese", "russian", "articles", "short", "pages", "dumps")
_MIX = (("articles", 60), ("pages", 37), ("dumps", 3))
_SENTENCE = re.compile(r"[^.!?。！？\n]+|[.!?。！？\n]+")
_COPIES = 20
_STEP = 1_000
_MOST_PAGE = 12_000


@cache
def read_pool(kind: str) -> tuple[str, ...]:
    """The development documents of a kind. ``articles``: clean texts in 98 languages; ``short``: one or two paragraphs of them, 300 to
    800 bytes; ``pages``: text pages in three flavours."""
    if kind in ("english", "articles"):
        return tuple(_read_articles(None if kind == "articles" else "en"))
    if kind == "short":
        return tuple(brief for text in read_pool("articles") if (brief := _beginning(text)) is not None)
    if kind in ("chinese", "russian"):
        return tuple(_read_articles("zh" if kind == "chinese" else "ru"))
    if kind == "pages":
        found = []
        for corpus in ("aeb", "atf", "fundus", "traf"):
            with gzip.open(DATA / f"boilerplate/{corpus}.text.jsonl.gz", "rt", encoding="utf-8") as file:
                found += [row["text"] for row in map(json.loads, file) if 200 < len(row["text"]) < _MOST_PAGE]
        return tuple(found)
    return tuple(path.read_bytes().decode("utf-8", "replace") for path in sorted((DATA / "split/files").glob("*.txt")))


def _beginning(text: str) -> str | None:
    """The first paragraphs of an article that are 300 to 800 bytes together; None where they are not."""
    taken = ""
    for paragraph in text.split("\n\n"):
        longer = f"{taken}\n\n{paragraph}" if taken else paragraph
        if len(longer.encode("utf-8", "surrogatepass")) > 800:
            break
        taken = longer
    return f"{taken.rstrip()}\n" if len(taken.encode("utf-8", "surrogatepass")) >= 300 else None


def _read_articles(language: str | None) -> Iterator[str]:
    with gzip.open(DATA / "language/cases.jsonl.gz", "rt", encoding="utf-8") as file:
        texts: dict[str, list[str]] = {}
        for row in map(json.loads, file):
            texts.setdefault(row["lang"], []).append(row["text"])
    for tongue, paragraphs in sorted(texts.items()):
        if language in (None, tongue):
            for start in range(0, len(paragraphs) - 7, 8):
                yield "\n\n".join(paragraphs[start : start + 8]) + "\n"
    if language in (None, "en"):
        for corpus in ("aeb", "atf"):
            with gzip.open(DATA / f"boilerplate/{corpus}.gold.jsonl.gz", "rt", encoding="utf-8") as file:
                yield from (row["gold"] + "\n" for row in map(json.loads, file) if 500 < len(row["gold"]) < _MOST_PAGE)


def make_documents(kind: str, count: int, start: int = 0) -> Iterator[str]:
    """``count`` documents of a kind (``mixed``: 60 % articles, 37 % pages, 3 % dumps) from number ``start`` on."""
    for number in range(start, start + count):
        choose = random.Random(f"{kind}-{number - number % _STEP}-{number % _STEP}")
        if number % _COPIES == _COPIES - 1:
            choose = random.Random(f"{kind}-{number - number % _STEP}-{number % _STEP - 7}")
            text = _document(kind, choose).rstrip()
            yield (text.rpartition("\n\n")[0] or text) + "\n"
        else:
            yield _document(kind, choose)


def _document(kind: str, choose: random.Random) -> str:
    if kind == "mixed":
        kind = choose.choices([name for name, _ in _MIX], [share for _, share in _MIX])[0]
    text = choose.choice(read_pool(kind))
    return "".join(_shuffled(part, choose) if len(part) > 40 else part for part in _SENTENCE.findall(text))


def _shuffled(sentence: str, choose: random.Random) -> str:
    """The sentence with its inner words (inner characters where there are no spaces) in another order."""
    words = sentence.split(" ")
    if len(words) > 3:
        inner = words[1:-1]
        choose.shuffle(inner)
        return " ".join([words[0], *inner, words[-1]])
    letters = list(sentence[2:-2])
    choose.shuffle(letters)
    return sentence[:2] + "".join(letters) + sentence[-2:]


def write_corpus(folder: Path, kind: str, count: int, each: int = 500) -> int:
    """The documents as ``.jsonl`` files of ``each``, or as text files in folders of a thousand where ``each`` is 1; gives their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for start in range(0, count, max(each, _STEP if each == 1 else 1)):
        most = _STEP if each == 1 else each
        lines = []
        for number, text in enumerate(make_documents(kind, min(most, count - start), start), start):
            raw = text.encode("utf-8", "surrogatepass")
            size += len(raw)
            if each == 1:
                (folder / f"{start:08}").mkdir(exist_ok=True)
                (folder / f"{start:08}/{number:08}.txt").write_bytes(raw)
                continue
            day = 1 + number % 28
            lines.append(json.dumps({"id": f"{number:08}", "text": text, "received": f"2025-03-{day:02}T06:00:00Z"}, ensure_ascii=False))
        if each != 1:
            (folder / f"{start:08}.jsonl").write_text("\n".join(lines) + "\n", "utf-8", "surrogatepass")
    return size
