"""Sections below the story go where a wall of boilerplate parts them from it and their lines are in doubt."""

from __future__ import annotations

import pytest

from copydesk.boilerplate.sections import find_comments, find_far_lines, find_later_sections
from copydesk.boilerplate.topic import read_words

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
    assert find_later_sections(["…"] * len(lines), context, letters, ended, 0.45) == list(gone)


TALE = "The harbour board postponed the dredging until the spring tide returns to the eastern basin"
OTHER = "Seven footballers signed autographs while crowds of youngsters waited outside their hotel lobby"
HALF = "The board will meet in the eastern town before the spring while fishermen wait outside its harbour gates"
TOPICS = [
    ("the story's second half behind a wall", 6, 0.6, [HALF] * 3, False),
    ("the next article behind a wall", 6, 0.6, [OTHER] * 3, True),
    ("a copy of the story", 6, 0.6, [TALE] * 3, True),
    ("the second half, in great doubt", 6, 0.5, [HALF] * 3, True),
    ("too few words to tell", 6, 0.6, [HALF[:40]], True),
    ("the second half behind a thin wall", 4, 0.6, [HALF] * 3, False),
    ("the next article behind a thin wall", 4, 0.6, [OTHER] * 4, True),
    ("a short answer behind a thin wall", 4, 0.6, [OTHER], False),
    ("the next article, hardly in doubt", 4, 0.8, [OTHER] * 3, False),
    ("the next article in Chinese", 4, 0.6, ["球迷在酒店外等候签名"] * 5, True),
]


@pytest.mark.parametrize(("wall", "p", "texts", "goes"), [case[1:] for case in TOPICS], ids=[case[0] for case in TOPICS])
def test_section_that_shares_the_words_of_the_story(wall: int, p: float, texts: list[str], goes: bool) -> None:
    """A section in doubt stays if it uses the story's words as the story goes on, and goes behind a thin wall if it uses hardly any."""
    lines = [*[TALE] * 6, *["Tags"] * wall, *texts]
    context = [*[0.95] * 6, *[0.1] * wall, *[p] * len(texts)]
    letters, ended = [len(text) * 0.8 for text in lines], [text != "Tags" for text in lines]
    assert find_later_sections(lines, context, letters, ended, 0.45) == (list(range(6 + wall, len(lines))) if goes else [])


@pytest.mark.parametrize("text", ["", "\ud800" * 9, "\U00020000" * 9, "a" * 100_000, "กขค" * 40_000, "1 2 3 _ 4"])
def test_words_of_hostile_lines(text: str) -> None:
    """Any string has words, no more than are looked for."""
    assert len(read_words([text])) <= 2000


FAR = [(0.1, 10.0, False)] * 12
SUMMARY = (0.5, 110.0, True)
OUTLYING = [
    ("the summary of another story far above", [SUMMARY, *FAR, *STORY], [0]),
    ("and far below", [*STORY, *FAR, SUMMARY], [18]),
    ("a deck above the byline", [SUMMARY, *FAR[:9], *STORY], []),
    ("a line far above that has no sentence end", [(0.5, 110.0, False), *FAR, *STORY], []),
    ("a headline without one far below", [*STORY, *FAR, (0.5, 90.0, False)], [18]),
    ("a short sentence far below", [*STORY, *FAR, (0.5, 40.0, True)], []),
    ("a paragraph that is body with little doubt", [(0.7, 110.0, True), *FAR, *STORY, *FAR, (0.7, 110.0, True)], []),
    ("nothing kept", FAR, []),
    ("nothing at all", [], []),
]


@pytest.mark.parametrize(("lines", "gone"), [case[1:] for case in OUTLYING], ids=[case[0] for case in OUTLYING])
def test_which_far_lines_go(lines: list[tuple[float, float, bool]], gone: list[int]) -> None:
    """Lines are (P(body), letters, sentence end), as above."""
    context, letters, ended = ([line[i] for line in lines] for i in range(3))
    assert find_far_lines(["…"] * len(lines), context, letters, ended, 0.45) == gone


def test_far_sentence_that_shares_the_words_of_the_story_stays() -> None:
    """The story's own end far below it stays; another story's goes, and so do a copy and a line without a sentence end."""
    far = ["Tags"] * 12
    for text, sentence, stays in ((HALF, True, True), (OTHER, True, False), (TALE, True, False), (HALF, False, False)):
        lines = [*[TALE] * 6, *far, text, text]
        context = [*[0.95] * 6, *[0.1] * 12, 0.5, 0.5]
        letters = [100.0 if line != "Tags" else 4.0 for line in lines]
        ends = [*[True] * 6, *[False] * 12, sentence, sentence]
        assert find_far_lines(lines, context, letters, ends, 0.45) == ([] if stays else [18, 19])


PAGE = [(0.95, 200.0, "prose")] * 6
READER = (0.8, 90.0, "A reader's view of it, as long and as well written as the story is.")
HEADINGS = [
    ("with their number", "Comments (37)", True),
    ("in Korean", "댓글 3", True),
    ("in Czech", "Diskuse", True),
    ("the counter of a bar", "Comments: 12", False),
    ("of something else", "Most read", False),
    ("a longer line", "Comments that the minister made on Tuesday", False),
]


@pytest.mark.parametrize(("heading", "goes"), [case[1:] for case in HEADINGS], ids=[case[0] for case in HEADINGS])
def test_lines_under_the_heading_of_comments_go(heading: str, goes: bool) -> None:
    """What stands under the heading of a page's comments goes; surer lines stay, and so does all if it outweighs what stands above."""
    low = (0.1, 10.0, "Tags")
    for lines, gone in (
        ([*PAGE, *[low] * 6, (0.1, 10.0, heading), READER, low, READER], [13, 15]),
        ([*PAGE, *[low] * 6, (0.1, 10.0, heading), (0.95, 90.0, "prose")], []),
        ([*PAGE[:1], *[low] * 6, (0.1, 10.0, heading), *[(0.6, 90.0, "prose")] * 8], []),
    ):
        context, letters, texts = (list(column) for column in zip(*lines, strict=True))
        assert find_comments(texts, context, letters, 0.45) == (gone if goes else [])
