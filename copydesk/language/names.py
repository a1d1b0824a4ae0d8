"""Names of languages: one BCP 47 tag for what detectors call by several names, and the script each is usually written in.

CLD2 says ``jw``, ``iw`` and ``no`` where BCP 47 has ``jv``, ``he`` and ``nb``; a page in Kazakh is plain ``kk`` in Cyrillic, and
``kk-Arab`` in China. Three languages are written in two scripts so evenly that their tag always names it: ``sr``, ``uz``, ``zh``.
"""

from __future__ import annotations

from functools import lru_cache

ALIASES = {
    "jw": "jv", "iw": "he", "in": "id", "no": "nb", "mo": "ro", "sh": "sr", "fil": "tl", "ji": "yi", "cmn": "zh", "yue": "zh", "lzh": "zh",
    "zhs": "zh", "zht": "zh", "zh-hant": "zh", "zh-cn": "zh", "zh-tw": "zh", "kmr": "ku", "azj": "az", "uzn": "uz", "swa": "sw",
}  # fmt: skip
"""Detectors' names (lower case) to the primary subtag used here. IANA registry: iw, in, ji, mo and sh are deprecated forms."""

ALWAYS_WITH_SCRIPT = frozenset({"sr", "uz", "zh"})

_BY_SCRIPT = """
Cyrl ab ba be bg ce cv kk kv ky mk mn os ru rue sah tg tt tyv uk udm mhr mrj bxr xal av lez kbd sr
Arab ar arz ary apc acm ckb fa ps sd ug ur ks lrc mzn glk pnb skr azb
Deva hi mr ne sa bh bho mai gom new doi awa
Beng bn as bpy
Ethi am ti
Tibt bo dz
Hebr he yi
Geor ka xmf
Grek el|Armn hy|Gujr gu|Guru pa|Taml ta|Telu te|Knda kn|Mlym ml|Orya or|Sinh si|Thai th|Laoo lo|Khmr km|Mymr my
Hang ko|Jpan ja|Hani zh|Thaa dv|Cans iu|Cher chr
"""
USUAL_SCRIPT = {
    language: row.split()[0] for line in _BY_SCRIPT.split("\n") for row in line.split("|") if row for language in row.split()[1:]
}
"""Script of a language's everyday writing where it is not Latin (CLDR likelySubtags)."""

ALSO_WRITTEN = {
    "sr": ("Latn",), "bs": ("Cyrl",), "uz": ("Cyrl", "Arab"), "az": ("Cyrl", "Arab"), "kk": ("Arab", "Latn"), "ky": ("Arab", "Latn"),
    "tk": ("Cyrl", "Arab"), "tg": ("Arab", "Latn"), "tt": ("Latn", "Arab"), "ug": ("Cyrl", "Latn"), "ku": ("Arab", "Cyrl"), "mn": ("Mong",),
    "ms": ("Arab",), "pa": ("Arab",), "ha": ("Arab",), "so": ("Arab",), "ks": ("Deva",), "sd": ("Deva",), "ro": ("Cyrl",), "tl": ("Tglg",),
    "jv": ("Java", "Arab"), "su": ("Sund",), "be": ("Latn",), "crh": ("Cyrl",), "la": (), "hr": (),
}  # fmt: skip
"""Further scripts in which a language is really written; any other script for it is a detector's mistake."""

_ONE_LANGUAGE = """
Grek el|Armn hy|Geor ka|Thai th|Laoo lo|Khmr km|Mymr my|Sinh si|Gujr gu|Guru pa|Orya or|Taml ta|Telu te|Knda kn|Mlym ml|Thaa dv|Hang ko
Cher chr|Cans iu|Nkoo nqo|Vaii vai|Tfng zgh|Syrc syr|Yiii ii|Olck sat|Mtei mni|Java jv|Sund su|Bali ban|Bugi bug|Tglg tl|Cakm ccp|Adlm ff
Goth got|Copt cop|Lana nod|Talu khb|Tale tdd
"""
ONLY_LANGUAGE = {row.split()[0]: row.split()[1] for line in _ONE_LANGUAGE.split("\n") for row in line.split("|") if row}
"""Scripts that the press of one language uses alone, or nearly so."""

SCRIPT_MEMBERS = {"Hani": "Jpan", "Hira": "Jpan", "Kana": "Jpan", "Bopo": "Hani"}


def primary_subtag(name: str) -> str:
    """The primary subtag for a detector's name of a language, in lower case."""
    name = name.lower()
    return ALIASES.get(name) or ALIASES.get(name.split("-")[0], name.split("-")[0])


@lru_cache(maxsize=4096)
def is_written_in(language: str, script: str) -> bool:
    """Whether the language is written in the script at all: its usual one or another that is on record."""
    usual = USUAL_SCRIPT.get(language, "Latn")
    return script == usual or SCRIPT_MEMBERS.get(script) == usual or script in ALSO_WRITTEN.get(language, ())


@lru_cache(maxsize=4096)
def tag_of(language: str, script: str) -> str:
    """The BCP 47 tag of a language in a script: with the script only where it is not the usual one, or for sr, uz and zh always."""
    if language in ALWAYS_WITH_SCRIPT or (script != USUAL_SCRIPT.get(language, "Latn") and script in ALSO_WRITTEN.get(language, ())):
        return f"{language}-{script}"
    return language
