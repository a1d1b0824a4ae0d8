"""Channels and automations are read from a file, and what cannot be meant is refused in one sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.alerts import FILE, AlertsError, Channel, build_block, main, read_alerts, write_mail_address
from tests.flows.listeners import Ear, Postbox


def test_a_channel_without_its_secret_is_left_out() -> None:
    """Only channels of which every variable is set are made; the secret is in the values, not in the file."""
    channels, alerts = read_alerts(FILE, {"COPYDESK_SLACK_URL": "https://hooks.example/x", "COPYDESK_MAIL_TO": "desk@example.org"})
    by_name = {channel.name: channel for channel in channels}
    assert by_name["copydesk-slack"].missing == () and by_name["copydesk-slack"].values["url"] == "https://hooks.example/x"
    assert by_name["copydesk-mail"].missing == ("COPYDESK_MAIL_FROM", "COPYDESK_MAIL_SERVER")
    assert by_name["copydesk-sendgrid"].values["to_emails"] == ["desk@example.org"]
    assert "hooks.example" not in FILE.read_text("utf-8")
    assert {alert.without for alert in alerts} == {None, "copydesk.snapshot.published"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[chanel]]\n", "there is no such section: chanel"),
        ('[[channel]]\nname = "x"\ntype = "pigeon"\n', "the types are mail, sendgrid-email, slack-webhook, webhook"),
        ('[[channel]]\nname = "x"\ntype = "mail"\nserver = "y"\nfrom = "a@b.c"\n', "a mail channel has server, from, to"),
        ('[[channel]]\nname = "x"\ntype = "mail"\nserver = "y"\nfrom = "z"\nto = ["z"]\nsecurity = "some"\n', "starttls, ssl, none"),
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
    sent = Path(FILE.parent / "orchestration" / "events.py").read_text("utf-8")
    for alert in tomllib.loads(FILE.read_text("utf-8"))["alert"]:
        for name in (*alert.get("on", ()), alert.get("without", "copydesk.")):
            assert name.startswith("prefect.flow-run.") or name.removesuffix("*") in sent, name


def test_mail_is_really_sent() -> None:
    """What the channel of type mail is notified of reaches each addressee of a mail server, with its letters as they were."""
    post = Postbox()
    values = {"server": post.address, "from": "copydesk@example.org", "to": ["desk@example.org", "night@example.org"], "security": "none"}
    channel = Channel("mail", "mail", {"url": write_mail_address(FILE, values)}, ())
    try:
        block = build_block(channel)
        with block.raise_on_failure():
            block.notify(subject="copydesk: an origin changed", body="Köln Kurier & Co: nothing new for 2 days <silent>")
    finally:
        post.server.shutdown()
    assert [message["To"] for message in post.mail] == ["desk@example.org", "night@example.org"]
    assert post.got("copydesk: an origin changed", "Köln Kurier & Co: nothing new for 2 days <silent>")


def test_a_login_may_hold_any_sign() -> None:
    """User and password are quoted in the address, so that no sign of theirs cuts it."""
    values = {
        "server": "mail.example.org:465",
        "from": "a@example.org",
        "to": ["d@example.org"],
        "user": "a@example.org",
        "password": "x/?#:@ &",
        "security": "ssl",
    }
    (mailer,) = build_block(Channel("mail", "mail", {"url": write_mail_address(FILE, values)}, ()))._apprise_client
    assert (mailer.user, mailer.password, mailer.smtp_host, mailer.port) == ("a@example.org", "x/?#:@ &", "mail.example.org", 465)
    assert mailer.secure and mailer.secure_mode == "ssl" and mailer.from_addr[1] == "a@example.org"


def test_slack_is_really_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the channel of type slack-webhook is notified of is posted as Slack wants it; only Slack's host is another here."""
    from apprise.plugins.slack import NotifySlack

    ear = Ear()
    monkeypatch.setattr(NotifySlack, "webhook_url", ear.url + "services")
    channels, _ = read_alerts(FILE, {"COPYDESK_SLACK_URL": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"})
    block = build_block(next(channel for channel in channels if channel.type == "slack-webhook"))
    try:
        with block.raise_on_failure():
            block.notify(subject="copydesk: an origin changed", body="Harbour Gazette: nothing new for 2 days (silent)")
    finally:
        ear.server.shutdown()
    (message,) = ear.heard
    assert "Harbour Gazette: nothing new for 2 days (silent)" in str(message) and "copydesk: an origin changed" in str(message)
