"""Boilerplate: what a page says besides its article.

The blemish as a reader sees it: ``Global Edition``, ``Home / China / Society``, ``Share``, ``Read also: …``, ``Photo: AP``,
``All rights reserved`` around and between the paragraphs. Every line is judged twice: alone, by its own shape and words,
and in context, by its neighbours, its place and the words it shares with the page's prose. Both judgements are kept.

Left alone: pages that hold nothing but text. Verse, lists, transcripts and two-line briefs look like menus line by line;
so unless the page as a whole shows boilerplate (see ``gate``), nothing is taken.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

from copydesk.boilerplate.captions import find_captions
from copydesk.boilerplate.doubt import find_doubtful, find_parts
from copydesk.boilerplate.furniture import find_furniture, furniture_label
from copydesk.boilerplate.gate import EDGE, SMALL, Dirt, Glance, begins_clean, glance, look_over, measure_dirt
from copydesk.boilerplate.inner import APART, find_deck, find_inner_lines, find_short_lines
from copydesk.boilerplate.labels import find_cue, label_runs
from copydesk.boilerplate.lexicon import measure_known
from copydesk.boilerplate.model import LARGE, Hearing
from copydesk.boilerplate.named import find_named_lines, find_own_lines, is_menu
from copydesk.boilerplate.opinion import is_worth_a_second, reconsider
from copydesk.boilerplate.packed import shipped_model
from copydesk.boilerplate.rows import find_programme, find_rows, names_boilerplate
from copydesk.boilerplate.sections import find_boxes, find_comments, find_core, find_far_lines, find_later_sections, find_pointers
from copydesk.boilerplate.sheet import Reading
from copydesk.types import Label, Line, Mark, Page, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Alone = Callable[[Sequence[int]], list[float]]

KEEP = 0.45
"""P(body) in context from which a line stays: chosen where body lines kept and boilerplate lines gone balance on held-out sites."""
KEEP_SMALL = 0.33
"""P(body) from which a line of a small page stays: of lines in languages that the forests had not seen
98.9 per cent of the body stay and 97.8 of the boilerplate go, against 98.0 and 98.7 at ``KEEP``."""
KEEP_SENTENCE, ALONE, SENTENCE_LETTERS = 0.1, 0.3, 25
"""P(body) in context from which a small page keeps a sentence of 25 letters and more to which the line alone gives 0.3. It
keeps two tenths of a per cent more of the body, and no boilerplate line more, in languages held out."""
KNOWN = 0.5
"""Share of the lexicon's words on a page from which its language is one of those whose menus were learnt (0.3 at most in others)."""
NAMED = 0.2
"""P(body) given to a line that names itself boilerplate on a small page, or on one without other boilerplate."""
TELLING_LINES, TELLING_CUE = 2, 0.2
"""Lines at a plain page's edges that must speak of menus for the forests to be asked, and the share of a line that its cue fills."""
MOST_LINES = 20_000
SIBLINGS = "line-siblings"
_ROUND = 4


class Judgement(NamedTuple):
    """A line with P(body) judged ``alone`` and in ``context`` (0 to 1 each), and the label that follows from the latter.

    ``siblings`` is what the template of the source said, '' where it changed nothing.
    """

    line: Line
    alone: float
    context: float
    label: Label
    siblings: str = ""


