"""Copies: texts that are one story. A signature finds candidates among millions, an alignment of the texts decides.

Pure functions of texts; the search over a whole snapshot is ``flows/copies/duplicates.py``, its figures are in docs/duplicates.md.
"""

from copydesk.copies.alignment import Likeness, Prepared, Relation, compare_texts, may_be_copy, prepare_text
from copydesk.copies.runs import Sieve, pack_runs
from copydesk.copies.signature import SIZE, find_digest, find_letters, find_sketch, sign_text

__all__ = [
    "SIZE",
    "Likeness",
    "Prepared",
    "Relation",
    "Sieve",
    "compare_texts",
    "find_digest",
    "find_letters",
    "find_sketch",
    "may_be_copy",
    "pack_runs",
    "prepare_text",
    "sign_text",
]
