"""Rules prove themselves, and the loader refuses those that do not."""

from __future__ import annotations

import pytest

from copydesk.profiles import RuleError, is_nested, load_profiles, read_profile

GOOD = """
name = "The Paper"
recognised_by = ['The Paper']
[[rule]]
id = "the-paper-footer"
label = "copyright"
scope = "line"
zone = "bottom"
pattern = 'Printed by The Paper.*'
why = "the imprint under every page"
removes = ["Printed by The Paper, 12 High Street"]
keeps = ["The story was printed by The Paper on Monday."]
"""


def test_a_sound_profile_is_read() -> None:
    """A profile whose rules prove themselves loads."""
    assert read_profile(GOOD, "the-paper.toml").rules[0].id == "the-paper-footer"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("why =", "reason =", "unknown key"),
        ('keeps = ["The story was printed by The Paper on Monday."]', "keeps = []", "lacks 'keeps'"),
        ('removes = ["Printed by The Paper, 12 High Street"]', 'removes = ["Printed"]', "does not remove its own example"),
        ("The story was printed by The Paper on Monday.", "Printed by The Paper in 1912", "which it should keep"),
        ("Paper.*'", "(Paper.*)*'", "nests repeats"),
        ("recognised_by = ['The Paper']", "", "recognised_by is missing"),
        ('zone = "bottom"', 'zone = "left"', "zone is top, bottom or any"),
    ],
)
def test_an_unsound_profile_is_refused(old: str, new: str, reason: str) -> None:
    """The refusal names the file and the reason."""
    with pytest.raises(RuleError, match=r"the-paper\.toml") as caught:
        read_profile(GOOD.replace(old, new), "the-paper.toml")
    assert reason in str(caught.value)


@pytest.mark.parametrize(("pattern", "nested"), [(r"(a+)+", True), (r"(?:a|b*)*x", True), (r"(a{1,3})+", False), (r"a+b*", False)])
def test_nested_repeats_are_seen(pattern: str, nested: bool) -> None:
    """An unbounded repeat inside an unbounded repeat is nested; bounded ones are not."""
    assert is_nested(pattern) is nested


def test_shipped_profiles_load() -> None:
    """Every shipped rule removes and keeps what it says: loading runs its examples."""
    names = {profile.name for profile in load_profiles()}
    assert {"China Daily", "Xinhua", "People’s Daily", "PR Newswire", "MIL-OSI"} <= names
