"""What the pages of each source of a run have in common: learnt before the first page is cleaned, a function of the set of files.

What a template says of the lines of a file is part of the file's key. So a new page has those of its siblings cleaned again
of which more is known now, and no others, and an incremental run publishes what a full one would. What earlier runs learnt is
remembered in the work folder: only sources that files were added to or taken from are compared again, and of these only the
pages that decide.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from copydesk.siblings import Learner, Template, digest_page, read_template, template_values
from copydesk.sources import Refusal, bare_name, read_sources
from flows.planning.plan import Job, Plan
from flows.snapshots.disk import canonical_json, make_folder, remove_tree, replace_file
from flows.snapshots.snapshot import WORK

TEMPLATES = "templates"
_MEMORY = "siblings.json"


@dataclass(slots=True)
class _Memory:
    """What runs remember: of each file, by its key, the sources of its pages with what their templates say of them; and of each
    source its files, those that decide, and its template."""

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)


def learn(plan: Plan, cleaned: Path) -> tuple[Plan, dict[str, Template]]:
    """The plan with what siblings say in its files' keys, and the templates by source. Leaves these where the workers look."""
    memory = _read_memory(cleaned, plan.versions)
    jobs = {job.key: job for job in plan.jobs if _may_have_siblings(job)}
    learner, pages = Learner(), _Pages()
    files = {key: memory.files[key] if key in memory.files else pages.learn(job, learner, None) for key, job in jobs.items()}
    of_source: dict[str, list[str]] = defaultdict(list)
    for key, said in files.items():
        for source in said:
            of_source[source].append(key)
    stale = {source for source, keys in of_source.items() if sorted(keys) != memory.sources.get(source, {}).get("files")}
    for key, wanted in _find_readings(stale, of_source, memory).items():
        pages.learn(jobs[key], learner, wanted)
    learnt, now = learner.templates(), _Memory(files)
    for source, keys in of_source.items():
        if source in stale:
            decide = sorted(set().union(*(pages.files_of[source, digest] for digest in learner.chosen(source))))
            values = template_values(learnt[source]) if source in learnt else None
            now.sources[source] = {"files": sorted(keys), "decide": decide, "template": values}
        else:
            now.sources[source] = memory.sources[source]
    found = {source: read_template(entry["template"]) for source, entry in sorted(now.sources.items()) if entry["template"]}
    for source in sorted(stale):
        same = _digest(memory, source) == _digest(now, source)
        _ask(source, found.get(source), [key for key in of_source[source] if not (same and key in memory.files)], jobs, now)
    _write_memory(cleaned, plan.versions, now)
    _lay_out(cleaned / WORK / TEMPLATES, found)
    return replace(plan, jobs=tuple(_with_siblings(job, now.files.get(job.key, {})) for job in plan.jobs)), found


def _digest(memory: _Memory, source: str) -> str | None:
    values = memory.sources.get(source, {}).get("template")
    return values["digest"] if values else None


def _ask(source: str, template: Template | None, keys: Iterable[str], jobs: Mapping[str, Job], now: _Memory) -> None:
    """What the template of a source says of each of these files, into the memory."""
    for key in keys:
        pages = (text for name, text, _ in _read_pages(jobs[key]) if name == source) if template is not None else ()
        now.files[key] = now.files[key] | {source: "".join(digest_page(text, template) for text in pages) if template else ""}


class _Pages:
    """Reads files for the learner and knows which files each page came from."""

    def __init__(self) -> None:
        self.files_of: dict[tuple[str, str], set[str]] = defaultdict(set)

    def learn(self, job: Job, learner: Learner, wanted: set[str] | None) -> dict[str, str]:
        """Hand the pages of a file to the learner, of all sources or of the ``wanted``; gives the sources that they belong to."""
        found = {}
        for source, text, received in _read_pages(job):
            if wanted is None or source in wanted:
                found[source] = ""
                digest = learner.add(source, text, received)
                if digest is not None:
                    self.files_of[source, digest].add(job.key)
        return found


def _may_have_siblings(job: Job) -> bool:
    """Does anything say whose pages the file holds?"""
    return job.side_car is not None or bare_name(job.name).lower().endswith(".jsonl")


def _read_pages(job: Job) -> Iterator[tuple[str, str, str | None]]:
    """Source, text and date received of every page of a file. What cannot be read here will be refused where it is cleaned."""
    from copydesk.kinship import read_sibling

    for page in read_sources(job.source_file):
        with suppress(Exception):
            sibling = None if isinstance(page, Refusal) else read_sibling(page)
            if sibling is not None:
                yield *sibling, page.hints.received  # type: ignore[union-attr]


def _find_readings(stale: Iterable[str], of_source: Mapping[str, list[str]], memory: _Memory) -> dict[str, set[str]]:
    """Files that must be read again, with the sources whose pages are wanted from them. Where a source only gained files, those
    that decided before are enough: what was not among the smallest digests is not among them now."""
    readings: dict[str, set[str]] = defaultdict(set)
    for source in stale:
        before = memory.sources.get(source)
        known = [key for key in of_source[source] if key in memory.files]
        grown = before is not None and set(before["files"]) <= set(of_source[source])
        for key in before["decide"] if before is not None and grown else known:
            readings[key].add(source)
    return dict(sorted(readings.items()))


def _with_siblings(job: Job, said: Mapping[str, str]) -> Job:
    facts = sorted((source, what) for source, what in said.items() if what)
    return replace(job, key=hashlib.sha256(canonical_json([job.key, facts])).hexdigest(), base=job.key) if facts else job


def _place(folder: Path, source: str) -> Path:
    return folder / f"{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.json"


def _lay_out(folder: Path, templates: Mapping[str, Template]) -> None:
    remove_tree(folder)
    make_folder(folder)
    for source, template in templates.items():
        _place(folder, source).write_text(json.dumps(template_values(template)), "utf-8")


def find_template(folder: Path, source: str | None) -> Template | None:
    """The template of a source, as a worker asks for it; None where it has none."""
    if source is None:
        return None
    path = _place(folder, source)
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return _read_laid_out(path, (status.st_mtime_ns, status.st_ino, status.st_size))


@lru_cache(maxsize=256)
def _read_laid_out(path: Path, stamp: tuple[int, int, int]) -> Template | None:
    """``stamp`` tells this run's template from that of an earlier run, which a worker may outlive."""
    return read_template(json.loads(path.read_text("utf-8")))


def _read_memory(cleaned: Path, versions: Mapping[str, str]) -> _Memory:
    try:
        values = json.loads((cleaned / WORK / _MEMORY).read_bytes())
        if values["versions"] == dict(versions):
            return _Memory(values["files"], values["sources"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return _Memory()


def _write_memory(cleaned: Path, versions: Mapping[str, str], memory: _Memory) -> None:
    values = {"versions": dict(versions), "files": memory.files, "sources": memory.sources}
    replace_file(cleaned / WORK / _MEMORY, [json.dumps(values).encode()])


def profile_json(templates: Mapping[str, Template]) -> Iterable[bytes]:
    """``templates.json`` of a snapshot: one object a source, dated, for people to read."""
    head = b"["
    for _, template in sorted(templates.items()):
        yield head + b"\n" + json.dumps(template_values(template), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        head = b","
    yield b"\n]\n"
