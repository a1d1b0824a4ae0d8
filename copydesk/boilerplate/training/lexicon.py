"""Learning the lexicon: in how many sites' boilerplate and body does each word stand?"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copydesk.boilerplate.features import PROSE_LETTERS
from copydesk.boilerplate.lexicon import hash_entries
from copydesk.boilerplate.sheet import Sheet

SITES = 5
"""A word of fewer sites is that site's own and stays out."""
PRIOR = 0.7
"""Sites added to both sides of the odds: a word seen in one side's 5 sites only gets log odds of 2.1."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Site counts per word: columns short boilerplate, short body, long boilerplate, long body; ``own`` each site's share."""

    hashes: NDArray[np.uint64]
    total: NDArray[np.float64]
    own: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]

    def odds(self, without: str = "") -> NDArray[np.float64]:
        """Log odds of boilerplate, short and long, leaving one site's counts out: what that site's pages may learn from."""
        total = self.total
        if without in self.own:
            rows, counts = self.own[without]
            total = total.copy()
            total[rows] -= counts
        values: NDArray[np.float64] = np.log((total[:, 0::2] + PRIOR) / (total[:, 1::2] + PRIOR))
        return values


def tally(pages: list[tuple[str, Sheet, NDArray[np.str_]]]) -> Tally:
    """Counts over (site, sheet, labels of the sheet's lines); a site counts 1 in all, spread over its pages."""
    sites = {name: i for i, name in enumerate(sorted({p[0] for p in pages}))}
    number = {name: sum(p[0] == name for p in pages) for name in sites}
    hashes, kinds, owners, masses = [], [], [], []
    for name, sheet, labels in pages:
        label = labels[sheet.lexeme_line]
        known = label != "-"
        kind = (sheet.letters >= PROSE_LETTERS)[sheet.lexeme_line] * 2 + (label == "1")
        distinct = np.unique(np.stack([sheet.lexeme[sheet.lexeme_at][known], kind[known].astype(np.uint64)]), axis=1)
        hashes.append(distinct[0])
        kinds.append(distinct[1].astype(np.int64))
        owners.append(np.full(distinct.shape[1], sites[name]))
        masses.append(np.full(distinct.shape[1], 1 / number[name]))
    value, kind, owner, mass = (np.concatenate(x) for x in (hashes, kinds, owners, masses))
    unique, inverse = np.unique(value, return_inverse=True)
    spread = np.bincount(np.unique(inverse * len(sites) + owner) // len(sites), minlength=len(unique))
    keep = spread >= SITES
    rank = np.full(len(unique), -1)
    rank[keep] = np.arange(keep.sum())
    row = rank[inverse]
    row, kind, owner, mass = (x[row >= 0] for x in (row, kind, owner, mass))
    total = np.zeros((int(keep.sum()), 4))
    np.add.at(total, (row, kind), mass)
    own = {}
    for name, i in sites.items():
        mine = owner == i
        rows, at = np.unique(row[mine], return_inverse=True)
        counts = np.zeros((len(rows), 4))
        np.add.at(counts, (at, kind[mine]), mass[mine])
        own[name] = (rows, counts)
    return Tally(unique[keep], total, own)


_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


def spell(hashes: NDArray[np.uint64], texts: list[str]) -> dict[int, str]:
    """The words behind the hashes, found again in the texts; a hash whose word cannot be found is left out."""
    candidates: set[str] = set()
    for text in texts:
        for line in text.lower().split("\n"):
            words = _WORD.findall(line)
            candidates.update(words)
            candidates.update(f"{a} {b}" for a, b in itertools.pairwise(words))
            for run in _UNSPACED.findall(line):
                candidates.update(run[i : i + k] for k in (2, 3) for i in range(len(run) - k + 1))
    entries = sorted(candidates)
    found = hash_entries(entries)
    wanted = set(hashes.tolist())
    return {value: entry for value, entry in zip(found.tolist(), entries, strict=True) if value in wanted}
