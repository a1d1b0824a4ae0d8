"""Build Data Docs into a folder: one page a suite, one a validation, an index of both; styles inline, no script.

Great Expectations' templates load styles, scripts and icons from five hosts and send a context id along with the logo. The
views here put our templates before theirs, so that a page from a file share makes no request at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from great_expectations.render.view.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, PackageLoader

from checks.pages.renderers import REASONS, TOLD

_SITE = "data-docs"


class OfflinePageView(DefaultJinjaPageView):
    """A suite's or a validation's page in our templates."""

    def __init__(self, custom_styles_directory: Any = None, custom_views_directory: Any = None) -> None:
        super().__init__(custom_styles_directory, custom_views_directory)
        _prefer_own_templates(self)


class OfflineIndexView(DefaultJinjaIndexPageView):
    """The index page in our templates."""

    def __init__(self, custom_styles_directory: Any = None, custom_views_directory: Any = None) -> None:
        super().__init__(custom_styles_directory, custom_views_directory)
        _prefer_own_templates(self)


def _prefer_own_templates(view: DefaultJinjaPageView) -> None:
    theirs = view.env.loader
    view.env.loader = ChoiceLoader([PackageLoader("checks.pages", "templates"), *([theirs] if theirs else [])])


def build_site(context: Any, folder: Path, evidence: Mapping[str, Mapping[str, str]], told: Mapping[tuple[str, str], str]) -> Path:
    """Build the pages of everything in the context; ``folder`` is emptied first. ``evidence``: for the name of a failing row
    the reason by expectation. ``told``: for suite and run what came out. Returns the path of the index page."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    page = {"module_name": __name__, "class_name": "OfflinePageView"}
    context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.absolute())},
            "site_index_builder": {
                "class_name": "DefaultSiteIndexBuilder",
                "renderer": {"module_name": "checks.pages.renderers", "class_name": "IndexPageRenderer"},
                "view": {"module_name": __name__, "class_name": "OfflineIndexView"},
            },
            "site_section_builders": {
                "expectations": {
                    "class_name": "DefaultSiteSectionBuilder",
                    "renderer": {"module_name": "checks.pages.renderers", "class_name": "SuitePageRenderer"},
                    "view": page,
                },
                "validations": {
                    "class_name": "DefaultSiteSectionBuilder",
                    "renderer": {"module_name": "checks.pages.renderers", "class_name": "VerdictPageRenderer"},
                    "view": page,
                },
                "profiling": "None",
            },
        },
    )
    tokens = REASONS.set(evidence), TOLD.set(told)
    try:
        context.build_data_docs(site_names=[_SITE])
    finally:
        REASONS.reset(tokens[0])
        TOLD.reset(tokens[1])
    shutil.rmtree(folder / "static", ignore_errors=True)  # 4 MB of fonts and animations that our pages do not show
    return folder / "index.html"
