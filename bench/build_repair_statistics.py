#!/usr/bin/env python3
"""Counts the language statistics that decoding and repair decide by, from named, freely licensed word lists.

    python -m bench.build_repair_statistics SOURCES [--out copydesk/charset/data]

SOURCES is a folder with
    words/LANG.txt      one word a line: the LSTM word lists of tesseract-ocr-LANG (Apache-2.0), by combine_tessdata -e and dawg2wordlist
    text/LANG/          running text: help pages of gnome-user-docs (CC BY-SA 3.0), *.page
    mo/LANG/            compiled translations (*.mo) of LibreOffice (MPL-2.0), GTK, GLib, Evolution, GIMP, Nautilus, iso-codes (LGPL)
and Python needs wordfreq (Apache-2.0, data CC BY-SA 4.0), jieba (MIT) and opencc-python-reimplemented (Apache-2.0).
Nothing is taken from the development cases, so that every figure measured on them is a held-out figure.

Four files come out: letters.zst (bits of a letter after a letter, per language), common.txt (the commonest characters of the East
Asian languages, for a first glance), words.zst (the commoner words with a letter beyond ASCII, with their bits per language) and
kinds.zst (the kind of every character, which follows from the others and from copydesk/mojibake/classes.py). docs/repair.md says how
they are used.
"""

from __future__ import annotations

import argparse
import gettext
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import zstandard

from bench.repair_languages import CJK, MESSAGES, SCRIPTS, TESSERACT

WORDS_PER_LANGUAGE = 14000  # of the commonest; only those with a letter beyond ASCII are kept
SCALE = 8  # steps of an eighth of a bit
MIN_BITS_ROW = 13.0  # a pair rarer than this in every language is left to the letter's own bits


