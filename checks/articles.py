"""The suite of the articles: what a record must be to be published."""

from __future__ import annotations

from checks.expectations import (
    ExpectDateNotAfterRun,
    ExpectLanguageToAgree,
    ExpectNoFault,
    ExpectNoMojibake,
    ExpectNothingLeft,
)
from checks.expectations.stock import (
    Expectation,
    ExpectColumnValuesToBeBetween,
    ExpectColumnValuesToBeInSet,
    ExpectColumnValuesToBeUnique,
    ExpectColumnValuesToMatchRegex,
)
from checks.suites import CRITICAL, WARNING, Rule, Settings


def ids_are_unique(settings: Settings) -> Expectation:
    """Downstream joins on the id: two records with one id would overwrite each other. The gate looks across partitions too."""
    return ExpectColumnValuesToBeUnique(column="id", severity=CRITICAL, description="No two articles have the same id.")


def ids_are_well_formed(settings: Settings) -> Expectation:
    """An id is made of the source's digest and the story's place; anything else cannot be traced back."""
    return ExpectColumnValuesToMatchRegex(
        column="id",
        regex=r"^[0-9A-Za-z][0-9A-Za-z._:-]{3,127}$",
        severity=CRITICAL,
        description="The id consists of 4 to 128 letters, digits and . _ : -.",
    )


def text_is_not_empty(settings: Settings) -> Expectation:
    """An article without text is a page that was cleaned away."""
    return ExpectColumnValuesToBeBetween(
        column="length",
        min_value=settings.limits.articles.min_length,
        severity=CRITICAL,
        description="The text is not empty.",
    )


def text_is_no_dump(settings: Settings) -> Expectation:
    """A text far beyond any news story is a dump that did not split or an endless line: give its separator in a side-car."""
    high = settings.limits.articles.max_length
    return ExpectColumnValuesToBeBetween(
        column="length", max_value=high, severity=CRITICAL, description=f"The text has at most {high:,} characters."
    )


def length_is_plausible(settings: Settings) -> Expectation:
    """A very short text is usually a teaser, a very long one two articles that were not parted."""
    low, high = settings.limits.articles.plausible_length
    return ExpectColumnValuesToBeBetween(
        column="length",
        min_value=low,
        max_value=high,
        severity=WARNING,
        description=f"The text has between {low:,} and {high:,} characters.",
    )


def text_is_nfc(settings: Settings) -> Expectation:
    """Composed and decomposed letters look alike and do not compare equal: the contract promises NFC."""
    return ExpectColumnValuesToBeInSet(
        column="is_nfc", value_set=[True], severity=CRITICAL, description="Text and title are in Unicode normal form C."
    )


def text_has_no_controls(settings: Settings) -> Expectation:
    """Control characters and lone surrogates break parsers downstream and show nothing to a reader."""
    return ExpectNothingLeft(
        column="controls",
        severity=CRITICAL,
        description="The text holds no control character, lone surrogate or non-character.",
    )


def text_has_no_invisibles(settings: Settings) -> Expectation:
    """A byte order mark or a zero-width space in the text is invisible, and makes two words that look alike differ."""
    return ExpectNothingLeft(
        column="invisibles",
        severity=WARNING,
        description="The text holds no byte order mark, word joiner or needless zero-width space.",
    )


def layout_is_as_promised(settings: Settings) -> Expectation:
    """The contract promises LF, one blank line between paragraphs, and no white space at either end."""
    return ExpectNoFault(
        column="layout_fault",
        severity=CRITICAL,
        description="Paragraphs are parted by one blank line; lines end in LF, without stray white space.",
    )


def text_has_no_mojibake(settings: Settings) -> Expectation:
    """A text that a wrong charset garbled teaches a model garbage and shames a newspaper. Judged by other means than the repair."""
    return ExpectNoMojibake(
        column="mojibake",
        severity=CRITICAL,
        description="Text and title hold no mojibake: no characters that a wrong charset made of others.",
    )


def text_is_not_lost(settings: Settings) -> Expectation:
    """Runs of ????, 锟斤拷 or U+FFFD cannot be repaired; a text full of them is not worth keeping."""
    limit = settings.limits.articles.max_lost_per_mille
    return ExpectColumnValuesToBeBetween(
        column="lost_per_mille",
        max_value=limit,
        severity=CRITICAL,
        description=f"At most {limit:g} in a thousand characters are lost beyond repair (????, 锟斤拷, U+FFFD).",
    )


def text_has_no_lost_characters(settings: Settings) -> Expectation:
    """A single lost letter (Fran?ais) does not spoil an article, but whoever quotes it should know."""
    return ExpectNothingLeft(column="lost", severity=WARNING, description="No character of the text is lost beyond repair.")


def text_has_no_boilerplate(settings: Settings) -> Expectation:
    """A copyright line, share prompt or list of links in the text is a page's furniture, not the article's words."""
    return ExpectNothingLeft(
        column="boilerplate",
        severity=CRITICAL,
        description="No line of the text is boilerplate: no copyright line, share or subscribe prompt, link list or desk credit.",
    )


