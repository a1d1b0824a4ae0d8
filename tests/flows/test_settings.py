"""What the embedded Prefect keeps of old runs stays bounded, and what belongs to somebody else stays untouched."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.orchestration import settings


@pytest.fixture
def cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose embedded server has kept eleven bytes, in a place without settings of its own."""
    home = tmp_path / "cleaned" / ".work" / "prefect"
    home.mkdir(parents=True)
    (home / "prefect.db").write_bytes(b"many runs")
    (home / "prefect.db-wal").write_bytes(b"and")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.environ", {})
    return tmp_path / "cleaned"


@pytest.mark.parametrize(("most", "left"), [(11, []), (12, ["prefect.db", "prefect.db-wal"])])
def test_a_large_database_is_forgotten(cleaned: Path, most: int, left: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit it goes whole, its journal with it; up to it, it stays."""
    monkeypatch.setattr(settings, "_MOST_BYTES", most)
    settings.embed_prefect(cleaned)
    assert sorted(path.name for path in (cleaned / ".work" / "prefect").iterdir()) == left


def test_a_server_of_ones_own_is_left_alone(cleaned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has named a server or a home elsewhere keeps what lies there."""
    monkeypatch.setattr(settings, "_MOST_BYTES", 0)
    monkeypatch.setattr("os.environ", {"PREFECT_API_URL": "http://127.0.0.1:4200/api"})
    settings.embed_prefect(cleaned)
    assert (cleaned / ".work" / "prefect" / "prefect.db").exists()
