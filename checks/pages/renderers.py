"""What the pages show of an expectation besides what Great Expectations shows: why it is there, what follows when it
fails, and which records it refused."""

from __future__ import annotations

from typing import Any

from great_expectations.render.components import (
    RenderedDocumentContent,
    RenderedSectionContent,
    RenderedStringTemplateContent,
    RenderedTableContent,
)
from great_expectations.render.renderer.content_block.validation_results_table_content_block import (
    ValidationResultsTableContentBlockRenderer,
)
from great_expectations.render.renderer.page_renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer

SHOWN = 50
"""Failing ids shown for an expectation; the verdict and the quarantine name all of them."""

_HEADINGS = {
    "articles": "Articles: what a record must be to be published",
    "ledger": "Ledger: every character of every source is accounted for",
    "run": "Run: whether what was cleaned may replace what is published",
}


class VerdictPageRenderer(ValidationResultsPageRenderer):
    """A validation: one table of every expectation, the failed ones first."""

    def render(self, validation_results: Any, suite_parameters: Any = None) -> RenderedDocumentContent:
        document: RenderedDocumentContent = super().render(validation_results, suite_parameters)
        judged = sorted(validation_results.results, key=lambda one: bool(one.success))
        table = RenderedTableContent(
            content_block_type="table",
            header_row=["Status", "Expectation", "When it fails", "Observed", "Failing"],
            table=[_result_row(one) for one in judged],
            styling={"body": {"classes": ["expectations"]}},
        )
        heading = _HEADINGS.get(validation_results.suite_name, "Expectations")
        document.sections = [document.sections[0], RenderedSectionContent(section_name=heading, content_blocks=[table])]
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
        document.sections = [document.sections[0], RenderedSectionContent(section_name=heading, content_blocks=[table])]
        return document


def _result_row(judged: Any) -> list[Any]:
    config = judged.expectation_config
    rendered: Any = ValidationResultsTableContentBlockRenderer.render([judged])
    status = rendered.table[0][0]
    about, then = _about(config.meta, str(config.description)), _consequence(config.meta)
    return [status, about, then, _observed(judged), _failing(judged)]


def _observed(judged: Any) -> str:
    result = judged.result or {}
    checked, failed = result.get("element_count"), result.get("unexpected_count")
    if checked is None or failed is None:
        return "not judged: see the errors of the run"
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
    shown = ", ".join(ids[:SHOWN])
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return _text("$ids", {"ids": (shown + more) or "–"}, ids="ids")


def _text(template: str, params: dict[str, str], **classes: str) -> RenderedStringTemplateContent:
    """Text of which every part is escaped by the view; ``classes`` name the style of a part."""
    styling = {"params": {part: {"classes": [name]} for part, name in classes.items()}}
    return RenderedStringTemplateContent(
        content_block_type="string_template",
        string_template={"template": template, "params": params, "styling": styling},
    )