@cache
def script_of(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


def clean_words(words: dict[str, float], script: str) -> dict[str, float]:
    """Lower-case words of the script alone, NFC, their weights added up."""
    out: Counter[str] = Counter()
    for word, weight in words.items():
        word = unicodedata.normalize("NFC", word.replace("İ", "i").lower())
        for part in re.split(r"[^\w\u0300-\u036f\u0e31-\u0e4e\u064b-\u065fʻʼ]+|[\d_]+", word):
            if part and all(script_of(c) == script or unicodedata.category(c)[0] == "M" or c in "ʻʼ" for c in part):
                out[part] += weight
    return dict(out)


def message_words(folder: Path) -> Counter[str]:
    out: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.mo")):
        try:
            with path.open("rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        except (OSError, UnicodeDecodeError, ValueError, LookupError):
            continue
        for key, text in catalog.items():
            if key and isinstance(text, str) and text != key:
                out.update(re.findall(r"[^\W\d_][\w\u0300-\u036f\u064b-\u065fʻʼ]*", re.sub(r"<[^>]*>|[_~&](?=\w)", "", text)))
    return out


def sources(root: Path, lang: str, wf: str, script: str) -> dict[str, float]:
    """Word -> share. Half by frequency, half by type, so that letters of rarer words count too."""
    import wordfreq

    freq: dict[str, float] = {}
    if wf:
        try:
            freq = wordfreq.get_frequency_dict(wf, "best")
        except LookupError:
            freq = {}
        freq = clean_words({w: f for w, f in freq.items() if f > 3e-7}, script)
    if lang == "sr":
        freq = clean_words({to_cyrillic(w): f for w, f in wordfreq.get_frequency_dict("sh").items()}, script)
    said = clean_words(dict(message_words(root / "mo" / MESSAGES.get(lang, lang))), script)
    types: dict[str, float] = {}
    if lang in TESSERACT:
        path = root / "words" / f"{TESSERACT[lang]}.txt"
        lines = path.read_text("utf8").split()
        step = max(1, len(lines) // 150000)
        types = {w: 1.0 for w in clean_words(dict.fromkeys(lines[::step], 1.0), script) if 2 <= len(w) <= 14}
    out: Counter[str] = Counter()
    for words, share in ((freq, 0.7), (said, 0.25 if freq else 0.5), (types, 0.15 if freq else 0.5)):
        total = sum(words.values())
        for word, weight in words.items():
            out[word] += share * weight / total
    for word in freq or said or types:
        out[word] += 0.3 / len(freq or said or types)
    if lang == "ro":  # the same letters with a cedilla, as old keyboards and code pages have them
        for word, weight in list(out.items()):
            if "ș" in word or "ț" in word:
                out[word.replace("ș", "ş").replace("ț", "ţ")] += weight
    return dict(out)


_CYR = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True)) | {"ž": "ж", "z": "з"}


def to_cyrillic(word: str) -> str:
    for a, b in (("dž", "џ"), ("lj", "љ"), ("nj", "њ")):
        word = word.replace(a, b)
    return "".join({"č": "ч", "ć": "ћ", "š": "ш", "đ": "ђ"}.get(c) or _CYR.get(c, c) for c in word)


def letter_bits(words: dict[str, dict[str, float]]) -> tuple[list[str], list[str], bytes]:
    """Row keys (two-letter pairs, then single letters), languages, and the matrix row by row in eighths of a bit."""
    langs = sorted(words)
    pairs: dict[str, Counter[str]] = {}
    singles: dict[str, Counter[str]] = {}
    pooled: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for lang in langs:
        two: Counter[str] = Counter()
        one: Counter[str] = Counter()
        scale = 1e6 / sum(words[lang].values())
        for word, weight in words[lang].items():
            padded = f" {word} "
            for i in range(len(padded) - 1):
                two[padded[i : i + 2]] += weight * scale
                one[padded[i + 1]] += weight * scale
        pairs[lang], singles[lang] = two, one
        share = {"en": 4, "ru": 3, "fr": 2, "de": 2, "es": 2}.get(lang, 1)
        for k, v in two.items():
            pooled[k] += v * share
        for k, v in one.items():
            alone[k] += v * share
    first: Counter[str] = Counter()
    for k, v in pooled.items():
        first[k[0]] += v
    total = sum(alone.values())
    firsts = {lang: Counter[str]() for lang in langs}
    kinds = {lang: Counter[str]() for lang in langs}
    for lang in langs:
        for k, v in pairs[lang].items():
            firsts[lang][k[0]] += v
            kinds[lang][k[0]] += 1
    sums = {lang: sum(singles[lang].values()) for lang in langs}

    def bits(lang: str, key: str) -> float:
        p, c = key
        n = firsts[lang][p]
        keep = n / (n + 40 * kinds[lang][p] + 40)
        own = keep * (pairs[lang][key] / n if n else 0) + (1 - keep) * singles[lang][c] / sums[lang]
        pool = 0.8 * (pooled[key] / first[p] if first[p] else 0) + 0.2 * alone[c] / total
        return -math.log2(0.98 * own + 0.02 * pool + 2e-5)

    keys = [k for k in sorted(pooled) if min(bits(lang, k) for lang in langs) < MIN_BITS_ROW]
    letters = [c for c in sorted(alone) if alone[c] / total > 1e-7]
    rows = bytearray()
    for k in keys:
        rows += bytes(min(255, round(SCALE * bits(lang, k))) for lang in langs)
    for c in letters:  # after any other letter: a pair that is not in the rows
        rows += bytes(
            min(255, round(SCALE * (2 - math.log2(0.25 * singles[lang][c] / sums[lang] + 0.01 * alone[c] / total + 2e-5))))
            for lang in langs
        )
    return keys + letters, langs, bytes(rows)


def cjk_words(root: Path) -> dict[str, dict[str, float]]:
    """Words and running text of Chinese (both scripts), Japanese and Korean, weights summing to one a source."""
    import jieba
    import wordfreq
    from opencc import OpenCC  # type: ignore[import-untyped]

    def text_words(name: str) -> Counter[str]:
        out: Counter[str] = Counter()
        for path in sorted((root / "text" / name).rglob("*.page")):
            out.update(re.findall(r"[぀-ヿ㐀-鿿가-힯々〆ー]{1,12}", re.sub(r"<[^>]*>", "", path.read_text("utf8"))))
        return out

    jieba_words: dict[str, float] = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf8") as file:
        for line in file:
            word, count, *_ = line.split()
            jieba_words[word] = float(count) + 1
    plain = wordfreq.get_frequency_dict("zh", "large")
    hans: Counter[str] = Counter()
    add(hans, plain, 0.6)
    add(hans, jieba_words, 0.35)
    add(hans, text_words("zh_CN"), 0.05)
    hant: Counter[str] = Counter()
    for config, share in (("s2t", 0.4), ("s2tw", 0.4), ("s2hk", 0.2)):
        convert = OpenCC(config).convert
        words = list(hans)
        turned = convert("\n".join(words)).split("\n")
        for word, other in zip(words, turned, strict=True):
            hant[other] += hans[word] * share
    ja: Counter[str] = Counter()
    add(ja, wordfreq.get_frequency_dict("ja", "large"), 0.6)
    add(ja, text_words("ja"), 0.3)
    add(ja, dict.fromkeys((root / "words" / "jpn.txt").read_text("utf8").split(), 1.0), 0.1)
    ko: Counter[str] = Counter()
    add(ko, wordfreq.get_frequency_dict("ko"), 0.6)
    add(ko, text_words("ko"), 0.1)
    add(ko, dict.fromkeys((root / "words" / "kor.txt").read_text("utf8").split(), 1.0), 0.3)
    return {"zh-Hans": dict(hans), "zh-Hant": dict(hant), "ja": dict(ja), "ko": dict(ko)}


def add(into: Counter[str], words: dict[str, float], share: float) -> None:
    kept = {w: f for w, f in words.items() if re.fullmatch(r"[぀-ヿ㐀-鿿豈-﫿가-힯々〆ー]+", w)}
    total, weighted = sum(kept.values()), sum(f**0.5 for f in kept.values())
    for word, weight in kept.items():
        into[word] += share * (0.7 * weight / total + 0.3 * weight**0.5 / weighted)


def cjk_bits(words: dict[str, dict[str, float]]) -> tuple[list[str], list[str], bytes]:
    """As `letter_bits`; the national standards' order of common characters stands in for what no word list has."""
    langs = list(CJK)
    one: dict[str, Counter[str]] = {lang: Counter() for lang in langs}
    two: dict[str, Counter[str]] = {lang: Counter() for lang in langs}
    for lang in langs:
        for word, weight in words[lang].items():
            for c in word:
                one[lang][c] += weight
            for i in range(len(word) - 1):
                two[lang][word[i : i + 2]] += weight
    for lang, codec, ranges in (
        ("zh-Hans", "gb2312", ((0xB0A1, 0xD7F9, 3e-6), (0xD8A1, 0xF7FE, 5e-7))),
        ("zh-Hant", "big5", ((0xA440, 0xC67E, 3e-6), (0xC940, 0xF9D5, 2e-7))),
        ("ja", "euc_jp", ((0xB0A1, 0xCFD3, 2e-6), (0xD0A1, 0xF4FE, 2e-7))),
        ("ko", "euc_kr", ((0xB0A1, 0xC8FE, 4e-6), (0xCAA1, 0xFDFE, 1e-7))),
    ):
        for low, high, weight in ranges:
            for code in range(low, high + 1):
                try:
                    one[lang][bytes((code >> 8, code & 255)).decode(codec)] += weight
                except UnicodeDecodeError:
                    continue
    sums = {lang: sum(one[lang].values()) for lang in langs}
    firsts = {lang: Counter[str]() for lang in langs}
    for lang in langs:
        for k, v in two[lang].items():
            firsts[lang][k[0]] += v

    def single(lang: str, c: str) -> float:
        return -math.log2(0.98 * one[lang][c] / sums[lang] + 0.02 * sum(one[x][c] / sums[x] for x in langs) / 4 + 1e-7)

    def pair(lang: str, key: str) -> float:
        n = firsts[lang][key[0]]
        keep = 0.6 * n / (n + 3e-6)
        return -math.log2(keep * (two[lang][key] / n if n else 0) + (1 - keep) * 2 ** -single(lang, key[1]))

    ranked: Counter[str] = Counter()
    for lang in langs:
        for k, v in two[lang].items():
            gain = v * max(0.0, single(lang, k[1]) - pair(lang, k))
            ranked[k] += gain
    keys = sorted(k for k, _ in ranked.most_common(100000))
    letters = sorted({c for lang in langs for c in one[lang]})
    rows = bytearray()
    for k in keys:
        rows += bytes(min(255, round(SCALE * pair(lang, k))) for lang in langs)
    for c in letters:
        rows += bytes(min(255, round(SCALE * single(lang, c))) for lang in langs)
    return keys + letters, langs, bytes(rows)


def common_characters(keys: list[str], names: list[str], rows: bytes) -> str:
    """Chinese characters that cost less than 14.2 bits in Chinese or Japanese: a line of them is sound at a glance."""
    width = len(names)
    found = [
        k for i, k in enumerate(keys) if len(k) == 1 and "\u3400" <= k <= "\u9fff" and min(rows[i * width : i * width + 4]) < 14.2 * SCALE
    ]
    return "".join(sorted(found))


def lexicon(words: dict[str, dict[str, float]]) -> bytes:
    """Sorted 'word TAB language bits …' lines: bits in whole numbers, languages by number in the sorted list of all."""
    langs = sorted(words)
    out: dict[str, list[str]] = defaultdict(list)
    for number, lang in enumerate(langs):
        total = sum(words[lang].values())
        for word, weight in sorted(words[lang].items(), key=lambda kv: (-kv[1], kv[0]))[:WORDS_PER_LANGUAGE]:
            if not word.isascii() and 1 <= len(word) <= 24:
                out[word].append(f"{chr(48 + number)}{chr(48 + min(40, round(-math.log2(weight / total))))}")
    return ("\t".join(langs) + "\n" + "\n".join(f"{w}\t{''.join(v)}" for w, v in sorted(out.items()))).encode()


def write_kinds(out: Path) -> None:
    """The kind of each character, from the statistics that are in the package now."""
    from copydesk.charset.statistics import load_statistics
    from copydesk.mojibake.classes import class_table
    from copydesk.mojibake.glance import load_glance

    kinds = class_table(load_statistics(), load_glance().letter).tobytes()
    (out / "kinds.zst").write_bytes(zstandard.ZstdCompressor(level=22).compress(kinds))


def add_script(head: list[dict[str, object]], body: bytearray, script: str, names: list[str], keys: list[str], rows: bytes) -> None:
    """A script's languages, and behind the head its keys, by line, and their bits."""
    lines = "\n".join(keys).encode()
    head.append({"script": script, "langs": names, "count": len(keys), "size": len(lines)})
    body += lines + rows


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sources", type=Path)
    ap.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "copydesk/charset/data")
    args = ap.parse_args()
    head: list[dict[str, object]] = []
    body = bytearray()
    every: dict[str, dict[str, float]] = {}
    for script, langs in SCRIPTS.items():
        words = {lang: sources(args.sources, lang, wf, script) for lang, wf in langs.items()}
        words = {lang: w for lang, w in words.items() if w}
        every |= words
        keys, names, rows = letter_bits(words)
        add_script(head, body, script, names, keys, rows)
        print(script, len(names), len(keys), {k: len(v) for k, v in words.items()})
    keys, names, rows = cjk_bits(cjk_words(args.sources))
    add_script(head, body, "CJK", names, keys, rows)
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    args.out.mkdir(parents=True, exist_ok=True)
    packer = zstandard.ZstdCompressor(level=22)
    (args.out / "common.txt").write_text(common_characters(keys, names, rows) + "\n", "utf8")
    for name, data in (("letters.zst", len(packed).to_bytes(4, "big") + packed + bytes(body)), ("words.zst", lexicon(every))):
        (args.out / name).write_bytes(packer.compress(data))
        print(name, len(data), (args.out / name).stat().st_size)
    write_kinds(args.out)


if __name__ == "__main__":
    main()
