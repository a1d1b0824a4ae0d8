"""What holds for every text: no crash, no lost character, no story without a place."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.boundaries import WrongFormatError, find_stories, iter_stories
from copydesk.formats import load_parsers
from copydesk.lines import split_lines
from copydesk.types import FieldName, Hints, Page, first_value

_LINES = st.sampled_from(
    [
        "", "", "Title: A ship came in", "By Ann Lowry", "Story 1 of 3", "----------", "* * *", "END", "© 2019 The Paper",
        "May 3, 2019", "\f", "\x00",
        "ZCZC 1", "NNNN", '{"a": "b"', "<item>", "\x1c", "# ", "</item>", "From: x", "Subject: y", "1 of 9 DOCUMENTS", "End of Document",
        "Document ABCD000020190503ab12",
        "LINDMOUTH, May 3 (AP) -- The harbour reopened on Friday after three weeks of repairs, the port said.", "\udc80\udcff", "^a<",
        "A" * 300,
        "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the storms of April.",
    ]
)  # fmt: skip


def make_page(text: str, hint: str | None = None) -> Page:
    """A page of clean text, perhaps with a side-car's format."""
    return Page("case.txt", text, text, (), (), split_lines(text), "utf-8", Hints(format=hint))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_LINES, max_size=40).map("\n".join) | st.text(max_size=300))
def test_any_text_yields_ordered_stories(text: str) -> None:
    """Any text has at least one story; stories and their marks lie in order inside the page."""
    split = find_stories(make_page(text))
    assert split.stories
    at = 0
    for story in split.stories:
        assert at <= story.start <= story.end <= len(text)
        assert all(story.start <= m.start <= m.end <= story.end for m in story.marks)
        at = story.end


@pytest.mark.parametrize("name", sorted(load_parsers()))
@settings(max_examples=25, deadline=None)
@given(text=st.lists(_LINES, max_size=25).map("\n".join))
def test_no_parser_crashes_on_foreign_text(name: str, text: str) -> None:
    """A parser that is asked for by name answers with stories or refuses with its reason, whatever the text."""
    try:
        assert find_stories(make_page(text, name)).stories
    except WrongFormatError as refusal:
        assert name in str(refusal)


def test_a_wrong_separator_is_refused_with_the_reason() -> None:
    """A side-car that names a separator which the text has not is refused in one sentence."""
    with pytest.raises(WrongFormatError, match="parted by lines '%%%'"):
        find_stories(make_page("One.\n\nTwo.", "separator:%%%"))


def test_a_named_separator_cuts_and_nothing_else_does() -> None:
    """``separator:%%`` cuts at every such line."""
    split = find_stories(make_page("One story.\n%%\nTwo stories.\n%%\n", "separator:%%"))
    assert [(s.start, s.end) for s in split.stories] == [(0, 10), (14, 26)]


def test_a_file_type_is_no_format() -> None:
    """``format: txt`` in a side-car says nothing about the container."""
    assert len(find_stories(make_page("One story.", "txt")).stories) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<" * 100_000,
        '"' * 100_000,
        "a:" * 50_000,
        "(" * 100_000,
        '{"a":' * 20_000,
        "Title: x\n" * 5_000,
        "\f" * 50_000,
        "&lt;p&gt;" * 20_000,
        "- " * 50_000,
    ],
    ids=["angle", "quote", "colon", "bracket", "nested", "labels", "feeds", "entities", "dashes"],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """A hundred thousand characters made to upset a pattern are read within seconds."""
    start = time.process_time()
    find_stories(make_page(text))
    assert time.process_time() - start < 5


def test_streaming_gives_the_stories_of_the_whole() -> None:
    """A dump read in small windows yields the same stories and titles as the page at once."""
    body = "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the storms of April.\n\n"
    text = "".join(
        f"Harbour reopens for the {n}th time in a year\nPort Gazette | {1 + n % 28} May 2019\n\n{body * 3}\n\n" for n in range(60)
    )
    whole = find_stories(make_page(text))
    chunks = [text[i : i + 700] for i in range(0, len(text), 700)]
    streamed = list(iter_stories(chunks, window=6_000))
    assert [text[s.at : s.at + len(s.text)] for s in streamed] == [s.text for s in streamed]
    assert [first_value(s.story.marks, FieldName.TITLE) for s in streamed] == [first_value(s.marks, FieldName.TITLE) for s in whole.stories]
