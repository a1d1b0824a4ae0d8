"""A real browser for the audit pages: Debian's Chromium, headless, driven by selenium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages import newsroom


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser. In CI it must be there (.ci/run installs it); elsewhere its tests are skipped where it is not."""
    browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not browser or not driver:
        told = "no Chromium here; install it to run the tests of the pages (Debian: apt-get install chromium chromium-driver)"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1300,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(driver))
    started.set_script_timeout(120)
    yield started
    started.quit()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a run over a real seed that was infected, over repaired text, and over hostile text; gives their folder."""
    return newsroom.write_report(tmp_path_factory.mktemp("report"))
