"""Stories and what becomes of them on other sites, made from the development articles; and texts that only look alike.

Every story belongs to a group. Copies of a story have its group; look-alikes (templated reports, updates, press releases of
one firm, round-ups, stories that share a quotation) have groups of their own, so that a link between them is an error.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared/data"
NOTICES = (
    "Translated by our own staff. The original appeared in another language.",
    "The views expressed here are the author's own and do not reflect those of this newspaper. All rights reserved.",
    "免责声明：本文内容仅代表作者个人观点，与本网无关。转载请注明出处。",
    "本文由人工智能翻译，仅供参考，以原文为准。责任编辑：王伟",
    "Перевод с английского. При использовании материалов ссылка на источник обязательна.",
    "Übersetzung aus dem Englischen. Alle Rechte vorbehalten.",
    "Traducción del inglés. Prohibida la reproducción total o parcial sin autorización.",
    "ترجمة عن الإنجليزية. جميع الحقوق محفوظة.",
    "Ағылшын тілінен аударылды. Барлық құқықтар қорғалған.",
)
HEADLINES = ("In brief", "What we know so far", "独家报道", "Главное", "Das Wichtigste", "La noticia", "أهم الأنباء", "Update", "Focus")


_SENTENCES = re.compile(r"(?<=[.!?;:。！？；])\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """One article: ``group`` is its story, ``kind`` how it was made, ``day`` of publication 0 to 27."""

    group: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    day: int


def read_stories() -> list[Text]:
    """Whole articles: bodies of development pages, and paragraphs of 98 languages put together; no sentence comes twice."""
    stories: list[Text] = []
    for corpus in ("aeb", "atf", "fundus"):
        with gzip.open(DATA / f"boilerplate/{corpus}.gold.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                paragraphs = tuple(part.strip() for part in re.split(r"\n+", row["gold"]) if part.strip())
                if sum(map(len, paragraphs)) > 300:
                    stories.append(Text(row["page_id"], "story", paragraphs[0][:60], paragraphs, len(stories) % 20))
    seen: set[str] = {sentence for story in stories for part in story.paragraphs for sentence in _SENTENCES.split(part)}
    by_language: dict[str, list[str]] = defaultdict(list)
    with gzip.open(DATA / "language/cases.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            fresh = [part for part in _SENTENCES.split(row["text"]) if len(part) > 15 and part not in seen]
            seen.update(fresh)
            by_language[row["lang"]] += fresh
    for language, sentences in sorted(by_language.items()):
        parts = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
        stories += (
            Text(f"{language}-{number}", "story", parts[number][:40], tuple(parts[number : number + 5]), number % 20)
            for number in range(0, len(parts) - 4, 5)
        )
    return stories


def _cut(share: float) -> Callable[[Text, random.Random], tuple[str, ...]]:
    def cut(story: Text, choose: random.Random) -> tuple[str, ...]:
        whole, kept, size = sum(map(len, story.paragraphs)), [], 0
        for paragraph in story.paragraphs:
            if kept and size + len(paragraph) > share * whole:
                break
            kept.append(paragraph)
            size += len(paragraph)
        return tuple(kept)

    return cut


def _reordered(story: Text, choose: random.Random) -> tuple[str, ...]:
    paragraphs = list(story.paragraphs)
    choose.shuffle(paragraphs)
    return tuple(paragraphs)


def _noticed(story: Text, choose: random.Random) -> tuple[str, ...]:
    return (*story.paragraphs, *choose.sample(NOTICES, 2))


def _thinned(story: Text, choose: random.Random) -> tuple[str, ...]:
    """An inner paragraph left out here and there, the last one cut in the middle."""
    kept = [p for n, p in enumerate(story.paragraphs) if not n or choose.random() > 0.2]
    return (*kept[:-1], kept[-1][: 2 * len(kept[-1]) // 3])


def _restyled(story: Text, choose: random.Random) -> tuple[str, ...]:
    """Other quotation marks and dashes, paragraphs joined in pairs, a word in sixty left out or doubled."""
    out = []
    for paragraph in story.paragraphs:
        words = paragraph.translate(str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-", "«": '"', "»": '"'})).split(" ")
        out.append(" ".join(word for word in words if choose.random() > 1 / 60))
    joined = [" ".join(out[i : i + 2]) for i in range(0, len(out), 2)]
    return tuple(part for part in joined if part.strip()) or story.paragraphs


def _framed(story: Text, choose: random.Random) -> tuple[str, ...]:
    return (choose.choice(HEADLINES), *_cut(0.6)(story, choose), choose.choice(NOTICES))


WAYS: dict[str, Callable[[Text, random.Random], tuple[str, ...]]] = {
    "same words": lambda story, choose: story.paragraphs,
    "cut to 80 %": _cut(0.8),
    "cut to half": _cut(0.5),
    "cut to a third": _cut(0.36),
    "reordered": _reordered,
    "notices added": _noticed,
    "thinned": _thinned,
    "restyled": _restyled,
    "cut, framed": _framed,
}


def make_copies(stories: list[Text], choose: random.Random, each: int = 3) -> Iterator[Text]:
    """Copies of every story in ``each`` ways, under other headlines, on the same day or up to three later."""
    names = list(WAYS)
    for number, story in enumerate(stories):
        for step in range(each):
            kind = names[(number * each + step) % len(names)]
            paragraphs = WAYS[kind](story, choose)
            whole, here = sum(map(len, story.paragraphs)), sum(map(len, paragraphs))
            if paragraphs and here > 0.27 * whole:
                title = story.title if choose.random() < 0.3 else choose.choice(HEADLINES)
                yield Text(story.group, kind, title, paragraphs, story.day + choose.randrange(4))


def make_lookalikes(stories: list[Text], choose: random.Random) -> Iterator[Text]:
    """Texts that share much with a story and are another one."""
    long = [story for story in stories if len(story.paragraphs) > 5 and sum(map(len, story.paragraphs)) > 1500]
    for number, (story, other) in enumerate(zip(long, long[1:] + long[:1], strict=True)):
        size = sum(map(len, other.paragraphs))
        background = _cut(min(0.5, 0.6 * size / sum(map(len, story.paragraphs))))(story, choose)
        if sum(map(len, background)) < 0.62 * size:
            paragraphs = (*_changed(other, choose), *background)
            yield Text(f"update-{number}", "update with old background", other.title, paragraphs, story.day + 1)
        quote = max(story.paragraphs, key=len)
        yield Text(f"quote-{number}", "shares a quotation", other.title, (*_changed(other, choose), quote), story.day)
    short = [story for story in stories if len(story.paragraphs) > 2]
    for number in range(0, len(short) - 6, 6):
        items = tuple(story.paragraphs[0][:400] for story in short[number : number + 6])
        yield Text(f"round-up-{number}", "round-up", HEADLINES[0], items, short[number].day)


def _changed(story: Text, choose: random.Random) -> tuple[str, ...]:
    """The story told in other words: its words of every paragraph in another order, so that no phrase is left of it."""
    out = []
    for paragraph in story.paragraphs:
        words = paragraph.split() if " " in paragraph else list(paragraph)
        choose.shuffle(words)
        out.append((" " if " " in paragraph else "").join(words))
    return tuple(out)
