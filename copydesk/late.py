"""Patterns that are compiled when they are first asked.

There are six hundred in all, and a text in English asks a hundred of them: compiling the rest took a sixth of a start of the command.
A method of a pattern in use costs 20 ns a call more than one of ``re``, so what every line asks is compiled at once.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner", "flags", "groups", "groupindex")


class LatePattern:
    """Stands for a compiled pattern, with its methods and attributes; compiled at the first of them but ``pattern``."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # asked only while the slot is empty
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compile_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled when it is first asked; a mistake in it is told only then (re.error). It is no argument for ``re`` itself."""
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))
