"""Only what is new, changed or touched by changed rules is cleaned, and the outcome is a full run's, byte for byte.

Here the real cleaner and real profiles work; only the gate is a toy, because Great Expectations decides nothing about this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk import profiles, versions
from flows.planning import plan
from flows.proof.verify import verify
from tests.flows import toy

FOOTER = """
name = "{name}"
recognised_by = ['{mark}']
{inherits}
[[rule]]
id = "{name}-footer"
label = "{label}"
scope = "line"
zone = "bottom"
pattern = '{pattern}'
why = "the imprint under every page"
removes = ["Printed by Alpha, 12 High Street"]
keeps = ["Nobody printed it."]
"""
BODY = (
    "The harbour opened on Monday after two years of work, and the first boats came before eight in the morning.\n\n"
    "Its director said that the quay would stay open until midnight for as long as boats came to land there.\n\n"
)
Rules = dict[str, str]
TOLD = ("manifest.json", "changes.jsonl", "origins.jsonl")
"""Files that tell of what was before."""


def profile(name: str, mark: str, *, pattern: str = "Printed by .*", label: str = "copyright", inherits: str = "") -> str:
    """A profile as TOML."""
    line = f'inherits = "{inherits}"' if inherits else ""
    return FOOTER.format(name=name, mark=mark, pattern=pattern, label=label, inherits=line)


def page(mark: str, title: str = "Harbour opens again") -> str:
    """A page with a mark at its foot."""
    return f"{title}\n\n{BODY}Printed by {mark}, 12 High Street\n"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Rules], None]]:
    """A function that puts profiles in force."""
    monkeypatch.setattr("flows.judging.gate.measure_source", toy.measure_source)
    held: Rules = {}

    def forget() -> None:
        for cached in (profiles.load_profiles, versions.rules_version, versions.profile_versions):
            cached.cache_clear()

    def put(rules: Rules) -> None:
        held.clear()
        held.update(sorted(rules.items()))
        forget()

    monkeypatch.setattr(profiles, "read_profile_files", lambda: dict(held))
    yield put
    monkeypatch.undo()
    forget()


CASES: list[tuple[str, Rules, Rules, int]] = [
    ("nothing", {"alpha": profile("alpha", "Alpha")}, {"alpha": profile("alpha", "Alpha")}, 0),
    ("a rule", {"alpha": profile("alpha", "Alpha")}, {"alpha": profile("alpha", "Alpha", label="advert")}, 1),
    ("a new profile", {}, {"beta": profile("beta", "Beta")}, 1),
    ("a new profile that nobody knows", {}, {"beta": profile("beta", "Delta")}, 0),
    ("a profile gone", {"alpha": profile("alpha", "Alpha"), "beta": profile("beta", "Beta")}, {"beta": profile("beta", "Beta")}, 1),
    ("what it is known by", {"alpha": profile("alpha", "Alpha")}, {"alpha": profile("alpha", "Beta")}, 2),
    (
        "what a profile inherits",
        {"alpha": profile("alpha", "Delta"), "beta": profile("beta", "Beta", inherits="alpha")},
        {"alpha": profile("alpha", "Delta", label="advert"), "beta": profile("beta", "Beta", inherits="alpha")},
        1,
    ),
    ("a profile that a side-car names", {}, {"gamma": profile("gamma", "Delta")}, 1),
]


@pytest.mark.parametrize(("before", "after", "touched"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_only_touched_sources_are_cleaned(before: Rules, after: Rules, touched: int, use: Callable[[Rules], None], tmp_path: Path) -> None:
    """A change of profiles cleans those sources again that a changed profile could apply to; all bytes are a full run's."""
    sources = {"a.txt": page("Alpha"), "b.txt": page("Beta"), "c.txt": page("nobody"), "c.txt.meta.json": '{"profile": "gamma"}'}
    seeds = toy.write_sources(tmp_path / "seeds", dict(sources))
    use(before)
    toy.publish(seeds, tmp_path / "cleaned")
    use(after)
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert (outcome.counts.cleaned, outcome.counts.reused) == (touched, 3 - touched)
    toy.publish(seeds, tmp_path / "full")
    assert same_tables(tmp_path / "cleaned", tmp_path / "full")
    assert verify(tmp_path / "cleaned").problems == ()


