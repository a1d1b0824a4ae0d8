"""HTML: a page as lines of text with what its markup knew, and a judgement of which lines are the article.

``render_html(source)`` gives text, blocks and hints; ``judge_blocks(page, story)`` one P(body) for every line of a story.
"""

from __future__ import annotations

from copydesk.html.judging import judge_blocks
from copydesk.html.page import Rendering, render_html, render_text

__all__ = ["Rendering", "judge_blocks", "render_html", "render_text"]
