"""Pages that hold foreign text safely: templates, one style and one script each, and what hostile characters look like.

Whatever came from a source is text: the template engine escapes it, data for the script is inert JSON without a single ``<``,
characters that hide or reorder are made visible, and the content security policy names the page's own style and script by
their digests and forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

# Zero-width joiners stay: Persian and Indic words and emoji need them, and they neither hide nor reorder a letter.
_HIDDEN = (
    {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
    | {0x7F: 0x2421}
    | {
        code: f"⟨U+{code:04X}⟩"
        for code in (
            *range(0x80, 0xA0), 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
            *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
        )
    }
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)  # fmt: skip
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Look:
    """The style and the script of a page, and the digests by which its policy lets them in."""

    style: Any
    script: Any

    @property
    def style_hash(self) -> str:
        """The style's digest as the policy spells it."""
        return _digest(self.style)

    @property
    def script_hash(self) -> str:
        """The script's digest as the policy spells it."""
        return _digest(self.script)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode()


def visible(text: object) -> str:
    """The text with characters that would hide, reorder or break what is shown replaced by visible ones."""
    return str(text).replace("\r\n", "\n").translate(_HIDDEN)


def inert_json(value: object) -> str:
    """The value as JSON that is safe inside a script element of any kind: no ``<``, ``>``, ``&`` or line separator in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def render_page(template: str, name: str, **values: object) -> str:
    """A page from a template, in the look of that name (``run`` or ``source``)."""
    return _environment().get_template(template).render(page=_read_look(name), **values)


def as_markup(text: str) -> Any:
    """Text that is markup already and was made by us from escaped parts."""
    from markupsafe import Markup

    return Markup(text)


def escape(text: object) -> str:
    """The text for markup, with hidden characters made visible."""
    from markupsafe import escape as escape_markup

    return str(escape_markup(visible(text)))


_STYLES = {"run": ("page.css",), "source": ("page.css", "source.css")}
_SCRIPTS = {
    "run": ("run.js",),
    "source": ("source-text.js", "source-walk.js", "source-article.js", "source-search.js", "source-start.js"),
}


@cache
def _read_look(name: str) -> Look:
    def read(files: tuple[str, ...]) -> str:
        return "".join(resources.files("flows.reports").joinpath("templates", file).read_text("utf-8") for file in files)

    script = f'"use strict";\n(() => {{\n{read(_SCRIPTS[name])}}})();\n'
    return Look(as_markup(read(_STYLES[name])), as_markup(script))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("flows.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters["visible"] = visible
    return environment
