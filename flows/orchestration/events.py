"""What a run tells Prefect as events, for automations to act on: who changed, what was published, what was refused.

copydesk.origin.infected, copydesk.origin.silent, …     one for each drift; the kinds are those of docs/drift.md
copydesk.snapshot.published                             its absence for a day says that nothing comes any more
copydesk.run.refused                                    the gate forbade publishing
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from prefect.events import emit_event

from flows.judging.gate import Ruling
from flows.object_store.remote import find_address, find_folder
from flows.outcome import ExitCode, RunOutcome

# Of the origins of one run; the scorecards name all.
_MOST = 100


def tell(cleaned: Path, outcome: RunOutcome, ruling: Ruling) -> None:
    """Send the events of a run that was judged."""
    name = find_address(cleaned) or str(find_folder(cleaned).resolve())
    place = {"prefect.resource.id": f"copydesk.cleaned.{_slug(name)}", "prefect.resource.name": name}
    for drift in ruling.drifts[:_MOST]:
        origin = str(drift["origin"])
        emit_event(
            event=f"copydesk.origin.{drift['kind']}",
            resource={"prefect.resource.id": f"copydesk.origin.{_slug(origin)}", "prefect.resource.name": origin},
            related=[place | {"prefect.resource.role": "cleaned"}],
            payload={**drift, "snapshot": outcome.snapshot},
        )
    facts = {"summary": outcome.summary, "snapshot": outcome.snapshot, "articles": outcome.counts.articles, "report": outcome.report}
    if outcome.exit_code == ExitCode.REFUSED:
        emit_event(event="copydesk.run.refused", resource=place, payload={**facts, "objections": list(ruling.objections)})
    elif outcome.published:
        emit_event(event="copydesk.snapshot.published", resource=place, payload=facts)


def _slug(name: str) -> str:
    """A name as part of a resource's id: letters and digits, and a digest where anything else was in it."""
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.").lower()[:60]
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
