"""Language: what a text is written in, told by script, letters and several voices that must agree.

``identify_language(text)`` gives a BCP 47 tag or None; ``script_of`` and ``script_shares`` are cheap and used by others.
"""

from __future__ import annotations

from copydesk.language.identify import identify_language
from copydesk.language.scripts import script_of, script_shares

__all__ = ["identify_language", "script_of", "script_shares"]