def judge_lines(page: Page, story: Story, *, labels_only: bool = False) -> tuple[Judgement, ...]:
    """One judgement for each line of the page that lies within the story, in order, blank lines included.

    A line that holds no letter or digit is judged as the lines around it. With ``labels_only`` the forests are spared where they can
    take no line: labels are the same, P(body) of lines that stay is not. Linear in the story's length.
    """
    lines = _lines_within(page, story)
    if not lines:
        return ()
    texts = [page.text[start:end].strip() for _, start, end in lines]
    glances, plain = look_over(texts)
    dirty = nameless = False
    if plain and not _has_telling_edge(texts, glances):
        index = [i for i, seen in enumerate(glances) if not seen.blank]
        alone: Alone = _guess([glances[i] for i in index])
        context = [KEEP] * len(index) if labels_only else [max(p, KEEP) for p in alone(range(len(index)))]
    else:
        nameless = labels_only and _is_nameless(texts)
        index, alone, context, dirty, shared = _ask_forests(page.text, lines, texts, labels_only=labels_only, nameless=nameless)
    if nameless and not dirty and 0 < len(index) == sum(map(bool, texts)):
        return _keep_all(lines)
    full = [texts[i] for i in index]
    near = [False, *(j == i + 1 for i, j in pairwise(index))]
    if dirty and len(index) >= SMALL:
        _settle(full, context, shared, near)
    else:
        glances += map(glance, texts[len(glances) :])
        looks = [glances[i] for i in index]
        if dirty:
            context = [_favour(p, q, seen) for p, q, seen in zip(context, alone(range(len(index))), looks, strict=True)]
            for i in find_own_lines(full, looks, context, shared, KEEP):
                context[i] = max(context[i], KEEP)
            for i in find_rows(full, context, KEEP, lists=False):
                context[i] = max(context[i], KEEP)
            for i in find_parts(full, context, near, KEEP, names_boilerplate, links=False):
                context[i] = KEEP
            for i in find_captions(full, context, KEEP):
                context[i] = NAMED
        for i in (*find_named_lines(full, looks), *find_furniture(full)):
            context[i] = min(context[i], NAMED)
    if labels_only and min(context, default=0.0) >= KEEP:
        return _keep_all(lines)
    rows = [i for i, p in enumerate(context) if p < KEEP] if labels_only else range(len(index))
    by_itself = [KEEP] * len(index)
    if rows:
        for i, p in zip(rows, alone(rows), strict=True):
            by_itself[i] = p
    return _write_up(lines, texts, index, by_itself, context)


def _guess(glances: Sequence[Glance]) -> Alone:
    return lambda rows: [round(glances[i].guess, _ROUND) for i in rows]


def _ask_alone(hearing: Hearing) -> Alone:
    return lambda rows: hearing.judge_alone(rows).round(_ROUND).tolist()


def _pick(values: Sequence[float]) -> Alone:
    return lambda rows: [values[i] for i in rows]


def _is_nameless(texts: Sequence[str]) -> bool:
    """Whether the page is small and no line (stripped) of it names itself: in a language whose menus are known it shows no boilerplate
    then, whatever the forests say (see ``_ask_forests``)."""
    full = list(filter(None, texts))
    if len(full) >= SMALL or len(texts) > MOST_LINES or any(map(is_menu, full)):
        return False
    return not find_named_lines(full, list(map(glance, full)))


def _settle(texts: Sequence[str], context: list[float], shared: Sequence[float], near: Sequence[bool]) -> None:
    """Set P(body) of a long page's lines that the forests cannot tell: below ``KEEP`` for doubtful sections and comments under the story,
    for captions, and for what software writes, ``KEEP`` for the story's own short lines and its deck."""
    letters, ended = [0.0] * len(texts), [False] * len(texts)
    for i, p in enumerate(context):
        if p >= KEEP:
            letters[i], ended[i], _ = glance(texts[i])
    for i in find_later_sections(texts, context, letters, ended, KEEP):
        context[i] = NAMED
    for i, p in enumerate(context):
        if p >= KEEP and furniture_label(texts[i]) is not None:
            context[i] = NAMED
    for i in find_comments(texts, context, letters, KEEP):
        context[i] = NAMED
    for i in find_boxes(texts, context, KEEP):
        context[i] = NAMED
    for i in (*find_inner_lines(texts, context, letters, KEEP), *find_deck(texts, context, shared, KEEP)):
        context[i] = KEEP
    for i in find_rows(texts, context, KEEP):
        context[i] = KEEP
    for i in find_programme(texts, context, find_core(context, letters, KEEP, APART)[1], KEEP):
        context[i] = KEEP
    for i in find_doubtful(texts, context, KEEP, names_boilerplate):
        context[i] = KEEP
    for i in find_parts(texts, context, near, KEEP, names_boilerplate):
        context[i] = KEEP
    for i in find_short_lines(texts, context, letters, KEEP):
        context[i] = KEEP
    for i in find_far_lines(texts, context, letters, ended, KEEP):
        context[i] = NAMED
    for i in find_pointers(texts, context, KEEP):
        context[i] = NAMED
    for i in find_captions(texts, context, KEEP):
        context[i] = NAMED


