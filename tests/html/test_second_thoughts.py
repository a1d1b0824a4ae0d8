"""What is settled over the whole page: other stories further down, articles inside the article, lists that were kept by half."""

from __future__ import annotations

from copydesk.html.features import Row
from copydesk.html.second_thoughts import settle

SURE, DOUBTFUL = 0.95, 0.3
WORDS = [f"word{i}" for i in range(30)]


def line(number: int, path: tuple[str, ...], chain: tuple[int, ...], *, heading: int = 0, near: str = "", text: str = "") -> Row:
    """A line with words of its own."""
    words = text.lower().split() if text else [f"{word}x{number}" for word in WORDS]
    return Row(" ".join(words), words, path, heading, frozenset(near.split()), frozenset(), chain)


def test_next_headline_in_the_same_dress_ends_the_story() -> None:
    """Where a page goes on with another story under a headline that looks like its own, only the first is body."""
    rows = [line(0, ("h1", "header", "main"), (3, 2, 1), heading=1, text="Bridge closed for a year")]
    rows += [line(i, ("p", "div", "main"), (10 + i, 9, 1)) for i in range(1, 4)]
    rows += [line(5, ("h1", "header", "main"), (21, 20, 1), heading=1, text="Other things happen elsewhere")]
    rows += [line(i, ("p", "div", "main"), (30 + i, 29, 1)) for i in range(6, 9)]
    settled = settle(rows, [SURE] * len(rows), "Bridge closed for a year")
    assert [p >= 0.5 for p in settled] == [True] * 4 + [False] * 4


def test_chapters_under_the_same_parent_stay() -> None:
    """A chapter's heading beside the headline, in the same element, begins no other story."""
    rows = [line(0, ("h1", "div"), (2, 1), heading=1, text="Bridge closed for a year")]
    rows += [line(i, ("p", "div"), (10 + i, 1)) for i in range(1, 4)]
    rows += [line(5, ("h1", "div"), (21, 1), heading=1, text="Other things happen elsewhere"), line(6, ("p", "div"), (22, 1))]
    assert all(p >= 0.5 for p in settle(rows, [SURE] * len(rows), "Bridge closed for a year"))


def test_items_that_are_articles_stay_and_comments_go() -> None:
    """Articles inside the article that hold most of the text under headings are the story's items, unless they are comments."""
    outer = [line(i, ("p", "article"), (i + 2, 1)) for i in range(2)]
    items = [
        row
        for k in (20, 30, 40, 50)
        for row in (
            line(k, ("h2", "article", "div", "article"), (k, k + 3, 1), heading=2, text=f"Place number {k}"),
            line(k + 1, ("p", "article", "div", "article"), (k + 1, k + 3, 1)),
        )
    ]
    rows = outer + items
    assert all(p >= 0.5 for p in settle(rows, [SURE] * len(rows)))
    for row in items:
        row.near = frozenset({"comment"})
    assert [p >= 0.5 for p in settle(rows, [SURE] * len(rows))] == [True] * 2 + [False] * 8


def test_list_kept_by_half_is_kept_whole() -> None:
    """A row of a table between paragraphs comes back with the rows around it; a linked one does not, nor one of a table below the end."""
    table = [line(i, ("td", "tr", "tbody", "table"), (i, i + 1, 51, 50), text=f"{i} 11 420") for i in (60, 63, 66, 69)]
    table[2].linked = 1.0
    judged = [SURE, SURE, DOUBTFUL, DOUBTFUL, SURE]
    before, after = line(1, ("p", "div"), (2, 1)), line(2, ("p", "div"), (3, 1))
    settled = settle([before, *table, after], [*judged, SURE])
    assert [p >= 0.5 for p in settled] == [True, True, True, False, True, True]
    assert [p >= 0.5 for p in settle([before, *table], judged)] == [True, True, False, False, True]
