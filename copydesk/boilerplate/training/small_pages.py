"""Small scraped pages in every language: what a reader of a local paper's site in Thai, Kazakh or Spanish gets, ten to fifty lines.

The labelled pages are long and mostly English or German. These are put together from sound sentences of a language and from what
its papers write in menus and boxes; where that is not known, and often where it is, words of the language stand in for it, so
that shape and place are learnt and not the words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from copydesk.boilerplate.menus import read_menus
from copydesk.boilerplate.training.cases import Case, read_rows

MENU = ("home", "news", "politics", "economy", "sport", "culture", "world", "health", "technology", "opinion")
UNSPACED = frozenset({"zh", "zh-Hans", "zh-Hant", "ja", "th", "lo", "km", "my", "bo"})
SERVICES = ("Facebook", "X", "Twitter", "WhatsApp", "Telegram", "LinkedIn", "E-mail", "Pinterest", "VK", "LINE", "微信")
SAME = {"zh-Hans": "zh", "no": "nb", "nn": "nb"}
UNKNOWN = 0.35
"""Share of the pages whose menus are words that no list holds."""


def read_sentences(data: Path) -> dict[str, list[str]]:
    """Sentences of thirty characters and more by language (twelve in scripts that say more with one)."""
    by: dict[str, list[str]] = {}
    for path, kinds, key in (
        ("repair/clean.jsonl.gz", {"sentence"}, "cls"),
        ("language/cases.jsonl.gz", {"sentence", "paragraph"}, "kind"),
    ):
        for row in read_rows(data / path):
            text = " ".join(row["text"].split())
            if row[key] in kinds and len(text) >= (12 if row["lang"] in UNSPACED else 30):
                by.setdefault(SAME.get(row["lang"], row["lang"]), []).append(text)
    return {language: found for language, found in sorted(by.items()) if len(found) >= 12}


class _Maker:
    """One page in the making: lines and their labels."""

    def __init__(self, language: str, sentences: list[str], chance: random.Random) -> None:
        self.chance, self.language = chance, language
        # A headline, a tag and a caption share the story's words; a menu and other headlines seldom do.
        at = chance.randrange(max(1, len(sentences) - 14))
        self.story, self.others = sentences[at : at + 14], sentences[:at] + sentences[at + 14 :] or sentences
        self.untold = list(self.story)
        self.lines: list[tuple[str, str]] = []
        self.glue = "" if language in UNSPACED else " "
        known = read_menus().get(language)
        self.known = known if known is not None and chance.random() > UNKNOWN else None

    def words(self, least: int, most: int, *, own: bool = False) -> str:
        """Some words in a row, the story's ``own`` or others, as a headline, a name or a menu entry has them; characters in scripts
        without spaces."""
        sentence = self.chance.choice(self.story if own else self.others)
        size = self.chance.randint(least, most)
        if self.glue:
            parts = sentence.split()
            at = self.chance.randrange(max(1, len(parts) - size))
            text = " ".join(parts[at : at + size])
        else:
            at = self.chance.randrange(max(1, len(sentence) - 3 * size))
            text = sentence[at : at + 3 * size]
        text = text.strip(" .,;:!?。，、！？\"'«»“”()")
        return text[:1].upper() + text[1:]

    def phrase(self, column: str) -> str:
        """What the language's papers write there, or one or two words in its stead."""
        text = self.known[column] if self.known is not None else self.words(1, 2)
        return text.upper() if self.chance.random() < 0.08 else text

    def put(self, label: str, *lines: str) -> None:
        """Add lines of one label."""
        self.lines += ((line, label) for line in lines if line)

    def entries(self, texts: list[str]) -> None:
        """A menu: one entry a line, or several joined."""
        style = self.chance.random()
        if style < 0.6:
            self.put("0", *texts)
        else:
            joint = self.chance.choice((" ", " | ", " · ", " / ", " > ", "  ", " - "))
            step = self.chance.choice((3, 5, len(texts)))
            self.put("0", *(joint.join(texts[i : i + step]) for i in range(0, len(texts), step)))

    def headlines(self, count: int) -> None:
        """Headlines of other stories, sometimes numbered or dated."""
        form = self.chance.choice(("{}", "{}", "{}", "{n} {}", "{n}. {}", "- {}", "{} - 12:4{n}", "• {}"))
        self.put("0", *(form.format(self.words(4, 11), n=i + 1) for i in range(count)))

    def top(self) -> None:
        """Name of the site, menu, what stands beside it, breadcrumb."""
        chance = self.chance
        if chance.random() < 0.6:
            self.put("0", self.words(1, 3))
        if chance.random() < 0.85:
            menu = list(MENU[: chance.randint(3, len(MENU))])
            chance.shuffle(menu)
            self.entries([self.phrase(column) for column in menu])
        for column, share in (("login", 0.3), ("search", 0.25), ("newsletter", 0.2)):
            if chance.random() < share:
                self.put("0", self.phrase(column))
        if chance.random() < 0.25:
            self.put("0", chance.choice((" > ", " / ", " » ")).join((self.phrase("home"), self.phrase(chance.choice(MENU)))))

    def head(self, *, bare: bool = False) -> None:
        """Headline, deck, author, date, share bar, caption; of a ``bare`` article the first four, which other finders lift."""
        chance = self.chance
        if bare:
            self.put("-", *(self.words(2, 12, own=True) for _ in range(chance.randint(0, 3))))
            return
        self.put("0", self.words(5, 12, own=True))
        if chance.random() < 0.3:
            self.put("-", self.words(8, 16, own=True))
        if chance.random() < 0.5:
            self.put("0", self.words(2, 3))
        if chance.random() < 0.7:
            date = chance.choice(("{d}.{m:02d}.2023 1{x}:4{x}", "2024-0{x}-1{x}", "{d}/{m}/2022", "2023年{m}月{d}日", "{d} {w} 2023"))
            date = date.format(d=chance.randint(1, 28), m=chance.randint(1, 12), x=chance.randint(1, 9), w=self.words(1, 1))
            self.put("0", f"{self.phrase('updated')} {date}" if chance.random() < 0.25 else date)
        if chance.random() < 0.5:
            self.put("0", self.phrase("share"))
            if chance.random() < 0.6:
                self.entries(chance.sample(SERVICES, chance.randint(2, 4)))
        if chance.random() < 0.35:
            self.put("0", chance.choice(("{p}: {w}", "{h} {p}: {w}", "{h} / {w}", "{h} ({w})")).format(
                p=self.phrase("photo"), w=self.words(1, 2), h=self.words(4, 10, own=True)))  # fmt: skip

    def paragraph(self) -> str:
        """One to three sentences that were not told yet."""
        size = self.chance.randint(1, 3)
        told, self.untold = self.untold[:size], self.untold[size:]
        return self.glue.join(told)

    def body(self, *, bare: bool = False) -> None:
        """Paragraphs, and what stands between them; in a ``bare`` article sub-headings only."""
        chance = self.chance
        for number in range(chance.randint(2, 8)):
            if not self.untold:
                return
            if number and not bare and chance.random() < 0.14:
                kind = chance.random()
                if kind < 0.5:
                    self.put("0", self.phrase("read also") + chance.choice(("", ":")))
                    self.headlines(chance.randint(1, 3))
                elif kind < 0.65:
                    self.put("0", f"{self.phrase('read also')}: {self.words(4, 10)}")
                elif kind < 0.85:
                    self.put("0", self.phrase("advert"))
                else:
                    self.put("0", f"{self.phrase('photo')}: {self.words(1, 2)}")
            elif number and chance.random() < 0.12:
                self.put("1", self.words(2, 5, own=True))
            self.put("1", self.paragraph())

    def bottom(self) -> None:
        """Tags, boxes, other stories, footer."""
        chance = self.chance
        if chance.random() < 0.45:
            self.put("0", self.phrase("tags") + chance.choice(("", ":")))
            self.entries([self.words(1, 2, own=chance.random() < 0.7) for _ in range(chance.randint(1, 5))])
        if chance.random() < 0.3:
            self.put("0", self.phrase("share"), *chance.sample(SERVICES, chance.randint(1, 4)))
        for column, share in (("related", 0.5), ("most read", 0.35)):
            if chance.random() < share:
                self.put("0", self.phrase(column))
                self.headlines(chance.randint(1, 5))
        if chance.random() < 0.3:
            self.put("0", f"{self.phrase('comments')} ({chance.randint(0, 40)})" if chance.random() < 0.5 else self.phrase("comments"))
        if chance.random() < 0.25:
            self.put("0", self.words(5, 10), self.phrase("newsletter"))
        if chance.random() < 0.8:
            name = self.words(1, 3)
            rights = self.phrase("rights")
            forms = (f"© 2023 {name}. {rights}", f"{rights} © 2566", f"© {name} 2021", f"Copyright © 2024 {name}")
            self.put("0", chance.choice(forms))
        if chance.random() < 0.6:
            self.entries([self.phrase(column) for column in chance.sample(("privacy", "contact", "about", "advert"), chance.randint(2, 4))])

    def lay_out(self) -> tuple[str, str]:
        """Text and labels, with blank lines as scrapers leave them."""
        chance = self.chance
        gaps, pad = chance.choice(("none", "none", "body", "all")), " " * chance.choice((0, 0, 0, 4, 8))
        lines, labels = [], []
        for text, label in self.lines:
            lines.append(pad + text if chance.random() < 0.9 else text)
            labels.append(label)
            if gaps == "all" or (gaps == "body" and label == "1"):
                lines.append("")
                labels.append("-")
        return "\n".join(lines), "".join(labels)


def read_small_pages(data: Path, weight: float = 0.35, per_language: int = 16) -> Iterator[Case]:
    """Small pages, as many for each language; a language is a group of its own."""
    chance = random.Random(17)
    for language, sentences in read_sentences(data).items():
        for number in range(per_language):
            maker = _Maker(language, sentences, chance)
            plain = number % 4 == 3
            if not plain:
                maker.top()
            maker.head(bare=plain)
            maker.body(bare=plain)
            if not plain:
                maker.bottom()
            text, labels = maker.lay_out()
            kind = "article" if plain else "made"
            yield Case(f"{kind}:{language}:{number}", "small", f"language-{language}", text, labels, weight)
