"""Pages of newspapers that do not exist: each story in its own words, the furniture the same on every page of a paper."""

from __future__ import annotations

import random

NOTICE = "The Harbour Courier is read in forty towns along the coast, and its reporters answer every letter that they are sent by a reader."
BACKGROUND = "The harbour was closed in the spring of last year, when a crane fell on the northern quay and nobody was hurt."
_SYLLABLES = ["ba", "ri", "ton", "mel", "da", "ko", "ves", "lin", "sar", "pe", "gul", "no", "tam", "wi", "zer", "chu", "fal", "mo"]


def sentence(chance: random.Random, words: int = 14) -> str:
    """A sentence of words that no other sentence has."""
    made = ["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 3))) for _ in range(words)]
    return " ".join(made).capitalize() + "."


def story(number: int, paragraphs: int = 6) -> list[str]:
    """The paragraphs of a story; the same number gives the same story."""
    chance = random.Random(number)
    return [" ".join(sentence(chance) for _ in range(3)) for _ in range(paragraphs)]


def page(number: int, *, paper: str = "Harbour Courier", extra: str = "", after: str = NOTICE) -> str:
    """A scraped page: name, menu, headline, story with ``extra`` in its middle, what stands under every story, footer."""
    told = story(number)
    middle = [extra] if extra else []
    menu = ["Home", "Local", "Harbour", "Sport", "Weather", "Letters", "Sign in"]
    foot = ["Share", "More from the coast", "Privacy policy", "Contact us", f"© 2024 {paper}"]
    headline = sentence(random.Random(-number - 1), 6).rstrip(".")
    return "\n".join([paper, *menu, headline, *told[:3], *middle, *told[3:], after, *foot]) + "\n"
