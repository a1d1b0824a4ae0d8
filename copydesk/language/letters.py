"""Letters that give a language away, and letters that it does not have.

A reader of Cyrillic knows Kyrgyz from Kazakh by what is missing: ң, ө and ү are there, ә, ғ, қ and ұ are not. ``measure_strangers``
counts, for a candidate language, the letters that its alphabet lacks; detectors that disagree are settled by it. Chinese is told
by the same idea applied to code pages: GB 2312 holds the simplified characters, Big5 the traditional ones, Shift JIS the Japanese.

Left alone: Latin alphabets. Foreign names bring their diacritics along, so a missing letter proves little there.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from copydesk.language.scripts import script_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_PERSIAN = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیةيكىۀإ"

ALPHABETS: dict[str, frozenset[str]] = {
    language: frozenset(letters)
    for language, letters in {
        "ru": _RUSSIAN,
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
        "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        "sr": _SERBIAN,
        "bs": _SERBIAN,
        "kk": _RUSSIAN + "әғқңөұүһі",
        "ky": _RUSSIAN + "ңөү",
        "tt": _RUSSIAN + "әөүҗңһ",
        "ba": _RUSSIAN + "әөүғҡҙҫңһ",
        "mn": _RUSSIAN + "өү",
        "tg": _RUSSIAN + "ғӣқӯҳҷ",
        "uz": _RUSSIAN + "ўқғҳ",
        "tk": _RUSSIAN + "әөүҗң",
        "az": "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшцьэюяйё",
        "cv": _RUSSIAN + "ӑӗҫӳ",
        "sah": _RUSSIAN + "ҕҥөүһ",
        "udm": _RUSSIAN + "ӝӟӥӧӵ",
        "mhr": _RUSSIAN + "ҥӧӱ",
        "mrj": _RUSSIAN + "ӓӧӱӹ",
        "kv": _RUSSIAN + "іӧ",
        "ar": _ARABIC + "پچڤگ",
        "fa": _PERSIAN,
        "ur": _PERSIAN + "ٹڈڑںھہۂۃےۓ",
        "ps": _PERSIAN + "ټځڅډړږښګڼېۍئے",
        "ug": "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيەء",
        "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێكي",
        "sd": _ARABIC + "ٻڀٺٽٿپڄڃچڇڌڏڊڍڙڦکڪگڳڱڻھہ",
        "kk-Arab": "اآبپتجچحدرزسشعفقكگڭلمنھوۇۆۋىيەءٴڧۈئ",
        "ms-Arab": _ARABIC + "چڠڤکݢۏڽۓى",
    }.items()
}
"""Lower-case letters of each language's own words: Cyrillic and Arabic alphabets as taught at school and used in its press."""


_FIRST, _LAST, _UNMET = 0x3400, 0x9FFF, 255
"""Han characters; what stands for those whose side was not asked for yet."""
MOSTLY = 20
"""Russian letters that an alphabet has if it is a Cyrillic one."""
_NEITHER = "\x00-\u036f\u060c\u061b\u061f\u0640\u064b-\u0655\u0660-\u0669\u0670\u06f0-\u06f9\u2000-\u2116"
"""Characters that are no letters of a Cyrillic or an Arabic alphabet."""


def find_stranger(language: str, text: str) -> bool:
    """Whether a text in a Cyrillic or Arabic script may hold a letter that the language's alphabet lacks: False only if it has none."""
    return _outside(language).search(text) is not None


def lacks_own_letters(language: str, text: str) -> bool:
    """Whether no letter of the text is one that the language has beyond the Russian ones, though it has some: a hundred letters without
    one are no Kyrgyz, whatever the words look like. False for Russian itself and for what has no alphabet on record.
    """
    pattern = _own(language)
    return pattern is not None and not pattern.search(text)


@cache
def _own(language: str) -> re.Pattern[str] | None:
    alphabet = ALPHABETS.get(language, frozenset())
    letters = sorted(alphabet - set(_RUSSIAN))
    if len(letters) < 2 or len(alphabet) - len(letters) < MOSTLY:  # the one letter more of Bulgarian is rare
        return None
    return re.compile(f"[{''.join(letters)}{''.join(filter(is_single, map(str.upper, letters)))}]")


@cache
def _outside(language: str) -> re.Pattern[str]:
    """A pattern of the characters that are neither the language's letters nor surely anything but letters of its script."""
    letters = sorted(ALPHABETS.get(language, frozenset()))
    return re.compile(f"[^{''.join(letters)}{''.join(filter(is_single, map(str.upper, letters)))}{_NEITHER}]")


def is_single(text: str) -> bool:
    """Whether the text is one character."""
    return len(text) == 1


def measure_strangers(language: str, letters: Counter[str], script: str) -> float:
    """Share (0 to 1) of the letters of that script that the language's alphabet lacks; 0 where no alphabet is on record.

    ``letters`` counts lower-case characters of the script alone.
    """
    alphabet = ALPHABETS.get(f"{language}-{script}") or ALPHABETS.get(language)
    total = sum(letters.values())
    if alphabet is None or not total:
        return 0.0
    return sum(number for char, number in letters.items() if char not in alphabet) / total


def find_fitting(letters: Counter[str], script: str, tolerance: float) -> str:
    """The one language whose alphabet in that script has the letters, all but the tolerated share; '' if none or several have."""
    fitting = []
    for name, alphabet in ALPHABETS.items():
        if script_of(min(alphabet)) == script and measure_strangers(name, letters, script) <= tolerance:
            fitting.append(name.split("-")[0])
    return fitting[0] if len(fitting) == 1 else ""


def find_sides(chars: str) -> tuple[set[str], set[str], set[str]]:
    """Those of the Han characters that only GB 2312 holds, that only Big5 holds, and that only Shift JIS holds."""
    simplified, traditional, japanese = (
        set(chars.encode(codec, "ignore").decode(codec, "ignore")) for codec in ("gb2312", "big5", "shift_jis")
    )
    return simplified - traditional, traditional - simplified, japanese - simplified - traditional


@cache
def _side_table() -> NDArray[np.uint8]:
    """For each Han character met so far the side it is on: 0 none, 1 simplified, 2 traditional, 3 Japanese; ``_UNMET`` for the others."""
    import numpy as np

    return np.full(_LAST - _FIRST + 1, _UNMET, np.uint8)


def find_han_variety(text: str) -> tuple[str, float]:
    """``zh-Hans``, ``zh-Hant``, ``ja`` or plain ``zh``, by the characters that only one tradition writes, and the share that agree."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    places = codes[(codes >= _FIRST) & (codes <= _LAST)] - _FIRST
    table = _side_table()
    sides = table[places]
    if (sides == _UNMET).any():
        unmet = sorted(set(places[sides == _UNMET].tolist()))
        table[unmet] = 0
        for number, chars in enumerate(find_sides("".join([chr(_FIRST + place) for place in unmet])), 1):
            table[[ord(char) - _FIRST for char in chars]] = number
        sides = table[places]
    _, simplified, traditional, japanese = np.bincount(sides, minlength=4).tolist()
    told = simplified + traditional + japanese
    if not told:
        return "zh", 0.5
    if japanese * 2 > told:
        return "ja", japanese / told
    return ("zh-Hans", simplified / told) if simplified >= traditional else ("zh-Hant", traditional / told)
