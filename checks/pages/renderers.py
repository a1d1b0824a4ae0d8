"""What the pages show of an expectation besides what Great Expectations shows: why it is there, what follows when it
fails, and which records it refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from great_expectations.render.components import (
    CollapseContent,
    RenderedDocumentContent,
    RenderedSectionContent,
    RenderedStringTemplateContent,
    RenderedTableContent,
)
from great_expectations.render.renderer.page_renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer
from great_expectations.render.renderer.site_index_page_renderer import SiteIndexPageRenderer

SHOWN = 50
"""Failing ids shown for an expectation; the verdict and the quarantine name all of them."""

REASONS: ContextVar[Mapping[str, Mapping[str, str]]] = ContextVar("reasons", default={})  # noqa: B039  nobody writes to it
"""For the name of a failing row the reason by expectation: results hold names only, and renderers take no arguments."""

TOLD: ContextVar[Mapping[tuple[str, str], str]] = ContextVar("told", default={})  # noqa: B039
"""For suite and name of a run what came out, in words: the index knows only whether all expectations were met."""

_HEADINGS = {
    "articles": "Articles: what a record must be to be published",
    "ledger": "Ledger: every character of every source is accounted for",
    "origins": "Origins: each against its own past",
    "run": "Run: whether what was cleaned may replace what is published",
}


class VerdictPageRenderer(ValidationResultsPageRenderer):
    """A validation: one table of every expectation, the failed ones first."""

    def render(self, validation_results: Any, suite_parameters: Any = None) -> RenderedDocumentContent:
        document: RenderedDocumentContent = super().render(validation_results, suite_parameters)
        judged = sorted(validation_results.results, key=_rank)
        table = RenderedTableContent(
            content_block_type="table",
            header_row=["Status", "Expectation", "When it fails", "Observed", "Failing"],
            table=[_result_row(one) for one in judged],
            styling={"body": {"classes": ["expectations"]}},
        )
        heading = _HEADINGS.get(validation_results.suite_name, "Expectations")
        details = [block for block in document.sections[0].content_blocks if isinstance(block, CollapseContent)]
        document.sections = [
            RenderedSectionContent(section_name="Overview", content_blocks=[_overview(validation_results, judged)]),
            RenderedSectionContent(section_name=heading, content_blocks=[table]),
            RenderedSectionContent(section_name="About the run", content_blocks=details),
        ]
        return document


class SuitePageRenderer(ExpectationSuitePageRenderer):
    """A suite: one table of its expectations, in order."""

    def render(self, expectations: Any) -> RenderedDocumentContent:
        document: RenderedDocumentContent = super().render(expectations)  # type: ignore[no-untyped-call]
        table = RenderedTableContent(
            content_block_type="table",
            header_row=["Expectation", "When it fails"],
            table=[[_about(one.meta, str(one.description)), _consequence(one.meta)] for one in expectations.expectations],
            styling={"body": {"classes": ["expectations"]}},
        )
        heading = _HEADINGS.get(expectations.name, "Expectations")
        document.sections = [
            RenderedSectionContent(section_name="Overview", content_blocks=[]),
            RenderedSectionContent(section_name=heading, content_blocks=[table]),
        ]
        return document


class IndexPageRenderer(SiteIndexPageRenderer):
    """The index: the validations in the suites' order with what came out of each, then the suites."""

    @classmethod
    def render(cls, index_links_dict: dict[str, Any]) -> RenderedDocumentContent:
        document: RenderedDocumentContent = super().render(index_links_dict)  # type: ignore[no-untyped-call]
        document.sections = [
            _links("Validations", ["Suite", "Outcome", "Run"], index_links_dict.get("validations_links", []), _validation_row),
            _links("Suites", ["Suite"], index_links_dict.get("expectations_links", []), lambda link: [_link(link)]),
        ]
        return document


def _links(title: str, header: list[str], links: Any, row: Callable[[Any], list[Any]]) -> RenderedSectionContent:
    order = list(_HEADINGS)
    ranked = sorted(links, key=lambda link: (order.index(link["expectation_suite_name"]), str(link.get("run_name")), link["filepath"]))
    table = RenderedTableContent(
        content_block_type="table", header_row=header, table=[row(link) for link in ranked], styling={"body": {"classes": ["runs"]}}
    )
    return RenderedSectionContent(section_name=title, content_blocks=[table])


def _validation_row(link: Any) -> list[Any]:
    run = str(link.get("run_name"))
    outcome = TOLD.get().get((link["expectation_suite_name"], run), "")
    status = next((status for word, status in _WORDS.items() if word in outcome), "passed")
    return [_link(link), _text("$outcome", {"outcome": outcome}, outcome=f"status-{status}"), _text("$run", {"run": run})]


