"""Known formats, one parser a file, tried in order from the strictest evidence to the loosest.

A parser answers None unless several marks of its format agree; no parser looks at the file's name.
"""

from __future__ import annotations

from collections.abc import Callable

from copydesk.formats.dialects import find_dialect
from copydesk.formats.factiva import find_factiva
from copydesk.formats.jsontext import find_json
from copydesk.formats.lexisnexis import find_lexisnexis
from copydesk.formats.markup import find_markup
from copydesk.formats.nexisuni import find_nexisuni
from copydesk.formats.proquest import find_proquest
from copydesk.types import Page, Split

FORMATS: tuple[Callable[[Page], Split | None], ...] = (find_json, find_dialect, find_markup, find_nexisuni, find_factiva, find_proquest, find_lexisnexis)


def find_known(page: Page) -> Split | None:
    """The split by the first known format that recognises the page, None where none does."""
    for find in FORMATS:
        if (split := find(page)) is not None:
            return split
    return None
