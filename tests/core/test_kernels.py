"""Every compiled inner loop gives what its twin in Python gives, to the bit; without a compiler these tests are skipped.

Made numbers: the seeds are fixed, NaN and infinities stand among them as they do where nothing could be measured.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from copydesk import kernels
from copydesk.boilerplate.forest import Forest, read_forest
from copydesk.kernels import find_kernel
from copydesk.spam import forms, marks, patterns, signs
from copydesk.spam.forms import find_worded
from copydesk.spam.lexicon import UNSPACED, load_lexicon
from copydesk.spam.model import MOST_LEAVES, read_model
from copydesk.spam.segments import PARTING
from copydesk.spam.signs import read_signs
from copydesk.spam.words import WORD, find_words, fold, join_spaced_out

ROOT = Path(__file__).resolve().parents[2]
KERNELS = sorted(path.stem for path in (ROOT / "copydesk/kernels").glob("*.pyx"))


@pytest.fixture(params=KERNELS)
def kernel(request: pytest.FixtureRequest) -> str:
    """Name of a kernel that is built here."""
    if find_kernel(request.param) is None:
        pytest.skip(f"copydesk.kernels.{request.param} is not built here (no compiler): its twin in Python does the same")
    return str(request.param)


def test_every_kernel_is_built_with_the_project() -> None:
    """A kernel that the project's file does not name is never compiled, and its twin runs unnoticed."""
    entries = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["ext-modules"]
    assert sorted(entry["name"].removeprefix("copydesk.kernels.") for entry in entries) == KERNELS
    assert all(entry["optional"] and entry["sources"] == [entry["name"].replace(".", "/") + ".pyx"] for entry in entries)


