"""Two texts side by side: copies are told from texts that only look alike."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from copydesk.copies import Sieve, compare_texts, may_be_copy, pack_runs, prepare_text, sign_text
from copydesk.copies.order import find_day, find_stated

PAIRS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_pair(pair: dict[str, Any]) -> None:
    """The later text is to the earlier one what the case says."""
    titles, days = pair.get("titles", [None, None]), pair.get("days", [None, None])
    texts = [f"{pair[name]}\n\n{pair.get('more', '')}".strip() for name in ("earlier", "later")]
    earlier, later = (prepare_text(text, title, day) for text, title, day in zip(texts, titles, days, strict=True))
    likeness = compare_texts(earlier, later)
    assert (likeness.relation.value if likeness.is_copy else "none") == pair["relation"], likeness
    assert may_be_copy(earlier, later) or not likeness.is_copy  # what is asked first never loses a copy


def test_packed_runs_exclude_what_the_texts_exclude() -> None:
    """Of all pairs of the cases' texts, asked at once: none is excluded that the texts let pass, and hardly any other is let pass."""
    cases = (f"{pair[name]}\n\n{pair.get('more', '')}" for pair in PAIRS for name in ("earlier", "later"))
    texts = [*cases, "", "字", "One. Two.", "\ud800"]
    held = [prepare_text(text) for text in texts]
    packed = [pack_runs(text) for text in held]
    pairs = [(earlier, later) for earlier in range(len(held)) for later in range(len(held))]
    flags = Sieve().may_be_copies([packed[one] for one, _ in pairs], [packed[two] for _, two in pairs]).tolist()
    asked = [may_be_copy(held[one], held[two]) for one, two in pairs]
    assert not [pair for pair, flag, exact in zip(pairs, flags, asked, strict=True) if exact and not flag]
    assert sum(flags) - sum(asked) <= len(pairs) // 1_000


def test_a_part_shares_the_sketch_of_the_whole() -> None:
    """The first third of a text shares hashes with the whole; another text shares none."""
    whole = " ".join(f"The {n}th delegate spoke of roads, water and number {n * 37}." for n in range(40))
    sketches = [
        {sketch[i : i + 8] for i in range(0, len(sketch), 8)}
        for sketch in (sign_text(text)[1] for text in (whole, whole[: len(whole) // 3], whole.replace("delegate spoke", "farmer dreamt")))
    ]
    assert len(sketches[0] & sketches[1]) >= 4
    assert len(sketches[0] & sketches[2]) < len(sketches[0] & sketches[1])


@pytest.mark.parametrize("text", ["", "a", "字", "\ud800", "…!?", "a" * 100_000, "字" * 50_000, "𝔘𝔫𝔦" * 400])
def test_any_text_has_a_signature_and_can_be_compared(text: str) -> None:
    """Nothing that a text may hold stops the signature or the alignment, and a text is the same as itself."""
    digest, sketch = sign_text(text)
    assert 0 <= digest < 1 << 64 and len(sketch) % 8 == 0
    prepared = prepare_text(text)
    assert compare_texts(prepared, prepared).substituted == 0


def test_letters_alone_make_the_digest() -> None:
    """Case, punctuation, spaces and quotation marks do not count; digits and letters do."""
    assert sign_text("“Yes,” he said.\n\nIt's 5.") == sign_text('"YES" HE SAID - IT´S 5')
    assert sign_text("It is 5.")[0] != sign_text("It is 6.")[0]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ((("2025-08-20"), None, None), ("2025-08-21", None, None)),
        (("2025-08-21", None, None), ("2025-08-21T09:17", None, None)),
        (("2025-08-21T09:00+08:00", None, None), ("2025-08-21T02:00Z", None, None)),
        ((None, "2025-08-20", None), ("2025-08-21", None, None)),
        (("2025-08-21", None, "2025-08-21T10:00"), ("2025-08-21", None, None)),
        (("2025-08-21", None, None), (None, None, "2025-08-01")),
        (("2025-08-21", None, None), ("XXXX-08-20", None, None)),
    ],
)
def test_order(earlier: tuple[str | None, ...], later: tuple[str | None, ...]) -> None:
    """Published comes before received, zones count, what is unknown comes last."""
    assert find_stated(*earlier) < find_stated(*later)


def test_day() -> None:
    """The day is that of the date that orders the copies."""
    assert find_day(find_stated("2025-03-02", None, None)) == 1 + (find_day(find_stated("2025-03-01T23:59", None, None)) or 0)
    assert find_day(find_stated(None, None, "2025-03-01")) is None
