"""The audit page of one source: every span with its label, the rule that decided and why, and the article beside it.

The page carries the spans as data and draws what is near the window, so a source of five megabytes opens as fast as a short one.
The article is not carried twice: kept spans and what stands for removed ones are its text (see ``copydesk.ledger``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from copydesk.reasons import explain_label, find_reason
from copydesk.types import Action, Label, LedgerRow
from flows.reports.charts import Share, lay_out
from flows.reports.pages import as_markup, inert_json, render_page, visible
from flows.snapshots.rebuild import Account, rebuild_text

_MOST_REPAIRS = 300
_SHOWN = ("language", "published", "updated", "publisher", "agency", "section", "editor", "translated_from")
_LISTS = ("authors", "contributors")


def render_source(
    account: Account,
    records: Sequence[Mapping[str, Any]],
    notes: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]],
    versions: Mapping[str, str],
    home: str = "",
) -> str:
    """The page. ``notes``: for an article's id what the gate said, as (title, tone, lines); ``home``: address of the run's page."""
    row, ledger = account.row, account.ledger
    try:
        text = rebuild_text(account)
    except ValueError as error:
        text, ledger = f"(the source cannot be rebuilt: {error})", ()
    labels = sorted({span.label for span in ledger}, key=list(Label).index)
    rules = sorted({span.rule for span in ledger})
    spans = Counter(span.label for span in ledger if span.end > span.start)
    by_rule = Counter(span.rule for span in ledger if span.end > span.start)
    sizes: Counter[Label] = Counter()
    for span in ledger:
        sizes[span.label] += span.end - span.start
    repairs = [(number, span) for number, span in enumerate(ledger) if span.action is Action.REPAIR]
    return render_page(
        "source.html",
        "source",
        title=account.name,
        home=home,
        row=row,
        length=len(text),
        facts=[
            ("verdict", row["verdict"]),
            ("stories", row["stories"]),
            ("bytes", f"{row['bytes']:,}"),
            ("encoding", row["encoding"]),
            *([("rendered by", row["renderer"])] if row["renderer"] else []),
            ("SHA-256", row["sha256"]),
        ],
        whole=lay_out([Share(label.value, sizes[label], f"l-{label}", explain_label(label)) for label in labels], len(text)),
        chips=[{"label": label.value, "meaning": explain_label(label), "spans": spans[label]} for label in labels if spans[label]],
        rules=[{"number": number, "name": rule, "spans": by_rule[rule]} for number, rule in enumerate(rules) if by_rule[rule]],
        articles=records,
        repairs=[_repair(number, span) for number, span in repairs[:_MOST_REPAIRS]],
        more_repairs=len(repairs) if len(repairs) > _MOST_REPAIRS else 0,
        versions=versions,
        data=as_markup(inert_json(_data(text, ledger, labels, rules, records, notes))),
    )


def _repair(number: int, span: LedgerRow) -> dict[str, Any]:
    shown = {"number": number, "start": span.start, "label": span.label.value, "rule": span.rule, "evidence": span.evidence}
    return shown | {"before": _seen(span.before), "after": _seen(span.after), "confidence": span.confidence}


def _seen(text: str | None) -> str:
    """The text for a table; white space that nobody would see by its code points, nothing as ∅."""
    if not text:
        return "∅"
    return text[:200] if text.strip() else "".join(f"⟨U+{ord(char):04X}⟩" for char in text[:20])


def _data(
    text: str,
    ledger: Sequence[LedgerRow],
    labels: Sequence[Label],
    rules: Sequence[str],
    records: Sequence[Mapping[str, Any]],
    notes: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]],
) -> dict[str, Any]:
    """What the script draws. A span is [start, text, label, rule, confidence, story, after, evidence], numbers being places in lists."""
    label_at = {label: number for number, label in enumerate(labels)}
    rule_at = {rule: number for number, rule in enumerate(rules)}
    story_at = {record["id"]: number for number, record in enumerate(records)}
    spans = []
    for row in ledger:
        span = [
            row.start,
            visible(text[row.start : row.end]),
            label_at[row.label],
            rule_at[row.rule],
            round(row.confidence, 2),
            story_at.get(row.article or "", -1),
            None if row.after is None else visible(row.after),
            visible(row.evidence),
        ]
        while span[-1] in (None, ""):
            span.pop()
        spans.append(span)
    return {
        "length": len(text),
        "labels": [[label.value, label.action.value, explain_label(label)] for label in labels],
        "rules": [[visible(rule), find_reason(rule)] for rule in rules],
        "spans": spans,
        "stories": [_story(record, notes.get(record["id"], ())) for record in records],
    }


def _story(record: Mapping[str, Any], notes: Sequence[tuple[str, str, Sequence[str]]]) -> dict[str, Any]:
    facts = [(name, ", ".join(record[name])) for name in _LISTS if record[name]]
    facts += [(name.replace("_", " "), str(record[name])) for name in _SHOWN if record[name]]
    if record["dateline"]:
        facts.append(("dateline", record["dateline"]["raw"]))
    facts += [("notice", notice) for notice in record["notices"]]
    facts.append(("id", record["id"]))
    return {
        "id": record["id"],
        "title": visible(record["title"] or ""),
        "lang": record["language"] or "",
        "facts": [[name, visible(value)] for name, value in facts],
        "notes": [[title, tone, [visible(line) for line in lines]] for title, tone, lines in notes],
    }
