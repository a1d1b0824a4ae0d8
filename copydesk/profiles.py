"""Publisher and agency profiles: rules as data, each of which proves itself by what it removes and what it keeps.

A profile is one TOML file in ``copydesk/rules``; docs/rules.md shows how to add one. Loading refuses an unknown key, a
rule without examples on both sides, an example that the rule fails, and a pattern whose repeats nest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from re import _parser as regex_parser  # type: ignore[attr-defined]
from typing import Any

from copydesk.lines import split_lines
from copydesk.needles import make_test
from copydesk.types import SEPARATOR, Field, FieldName, Label, Line, Mark, Page, Story

# Lines longer than this are prose, never a page's furniture; patterns are not tried on them (also bounds their cost).
LONGEST_LINE = 2_000
# A zone reaches this many non-blank lines in from the top or the bottom of a story.
ZONE_LINES = 15
_RULE_KEYS = {"id", "label", "scope", "zone", "pattern", "why", "removes", "keeps", "sets"}
_PROFILE_KEYS = {"name", "recognised_by", "valid_from", "valid_until", "inherits", "sets", "rule", "format", "separators"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


class RuleError(ValueError):
    """A rule file that copydesk does not accept; the message names file, rule, reason and mend."""


_LOOKS_AROUND = re.compile(r"\(\?<?[=!]|\\[AZB]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a line or a span of a line that matches ``pattern`` in its zone gets ``label``.

    Named groups of the pattern called like a record field fill that field; ``sets`` are fixed values. With scope
    ``span`` the match is marked, with ``line`` the whole line.
    """

    id: str
    label: Label
    scope: str
    zone: str
    pattern: re.Pattern[str]
    why: str
    removes: tuple[str, ...]
    keeps: tuple[str, ...]
    sets: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one publisher or agency; it applies to a story of which some line matches each ``recognised_by`` pattern.

    ``format`` is what a side-car's ``format`` is: a known format, or ``separator:`` and the lines that part the stories.
    """

    name: str
    recognised_by: tuple[re.Pattern[str], ...]
    rules: tuple[Rule, ...]
    sets: tuple[Field, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    inherits: str = ""
    format: str = ""
    file: str = field(default="", compare=False)


def is_nested(pattern: str) -> bool:
    """Does an unbounded repeat stand inside another one? Such a pattern can take exponential time."""

    def walk(node: Any, inside: bool) -> bool:
        for op, argument in node:
            repeat = str(op) in _REPEATS and argument[1] is regex_parser.MAXREPEAT
            if repeat and inside:
                return True
            for child in _children(argument):
                if walk(child, inside or repeat):
                    return True
        return False

    return walk(regex_parser.parse(pattern), False)


def _children(argument: Any) -> Iterator[Any]:
    if isinstance(argument, regex_parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for item in argument:
            yield from _children(item)


def read_profile(text: str, file: str) -> Profile:
    """The profile of a TOML text. Raises RuleError with file, rule and reason."""
    try:
        return _read_profile(text, file)
    except RuleError:
        raise
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{file}: it is not TOML ({error})") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleError(f"{file}: a value is missing or of the wrong kind ({type(error).__name__}: {error}); see docs/rules.md") from error


def _read_profile(text: str, file: str) -> Profile:
    table = tomllib.loads(text)
    if unknown := set(table) - _PROFILE_KEYS:
        raise RuleError(f"{file}: unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(_PROFILE_KEYS))}")
    rules = tuple(_read_rule(entry, file) for entry in table.get("rule", ()))
    recognised = tuple(_compiled(p, file, "recognised_by") for p in table.get("recognised_by", ()))
    if not recognised:
        raise RuleError(f"{file}: recognised_by is missing; a profile says by what its pages are known")
    return Profile(
        table["name"],
        recognised,
        rules,
        _fields(table.get("sets", {}), file),
        str(table.get("valid_from", "")),
        str(table.get("valid_until", "")),
        table.get("inherits", ""),
        _read_format(table, file),
        file,
    )


def _read_format(table: dict[str, Any], file: str) -> str:
    """The format that a profile states for its files, or its separators in the words of a side-car; '' for neither."""
    from copydesk.formats import load_parsers

    named, separators = table.get("format", ""), table.get("separators", [])
    if named and separators:
        raise RuleError(f"{file}: it names a format and separators; a file has one or the other")
    if named and named not in load_parsers():
        raise RuleError(f"{file}: the format {named!r} is unknown; known are {', '.join(sorted(load_parsers()))}")
    if not isinstance(separators, list) or any(not line.strip() or "\n" in line for line in separators):
        raise RuleError(f"{file}: separators is a list of whole lines, none of them blank")
    return f"{SEPARATOR}{chr(10).join(line.strip() for line in separators)}" if separators else str(named)


def _read_rule(entry: dict[str, Any], file: str) -> Rule:
    name = entry.get("id", "?")
    if unknown := set(entry) - _RULE_KEYS:
        raise RuleError(f"{file}: rule {name} has the unknown key {sorted(unknown)[0]!r}")
    for key in ("id", "label", "scope", "zone", "pattern", "why", "removes", "keeps"):
        if not entry.get(key):
            raise RuleError(f"{file}: rule {name} lacks {key!r}; every rule says what it removes and what it keeps")
    if entry["scope"] not in ("line", "span") or entry["zone"] not in ("top", "bottom", "any"):
        raise RuleError(f"{file}: rule {name}: scope is line or span, zone is top, bottom or any")
    rule = Rule(
        name,
        Label(entry["label"]),
        entry["scope"],
        entry["zone"],
        _compiled(entry["pattern"], file, name),
        entry["why"],
        tuple(entry["removes"]),
        tuple(entry["keeps"]),
        _fields(entry.get("sets", {}), file),
    )
    for example in rule.removes:
        if not _matches(rule, example):
            raise RuleError(f"{file}: rule {name} does not remove its own example {example!r}")
    for example in rule.keeps:
        if _matches(rule, example):
            raise RuleError(f"{file}: rule {name} removes {example!r}, which it should keep")
    return rule


def _compiled(pattern: str, file: str, name: str) -> re.Pattern[str]:
    try:
        nested, compiled = is_nested(pattern), re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise RuleError(f"{file}: the pattern of {name} cannot be read ({error})") from error
    if nested:
        raise RuleError(f"{file}: the pattern of {name} nests repeats and could take exponential time; write it flat")
    return compiled


def _fields(table: dict[str, str], file: str) -> tuple[Field, ...]:
    try:
        return tuple(Field(FieldName(name), value) for name, value in table.items())
    except ValueError as error:
        raise RuleError(f"{file}: {error}") from error


def _matches(rule: Rule, line: str) -> re.Match[str] | None:
    return rule.pattern.search(line) if rule.scope == "span" else rule.pattern.fullmatch(line)


def read_profile_files() -> dict[str, str]:
    """Every shipped profile as TOML, by file name without its ending, sorted."""
    entries = sorted(resources.files("copydesk.rules").iterdir(), key=lambda e: e.name)
    return {entry.name.removesuffix(".toml"): entry.read_text("utf-8") for entry in entries if entry.name.endswith(".toml")}


@cache
def load_profiles() -> tuple[Profile, ...]:
    """All shipped profiles, by file name; inherited rules come after a profile's own."""
    found = {name: read_profile(text, f"{name}.toml") for name, text in read_profile_files().items()}
    return tuple(_inherited(profile, found) for profile in found.values())


