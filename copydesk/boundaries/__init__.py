"""Where one story ends and the next begins."""

from copydesk.boundaries.stories import find_stories

__all__ = ["find_stories"]
