"""Cases for fitting and rehearsing the spam finder: hand-written blocks put into sound hosts, and sound pages with no junk.

A case is ``{"text", "junk": [[start, end]], "neutral": [...], "group", "host"}``; ``group`` is the family of the block (or the
kind of look-alike) and the unit of every hold-out together with ``language``.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
BLOCKS = ROOT / "tests" / "spam"

Case = dict[str, Any]


def rows(path: Path) -> list[Case]:
    """JSON lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def read_blocks(name: str) -> list[tuple[str, str, str]]:
    """Blocks of a file under tests/spam as (kind, language, text)."""
    found = []
    for part in ("\n" + (BLOCKS / name).read_text("utf8")).split("\n=== ")[1:]:
        head, _, text = part.partition("\n")
        kind, language = head.split()
        found.append((kind, language, text.strip("\n")))
    return found


def read_hosts() -> dict[str, list[list[str]]]:
    """Language -> hosts as lists of paragraphs: gold articles, and loose paragraphs and sentences of one language together."""
    hosts: dict[str, list[list[str]]] = defaultdict(list)
    for corpus in ("aeb", "fundus", "atf"):
        for row in rows(SHARED / f"boilerplate/{corpus}.gold.jsonl.gz"):
            lines = [line for line in row["gold"].split("\n") if line.strip()]
            if 3 <= len(lines) <= 60:
                hosts[row.get("lang") or "und"].append(lines)
    loose: dict[str, list[str]] = defaultdict(list)
    for row in rows(SHARED / "language/cases.jsonl.gz"):
        loose[row["lang"]].append(row["text"].replace("\n", " "))
    for language, texts in loose.items():
        for at in range(0, len(texts) - 6, 7):
            hosts[language].append(texts[at : at + 7])
    return hosts


FOOTERS: dict[str, list[str]] = {
    "de": ["Impressum", "Datenschutz", "Mediadaten", "© 2023 Verlag. Alle Rechte vorbehalten."],
    "zh": ["关于我们", "联系我们", "版权所有", "京ICP备00000000号"],
    "ru": ["О проекте", "Реклама", "Контакты", "© 2001–2024. Все права защищены."],
    "fr": ["Mentions légales", "Plan du site", "Abonnez-vous"],
    "id": ["Tentang Kami", "Redaksi", "Pedoman Media Siber", "Hak cipta dilindungi"],
    "ja": ["利用規約", "プライバシーポリシー", "お問い合わせ"],
    "ko": ["회사소개", "개인정보처리방침", "무단전재 및 재배포 금지"],
    "ar": ["اتصل بنا", "من نحن", "سياسة الخصوصية", "جميع الحقوق محفوظة"],
}
ENGLISH_FOOTERS = (
    ["Contact us", "Privacy policy", "© 2024 All rights reserved."],
    ["Share this article", "Facebook", "Twitter", "Email", "Related articles", "Most read"],
    [],
)
"""Pages of any language have English footers; one in Chinese under a Swedish page would teach nothing true."""


def place_block(host: list[str], block: str, position: str, rng: random.Random, language: str = "en") -> Case:
    """The host with the block at ``start``, ``middle``, ``end``, ``footer`` or ``glued``; junk spans over the text."""
    gap = rng.choice(["\n", "\n\n"])
    indent = rng.choice(["", "", "    "])
    footer = list(rng.choice([*ENGLISH_FOOTERS, FOOTERS.get(language, [])]))
    lines = list(host)
    blocks = block.split("\n")
    if rng.random() < 0.2 and len(blocks) == 1 and " | " in block:
        blocks = [part.strip() for part in block.split("|")]
    at = {
        "start": 0,
        "middle": rng.randrange(1, max(2, len(lines))),
        "end": len(lines),
        "footer": len(lines),
        "glued": rng.randrange(1, len(lines) + 1),
    }[position]
    tail = rng.randrange(len(footer) + 1) if position == "footer" else 0
    head, rest = lines[:at], lines[at:]
    before = gap.join(indent + line for line in head)
    if position == "footer" and footer[:tail]:
        before += gap + "\n".join(footer[:tail])
    join = "" if not before else " " if position == "glued" else gap
    junk = ("\n" + indent).join(blocks) if gap == "\n" or rng.random() < 0.6 else ("\n\n" + indent).join(blocks)
    text = before + join + (indent if position != "glued" else "")
    start = len(text)
    text += junk
    end = len(text)
    after = gap.join(indent + line for line in rest)
    if after:
        text += gap + after
    closing = footer[tail:]
    neutral = []
    if closing:
        neutral.append([len(text), len(text) + 1 + len("\n".join(closing))])
        text += "\n" + "\n".join(closing)
    return {"text": text, "junk": [[start, end]], "neutral": neutral}


FITTED = (
    *(("blocks.txt", True), ("pitches.txt", True), ("hard_pitches.txt", True), ("lookalikes.txt", False)),
    *(("third_blocks.txt", True), ("third_lookalikes.txt", False)),
)
"""Files of blocks that the model is fitted on, and whether they are junk."""


def build_cases(seed: int, copies: int) -> list[Case]:
    """Every hand-written block and look-alike in ``copies`` hosts each, half of them of the block's own language where there is one."""
    rng = random.Random(seed)
    hosts = read_hosts()
    everyone = sorted(hosts)
    cases = []
    for name, spam in FITTED:
        for number, (kind, language, block) in enumerate(read_blocks(name)):
            for copy in range(copies):
                own = language if language in hosts and copy % 2 == 0 else rng.choice([x for x in everyone if x != language])
                host = rng.choice(hosts[own])
                position = rng.choice(["start", "middle", "end", "end", "footer", "footer", "glued" if spam else "middle"])
                case = place_block(host, block, position, rng, own)
                case |= {
                    "group": kind if spam else f"neg:{kind}",
                    "language": language,
                    "host_lang": own,
                    "block": f"{name}-{number}",
                    "position": position,
                }
                if not spam:
                    case["probe"], case["junk"] = case["junk"], []
                cases.append(case)
    return cases


def read_dev_cases() -> list[Case]:
    """The development cases in the same shape."""
    return [c | {"group": c["family"], "language": c["lang"] or ""} for c in rows(SHARED / "spam/cases.jsonl.gz")]


FLAVOURS, FILES = 3, 3
"""Renderings that each development page is there in, one after the other; and of the files of several stories one in FILES."""


def read_pages(every: int, first: int = 0) -> list[Case]:
    """Of the whole page texts with all their navigation one page in ``every``, in each rendering by turns, and files of several stories:
    no junk that we know of."""
    found = []
    for corpus in ("aeb", "fundus", "atf", "traf"):
        pages = rows(SHARED / f"boilerplate/{corpus}.text.jsonl.gz")
        chosen = [pages[FLAVOURS * page + page // every % FLAVOURS] for page in range(first, len(pages) // FLAVOURS, every)]
        found += [_plain_case("page", row["page_id"], row["text"]) for row in chosen]
    files = sorted((SHARED / "split/files").iterdir())[::FILES]
    return found + [_plain_case("file", path.name, path.read_text("utf8")) for path in files]


def _plain_case(group: str, name: str, text: str) -> Case:
    empty: Case = {"junk": [], "neutral": [], "language": "", "host_lang": "", "position": "none"}
    return empty | {"text": text[:30000], "group": group, "block": name}