def _inherited(profile: Profile, found: dict[str, Profile]) -> Profile:
    if not profile.inherits:
        return profile
    if profile.inherits not in found:
        raise RuleError(f"{profile.file}: inherits {profile.inherits!r}, which no file defines")
    parent = _inherited(found[profile.inherits], found)
    return Profile(
        profile.name,
        profile.recognised_by,
        profile.rules + parent.rules,
        profile.sets + parent.sets,
        profile.valid_from,
        profile.valid_until,
        profile.inherits,
        profile.format or parent.format,
        profile.file,
    )


def find_by_profiles(page: Page, story: Story, lines: Sequence[Line]) -> tuple[tuple[Mark, ...], tuple[Field, ...]]:
    """Marks of every profile that recognises the story, and the values that those profiles set."""
    span = page.text[lines[0].start : lines[-1].end] if lines else ""
    if page.hints.profile is None and not _any_cue()(span):
        return (), ()
    profiles = [profile for profile in load_profiles() if page.hints.profile is not None or _may_stand(profile, span)]
    if not profiles:
        return (), ()
    rows = [line for line in lines if line.end - line.start <= LONGEST_LINE and page.text[line.start : line.end].strip()]
    zones = {"top": rows[:ZONE_LINES], "bottom": rows[-ZONE_LINES:], "any": rows}
    ends = rows if len(rows) <= 2 * ZONE_LINES else zones["top"] + zones["bottom"]
    edges = [page.text[line.start : line.end].strip() for line in ends]
    joined = "\n".join(edges)
    marks: list[Mark] = []
    values: list[Field] = []
    for profile in profiles:
        if not _may_apply(profile, page.hints.profile, edges, joined):
            continue
        values += profile.sets
        for rule in profile.rules:
            for line in zones[rule.zone]:
                mark = _mark(page.text, line, rule, profile.name)
                if mark is not None:
                    marks.append(mark)
    return tuple(marks), tuple(values)


def find_profiles(text: str, hint: str | None) -> tuple[str, ...]:
    """The profiles that could apply to some story of a page, whatever its stories are: file names without ending.

    No other profile has a say in the page, so a change of another leaves its records as they are.
    """
    return tuple(profile.file.removesuffix(".toml") for profile in _applying(load_profiles(), text, hint))