def _link(link: Any) -> RenderedStringTemplateContent:
    """The suite's heading as a link to its page."""
    content = _text("$heading", {"heading": _HEADINGS[link["expectation_suite_name"]]})
    content.string_template["tag"] = "a"
    content.string_template["styling"]["attributes"] = {"href": link["filepath"]}
    return content


_WORDS = {"failed": "critical", "warned": "warning", "informed": "info"}


def tell_counts(judged: Any) -> str:
    """What came out of a suite: ``8: 1 warned, 7 passed``."""
    found = Counter(_status(one) for one in judged)
    counts = (("critical", "failed"), ("warning", "warned"), ("info", "informed"), ("passed", "passed"))
    told = ", ".join(f"{found[status]} {words}" for status, words in counts if found[status])
    return f"{len(judged)} expectations: {told}"


def _status(judged: Any) -> str:
    """``passed``, or the severity of what failed; ``critical`` as well where it could not be judged."""
    if judged.success:
        return "passed"
    counted = (judged.result or {}).get("unexpected_count") is not None
    return str(judged.expectation_config.meta["severity"]) if counted else "critical"


def _rank(judged: Any) -> int:
    return ("critical", "warning", "info", "passed").index(_status(judged))


def _overview(validation: Any, judged: list[Any]) -> RenderedTableContent:
    run = validation.meta.get("run_id")
    name = getattr(run, "run_name", None) or (run or {}).get("run_name", "")
    return RenderedTableContent(
        content_block_type="table",
        table=[["Run", _text("$name", {"name": str(name)})], ["Outcome", tell_counts(judged)]],
    )


def _result_row(judged: Any) -> list[Any]:
    config = judged.expectation_config
    status = _status(judged)
    words = {"passed": "✓ passed", "critical": "✗ failed", "warning": "! warning", "info": "i information"}[status]
    mark = _text("$words", {"words": words}, words=f"status-{status}")
    if judged.success:
        mark.styling = {"parent": {"classes": ["hide-succeeded-validation-target-child"]}}  # what "failed only" hides
    about, then = _about(config.meta, str(config.description)), _consequence(config.meta)
    return [mark, about, then, _observed(judged), _failing(judged)]


def _observed(judged: Any) -> str:
    result = judged.result or {}
    checked, failed = result.get("element_count"), result.get("unexpected_count")
    if checked is None or failed is None:
        return "not judged: see the errors of the run"
    if not checked:
        return "nothing to judge"
    return f"{failed} of {checked} fail" if failed else f"all {checked} pass" if checked != 1 else "passes"


def _about(meta: dict[str, Any], description: str) -> RenderedStringTemplateContent:
    return _text("$what\n$why\n$name", {"what": description, "why": meta["why"], "name": meta["name"]}, name="name", why="why")


def _consequence(meta: dict[str, Any]) -> RenderedStringTemplateContent:
    return _text("$severity: $then", {"severity": meta["severity"], "then": meta["consequence"]}, severity=meta["severity"])


def _failing(judged: Any) -> RenderedStringTemplateContent:
    ids: list[str] = []
    for entry in (judged.result or {}).get("unexpected_index_list") or []:
        for value in entry.values() if isinstance(entry, dict) else ():
            ids += map(str, value) if isinstance(value, list) else [str(value)]
    name = judged.expectation_config.meta["name"]
    reasons = REASONS.get()
    told = [(id, reasons.get(id, {}).get(name, "")) for id in ids[:SHOWN]]
    params = {f"id{n}": id for n, (id, _) in enumerate(told)} | {f"why{n}": f" {why}" for n, (_, why) in enumerate(told) if why}
    lines = [f"$id{n}" + (f"$why{n}" if why else "") for n, (_, why) in enumerate(told)]
    if len(ids) > SHOWN:
        lines.append(f"and {len(ids) - SHOWN:,} more: the quarantine and the audit page name all")
    return _text("\n".join(lines) or "–", params, **{part: "ids" if part.startswith("id") else "reason" for part in params})


def _text(template: str, params: dict[str, str], **classes: str) -> RenderedStringTemplateContent:
    """Text of which every part is escaped by the view; ``classes`` name the style of a part."""
    styling = {"params": {part: {"classes": [name]} for part, name in classes.items()}}
    return RenderedStringTemplateContent(
        content_block_type="string_template",
        string_template={"template": template, "params": params, "styling": styling},
    )
