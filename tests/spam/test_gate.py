"""What the gate decides quickly it decides as it would slowly: made lines and counts, with a fixed seed."""

from __future__ import annotations

import itertools
import random

import pytest

from copydesk.kernels import find_kernel
from copydesk.spam import gate
from copydesk.spam.forms import Worded
from copydesk.spam.marks import ENTRIES, glance

_ENTRIES = (
    *("", "", " ", "cheap pills online", "cheap watches online", "• hire a van", "o rent a flat", "– Boats to let", "\u3000a b\u3000"),
    *("It is.", "“Late,” he said.”", "and so on…", "Sold, again,", "a b " * 15, "a b " * 14 + "c d", "é b " * 14 + "cé dé"),
    *("o " + "ab " * 30, "Öl und Gas", "çay ve su", "x" * 60, "x" * 61, "é" * 59 + " b", "\U0001f4b0 " * 30 + "b", "漢字 " * 20 + "b"),
    "a" + " é" * 200 + " b",
)


def test_lists_one_to_a_line_are_not_ruled_out() -> None:
    """A page without ``ENTRIES`` holds no such list, whatever stands at the edges of its lines."""
    draw = random.Random(3)
    lists = 0
    for _ in range(3000):
        some = draw.choices(_ENTRIES, k=draw.randint(1, 6))
        lines = draw.choices(some, k=draw.randint(1, 14))
        stacked = gate._find_stacked(lines)
        assert not stacked or glance("\n".join(lines).encode(), 3)[0] & ENTRIES, lines
        lists += bool(stacked)
    assert lists > 100


def test_a_page_of_sentences_has_no_lists() -> None:
    page = "The harbour reopened on Friday.\n\n“Late,” he said.\n\nTwo gates were new.\nSo was the lock.\nIt rained.\nNobody came.\n"
    if find_kernel("marks") is None:
        pytest.skip("copydesk.kernels.marks is not built here (no compiler): every page may hold one then")
    assert not glance(page.encode(), 3)[0] & ENTRIES


def test_a_thin_paragraph_is_told_as_all_rules_tell_it() -> None:
    sizes = (1, 7, 8, 13, 14, 16, 25, 36, 50, 51, 60, 61, 90, 91)
    jargon, topic, offer, push, praise, small, voice = (0, 1), range(4), (0, 2), (0, 1, 2), (0, 2), (0, 9), (0, 1, 3)
    texts = ("a b", "a@b", "a. B, c; d: e")
    for words, *counts, text in itertools.product(sizes, jargon, topic, offer, push, praise, small, voice, texts):
        row = Worded(0, words, *counts)
        slow = gate._is_hot(text, row) or gate._is_endless(text, row) or gate._is_offer(text, row) or gate._is_pitch(row)
        assert gate._is_suspect(text, row) == slow, (text, row)
