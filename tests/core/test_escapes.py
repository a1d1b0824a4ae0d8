"""Escapes of JSON and XML are undone inside the text, and nowhere read as structure."""

from __future__ import annotations

import json

import pytest

import copydesk
from copydesk.escapes import is_structured
from copydesk.ledger import rebuild_source

PARAGRAPHS = ['The minister said on Tuesday that talks would "go on" in Genève.', "They are all over now, he added < smiling > \U0001f600."]
NITF = (
    '<?xml version="1.0"?><nitf><body><body.head><hedline><hl1>Talks &amp; deals</hl1></hedline></body.head><body.content>'
    "<p>The minister said that AT&amp;T would &lt;go on&gt; until the <em>very</em> end of Gen&#232;ve.</p>"
    "<p>Second paragraph is here, he added.</p></body.content></body></nitf>"
)


def texts(source: str, name: str) -> list[tuple[str | None, str]]:
    """Title and text of every article, after the ledger has rebuilt the source."""
    result = copydesk.clean(source, name=name)
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == source
    return [(a.title, a.text) for a in result.articles]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_escapes_become_what_they_stand_for(ascii_only: bool) -> None:
    """Line breaks, quotes and characters beyond the first plane come out as the journalist wrote them."""
    row = {"headline": 'Talks "go on"', "body_text": "\n\n".join(PARAGRAPHS), "versioncreated": "2020-01-02T03:04:05Z"}
    assert texts(json.dumps(row, ensure_ascii=ascii_only), "item.json") == [('Talks "go on"', "\n\n".join(PARAGRAPHS))]


def test_xml_entities_are_text_and_tags_are_not() -> None:
    """An escaped angle bracket is a word's, a block element parts paragraphs, an inline element nothing."""
    first = "The minister said that AT&T would <go on> until the very end of Genève."
    assert texts(NITF, "item.xml") == [("Talks & deals", f"{first}\n\nSecond paragraph is here, he added.")]


@pytest.mark.parametrize(
    ("text", "structured"),
    [('{"a": 1}', True), ("<?xml?>", True), ("<a><b>x</b></a>", True), ("<3 is a heart, he wrote", False), ("Words.", False), ("", False)],
)
def test_structure_is_told_from_prose(text: str, structured: bool) -> None:
    """Only JSON and XML count as structured."""
    assert is_structured(text) is structured
