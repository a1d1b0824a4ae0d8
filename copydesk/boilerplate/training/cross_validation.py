"""What the judge says of sites that it has not seen: each fold of sites judged with models grown on the others.

Growing takes minutes a fold, judging seconds: so the models of the folds may be kept in a folder, named by a digest of what they were grown
with (the code and the words that shape a model, not the rules that come after), and a change of those rules is measured at once.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from copydesk.boilerplate import judge
from copydesk.boilerplate.model import Hearing, Model, read_model
from copydesk.boilerplate.sheet import measure_lines
from copydesk.boilerplate.training import grow, teachers
from copydesk.boilerplate.training.build_model import RECIPES, read_all, write_model
from copydesk.boilerplate.training.cases import Case, read_pages
from copydesk.boilerplate.training.packaged import read_packaged
from copydesk.lines import split_lines

NAMES = ("model", "large")
"""The models of long pages. The few pages under ``LARGE`` lines are judged by ``model``, whose recipe is that of ``small`` and more."""
SHAPED_BY = (
    "characters.py", "features.py", "forest.py", "lexicon.py", "menus.py", "second.py", "sheet.py", "data/cues.json", "data/menus.tsv",
)  # fmt: skip
"""What shapes a model besides the folder of this file."""


def find_fold(group: str, folds: int) -> int:
    """The fold of a site, as ``grow.folds`` deals them."""
    return zlib.crc32(f"0 {group}".encode()) % folds


def digest_code() -> str:
    """Twelve hexadecimal digits that change with the code and the words that shape a model."""
    here = Path(__file__).resolve().parent
    files = [*sorted(here.glob("*.py")), here / "pages.jsonl", *(here.parent / name for name in SHAPED_BY)]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def grow_folds(data: Path, packages: Path, folds: int, kept: Path) -> list[Path]:
    """The folder of each fold's models (``model.json.gz``, ``large.json.gz``), grown without the fold's sites where it is not there yet."""
    home = kept / f"{digest_code()}-{folds}"
    targets = [home / str(fold) for fold in range(folds)]
    for name in NAMES:
        missing = [fold for fold, target in enumerate(targets) if not (target / f"{name}.json.gz").exists()]
        if not missing:
            continue
        recipe = RECIPES[name]
        labels = teachers.read_labels(data, kept / f"{name}.json", recipe.teach)
        examples = [e for case in read_all(data, packages, labels, recipe) if (e := grow.make_example(case))]
        for fold in missing:
            seen = [e for e in examples if find_fold(e.case.group, folds) != fold]
            words = grow.learn_words(seen)
            grow.measure(seen, words, menus=recipe.small)
            forests = grow.grow(seen, recipe.rounds, recipe.inner)
            for e in examples:
                e.measures = {}
            targets[fold].mkdir(parents=True, exist_ok=True)
            write_model(words, [e.case.text for e in seen], forests, targets[fold] / f"{name}.json.gz")
    return targets


def judge_unseen(
    data: Path, packages: Path, folds: int, kept: Path, keep: Callable[[str], list[str]]
) -> Iterator[tuple[Case, list[str], list[str]]]:
    """Every labelled page, scraped and packaged, with the lines that the forests alone leave at the threshold ``KEEP``, and those that the
    whole judge leaves (``keep`` asks it for a text's), all by models that have not seen its site."""
    pages = [*read_pages(data), *read_packaged(packages)]
    for fold, folder in enumerate(grow_folds(data, packages, folds, kept)):
        models = {name: _read(folder / f"{name}.json.gz") for name in NAMES}
        with mock.patch.object(judge, "shipped_model", lambda name, models=models: models["model" if name == "small" else name]):
            for case in pages:
                if find_fold(case.group, folds) == fold:
                    yield case, keep_at_threshold(case.text, models), keep(case.text)


def _read(path: Path) -> Model:
    return read_model(json.loads(gzip.decompress(path.read_bytes())), menus=path.name != "large.json.gz").over_columns()


def keep_at_threshold(text: str, models: dict[str, Model]) -> list[str]:
    """The lines with P(body) of ``KEEP`` and more in context, without the gate and the rules that come after."""
    lines = split_lines(text)
    sheet = measure_lines(text, [line.start for line in lines], [line.end for line in lines])
    if not sheet.n:
        return []
    context = Hearing(sheet, models["model"], models["large"]).judge().context
    return [text[lines[i].start : lines[i].end] for i in sheet.index[context >= judge.KEEP].tolist()]