def _applying(profiles: Sequence[Profile], text: str, hint: str | None) -> list[Profile]:
    """Those of the profiles that could apply to some story of the text."""
    lines = [text[line.start : line.end].strip() for line in split_lines(text) if line.end - line.start <= LONGEST_LINE]
    joined = "\n".join(lines)
    return [profile for profile in profiles if _may_apply(profile, hint, lines, joined)]


def state_format(page: Page) -> Page:
    """The page with the format that a profile states for its files, as if a side-car said so; as it is where none does.

    A format that is stated outside (side-car, HTML) rules. Of two profiles that contradict each other the first by file name counts, and
    is named in the refusal if the text contradicts it.
    """
    stating = [profile for profile in load_profiles() if profile.format]
    if page.hints.format is not None or not stating:
        return page
    for profile in _applying(stating, page.text, page.hints.profile):
        return replace(page, hints=replace(page.hints, format=profile.format, format_by=f"profile {profile.name}"))
    return page


def _may_apply(profile: Profile, hint: str | None, lines: Sequence[str], joined: str) -> bool:
    """Is it the profile that the side-car names or, where it names none, does each of its marks stand in one of the lines?

    ``joined`` are these lines with line feeds between them.
    """
    if hint is not None:
        return hint == profile.file.removesuffix(".toml")
    return all(_could_match(pattern, joined) and any(pattern.search(line) for line in lines) for pattern in profile.recognised_by)


def _may_stand(profile: Profile, text: str) -> bool:
    """Can each mark of a profile stand in a line of the text? Asked of a whole story, most have none of any profile's."""
    for pattern in profile.recognised_by:
        keys = _find_keys(pattern)
        if keys and not any(cue in text for cue in keys):
            return False
    return True


@cache
def _any_cue() -> Callable[[str], bool]:
    """A test whether a cue of any profile's first mark stands in a text; always true where some profile has none."""
    keys = [_find_keys(profile.recognised_by[0]) for profile in load_profiles()]
    return make_test(cue for cues in keys for cue in cues) if all(keys) else lambda text: True


@cache
def _find_keys(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The cues of a pattern that stand in one line, two characters or more each; those that hold another cue are left out."""
    cues = dict.fromkeys(_find_cues(pattern))
    if any("\n" in cue or len(cue) < 2 for cue in cues):
        return ()
    return tuple(cue for cue in cues if not any(other in cue and other != cue for other in cues))


def _could_match(pattern: re.Pattern[str], joined: str) -> bool:
    """Can the pattern match one of the lines that are joined here? Asked of all at once, which is much faster than one by one."""
    cues = _find_cues(pattern)
    if cues and not any(cue in joined for cue in cues):
        return False
    at_once = _anywhere(pattern)
    return at_once is None or at_once.search(joined) is not None


@cache
def _find_cues(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Literals of which any match holds one; none where the pattern demands no literal, or ignores case."""
    if pattern.flags & re.IGNORECASE:
        return ()
    return _read_cues(regex_parser.parse(pattern.pattern))


def _read_cues(node: Any) -> tuple[str, ...]:
    """The cues of a sequence: of its runs of literals, groups and alternatives the one whose shortest literal is longest."""
    found: list[tuple[str, ...]] = []
    run = ""
    for op, argument in node:
        if str(op) == "LITERAL":
            run += chr(argument)
            continue
        found, run = [*found, (run,)], ""
        if str(op) == "SUBPATTERN" and not argument[1] and not argument[2]:
            found.append(_read_cues(argument[3]))
        elif str(op) == "BRANCH":
            parts = [_read_cues(part) for part in argument[1]]
            found.append(tuple(cue for part in parts for cue in part) if all(parts) else ())
    found.append((run,))
    return max((cues for cues in found if all(cues)), key=lambda cues: min(map(len, cues), default=0), default=())


@cache
def _anywhere(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """The pattern for many lines at once; None where it looks at what stands around it, which is another thing then."""
    return None if _LOOKS_AROUND.search(pattern.pattern) else re.compile(pattern.pattern, pattern.flags | re.MULTILINE)


def _mark(text: str, line: Line, rule: Rule, profile: str) -> Mark | None:
    raw = text[line.start : line.end]
    shown = raw.strip()
    match = _matches(rule, shown)
    if match is None:
        return None
    start = line.start + raw.index(shown)
    low, high = (start + match.start(), start + match.end()) if rule.scope == "span" else (start, start + len(shown))
    named = [(name, value) for name, value in match.groupdict().items() if value]
    fields = tuple(Field(FieldName(name), value.strip()) for name, value in named) + rule.sets
    return Mark(low, high, rule.label, rule.id, 1.0, fields, f"profile {profile}")