def _has_telling_edge(texts: Sequence[str], glances: Sequence[Glance]) -> bool:
    """Do two odd lines before the first prose or after the last speak of menus? So does a small page with its menu on one line."""
    first = next((i for i, seen in enumerate(glances) if seen.is_prose), None)
    if first is None:
        return False
    last = next(i for i in range(len(glances) - 1, -1, -1) if glances[i].is_prose)
    odd = [i for i in (*range(first), *range(last + 1, len(glances))) if glances[i].is_odd]
    if len(odd) < TELLING_LINES:
        return False
    return sum((cue := find_cue(texts[i])) is not None and cue[1] >= TELLING_CUE for i in odd) >= TELLING_LINES


def _ask_forests(
    text: str, lines: Sequence[Line], texts: Sequence[str], *, labels_only: bool, nameless: bool
) -> tuple[list[int], Alone, list[float], bool, Sequence[float]]:
    """Numbers of the lines (stripped: ``texts``) with content, P(body) of each alone (to be asked) and in context, whether the page shows
    boilerplate, and of a page that does the share of each line in words that its prose uses. With ``labels_only`` the forests are spared
    where the language alone settles a ``nameless`` page, and most of their trees where the page begins as an article.

    Longer pages than ``MOST_LINES`` are judged piece by piece, which bounds the memory.
    """
    index: list[int] = []
    alone: list[float] = []
    context: list[float] = []
    shared: list[float] = []
    dirt = Dirt(0, 0, 0, 0, 0.0, 0.0, 0.0)
    labels_only = labels_only and len(lines) <= MOST_LINES
    for start in range(0, len(lines), MOST_LINES):
        part = lines[start : start + MOST_LINES]
        at = part[0].start
        reading = Reading(text[at : part[-1].end], [line.start - at for line in part], [line.end - at for line in part])
        numbers = (reading.index + start).tolist()
        if not numbers:
            continue
        full = [texts[i] for i in numbers]
        keep = [KEEP] * len(numbers)
        if nameless and measure_known(reading, shipped_model("small").lexicon) >= KNOWN:
            return numbers, _pick(keep), keep[:], False, ()
        sheet = reading.measure()
        hearing = Hearing(sheet, *map(shipped_model, ("model", "large") if sheet.n >= LARGE else ("small",)))
        if labels_only and begins_clean(hearing.judge_top(EDGE), full) and not is_worth_a_second(full):
            return numbers, _ask_alone(hearing), keep, False, ()
        verdict = hearing.judge()
        dirt += measure_dirt(verdict.context, verdict.tone, verdict.figures, full)
        index += numbers
        alone += verdict.alone.round(_ROUND).tolist()
        context += verdict.context.round(_ROUND).tolist()
        shared += verdict.shared.tolist()
    if not index:
        return index, _pick(alone), context, False, ()
    full = [texts[i] for i in index]
    # In a language whose menus are known, a small page's menu without a single word of them is a list of the writer's own.
    if dirt.is_dirty and (len(full) >= SMALL or verdict.known < KNOWN or any(map(is_menu, full))):
        return index, _pick(alone), context, True, shared
    if len(lines) <= MOST_LINES:
        opinion = reconsider(verdict, sheet.letters, full)
        if opinion is not None:
            return index, _pick(alone), opinion.round(_ROUND).tolist(), True, shared
    return index, _pick(alone), [max(p, KEEP) for p in context], False, ()