def test_kernels_can_be_switched_off(kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert find_kernel(kernel) is None


def test_a_kernel_older_than_its_source_is_not_used(kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update that nobody has built, the twins do the work."""
    assert not kernels._is_old(kernel)
    monkeypatch.setattr(kernels, "SLACK", -1e9)
    assert kernels._is_old(kernel)


def _forest(draw: np.random.Generator, trees: int, depth: int, columns: int) -> Forest:
    inner = (1 << depth) - 1
    threshold = draw.normal(size=(trees, inner)).astype(np.float32)
    threshold[draw.random(threshold.shape) < 0.2] = np.inf
    return Forest(
        names=tuple(map(str, range(columns))),
        depth=depth,
        feature=draw.integers(0, columns, (trees, inner)),
        threshold=threshold,
        leaf=draw.normal(size=(trees, inner + 1)),
        bias=0.25,
    )


@pytest.mark.parametrize(("trees", "depth", "columns", "rows"), [(1, 1, 1, 1), (7, 3, 5, 0), (90, 5, 60, 700), (150, 6, 40, 300)])
def test_forest(trees: int, depth: int, columns: int, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_kernel("trees") is None:
        pytest.skip("copydesk.kernels.trees is not built here (no compiler)")
    draw = np.random.default_rng(trees)
    forest = _forest(draw, trees, depth, columns)
    matrix = draw.normal(size=(rows, columns)).astype(np.float32)
    matrix[draw.random(matrix.shape) < 0.1] = np.nan
    matrix[draw.random(matrix.shape) < 0.1] = np.inf
    fast = forest.predict(matrix)
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast.tobytes() == forest.predict(matrix).tobytes()


def test_a_forest_that_asks_for_more_than_there_is_is_refused() -> None:
    with pytest.raises(ValueError, match="without a name"):
        read_forest({"names": ["a"], "depth": 1, "feature": [[1]], "threshold": [[0.5]], "leaf": [[0.0, 1.0]], "bias": 0.0})


def test_the_seeds_come_out_alike_without_kernels() -> None:
    """The five seeds, cleaned in a process of its own with the twins, against those of this one."""
    code = (
        "import json, sys, dataclasses; from pathlib import Path; from copydesk import clean\n"
        "for path in sorted(Path('seeds').glob('*.txt')):\n"
        "    found = clean(path.read_bytes(), name=path.name)\n"
        "    print(json.dumps([[dataclasses.asdict(a) for a in found.articles], [list(row) for row in found.ledger]], default=str))\n"
    )

    def run(state: str) -> bytes:
        settings = os.environ | {"COPYDESK_KERNELS": state}
        return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, check=True).stdout

    compiled = run("on")
    assert compiled
    assert compiled == run("off")


_WORDED = (
    "",
    "\n",
    "\n\n buy cheap viagra online today, best price viagra online cheap\n",
    "one\x01two \x01 buy now\x01\n\x01\n buy cheap casino bonus casino bonus",
    "a\ud800b buy \udfff casino \U0001f4b0 cheap cheap 𝒷uy\r\x0b\x0cbuy now cheap",
    "best online casino " * 300 + "\n" + "ÀÉ été купить дешево " * 40,
    "great post i have bookmarked your site , thank you for sharing !\n" * 9,
    "x" * 1_000_000 + " casino",
    " ".join(f"w{i}" for i in range(20_000)) + "\nonline casino cheap",
)


@pytest.mark.parametrize("text", _WORDED, ids=range(len(_WORDED)))
def test_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines counted by their words, also where more words come than are remembered, and with signs that no text should hold."""
    if find_kernel("words") is None:
        pytest.skip("copydesk.kernels.words is not built here (no compiler)")
    lexicon = load_lexicon()
    monkeypatch.setattr(forms, "REMEMBERED", 9_000)
    monkeypatch.setattr(forms, "_CODES", {})
    data = text.lower().encode("utf-8", "surrogatepass")
    fast = [find_worded(part, lexicon) for part in (data, data + data[::-1], data[1:])]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == [find_worded(part, lexicon) for part in (data, data + data[::-1], data[1:])]


def test_a_word_of_an_unknown_class_is_refused() -> None:
    kernel = find_kernel("words")
    if kernel is None:
        pytest.skip("copydesk.kernels.words is not built here (no compiler)")
    with pytest.raises(ValueError, match="no such classes"):
        kernel.Table(lambda word: (1 << 7, 0, 0), {}, b" ", 9).count(b"word", (1,) * 7, 0, 1, 1.0)


_PIECES = (
    *(
        "aab bc",
        "cdx ",
        "  ",
        "AB",
        "ZÀé",
        "ß",
        "..",
        "!?",
        "…",
        ", ,",
        "; ",
        " - ",
        "—",
        "_",
        " / ",
        "·",
        "•",
        " » ",
        "«x»",
        "|",
        "،",
        "→",
    ),
    *(
        "'”’»)]",
        "“„",
        "12345.",
        "\t",
        "\xa0",
        "\u200b",
        "[x](",
        "<>",
        "==",
        "#&",
        "$5",
        "% €",
        "ww",
        "W.c",
        "™®",
        "।",
        "۔ ",
        "။",
        "李。",
        "Ж",
    ),
    *(
        "дЁ",
        "خ",
        "ก",
        "A\u0301",
        "ǅ",
        "ªº",
        "²",
        "½",
        "\U0001f4b0",
        "\ud800",
        "a b c d ",
        "http://",
        "555-123-4567",
        "bcdfgh",
        "iPhOnE",
        "\x01",
    ),
)


def _make_texts(count: int) -> list[str]:
    draw = random.Random(7)
    return ["", "x" * 1_000_000, "." * 100_000, *("".join(draw.choices(_PIECES, k=draw.randint(1, 14))) for _ in range(count))]


def test_signs_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are those of the patterns, and no pattern matches where the text was said not to hold its form."""
    if find_kernel("units") is None:
        pytest.skip("copydesk.kernels.units is not built here (no compiler)")
    texts = _make_texts(4000)
    fast = [read_signs(text) for text in texts]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    for text, found in zip(texts, fast, strict=True):
        slow = read_signs(text)
        assert found[1:6] + found[7:] == slow[1:6] + slow[7:], text
        assert {name: n for name, n in found.scripts.items() if n} == {name: n for name, n in slow.scripts.items() if n}, text
        held = (
            (signs.LINK, patterns.find_urls(text, text.lower())),
            (signs.PHONE, patterns.has_phone(text)),
            (signs.DECORATED, patterns.count_decoration(text)),
            (signs.MARKED_UP, patterns.count_markup(text) or patterns.TRACKBACK.search(text)),
            (signs.CHAOS, patterns.find_chaos(text[:1000])),
            (signs.QUOTE, patterns.QUOTED.search(text)),
            (signs.LABELLED, patterns.TAG_LABEL.match(text)),
            (signs.LOOSE_COMMA, patterns.has_loose_comma(text)),
            (signs.PRICED, patterns.PRICE.search(text)),
            (signs.ODD, fold(text) != text.lower().replace("_", " ")),
            (signs.SPACED_OUT | signs.ODD, join_spaced_out(fold(text)) != fold(text)),
            (signs.RUN_ON | signs.ODD, UNSPACED.search(fold(text))),
            (signs.LISTED | signs.SPACED_OUT | signs.ODD, len(PARTING.split(fold(text))) > 2),
        )
        assert not [bit for bit, is_held in held if is_held and not found.may & bit], text


def test_words_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    if find_kernel("units") is None:
        pytest.skip("copydesk.kernels.units is not built here (no compiler)")
    texts = [text + "’s d'a l’_ '" for text in _make_texts(2000)]
    fast = [find_words(text) for text in texts]
    assert fast == [WORD.findall(text) for text in texts]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == [find_words(text) for text in texts]


def _grow(draw: random.Random, leaves: int, columns: int) -> list[Any] | float:
    if leaves == 1:
        return draw.gauss(0, 1)
    left = draw.randrange(1, leaves)
    return [draw.randrange(columns), draw.choice((0.0, draw.random())), _grow(draw, left, columns), _grow(draw, leaves - left, columns)]


def test_scores_of_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows with numbers of no known name, with NaN and infinities, and none at all, asked of trees of one to sixteen leaves."""
    if find_kernel("trees") is None:
        pytest.skip("copydesk.kernels.trees is not built here (no compiler)")
    draw = random.Random(3)
    names = [f"feature {i}" for i in range(9)]
    trees = [_grow(draw, draw.randint(1, MOST_LEAVES), len(names)) for _ in range(150)]
    model = read_model({"names": names, "bias": -0.5, "trees": trees})
    odd = (0, 1, True, 0.0, -0.0, -1.0, float("nan"), float("inf"))
    rows = [{name: draw.choice((*odd, draw.random())) for name in (*names, "unknown") if draw.random() < 0.7} for _ in range(200)]
    fast = [model.score(rows), model.score([]), model.score([{}])]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == [model.score(rows), [], model.score([{}])]


def test_a_model_that_asks_for_more_than_there_is_is_refused() -> None:
    with pytest.raises(ValueError, match="without a name"):
        read_model({"names": ["a"], "bias": 0.0, "trees": [[1, 0.5, 0.0, 1.0]]})


_MARKED = (
    *(
        "the ",
        "Ab",
        "W",
        "ww.",
        "WwW.",
        "www.a.de ",
        " , ",
        " ,",
        " / ",
        "://",
        " • ",
        " · ",
        "·",
        " » ",
        "&#",
        "&",
        ">>",
        "<<",
        "<A ",
        "hrEF=",
        "f=",
    ),
    *(
        "[URL",
        "[/link",
        "[...]",
        "[…]",
        "[the",
        "iPHone",
        "v1agra",
        "joker88",
        "1agra",
        "1234567",
        "555-123-4567",
        "01 23 45 67",
        "+49 (30) 123 456",
    ),
    *(
        "★",
        "📞",
        "→",
        "Ａｂｃ",
        "｜",
        "日本、中国、韓国、",
        "привetт",
        "٣٤٥",
        "É",
        "ß",
        "…",
        "“",
        "\ud800",
        "\x80",
        "|",
        "a|b|c",
        ".",
        "!",
        "、",
        "، ا، ب، ج",
    ),
    *("\n", "\n", ", b, c, d", "\x00", "#", ";", " : ", "ＵＳＡ", "が"),
)


_FIGURES = [*"0123456789", "00", "800", "1234", "+7", " ", "-", "(", ")", ".", "/", "_", "a", "bet", "oker88", "i1e", "\u0660", "é", "\n"]


def test_figures_are_not_missed() -> None:
    """The kernel knows by hand where digits can be of a brand, or of a telephone number of nine and more without a slash: wherever the
    patterns find one, it says so."""
    if find_kernel("marks") is None:
        pytest.skip("copydesk.kernels.marks is not built here (no compiler)")
    draw = random.Random(12)
    found = 0
    for text in ("".join(draw.choices(_FIGURES, k=draw.randint(3, 14))) for _ in range(20_000)):
        number = marks._NUMBER.search(text)
        if marks._LETTERED.search(text) or (number and "/" not in number[0] and sum(map(str.isdigit, number[0])) >= 9):
            found += 1
            assert marks.glance(text.encode(), 3)[0] & (marks.FIGURES | marks.DIGITS), text
    assert found > 500


def test_marks_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which lines are looked at, and that a page with marks is not ruled out."""
    if find_kernel("marks") is None:
        pytest.skip("copydesk.kernels.marks is not built here (no compiler)")
    draw = random.Random(11)
    texts = ["", "\n", "1" * 500_000, " ," * 200_000, *("".join(draw.choices(_MARKED, k=draw.randint(1, 9))) for _ in range(4000))]

    def look() -> list[tuple[bool, bool, list[int], list[int]]]:
        found = []
        for text in texts:
            data, lowered = text.encode("utf-8", "surrogatepass"), text.lower().encode("utf-8", "surrogatepass")
            seen, listed = marks.glance(data, 3)
            assert seen & marks.CASED or data.lower() == lowered, text
            strange = bool(seen & marks.STRANGE)
            found.append((marks.may_have_mark(text, data, lowered, seen), strange, listed, forms.find_signed(data)))
        return found

    fast = look()
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == look()
