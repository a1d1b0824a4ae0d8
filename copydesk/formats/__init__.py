"""Known formats, one parser a file, tried in order from the strictest evidence to the loosest.

A parser answers None unless several marks of its format agree; no parser looks at the file's name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from copydesk.formats.anpa1312 import find_anpa
from copydesk.formats.apa import find_apa
from copydesk.formats.chat import find_chat
from copydesk.formats.corpuslines import find_corpus_lines
from copydesk.formats.dialects import DIALECTS, find_dialect, read_dialect
from copydesk.formats.dpa import find_dpa
from copydesk.formats.ebsco import find_ebsco
from copydesk.formats.europresse import find_europresse
from copydesk.formats.factiva import find_factiva
from copydesk.formats.frontmatter import find_front_matter
from copydesk.formats.gale import find_gale
from copydesk.formats.genios import find_genios
from copydesk.formats.jsontext import find_json
from copydesk.formats.lexisnexis import find_lexisnexis
from copydesk.formats.mail import find_mail
from copydesk.formats.markup import find_markup
from copydesk.formats.mediawiki import find_mediawiki
from copydesk.formats.milosi import find_milosi
from copydesk.formats.nexisuni import find_nexisuni
from copydesk.formats.proquest import find_proquest
from copydesk.formats.signs import EIGHT_DIGITS, FOUR_AND_ONE, SIX_DIGITS, STEM, find_bits, find_signs
from copydesk.formats.table import find_table
from copydesk.formats.telex import find_telex
from copydesk.formats.terminal import find_terminal
from copydesk.formats.warc import find_warc
from copydesk.formats.westlaw import find_westlaw
from copydesk.formats.wisers import find_wisers
from copydesk.formats.yamltext import find_yaml
from copydesk.types import Page, Split

_Finder = Callable[[Page], Split | None]
FORMATS: tuple[tuple[_Finder, int], ...] = (
    (find_json, find_bits("{")),
    (find_warc, find_bits("WARC/")),
    (find_mediawiki, find_bits("<mediawiki")),
    (find_dialect, find_bits("<")),
    (find_markup, find_bits("<")),
    (find_table, 0),
    (find_corpus_lines, find_bits("@@", "##")),
    (find_chat, 0),
    (find_yaml, find_bits("|", ">")),
    (find_front_matter, find_bits("---", "+++")),
    (find_anpa, find_bits("^")),
    (find_telex, find_bits("ZCZC", "\x01")),
    (find_dpa, find_bits(FOUR_AND_ONE)),
    (find_apa, find_bits("APA", "OTS")),
    (find_terminal, find_bits("(END) Dow Jones", "-0- ")),
    (find_milosi, find_bits("MIL-OSI")),
    (find_nexisuni, find_bits(STEM)),
    (find_factiva, find_bits(SIX_DIGITS)),
    (find_proquest, find_bits("_" * 20, "-" * 40, STEM)),
    (find_lexisnexis, find_bits(STEM)),
    (find_europresse, find_bits(EIGHT_DIGITS)),
    (find_ebsco, find_bits("Record")),
    (find_gale, find_bits("GALE|", "Gale")),
    (find_westlaw, find_bits(" WLNR ", " WL ")),
    (find_genios, find_bits("Dokumentnummer:")),
    (find_wisers, find_bits("|")),
    (find_mail, find_bits("Subject:", "subject:")),
)
"""Every parser with the signs (as bits) of which a page in its format has one; 0 where the page's beginning tells as fast."""


PARSERS: dict[str, _Finder] = {
    "json": find_json,
    "markup": find_markup,
    "table": find_table,
    "anpa-1312": find_anpa,
    "telex": find_telex,
    "front-matter": find_front_matter,
    "dpa": find_dpa,
    "mil-osi": find_milosi,
    "nexis-uni": find_nexisuni,
    "factiva": find_factiva,
    "proquest": find_proquest,
    "lexisnexis": find_lexisnexis,
    "europresse": find_europresse,
    "ebsco": find_ebsco,
    "mail": find_mail,
    "warc": find_warc,
    "mediawiki": find_mediawiki,
    "corpus-lines": find_corpus_lines,
    "chat": find_chat,
    "yaml": find_yaml,
    "apa": find_apa,
    "terminal": find_terminal,
    "gale": find_gale,
    "westlaw": find_westlaw,
    "genios": find_genios,
    "wisers": find_wisers,
    **{name: partial(read_dialect, name=name) for name in DIALECTS},
}
"""Every parser by the name that its splits carry."""


def find_named(page: Page, name: str) -> Split | None:
    """The split by one named format (KeyError for an unknown name), None where the page has no record of it."""
    return PARSERS[name](page)


def find_known(page: Page) -> Split | None:
    """The split by the first known format that recognises the page, None where none does."""
    bits = find_signs(page.text).bits
    for find, signs in FORMATS:
        if (not signs or bits & signs) and (split := find(page)) is not None:
            return split
    return None