def _favour(context: float, alone: float, seen: Glance) -> float:
    """P(body) in context of a small page's line, raised so that ``KEEP_SMALL`` becomes ``KEEP``, and for a whole sentence that is body by
    itself ``KEEP_SENTENCE``: such a page has few lines to tell the last short paragraph from a teaser by, and the paragraph is the
    greater loss."""
    if KEEP_SENTENCE <= context < KEEP_SMALL and alone >= ALONE and seen.ended and seen.letters >= SENTENCE_LETTERS:
        return KEEP
    by = KEEP / (1 - KEEP) * (1 - KEEP_SMALL) / KEEP_SMALL
    return round(context * by / (1 - context + context * by), _ROUND)


def _lines_within(page: Page, story: Story) -> tuple[Line, ...]:
    """The page's lines from the story's start to its end."""
    from bisect import bisect_left, bisect_right

    if not story.start and page.lines and page.lines[-1].end <= story.end:
        return page.lines
    low = bisect_left(page.lines, story.start, key=lambda line: line.start)
    high = bisect_right(page.lines, story.end, key=lambda line: line.end)
    return page.lines[low:high]


def _keep_all(lines: Sequence[Line]) -> tuple[Judgement, ...]:
    """Judgements for lines that all stay, whatever P(body) of each."""
    return tuple(map(tuple.__new__, repeat(Judgement), zip(lines, repeat(KEEP), repeat(KEEP), repeat(Label.BODY), repeat(""))))


def _write_up(
    lines: Sequence[Line], texts: Sequence[str], index: Sequence[int], alone: Sequence[float], context: Sequence[float]
) -> tuple[Judgement, ...]:
    """Judgements for all lines (stripped: ``texts``), those without content taking the verdict of both neighbours if these agree to drop;
    ``index`` numbers those with content, ``alone`` and ``context`` are theirs."""
    labels = label_runs([texts[i] for i in index], [p >= KEEP for p in context])
    body, white_space, separator = Label.BODY, Label.WHITESPACE, Label.SEPARATOR
    out: list[tuple[Line, float, float, Label, str]] = []
    at, before = 0, 0.0
    for number, by_itself, p, label in zip((*index, len(lines)), (*alone, 0.0), (*context, 0.0), (*labels, body), strict=True):
        if at < number:
            q = max(before, p)
            out += [(lines[i], 0.5, q, body if q >= KEEP else separator if texts[i] else white_space, "") for i in range(at, number)]
        if number < len(lines):
            out.append((lines[number], by_itself, p, label, ""))
        at, before = number + 1, p
    # What ``Judgement`` does to make one, without a call in Python for each.
    return tuple(map(tuple.__new__, repeat(Judgement), out))


@lru_cache(maxsize=10_001)
def _say(chance: float) -> tuple[float, str]:
    """1 − P(body), and P(body) to two places; there are no more of them than places that it is rounded to."""
    return round(1 - chance, _ROUND), f"{chance:.2f}"


def find_boilerplate(page: Page, story: Story, judged: Sequence[Judgement]) -> tuple[Mark, ...]:
    """Drop marks for the judged lines that are no body, white space at their ends left out.

    The rule is ``line-siblings`` where the source's template decided, ``line-alone`` where the context-free judgement said so too,
    else ``line-context``; confidence is 1 − P(body).
    """
    marks: list[Mark] = []
    white_space = Label.WHITESPACE
    for (_, start, end), alone, context, label, siblings in judged:
        if context >= KEEP or start == end or label is white_space:
            continue
        rule = SIBLINGS if siblings else "line-alone" if alone < KEEP else "line-context"
        confidence, said = _say(context)
        evidence = f"P(body) {_say(alone)[1]} alone, {said} in context" + (f", {siblings}" if siblings else "")
        marks.append(Mark(start, end, label, rule, confidence, (), evidence))
    return tuple(marks)
