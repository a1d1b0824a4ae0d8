"""Pages in languages that no labelled page is in: letters exchanged for those of another script, word by word the same way.

Shape, place, repetition and shared words stay; every word turns unknown. What the forests learn from such pages holds
for Kazakh, Arabic, Hindi or Chinese ones too, and no word list helps them.
"""

from __future__ import annotations

import random
import re
import zlib

from copydesk.boilerplate.training.cases import Case

_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = {
    "latin": "aeioubcdfghjklmnpqrstvwxyz",
    "cyrillic": "аеиоуябвгдежзклмнпрстфхцчш",
    "greek": "αειουηβγδζθκλμνξπρστφχψωέό",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنه",
    "devanagari": "अआइईउकखगघचछजझटठडढतथदधनपबमर",
}
_STOPS = {"arabic": str.maketrans({",": "،", "?": "؟", ";": "؛"}), "devanagari": str.maketrans({".": "।"})}
_WIDE_STOPS = str.maketrans({",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；"})
SCRIPTS = (*_ALPHABETS, "han")


def disguise(case: Case, script: str, chance: random.Random, weight: float = 0.5) -> Case:
    """The case in another script, lines and labels unchanged, its weight multiplied by ``weight``."""
    text = _to_han(case.text, chance.randrange(1 << 30)) if script == "han" else _exchange(case.text, script, chance)
    return Case(f"disguised:{script}:{case.name}", case.flavour, case.group, text, case.labels, case.weight * weight)


def _exchange(text: str, script: str, chance: random.Random) -> str:
    """Every letter by the letter of the other alphabet that it is assigned to; vowels stay vowels in Latin."""
    letters = list(_ALPHABETS[script])
    chance.shuffle(letters)
    table = {ord(a): b for a, b in zip("abcdefghijklmnopqrstuvwxyz", letters, strict=True)}
    table |= {ord(chr(a).upper()): b.upper() for a, b in table.items()}
    out = text.translate(table)
    return out.translate(_STOPS[script]) if script in _STOPS else out


def _to_han(text: str, seed: int) -> str:
    """Every word by as many Han characters as carry it (one for two and a half letters), without the spaces between."""

    def spell(match: re.Match[str]) -> str:
        word = match[0].lower()
        size = max(1, round(len(word) / 2.5))
        value = zlib.crc32(f"{seed}{word}".encode("utf-8", "replace"))
        return "".join(chr(0x4E00 + (value >> (5 * k)) % 3000) for k in range(size))

    return re.sub(r"(?<=[\u4e00-\u9fff，。？！：；]) (?=[\u4e00-\u9fff])", "", _WORD.sub(spell, text).translate(_WIDE_STOPS))
