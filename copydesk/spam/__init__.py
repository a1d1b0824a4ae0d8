"""Injected spam: blocks of keywords, links and praise that a stranger put into somebody's page.

The blemish as a reader sees it: under a report on cataract surgery stand forty Chinese film titles parted by ``|``; between
two paragraphs, *viagra online - buy viagra , http://…*; in a footer, six lines in a script that the page does not use.

Left alone, on purpose: news *about* gambling, pornography or drugs; language switchers; tag lists; quotations and whole
paragraphs in another language; results tables and listings. See ``docs/spam.md`` for each observation and its threshold.
"""

from __future__ import annotations

from copydesk.spam.finder import find_spam
from copydesk.spam.infection import Infection, find_infection

__all__ = ["Infection", "find_infection", "find_spam"]
