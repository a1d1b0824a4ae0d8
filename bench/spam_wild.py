"""Measure the spam finder on families that no fit has seen, by form: keyword lists, pitches, advertising prose, praise.

    python -m bench.spam_wild [--set wild|blind|late|last|fresh|second|third|fourth|fifth|sixth|seventh|eighth] [--show]

Every block of ``tests/spam/wild_blocks.txt`` stands at the start, in the middle, at the end and inside the footer of a sound host, every
block of ``wild_lookalikes.txt`` at the same places, and so for ``blind_*.txt`` and ``late_*.txt``, each written when the model and the
lexicon of its day were done. ``--show`` lists what was missed or taken wrongly.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict

from bench.spam import find_marks
from bench.spam_cases import place_block, read_blocks, read_hosts

SETS = ("wild", "blind", "late", "last", "fresh", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
POSITIONS = ("start", "middle", "end", "footer")


def count_visible(text: str) -> int:
    """Characters that are no white space."""
    return len("".join(text.split()))


def main() -> int:
    """Print the figures by form, position and block."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--set", choices=SETS, default="wild")
    options = parser.parse_args()
    show, which = options.show, options.set
    hosts = read_hosts()
    rng = random.Random(5)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for name in (f"{which}_blocks.txt", f"{which}_lookalikes.txt"):
        for kind, language, block in read_blocks(name):
            gone_all, notes = 0.0, []
            for position in POSITIONS:
                own = language if language in hosts else "en"
                case = place_block(rng.choice(hosts[own if rng.random() < 0.6 else rng.choice(sorted(hosts))]), block, position, rng, own)
                text, (start, end) = case["text"], case["junk"][0]
                flags = [False] * len(text)
                for mark in find_marks(text):
                    flags[mark.start : mark.end] = [True] * (mark.end - mark.start)
                for a, b in case["neutral"]:
                    flags[a:b] = [False] * (b - a)
                junk = count_visible(text[start:end])
                gone = count_visible("".join(c for i, c in enumerate(text[start:end], start) if flags[i]))
                taken = "".join(c for i, c in enumerate(text) if flags[i] and not start <= i < end)
                gone_all += gone / junk / len(POSITIONS)
                if count_visible(taken):
                    notes.append(f"{position} took {taken[:120]!r}")
                forms = ["look-alike"] if "look" in name else ["junk", "junk " + kind.split(".")[1], "junk at the " + position]
                for form in forms:
                    total[form].update(
                        {"junk": junk, "gone": gone, "cases": 1, "whole": gone == junk and not count_visible(taken), "any": gone > 0}
                    )
                    total[form].update({"sound": count_visible(text) - junk, "taken": count_visible(taken)})
            if show and (notes or (gone_all < 0.95 if "look" not in name else gone_all)):
                print(f"{kind:20} {language:4} {100 * gone_all:4.0f} %  {block[:90]!r} {'; '.join(notes)}")
    for form, t in total.items():
        rates = f"{100 * t['gone'] / t['junk']:6.1f} % gone, {100 * t['whole'] / t['cases']:6.1f} % of {t['cases']} whole"
        print(f"{form:20} {rates}, {t['any']} touched, {1e6 * t['taken'] / t['sound']:.0f} of a million sound characters taken")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
