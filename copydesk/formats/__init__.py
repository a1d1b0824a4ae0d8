"""Known formats, one parser a file, tried in order from the strictest evidence to the loosest.

A parser answers None unless several marks of its format agree; no parser looks at the file's name. A page that has no sign of a format
needs no parser of it, so each is read from disk for the first page that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module

from copydesk.formats.signs import EIGHT_DIGITS, FOUR_AND_ONE, SIX_DIGITS, STEM, find_bits, find_signs
from copydesk.types import Page, Split

_Finder = Callable[[Page], Split | None]
FORMATS: tuple[tuple[str, str, int], ...] = (
    ("jsontext", "find_json", find_bits("{")),
    ("warc", "find_warc", find_bits("WARC/")),
    ("mediawiki", "find_mediawiki", find_bits("<mediawiki")),
    ("dialects", "find_dialect", find_bits("<")),
    ("markup", "find_markup", find_bits("<")),
    ("table", "find_table", 0),
    ("corpuslines", "find_corpus_lines", find_bits("@@", "##")),
    ("chat", "find_chat", 0),
    ("sqldump", "find_sql", find_bits("INSERT INTO", "insert into")),
    ("expanded", "find_expanded", find_bits("-[ RECORD", ". row *", "%0 ")),
    ("conllu", "find_conllu", find_bits("# text =")),
    ("yamltext", "find_yaml", find_bits("|", ">")),
    ("frontmatter", "find_front_matter", find_bits("---", "+++")),
    ("anpa1312", "find_anpa", find_bits("^")),
    ("telex", "find_telex", find_bits("ZCZC", "\x01")),
    ("dpa", "find_dpa", find_bits(FOUR_AND_ONE)),
    ("apa", "find_apa", find_bits("APA", "OTS")),
    ("terminal", "find_terminal", find_bits("(END) Dow Jones", "-0- ")),
    ("milosi", "find_milosi", find_bits("MIL-OSI")),
    ("nexisuni", "find_nexisuni", find_bits(STEM)),
    ("factiva", "find_factiva", find_bits(SIX_DIGITS)),
    ("proquest", "find_proquest", find_bits("_" * 20, "-" * 40, STEM)),
    ("lexisnexis", "find_lexisnexis", find_bits(STEM)),
    ("europresse", "find_europresse", find_bits(EIGHT_DIGITS)),
    ("ebsco", "find_ebsco", find_bits("Record")),
    ("gale", "find_gale", find_bits("GALE|", "Gale")),
    ("westlaw", "find_westlaw", find_bits(" WLNR ", " WL ")),
    ("genios", "find_genios", find_bits("Dokumentnummer:")),
    ("wisers", "find_wisers", find_bits("|")),
    ("ical", "find_ical", find_bits("BEGIN:VCALENDAR")),
    ("board", "find_board", find_bits("看板")),
    ("dialog", "find_dialog", find_bits("DIALOG(R)")),
    ("latex", "find_latex", find_bits("\\date{", "\\author{", "\\byline{")),
    ("mail", "find_mail", find_bits("Subject:", "subject:")),
)
"""Module and function of every parser with the signs (as bits) of which a page in its format has one; 0 where the page's beginning
tells as fast."""
_NAMES = {
    "json": "find_json",
    "markup": "find_markup",
    "table": "find_table",
    "anpa-1312": "find_anpa",
    "telex": "find_telex",
    "front-matter": "find_front_matter",
    "dpa": "find_dpa",
    "mil-osi": "find_milosi",
    "nexis-uni": "find_nexisuni",
    "factiva": "find_factiva",
    "proquest": "find_proquest",
    "lexisnexis": "find_lexisnexis",
    "europresse": "find_europresse",
    "ebsco": "find_ebsco",
    "mail": "find_mail",
    "warc": "find_warc",
    "mediawiki": "find_mediawiki",
    "corpus-lines": "find_corpus_lines",
    "sql": "find_sql",
    "expanded": "find_expanded",
    "conllu": "find_conllu",
    "chat": "find_chat",
    "yaml": "find_yaml",
    "apa": "find_apa",
    "terminal": "find_terminal",
    "gale": "find_gale",
    "westlaw": "find_westlaw",
    "genios": "find_genios",
    "wisers": "find_wisers",
    "ical": "find_ical",
    "board": "find_board",
    "dialog": "find_dialog",
    "latex": "find_latex",
}
"""Names that splits carry, beside those of the dialects, with the parser of each."""


@cache
def _load(module: str, name: str) -> _Finder:
    parser: _Finder = getattr(import_module(f"{__name__}.{module}"), name)
    return parser


@cache
def load_parsers() -> Mapping[str, _Finder]:
    """Every parser by the name that its splits carry."""
    from copydesk.formats.dialects import DIALECTS, read_dialect

    parsers = {name: _load(module, name) for module, name, _ in FORMATS}
    return {name: parsers[parser] for name, parser in _NAMES.items()} | {name: partial(read_dialect, name=name) for name in DIALECTS}


def find_named(page: Page, name: str) -> Split | None:
    """The split by one named format (KeyError for an unknown name), None where the page has no record of it."""
    return load_parsers()[name](page)


def find_known(page: Page) -> Split | None:
    """The split by the first known format that recognises the page, None where none does."""
    bits = find_signs(page.text).bits
    for module, name, signs in FORMATS:
        if (not signs or bits & signs) and (split := _load(module, name)(page)) is not None:
            return split
    return None
