"""What is measured on a line that might be junk: its form, its vocabulary, and how it sits in its document and among its neighbours.

Every feature is a number around 0 to 1 with a name; ``docs/spam.md`` tells what each is for. Nothing here decides.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass, field

from copydesk.spam.document import CJK, SENTENCE, Document, count_function_words, count_scripts, is_terminated
from copydesk.spam.lexicon import SURE, UNSPACED, Hits, Lexicon, measure_hits
from copydesk.spam.words import ENTITY, ZERO_WIDTH, find_words, fold, join_spaced_out, unescape_entities, unmask

_DOMAINS = "com|net|org|info|biz|xyz|top|ru|cn|cc|vip|club|online|site|shop|win|bet|casino|eu|co|us|in|io|me|pl|id|vn|tk|ga|ml|cf|gq"
URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"\]|]{1,400}"
    rf"|(?<![\w@./])[\w-]{{2,40}}(?:\.[\w-]{{2,40}}){{0,3}}\.(?:{_DOMAINS})(?:/[^\s<>\"\]|]{{0,400}})?(?![\w.@])",
    re.IGNORECASE,
)
MARKUP = re.compile(r"\[/?url|\[/?link|<a\s|</a>|\]\(\S|\[\.{3}\]|\[…\]|href=|<h[1-6]>|</?b>|<br", re.I)
TRACKBACK = re.compile(r"^\[(?:\.{2,3}|…|&#8230;)\].{4,400}\[(?:\.{2,3}|…|&#8230;)\]")
PHONE = re.compile(r"(?<![\d.,])\+?\(?\d(?:[\s().\-]{0,2}\d){8,14}(?![\d.,]\d)")
HANDLE = re.compile(
    r"t\.me/|wa\.me/|whats\s?app|telegram|viber|wechat|微信|加微|kakao|카톡|텔레그램|line\s?id|line\s?:|@[\w-]{3,40}"
    r"|\bqq\s?[:：]?\s?\d{5,}|\b[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s[,\-–—_/·•*»›~]\s|[|｜¦,，、;；•·/＿★☆►▶●◆■→]|_(?=\S)")
LOOSE_COMMA = re.compile(r"\S ,(?: |$)")
DECORATION = re.compile(r">{2,}|<{2,}|={3,}|[★☆✅✔✓⚡🔥➤➡►▶◆●■❤💰🏅🎁⭐️👉☎📞💯™®【】『』《》〖〗✪✨]|!{2,}")
CHAOS = re.compile(
    r"\b(?=\w{0,14}[a-z][A-Z])(?=\w{0,14}[A-Z]{2})[A-Za-z]{6,14}\b|\b[bcdfghjklmnpqrstvwxz]{5,14}\b"
    r"|\b[a-z]{0,12}[bcdfghjklmnpqrstvwxz]{5}[a-z]{0,12}\b|\b[A-Z]{2,8}[a-z]{1,8}[A-Z]{2,8}[A-Za-z]{0,8}\b"
)
"""Case thrown about inside a word, or five consonants in a row: what a robot types to look different every time."""
BRAND = re.compile(
    r"[a-z]{3,14}(?:4d|2d|toto|bet|slot|casino|win|77|88|99|69|138|168|188|123|303|338|365|388|555|666|777|787|789|888|889|999)$"
)
LINK_WORDS = (
    *("viagra", "cialis", "casino", "poker", "porn", "escort", "jersey", "outlet", "replica", "moncler", "vuitton", "uggs", "payday"),
    *("pharmacy", "togel", "bahis", "slot-", "-slot", "judi", "betting", "essaywriting", "backlink"),
)
"""Wares that spammers put into their run-together domain names (*cheapviagraonline*)."""
QUIET = frozenset({"offer", "flattery", "services", "seo"})
SMALL_MARKS = {
    "Hani": re.compile("[的了是在和与與有不这這我他她们們为為就也对對中]"),
    "Kana": re.compile("[はがをにでともへや]|です|ます|した|する|いる|ない"),
    "Thai": re.compile("ที่|และ|ของ|ใน|เป็น|ได้|ว่า|ให้|กับ|จะ|มี|ไม่"),
}


@dataclass(slots=True)
class Measured:
    """One unit (a line, or a sentence of one) with its features; ``words`` are folded, ``hits`` its cover by the lexicon."""

    start: int
    end: int
    text: str
    words: list[str]
    hits: Hits
    values: dict[str, float] = field(default_factory=dict)
    size: float = 0.0
    inside: bool = False
    prose: bool = False


def measure_unit(start: int, end: int, raw: str, document: Document, lexicon: Lexicon) -> Measured:
    """Features of the unit by itself and against its document (neighbours are added by ``add_neighbours``)."""
    text = unescape_entities(raw.strip())
    urls = URL.findall(text) if "." in text else []
    bare = URL.sub(" ", text) if urls else text
    folded = join_spaced_out(fold(bare))
    words = find_words(folded)
    reading = words
    if not folded.isascii() or any(map(folded.__contains__, "013457@$")):
        reading = [_read_masked(word, lexicon) for word in words]
    hits = measure_hits(reading, folded, lexicon)
    for word in reading:
        if word[-1] in "d789ot6315n2" and BRAND.fullmatch(word) and not lexicon.find_entries(word):
            hits.sure += 1.0
            hits.families["gambling"] = hits.families.get("gambling", 0.0) + 3.0
    unit = Measured(start, end, text, words, hits)
    loose = sum(map(len, UNSPACED.findall(folded))) if not folded.isascii() else 0
    unit.size = max(1.0, loose / 2 + sum(1 for w in words if not UNSPACED.search(w)) if loose else float(len(words)))
    value = unit.values
    _measure_form(unit, bare, value)
    _measure_links(text, urls, value, lexicon)
    _measure_vocabulary(unit, reading != words or bool(ZERO_WIDTH.search(raw[1:])), value)
    _measure_fit(unit, bare, document, value)
    if ENTITY.search(raw) and len(ENTITY.findall(raw)) * 8 > len(raw) * 0.6:
        value["entities"] = 1.0
    return unit


def _read_masked(word: str, lexicon: Lexicon) -> str:
    """The word as it reads without its mask, if that is a word of the lexicon and the masked one is not."""
    plain = unmask(word)
    return plain if plain and not lexicon.find_entries(word) and lexicon.find_entries(plain) else word


def _measure_form(unit: Measured, text: str, value: dict[str, float]) -> None:
    """Sentences, separators, case, repetition, gibberish, decoration."""
    n = unit.size
    words = unit.words
    sentences = len(SENTENCE.findall(text))
    terminal = is_terminated(text)
    value["long"] = min(1.0, math.log1p(n) / 5)
    value["short"] = float(n <= 3)
    value["terminal"] = float(terminal)
    value["sentences"] = min(1.0, sentences / 3)
    unit.prose = sentences > 0 and n >= 6
    separators = len(SEPARATOR.findall(text))
    value["separators"] = min(1.0, separators / n * 2)
    value["loose comma"] = float(bool(LOOSE_COMMA.search(text)))
    if n >= 12 and sentences == 0:
        value["endless"] = min(1.0, (n - 10) / 40)
    if n >= 14:
        value["words a sentence"] = min(1.0, n / max(1, sentences) / 60)
    if n >= 5 and words:
        value["repeats"] = 1 - len(set(words)) / len(words)
        pairs = list(itertools.pairwise(words))
        value["repeated pairs"] = 1 - len(set(pairs)) / len(pairs) if pairs else 0.0
    cased = [w for w in text.split() if w[:1].isalpha() and w[:1].lower() != w[:1].upper()]
    if len(cased) >= 3:
        upper = sum(1 for w in cased if w[0].isupper())
        value["all lower"] = float(upper == 0)
        value["title case"] = float(upper / len(cased) > 0.8)
    mixed = sum(
        1
        for w in words
        if not w.isalpha() and not w.isdigit() and w[0].isalnum() and any(c.isdigit() for c in w) and any(c.isalpha() for c in w)
    )
    value["letters with digits"] = min(1.0, mixed / n * 2)
    value["digits"] = sum(w.isdigit() for w in words) / n
    chaos = CHAOS.findall(text) if text.isascii() or n < 60 else []
    value["gibberish"] = min(1.0, len(chaos) / n * 3)
    value["decoration"] = min(1.0, len(DECORATION.findall(text)) / 3)


def _measure_links(text: str, urls: list[str], value: dict[str, float], lexicon: Lexicon) -> None:
    """Addresses, link markup, telephone numbers, messenger names; and trade words inside the addresses."""
    if urls:
        value["links"] = min(1.0, len(urls) / 3)
        value["link share"] = min(1.0, sum(map(len, urls)) / max(1, len(text)))
        joined = fold(" ".join(urls))
        parts = find_words(re.sub(r"[-_.]", " ", joined))
        jargon = any(tier == SURE and family not in QUIET for word in parts for family, tier in lexicon.find_entries(word))
        value["trade in link"] = float(jargon or any(word in joined for word in LINK_WORDS))
    value["trackback"] = float(bool(TRACKBACK.search(text)))
    value["link markup"] = min(1.0, len(MARKUP.findall(text)) / 2)
    if any(c.isdigit() for c in text):
        value["telephone"] = float(bool(PHONE.search(text)))
    value["handle"] = float(bool(HANDLE.search(text)))


def _measure_vocabulary(unit: Measured, disguised: bool, value: dict[str, float]) -> None:
    """Cover by the lexicon, as shares of the unit and as amounts."""
    hits, n = unit.hits, unit.size
    sure, topic, offer, flattery = hits.sure / n, hits.topic / n, hits.offer / n, hits.flattery / n
    value["sure share"] = min(1.0, sure)
    value["sure amount"] = min(1.0, math.log1p(hits.sure) / 4)
    value["topic share"] = min(1.0, topic)
    value["topic amount"] = min(1.0, math.log1p(hits.topic) / 4)
    value["offer share"] = min(1.0, offer)
    value["offer amount"] = min(1.0, math.log1p(hits.offer) / 4)
    value["trade and offer"] = min(1.0, 4 * (sure + topic) * offer)
    value["trade cover"] = min(1.0, sure + topic + offer / 2)
    value["flattery share"] = min(1.0, flattery)
    value["flattery amount"] = min(1.0, math.log1p(hits.flattery) / 3)
    if hits.families:
        value["one trade"] = min(1.0, max(hits.families.values()) / (3 * n))
    value["disguise"] = float(disguised and hits.sure + hits.topic > 0)


def _measure_fit(unit: Measured, text: str, document: Document, value: dict[str, float]) -> None:
    """Script, language and vocabulary of the unit against its document; small words of whatever language."""
    scripts = count_scripts(text)
    letters = sum(scripts.values())
    foreign = 0.0
    if letters >= 2:
        foreign = sum(n for name, n in scripts.items() if document.scripts.get(name, 0.0) < 0.04) / letters
    value["foreign script"] = foreign if letters >= 4 else foreign / 2
    words, n = unit.words, len(unit.words)
    han, kana = scripts.get("Hani", 0), scripts.get("Kana", 0)
    if document.scripts.get("Kana", 0) > 0.1 and han >= 8 and not kana:
        value["han without kana"] = 1.0
    own, best = count_function_words(words, document.language)
    share = (
        _small_share(scripts, text, letters)
        if letters and sum(scripts.get(s, 0) for s in (*CJK, "Thai")) > letters / 2
        else best / max(1, n)
    )
    value["small words"] = min(1.0, 2 * share)
    if n >= 6 and best >= 3 and own < best / 2 and best / n > 0.2:
        value["foreign language"] = 1.0
    if n >= 4:
        value["no small words"] = float(share < 0.05)
        value["frequent in document"] = min(1.0, 2 * sum(w in document.frequent for w in words) / n)
        content = [w for w in set(words) if w not in document.frequent and len(w) > 3]
        if content:
            known = sum(1 for w in content if document.vocabulary.get(w, 0) > (words.count(w) if unit.prose else 0))
            value["known to document"] = known / len(content)
    if not unit.prose and scripts.get("Thai", 0) > letters / 2 and letters >= 60 and share >= 0.12:
        unit.prose = True  # Thai ends no sentence with a mark: its small words tell prose from keywords
    if unit.prose:
        value["prose"] = 1.0
        value["prose of the document"] = float(foreign < 0.3 and "foreign language" not in value)
    else:
        for name in ("foreign script", "foreign language"):
            if value.get(name):
                value[f"{name}, no sentence"] = value[name]


def _small_share(scripts: Counter[str], text: str, letters: int) -> float:
    """Small words of the scripts that write none apart, as a share of the letters (scaled to compare with counted words)."""
    found = sum(len(SMALL_MARKS[name].findall(text)) for name in SMALL_MARKS if scripts.get(name))
    return min(1.0, 2.5 * found / letters)


def add_neighbours(units: list[Measured], reach: int = 3) -> None:
    """Features from the neighbourhood (``reach`` units that are not blank on either side) and from the run of fragments around."""
    n = len(units)
    trade = [min(1.0, (u.hits.sure + u.hits.topic / 2) / u.size) for u in units]
    linked = [u.values.get("links", 0.0) > 0 or u.values.get("link markup", 0.0) > 0 for u in units]
    foreign = [u.values.get("foreign script", 0.0) > 0.5 or u.values.get("foreign language", 0.0) > 0 for u in units]
    words = [{w for w in u.words if len(w) > 1} for u in units]
    for i, unit in enumerate(units):
        around = [j for j in range(max(0, i - reach), min(n, i + 1 + reach)) if j != i]
        if not around:
            continue
        value, many = unit.values, len(around)
        if words[i] and not unit.prose:
            near: set[str] = set()
            for j in around:
                if not units[j].prose:
                    near |= words[j]
            value["words of neighbours"] = len(words[i] & near) / len(words[i])
        value["trade nearby"] = sum(trade[j] for j in around) / many
        value["links nearby"] = sum(linked[j] for j in around) / many
        value["foreign nearby"] = sum(foreign[j] for j in around) / many
        for name in ("flattery share", "gibberish", "decoration", "trackback"):
            value[f"{name} nearby"] = sum(units[j].values.get(name, 0.0) > 0.2 for j in around) / many
        value["next to trade"] = max(trade[j] for j in around if abs(j - i) == 1) if many > 1 else 0.0
    _add_runs(units, trade, foreign)


def _add_runs(units: list[Measured], trade: list[float], foreign: list[bool]) -> None:
    """Features of the run a fragment stands in: neighbours that are no prose, and foreign or not as it is; how much of it is trade."""
    at = 0
    while at < len(units):
        end = at + 1
        if not units[at].prose:
            while end < len(units) and not units[end].prose and foreign[end] == foreign[at]:
                end += 1
            total = sum(trade[at:end])
            strong = sum(t > 0.3 for t in trade[at:end])
            for i in range(at, end):
                value = units[i].values
                others = end - at - 1
                value["run length"] = min(1.0, math.log1p(others) / 4)
                if others:
                    value["trade in run"] = (total - trade[i]) / others
                    value["trade lines in run"] = (strong - (trade[i] > 0.3)) / others
                    value["trade lines in run, count"] = min(1.0, math.log1p(strong - (trade[i] > 0.3)) / 3)
        at = end
