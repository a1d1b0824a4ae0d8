"""Channels and automations are read from a file, and what cannot be meant is refused in one sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.alerts import FILE, AlertsError, main, read_alerts


def test_a_channel_without_its_secret_is_left_out() -> None:
    """Only channels of which every variable is set are made; the secret is in the values, not in the file."""
    channels, alerts = read_alerts(FILE, {"COPYDESK_SLACK_URL": "https://hooks.example/x", "COPYDESK_MAIL_TO": "desk@example.org"})
    by_name = {channel.name: channel for channel in channels}
    assert by_name["copydesk-slack"].missing == () and by_name["copydesk-slack"].values["url"] == "https://hooks.example/x"
    assert by_name["copydesk-mail"].missing == ("COPYDESK_MAIL_FROM", "COPYDESK_SENDGRID_KEY")
    assert by_name["copydesk-mail"].values["to_emails"] == ["desk@example.org"]
    assert "hooks.example" not in FILE.read_text("utf-8")
    assert {alert.without for alert in alerts} == {None, "copydesk.snapshot.published"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[chanel]]\n", "there is no such section: chanel"),
        ('[[channel]]\nname = "x"\ntype = "pigeon"\n', "the types are sendgrid-email, slack-webhook, webhook"),
        ('[[alert]]\nname = "x"\nwhy = "y"\ntext = "z"\n', "an alert needs name, why and text"),
        ('[[alert]]\nname = "x"\nwhy = "y"\ntext = "z"\non = ["a"]\nwithin = 3\n', "either 'on' or 'without'"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt section, an unknown type, an alert that never fires: one sentence, exit code 2."""
    path = tmp_path / "alerts.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(AlertsError, match=told):
        read_alerts(path, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["alerts", str(path)])
        assert main() == 2
    assert told in capsys.readouterr().err


def test_alerts_watch_events_that_are_sent() -> None:
    """Each event of copydesk's own that an alert waits for is one that the flow sends."""
    sent = Path(FILE.parent / "events.py").read_text("utf-8")
    for alert in tomllib.loads(FILE.read_text("utf-8"))["alert"]:
        for name in (*alert.get("on", ()), alert.get("without", "copydesk.")):
            assert name.startswith("prefect.flow-run.") or name.removesuffix("*") in sent, name
