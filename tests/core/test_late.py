"""Patterns that are compiled when first asked."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import chain

import pytest

import copydesk
from copydesk.late import LatePattern, compile_late


def patterns_in(value: object) -> Iterator[LatePattern]:
    """The late patterns in a module's value, in a tuple or a table of it."""
    if isinstance(value, LatePattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(part)


def test_every_late_pattern_compiles() -> None:
    """A mistake in a pattern that hardly any text asks is found here."""
    names = [
        m.name
        for m in pkgutil.walk_packages(copydesk.__path__, "copydesk.")
        if not any(part in m.name for part in (".build_", ".kernels.", ".training"))
    ]
    found = list(chain.from_iterable(map(patterns_in, chain.from_iterable(list(vars(importlib.import_module(n)).values()) for n in names))))
    assert len(found) > 80
    for pattern in found:
        assert isinstance(pattern.groups, int), pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "flags", "text"), [(r"(?P<a>\d+)|x", 0, "ab 12x"), (r"ß|K", re.IGNORECASE, "SSkẞ"), (rb"\w", 0, b"a-\xff"), ("", 0, "")]
)
def test_a_late_pattern_answers_as_a_compiled_one(pattern: str | bytes, flags: int, text: str | bytes) -> None:
    """Every method and attribute is the compiled pattern's own, whichever is asked first."""
    plain = re.compile(pattern, flags)  # type: ignore[call-overload]
    for name in ("findall", "split"):
        assert getattr(compile_late(pattern, flags), name)(text) == getattr(plain, name)(text)
    for name in ("search", "match", "fullmatch"):
        mine, its = getattr(compile_late(pattern, flags), name)(text), getattr(plain, name)(text)
        assert (mine and mine.span()) == (its and its.span())
    for name in ("flags", "groups", "groupindex", "pattern"):
        assert getattr(compile_late(pattern, flags), name) == getattr(plain, name)


def test_no_other_attributes() -> None:
    """A misspelt method is told, and compiles nothing."""
    with pytest.raises(AttributeError):
        getattr(LatePattern("(", 0), "serach")  # noqa: B009
    with pytest.raises(re.error):
        compile_late("(").search("")
