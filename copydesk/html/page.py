"""An HTML source rendered: its text, the blocks that the markup made of it, and what the head states.

The verdicts of other extractors travel in the blocks' hints (``@tr=0.95``), since whoever judges a line later has the page but no longer
its source. The text depends on nothing but the source and ``VERSION``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from copydesk.html.extractors import NAMES, ask_extractors, measure_verdicts
from copydesk.html.head import read_head
from copydesk.html.parsing import limit_attributes, parse_html
from copydesk.html.rendering import BLANK, NAME, VERSION, Rendered, render_tree
from copydesk.html.saved import open_archive, shows_page
from copydesk.html.stated import TAG, find_unshown
from copydesk.types import Block, Hints


@dataclass(frozen=True, slots=True)
class Rendering:
    """Text of a page, its blocks (offsets into the text, sorted, lines before what is inside them), hints, renderer and version."""

    text: str
    blocks: tuple[Block, ...]
    hints: Hints
    name: str = NAME
    version: str = VERSION


def render_html(source: str) -> Rendering:
    """The rendering of an HTML source; empty where it holds no text. Never raises on its content.

    The same source gives the same rendering. A page is parsed once and asked of two extractors.
    """
    source = limit_attributes(open_archive(source))
    root = parse_html(source)
    if root is None:
        return Rendering("", (), Hints(format="html"))
    done = render_tree(root)
    if shows_page(done.text) and (inner := parse_html(limit_attributes(done.text))) is not None:
        source, root = limit_attributes(done.text), inner
        done = render_tree(root)
    head = read_head(root)
    done = _add_unshown(done, head.body)
    if not done.text:
        return Rendering("", (), head.hints)
    held = ask_extractors(source, head.body, done.elements, done.depth, len(done.lines))
    verdicts = measure_verdicts(done.lines, held)
    return Rendering(done.text, _add_verdicts(done.blocks, verdicts), head.hints)


def render_text(source: str) -> str:
    """The text of the rendering alone, for those who compare pages: no extractor is asked."""
    root = parse_html(limit_attributes(open_archive(source)))
    if root is None:
        return ""
    done = render_tree(root)
    if shows_page(done.text) and (inner := parse_html(limit_attributes(done.text))) is not None:
        root = inner
        done = render_tree(root)
    return _add_unshown(done, read_head(root).body).text


def _add_unshown(done: Rendered, body: str) -> Rendered:
    """The rendering with the paragraphs of a stated body that it does not hold at its end, in a box of their own."""
    box, text, lines, blocks = done.elements + 1, done.text, list(done.lines), list(done.blocks)
    for number, paragraph in enumerate(find_unshown(body, done.lines), box + 1):
        text += BLANK if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph), (TAG,), 0, f"article body / @in={number}.{box}"))
        lines.append(paragraph)
        text += paragraph
    return replace(done, text=text, lines=lines, blocks=blocks) if len(lines) > len(done.lines) else done


def _add_verdicts(blocks: list[Block], verdicts: list[tuple[float | None, ...]]) -> tuple[Block, ...]:
    """The blocks with the verdicts on each line in the hint of the line's own block."""
    number, end = -1, -1
    found = []
    for block in blocks:
        if block.start > end:  # the first block of a line spans it
            number, end = number + 1, block.end
            stated = (f"@{name}={share:g}" for name, share in zip(NAMES, verdicts[number], strict=True) if share is not None)
            block = replace(block, hint=" ".join((block.hint, *stated)))
        found.append(block)
    return tuple(found)
