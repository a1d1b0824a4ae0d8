"""Sections below the story go where a wall of boilerplate parts them from it and their lines are in doubt."""

from __future__ import annotations

import pytest

from copydesk.boilerplate.sections import find_later_sections

STORY = [(0.95, 200.0, True)] * 6
WALL = [(0.1, 10.0, False)] * 6
TEASERS = [(0.6, 110.0, False)] * 20
COMMENTS = [(0.65, 90.0, True)] * 5
CASES = [
    ("teasers as long as paragraphs, below the share bar", [*STORY, *WALL, *TEASERS], range(12, 32)),
    ("comments that are whole sentences", [*STORY, *WALL, *COMMENTS], range(12, 17)),
    ("comments under a heading of four lines stay: they might be the story's", [*STORY, *WALL[:4], *COMMENTS], ()),
    ("teasers under a heading of four lines", [*STORY, *WALL[:4], *TEASERS], range(10, 30)),
    ("the second half of the story behind a box of links", [*STORY, *WALL, *STORY[:3]], ()),
    ("a list of the story's own, in doubt line by line", [*STORY, *[(0.4, 20.0, False)] * 6, *TEASERS], ()),
    ("an introduction above the story", [*TEASERS[:2], *WALL, *STORY], ()),
    ("teasers right below the story", [*STORY, *TEASERS], ()),
    ("nothing kept", WALL, ()),
    ("nothing at all", [], ()),
]


@pytest.mark.parametrize(("lines", "gone"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_lines_go(lines: list[tuple[float, float, bool]], gone: range) -> None:
    """Lines are (P(body), letters, sentence end); the numbers of those that go are told."""
    context, letters, ended = ([line[i] for line in lines] for i in range(3))
    assert find_later_sections(context, letters, ended, 0.45) == list(gone)