def text_has_no_spam(settings: Settings) -> Expectation:
    """Injected adverts must never reach a corpus; one that the cleaning missed keeps the whole article back."""
    return ExpectNothingLeft(column="spam", severity=CRITICAL, description="No paragraph reads like an injected advert or a list of links.")


def text_keeps_to_one_script(settings: Settings) -> Expectation:
    """Several paragraphs in another script are quotations at best, a second article or an injection at worst."""
    limit = settings.limits.articles.max_foreign_paragraphs
    return ExpectColumnValuesToBeBetween(
        column="foreign_paragraphs",
        max_value=limit,
        severity=WARNING,
        description=f"At most {limit} paragraphs are in another script than the rest.",
    )


def language_is_known(settings: Settings) -> Expectation:
    """Downstream picks by language: a record without one, or with a tag that is not BCP 47, is never found."""
    return ExpectNoFault(
        column="language_fault",
        severity=CRITICAL,
        description="The language is known and a BCP 47 tag (texts too short to tell are passed over).",
    )


def language_is_certain(settings: Settings) -> Expectation:
    """A language told with little confidence is often a mixture or a list of names."""
    limit = settings.limits.articles.min_language_confidence
    return ExpectColumnValuesToBeBetween(
        column="language_confidence",
        min_value=limit,
        max_value=1.0,
        severity=WARNING,
        description=f"The language is told with a confidence of at least {limit:g}.",
    )


def language_agrees_with_langdetect(settings: Settings) -> Expectation:
    """Two independent methods that disagree on a language that both know: one is wrong, and the record would be misfiled."""
    return ExpectLanguageToAgree(
        column_A="language",
        column_B="langdetect",
        ignore_row_if="either_value_is_missing",
        severity=CRITICAL,
        description="The language is the one that langdetect finds, where langdetect knows it and is sure.",
    )


def title_is_well_formed(settings: Settings) -> Expectation:
    """A headline is one line of words; anything else is a line of the page that was taken for one."""
    return ExpectNoFault(
        column="title_fault",
        severity=CRITICAL,
        description="The title is one line of plain words of a plausible length, or absent.",
    )


def authors_are_well_formed(settings: Settings) -> Expectation:
    """Names only: no digits, addresses, roles or 'By', each name once."""
    return ExpectNoFault(
        column="authors_fault",
        severity=CRITICAL,
        description="Authors, contributors and editor are names: no digits, addresses or separators, none twice.",
    )


def dates_are_valid(settings: Settings) -> Expectation:
    """Dates are read by machines downstream: ISO 8601, and a day of the calendar."""
    return ExpectNoFault(
        column="date_fault",
        severity=CRITICAL,
        description="Published and updated are ISO 8601, and days of the calendar.",
    )


def update_follows_publication(settings: Settings) -> Expectation:
    """An update before publication: one of the two dates was read from elsewhere on the page."""
    return ExpectNoFault(
        column="order_fault", severity=WARNING, description="An article is not updated more than a day before it is published."
    )


def date_is_not_after_the_run(settings: Settings) -> Expectation:
    """A date in the future was misread (day and month swapped, a year guessed), or the story is under embargo."""
    return ExpectDateNotAfterRun(
        column="latest_date",
        run_date=settings.run_date,
        days_ahead=settings.limits.articles.max_days_ahead,
        severity=CRITICAL,
        description="No stated date lies after the day of the run (one day is allowed for time zones).",
    )


def dateline_parses(settings: Settings) -> Expectation:
    """A dateline names a place, an agency or a date, each of which stands in it as written."""
    return ExpectNoFault(
        column="dateline_fault",
        severity=CRITICAL,
        description="The dateline parses: place, agency and date stand in it, and the date is ISO 8601 or EDTF.",
    )


def text_is_no_unnamed_copy(settings: Settings) -> Expectation:
    """The same story twice weighs double in a corpus; copies are published only with the id of the first one."""
    return ExpectNoFault(
        column="copy_of",
        severity=WARNING,
        description="The text has not the same words as an earlier article's, unless the record names that article.",
    )


ARTICLES: tuple[Rule, ...] = (
    ids_are_unique,
    ids_are_well_formed,
    text_is_not_empty,
    text_is_no_dump,
    length_is_plausible,
    text_is_nfc,
    text_has_no_controls,
    text_has_no_invisibles,
    layout_is_as_promised,
    text_has_no_mojibake,
    text_is_not_lost,
    text_has_no_lost_characters,
    text_has_no_boilerplate,
    text_has_no_spam,
    text_keeps_to_one_script,
    text_is_no_unnamed_copy,
    language_is_known,
    language_is_certain,
    language_agrees_with_langdetect,
    title_is_well_formed,
    authors_are_well_formed,
    dates_are_valid,
    update_follows_publication,
    date_is_not_after_the_run,
    dateline_parses,
)
