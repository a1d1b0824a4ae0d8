"""Who wrote a story, where, when, and whose copy it is: marks with record fields for the header and the trailer of a story.

One real example: ``By Ji Haisheng | China Daily | Updated: 2025-08-21 09:17`` holds a writer, a publisher and a date. Everything between
the first and the last paragraph is left alone.
"""

from __future__ import annotations

from copydesk.fields.byline import read_authors
from copydesk.fields.dateline import read_dateline
from copydesk.fields.dates import parse_date
from copydesk.fields.story_fields import find_fields

__all__ = ["find_fields", "parse_date", "read_authors", "read_dateline"]