def test_other_libraries_clean_all_again(use: Callable[[Rules], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the published snapshot was made with another version of a library, no row of it is reused."""
    seeds = toy.write_sources(tmp_path / "seeds", {"a.txt": page("Alpha")})
    use({})
    toy.publish(seeds, tmp_path / "cleaned")
    assert toy.publish(seeds, tmp_path / "cleaned").counts.cleaned == 0
    monkeypatch.setattr("flows.planning.state.read_libraries", lambda: {"ftfy": "0"})
    assert toy.publish(seeds, tmp_path / "cleaned").counts.cleaned == 1


def same_tables(one: Path, other: Path) -> bool:
    """Is what a reader sees the same, but for what tells of the parent?"""
    trees = [{name: content for name, content in toy.read_tree(place).items() if not name.endswith(TOLD)} for place in (one, other)]
    return trees[0] == trees[1]


_MARK = st.sampled_from(["Alpha", "Beta", "nobody", "Ã©tÃ© Alpha"])
_NAME = st.sampled_from(["a.txt", "b.html", "c/d.txt", "e.txt"])
_PROFILE = st.builds(
    profile,
    st.just("p"),
    st.sampled_from(["Alpha", "Beta", "^Printed by"]),
    label=st.sampled_from(["copyright", "advert"]),
    pattern=st.sampled_from(["Printed by .*", "Printed by [A-Z].*"]),
)
_STEP = st.one_of(
    st.tuples(st.just("put"), _NAME, _MARK),
    st.tuples(st.just("drop"), _NAME, st.just("")),
    st.tuples(st.just("rule"), st.sampled_from(["one", "two"]), _PROFILE),
    st.tuples(st.just("no rule"), st.sampled_from(["one", "two"]), st.just("")),
    st.tuples(st.just("hint"), _NAME, st.sampled_from(["one", ""])),
    st.tuples(st.just("run"), st.just(""), st.just("")),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(_STEP, min_size=3, max_size=10))
def test_any_history_ends_like_a_full_run(
    history: list[tuple[str, str, str]],
    use: Callable[[Rules], None],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After any history of adds, edits, deletions, side-cars, rule changes and runs, a run gives what a run from nothing gives."""
    monkeypatch.setattr(plan, "PART_BYTES", 500)
    monkeypatch.setattr("os.fsync", lambda fd: None)
    play(history, use, tmp_path_factory.mktemp("history"))


def play(history: list[tuple[str, str, str]], use: Callable[[Rules], None], home: Path) -> None:
    """Live through a history, then compare with a run from nothing."""
    rules: Rules = {}
    use(rules)
    seeds = toy.write_sources(home / "seeds", {"always.txt": page("Alpha", "Always here in town")})
    for step, name, value in [*history, ("run", "", "")]:
        match step:
            case "put":
                text = page(value, f"News of {name}")
                markup = f"<html><body><p>{text.replace(chr(10) * 2, '</p><p>')}</p></body></html>"
                toy.write_sources(seeds, {name: markup if name.endswith(".html") else text})
            case "drop":
                (seeds / name).unlink(missing_ok=True)
            case "rule":
                rules[name] = value
            case "no rule":
                rules.pop(name, None)
            case "hint" if value:
                toy.write_sources(seeds, {f"{name}.meta.json": f'{{"profile": "{value}"}}'})
            case "hint":
                (seeds / f"{name}.meta.json").unlink(missing_ok=True)
            case "run":
                use(rules)
                toy.publish(seeds, home / "cleaned")
    toy.publish(seeds, home / "full")
    assert same_tables(home / "cleaned", home / "full")
    assert verify(home / "cleaned").problems == ()
