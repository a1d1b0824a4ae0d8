"""P(body) for each line of a rendered page: a judgement of the line by itself, then one in its context.

Two forests of boosted trees, grown by ``build_model.py`` on pages of some 500 sites and measured on sites that they had not seen. The
extractors' verdicts (``@tr``, ``@rs``, ``@ld``) are voices among the features: where they agree with the markup they carry the
judgement, where they swallow a READ MORE box or lose a list the look of the other lines overrules them.
"""

from __future__ import annotations

from copydesk.html.context import measure_context
from copydesk.html.features import measure_rows, read_rows
from copydesk.html.second_thoughts import settle
from copydesk.html.stated import TAG
from copydesk.html.trees import read_model
from copydesk.types import Page, Story

STATED = 0.9
"""P(body) of a paragraph that the page states as the article's and does not show."""


def judge_blocks(page: Page, story: Story) -> tuple[float, ...]:
    """P(body), 0 to 1, for every line of ``page.lines`` that overlaps the story, in order; 0 for lines without text.

    One half is the place to cut. Meant for pages with blocks; without them every line gets what its text alone suggests.
    Deterministic, linear in the story.
    """
    lines = [line for line in page.lines if story.start <= line.start < story.end or line.start < story.start < line.end]
    written = [k for k, line in enumerate(lines) if page.text[line.start : line.end].strip()]
    judged = [0.0] * len(lines)
    if not written:
        return tuple(judged)
    model = read_model()
    rows = read_rows(page, [lines[k] for k in written])
    for k, row in zip(written, rows, strict=True):
        judged[k] = STATED if row.path[:1] == (TAG,) else 0.0
    written = [k for k in written if not judged[k]]
    if not written:
        return tuple(judged)
    rows = [row for row in rows if row.path[:1] != (TAG,)]
    _, table = measure_rows(rows, page.hints.title, model.vocabulary)
    first = model.alone.ask(table)
    _, around = measure_context(rows, first)
    second = model.context.ask([own + more for own, more in zip(table, around, strict=True)])
    for k, probability in zip(written, settle(rows, second, page.hints.title), strict=True):
        judged[k] = round(probability, 4)
    return tuple(judged)
