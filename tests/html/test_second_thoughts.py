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


def test_table_in_doubt_between_paragraphs_comes_back() -> None:
    """A short table of which no line is sure comes back between body lines; below the end, or surely junk, it does not."""
    table = [line(i, ("td", "tr", "tbody", "table"), (i, i + 1, 51, 50), text=f"{i} 11 420") for i in (60, 63)]
    before, after = line(1, ("p", "div"), (2, 1)), line(2, ("p", "div"), (3, 1))
    assert all(p >= 0.5 for p in settle([before, *table, after], [SURE, DOUBTFUL, DOUBTFUL, SURE]))
    assert [p >= 0.5 for p in settle([before, *table], [SURE, DOUBTFUL, DOUBTFUL])] == [True, False, False]
    assert [p >= 0.5 for p in settle([before, *table, after], [SURE, 0.1, 0.1, SURE])] == [True, False, False, True]


def test_sub_heading_above_body_comes_back() -> None:
    """A doubtful sub-heading returns above a body line of its parent; a linked one does not, nor one above junk."""
    text = [line(i, ("p", "div"), (10 + i, 1)) for i in range(4)]
    heading = line(9, ("h2", "div"), (20, 1), heading=2, text="What it costs")
    rows = [*text[:2], heading, *text[2:]]
    assert settle(rows, [SURE, SURE, DOUBTFUL, SURE, SURE])[2] >= 0.5
    assert settle(rows, [SURE, SURE, DOUBTFUL, 0.05, 0.05])[2] < 0.5
    heading.linked = 1.0
    assert settle(rows, [SURE, SURE, DOUBTFUL, SURE, SURE])[2] < 0.5


def test_last_short_paragraph_comes_back() -> None:
    """A doubtful sentence in the dress of three body lines of its parent returns below them, a line without an end does not."""
    text = [line(i, ("p", "div"), (10 + i, 1)) for i in range(3)]
    last = Row("Yes, if you own a kitchen.", ["yes", "if", "you", "own", "a", "kitchen"], ("p", "div"), chain=(20, 1))
    assert settle([*text, last], [SURE, SURE, SURE, DOUBTFUL])[3] >= 0.5
    last.text = "More kitchens"
    assert settle([*text, last], [SURE, SURE, SURE, DOUBTFUL])[3] < 0.5


def test_articles_beside_the_pages_own_go() -> None:
    """Below the article with the headline, what stands in other articles goes; entries of a live report below a short head stay."""
    head = line(0, ("h1", "article"), (3, 2), heading=1, text="Bridge closed for a year")
    own = [line(i, ("p", "div", "article"), (10 + i, 9, 2)) for i in range(1, 3)]
    other = [line(5, ("h2", "article"), (31, 30), heading=2, text="Clove prices rise"), line(6, ("p", "article"), (32, 30))]
    for row in (head, *own):
        row.article = 2
    for row in other:
        row.article = 30
    title = "Bridge closed for a year"
    assert [p >= 0.5 for p in settle([head, *own, *other], [SURE] * 5, title)] == [True] * 3 + [False] * 2
    entries = [line(40 + i, ("h3", "article"), (50 + i, 40), heading=3, text=f"Entry {i}") for i in range(2)]
    entries += [line(60 + i, ("p", "article"), (70 + i, 40)) for i in range(6)]
    for row in entries:
        row.article = 40
    assert all(p >= 0.5 for p in settle([head, *own, *entries], [SURE] * 11, title))


def test_lines_away_from_the_screen_go_and_hidden_ones_may_stay() -> None:
    """Text beyond the edge of the screen is no part of a body that is seen; what is only hidden may be the rest of it."""
    rows = [line(i, ("p", "div"), (10 + i, 1)) for i in range(4)]
    rows[2].hidden = True
    rows[3].hidden = rows[3].away = True
    assert [p >= 0.5 for p in settle(rows, [SURE] * 4)] == [True, True, True, False]


def test_small_box_with_a_field_goes() -> None:
    """The words of a box that asks for an address or a vote are no body; a long text beside a search field stays."""
    rows = [line(i, ("p", "div"), (10 + i, 1)) for i in range(4)]
    box = line(9, ("h4", "div"), (20, 19), heading=4, text="Get the Mail in your inbox")
    box.asks = 19
    assert [p >= 0.5 for p in settle([*rows, box], [SURE] * 5)] == [True] * 4 + [False]
    for row in rows:
        row.asks = 1
    assert all(p >= 0.5 for p in settle(rows, [SURE] * 4))
