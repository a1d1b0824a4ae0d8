"""Channels and automations on a Prefect server, from a configuration file: ``python -m flows.alerts [FILE]``.

The file says whom to tell (Slack, mail, any webhook) and of what (see ``alerts.toml``, which serves where none is given). It
may be run again at any time: what is there is brought up to date, by name, and nothing comes twice.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from uuid import UUID

FILE = Path(__file__).with_name("alerts.toml")
TYPES = {
    "mail": ("prefect.blocks.notifications", "SlackWebhook"),
    "slack-webhook": ("prefect.blocks.notifications", "SlackWebhook"),
    "sendgrid-email": ("prefect.blocks.notifications", "SendgridEmail"),
    "webhook": ("prefect.blocks.webhook", "Webhook"),
}
"""The block of each type of channel. Prefect has none for a mail server of one's own that an automation could notify by; but its
blocks hand every address that is not theirs to Apprise, which knows ``mailto``, and the server needs no code of ours for that."""
SECURITY = {"starttls": "mailtos", "ssl": "mailtos", "none": "mailto"}
_MAIL = {"server", "from", "to"}
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_OURS: Any = {"prefect.resource.role": "flow", "prefect.resource.name": "clean-sources"}
"""Of the events of Prefect's own: those of our flow. A run that fails early has no name yet, but it has its flow."""

_ALERT = {"name", "why", "text"}


class AlertsError(ValueError):
    """A configuration that cannot be meant, in one sentence."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A block of Prefect's. ``missing``: the variables that are not set; it is made only where there are none."""

    name: str
    type: str
    values: Mapping[str, Any]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """An automation: of the events in ``on``, or of the absence of one for ``within`` seconds; ``text`` is a Jinja template."""

    name: str
    why: str
    text: str
    on: tuple[str, ...] = ()
    without: str | None = None
    within: int = 0


def read_alerts(path: Path, environment: Mapping[str, str]) -> tuple[list[Channel], list[Alert]]:
    """What the file says, its variables filled in. Raises AlertsError for an unknown key or type."""
    raw = tomllib.loads(path.read_text("utf-8"))
    if wrong := raw.keys() - {"channel", "alert"}:
        raise AlertsError(f"{path}: there is no such section: {', '.join(sorted(wrong))}; use [[channel]] and [[alert]].")
    return [_channel(path, entry, environment) for entry in raw.get("channel", [])], [_alert(path, entry) for entry in raw.get("alert", [])]


def _channel(path: Path, entry: Mapping[str, Any], environment: Mapping[str, str]) -> Channel:
    if not {"name", "type"} <= entry.keys() or entry["type"] not in TYPES:
        raise AlertsError(f"{path}: a channel needs a name and a type; the types are {', '.join(sorted(TYPES))}.")
    values = {key: value for key, value in entry.items() if key not in ("name", "type")}
    wanted = _VARIABLE.findall(json.dumps(values))
    missing = tuple(sorted({name for name in wanted if not environment.get(name)}))
    filled = _filled(values, environment)
    if entry["type"] == "mail":
        filled = {"url": write_mail_address(path, filled)}
    return Channel(entry["name"], entry["type"], filled, missing)


def write_mail_address(path: Path, values: Mapping[str, Any]) -> str:
    """The address by which Apprise sends mail: ``server`` (host or host:port), ``from``, ``to`` (a list); and, where the server
    wants them, ``user`` and ``password``. ``security``: starttls (where it is left out), ssl or none. Raises AlertsError."""
    security = values.get("security", "starttls")
    if not _MAIL <= values.keys() <= _MAIL | {"user", "password", "security"} or security not in SECURITY:
        raise AlertsError(f"{path}: a mail channel has server, from, to, and may have user, password and security ({', '.join(SECURITY)}).")
    who = ":".join(quote(values[name], safe="") for name in ("user", "password") if values.get(name))
    more = {"from": values["from"], "to": ",".join(values["to"]), "mode": "insecure" if security == "none" else security, "format": "text"}
    return f"{SECURITY[security]}://{who}{'@' if who else ''}{values['server']}/?{urlencode(more)}"


def _filled(value: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _VARIABLE.sub(lambda found: environment.get(found[1], ""), value)
    if isinstance(value, list):
        return [_filled(item, environment) for item in value]
    return {key: _filled(item, environment) for key, item in value.items()} if isinstance(value, dict) else value


def _alert(path: Path, entry: Mapping[str, Any]) -> Alert:
    kinds = entry.keys() - _ALERT
    if not entry.keys() >= _ALERT or kinds not in ({"on"}, {"without", "within"}):
        raise AlertsError(f"{path}: an alert needs name, why and text, and either 'on' or 'without' and 'within'.")
    values = dict(entry)
    values["on"] = tuple(values.get("on", ()))
    return Alert(**values)


def apply_alerts(channels: Sequence[Channel], alerts: Sequence[Alert]) -> list[str]:
    """Make the channels and automations on the server; one sentence for each that was made or left out."""
    told: list[str] = []
    made: dict[str, tuple[str, UUID]] = {}
    for channel in channels:
        if channel.missing:
            told.append(f"{channel.name}: left out, {', '.join(channel.missing)} is not set.")
            continue
        made[channel.name] = channel.type, _save(channel)
        told.append(f"{channel.name}: ready.")
    nobody = "left out, there is no channel to tell it by."
    return told + [_automate(alert, made) if made else f"{alert.name}: {nobody}" for alert in alerts]


def build_block(channel: Channel) -> Any:
    """The block of a channel, not yet saved."""
    import importlib

    module, name = TYPES[channel.type]
    return getattr(importlib.import_module(module), name)(**channel.values)


def _save(channel: Channel) -> UUID:
    saved: UUID = build_block(channel).save(channel.name, overwrite=True)
    return saved


def _automate(alert: Alert, channels: Mapping[str, tuple[str, UUID]]) -> str:
    from prefect.automations import Automation, EventTrigger, Posture
    from prefect.events.actions import CallWebhook, SendNotification

    trigger = EventTrigger(
        expect={alert.without} if alert.without else set(alert.on),
        match_related=_OURS if any(name.startswith("prefect.") for name in alert.on) else {},
        posture=Posture.Proactive if alert.without else Posture.Reactive,
        threshold=1,
        within=timedelta(seconds=alert.within),
    )
    payload = '{"alert": ' + json.dumps(alert.name) + ', "text": {{ (' + _expression(alert.text) + ") | tojson }}}"
    actions: list[Any] = [
        CallWebhook(block_document_id=block, payload=payload)
        if type == "webhook"
        else SendNotification(block_document_id=block, subject=alert.name, body=alert.text)
        for type, block in channels.values()
    ]
    wanted = Automation(name=alert.name, description=alert.why, trigger=trigger, actions=actions)
    there: Any
    try:
        there = Automation.read(name=alert.name)
    except ValueError:
        there = None
    if there is None:
        wanted.create()
        return f"{alert.name}: ready."
    there.description, there.trigger, there.actions = wanted.description, wanted.trigger, wanted.actions
    there.update()
    return f"{alert.name}: brought up to date."


def _expression(template: str) -> str:
    """A template as one expression, so that it can be put through a filter: text and places, joined."""
    parts = re.split(r"\{\{(.*?)\}\}", template)
    return " ~ ".join(f"({part})" if number % 2 else json.dumps(part) for number, part in enumerate(parts) if part)


def main() -> int:
    """Apply the file that the command line names, or the one beside this module."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    try:
        channels, alerts = read_alerts(path, os.environ)
    except (OSError, AlertsError, tomllib.TOMLDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(apply_alerts(channels, alerts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
