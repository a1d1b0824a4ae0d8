"""Lists put together by lot from sound sentences of a hundred languages: keyword lists of trades that do not exist, and sound lists.

What a keyword list looks like has nothing to do with what it sells. So phrases are cut from sentences (words without small words among
them, in small letters, a name at the end perhaps, one head word in all of them perhaps) and strung together as robots do. The look-alikes
are made of the same sentences: names, tags of the host, headlines, menus, enumerations with an *and* before the end, figures, ingredients.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise

from bench.spam_cases import Case, place_block
from copydesk.spam.document import load_function_words
from copydesk.spam.lexicon import UNSPACED
from copydesk.spam.patterns import SMALL_MARKS
from copydesk.spam.words import fold

Hosts = dict[str, list[list[str]]]

SPACED = (", ", ", ", ", ", " | ", " / ", " - ", "; ", " • ", "\n", "\n", "\n")
CLOSED = (" ", " ", "、", "，", " | ", "\n")
SOUND_KINDS = ("names", "tags", "tags", "headlines", "menu", "clauses", "clauses", "figures", "labelled", "sections", "plain tags")
UNITS = ("g", "kg", "ml", "km", "%", "€", "$", "min", "cm", ":1", "-2", "°C")
_EDGES = " .,;:!?…\"'“”„«»()[]–—-؟،؛।۔。，、？！"
_CUT = re.compile(r"[\s。，、：；！？「」『』“”（）()《》\d]+")


class Words:
    """What a language's sentences are made of: phrases, names and words by themselves, in the order of its hosts."""

    def __init__(self, paragraphs: list[str]) -> None:
        small = load_function_words()
        self.phrases: list[str] = []
        self.names: list[str] = []
        self.words: list[str] = []
        self.closed = sum(bool(UNSPACED.search(text)) and " " not in text[:30] for text in paragraphs) > len(paragraphs) / 2
        for text in paragraphs:
            self._read_closed(text) if self.closed else self._read_spaced(text.split(), small)

    def _read_closed(self, text: str) -> None:
        marks = re.compile("|".join(pattern.pattern for pattern in SMALL_MARKS.values()))
        for part in _CUT.split(marks.sub(" ", text)):
            if 2 <= len(part) <= 4:
                self.words.append(part)
            if 4 <= len(part) <= 10:
                self.phrases.append(part)

    def _read_spaced(self, words: list[str], small: dict[str, frozenset[str]]) -> None:
        run: list[str] = []
        for before, word in pairwise([".", *words]):
            bare = word.strip(_EDGES)
            if bare.isalpha() and fold(bare) not in small and len(bare) > 2:
                if bare[0].isupper() and before[-1:] not in ".!?:":
                    self.names.append(bare)
                self.words.append(bare)
                run.append(bare)
            else:
                run = []
            if len(run) >= 2:
                self.phrases.append(" ".join(run[-random_size(run) :]))
            if word[-1:] in ",.;:!?":
                run = []


def random_size(run: list[str]) -> int:
    """Words of a phrase that ends here: two to four, told by the letters so that the same text gives the same phrases."""
    return 2 + len("".join(run)) % 3


def make_keywords(words: Words, chance: random.Random) -> str:
    """A keyword list of a trade that does not exist."""
    many = chance.randint(5, 14)
    picked = chance.sample(words.phrases, many)
    if words.closed:
        head = chance.choice(words.words)
        if chance.random() < 0.5:
            picked = [part + head if chance.random() < 0.8 else head + part for part in picked]
        return chance.choice(CLOSED).join(picked)
    style = chance.random()
    if style < 0.8:
        picked = [part.lower() for part in picked]
    elif style < 0.9:
        picked = [part[:1].upper() + part[1:] for part in picked]
    if chance.random() < 0.35:  # one head word in most, before or after
        head, after = chance.choice(words.words).lower(), chance.random() < 0.6
        bare = [chance.choice(part.split()) for part in picked] if chance.random() < 0.5 else picked
        picked = [(f"{part} {head}" if after else f"{head} {part}") if chance.random() < 0.85 else part for part in bare]
    share = chance.choice((0.0, 0.3, 0.5, 1.0)) if words.names else 0.0
    picked = [f"{part} {chance.choice(words.names)}" if chance.random() < share else part for part in picked]
    return chance.choice(SPACED).join(picked)


