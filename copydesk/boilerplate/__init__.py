"""Boilerplate: the lines of a page that are not its article, found by shape, place and shared words."""

from copydesk.boilerplate.judge import KEEP, SIBLINGS, Judgement, find_boilerplate, judge_lines

__all__ = ["KEEP", "SIBLINGS", "Judgement", "find_boilerplate", "judge_lines"]
