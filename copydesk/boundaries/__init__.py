"""Where one story ends and the next begins."""

from copydesk.boundaries.override import WrongFormatError
from copydesk.boundaries.stories import find_stories
from copydesk.boundaries.stream import Streamed, iter_stories

__all__ = ["Streamed", "WrongFormatError", "find_stories", "iter_stories"]