def make_sound(kind: str, words: Words, own: Words, host: list[str], chance: random.Random) -> str:
    """A list as sound pages have it; ``own`` are the words of the host."""
    many = chance.randint(4, 12)
    glue = chance.choice(CLOSED if words.closed else SPACED)
    names = words.names or words.words
    title = lambda text: text[:1].upper() + text[1:]  # noqa: E731

    def draw(source: list[str], n: int = 1) -> str:
        return ("" if words.closed else " ").join(chance.choice(source) for _ in range(n))

    if kind == "names":
        members = [draw(names, chance.randint(1, 3)) for _ in range(many)]
        if not words.closed and chance.random() < 0.5 and glue == ", ":
            members[-1] = f"{draw(words.words).lower()[:3]} {members[-1]}"
    elif kind in ("tags", "plain tags"):
        members = [draw(own.names if own.names and chance.random() < 0.5 else own.words, 1 + (chance.random() < 0.2)) for _ in range(many)]
        if kind == "plain tags":
            members, glue = [member.lower() for member in members], chance.choice((" ", ", ", "\n"))
    elif kind == "headlines":
        glue = "\n" if chance.random() < 0.8 else " | "
        members = [title(text) for text in (" ".join(line.split()[: chance.randint(4, 10)]).strip(_EDGES) for line in host) if text][:many]
    elif kind == "menu":
        glue = chance.choice(("\n", "\n", " | ", " / "))
        members = [title(draw(words.words, 1 + (chance.random() < 0.25))) for _ in range(many)]
    elif kind == "sections":
        glue = "\n"
        members = [title(draw(words.words, chance.randint(1, 3))) for _ in range(many)]
    elif kind == "clauses":
        lines = [line for line in host if line.count(",") + line.count("、") + line.count("،") + line.count("，") >= 3]
        return chance.choice(lines or host).rstrip(_EDGES)[:300]
    else:
        unit = chance.choice(UNITS)
        members = [f"{chance.randint(1, 900)} {unit} {draw(words.words)}" for _ in range(many)]
        if kind == "figures":
            members = [f"{draw(names)} {chance.randint(0, 99)}{unit}" for _ in range(many)]
        else:
            members[0] = f"{title(draw(words.words))}: {members[0]}"
    text = glue.join(members)
    return f"{title(draw(words.words))}: {text}" if kind == "tags" and glue != "\n" and chance.random() < 0.5 else text


def build_made_cases(hosts: Hosts, seed: int = 23, spam: int = 4, sound: int = 5) -> list[Case]:
    """For every language that many keyword lists and sound lists, each in a host of the language or, one in three, of another."""
    chance = random.Random(seed)
    read: dict[str, Words] = {}
    for language in sorted(hosts):
        paragraphs = [line for host in hosts[language] for line in host][:400]
        words = Words(paragraphs)
        if len(words.phrases) >= 60:
            read[language] = words
    cases = []
    for language, words in read.items():
        for number in range(spam + sound):
            junk = number < spam
            home = language if chance.random() < 0.67 else chance.choice(sorted(hosts))
            host = chance.choice(hosts[home])
            if len(host) < 2:
                continue
            own = Words(host)
            kind = "keywords" if junk else chance.choice(SOUND_KINDS)
            if "tags" in kind and len(own.words) < 8:
                kind = "menu"
            other = chance.choice(hosts[language])
            block = make_keywords(words, chance) if junk else make_sound(kind, words, own, other, chance)
            position = chance.choice(("start", "middle", "end", "footer", "glued" if junk else "middle"))
            case = place_block(host, block, position, chance, home)
            case |= {"group": "made" if junk else f"neg:made {kind}", "language": language, "host_lang": home, "position": position}
            case["block"] = f"made-{language}-{number}"
            if not junk:
                case["probe"], case["junk"] = case["junk"], []
            cases.append(case)
    return cases
