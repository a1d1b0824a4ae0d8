"""How fast an audit page is in headless Chromium: until it is interactive, to the next removal, and to find words in all of it.

    python -m bench.pages            a page for a source of five megabytes in 40 000 spans; seconds, the slowest of five

Interactive: the script has run and the first screen is drawn. The floor of two seconds is what a reader waits without looking away.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 5
LEAST = 2.0
_READY = """const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => done([performance.now(), document.documentElement.dataset.ready])))"""


def start_browser() -> Any:
    """Chromium without a window."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def measure(browser: Any, page: Path) -> dict[str, float]:
    """Seconds of each step, on a page that is opened afresh."""
    browser.get("about:blank")
    browser.get(page.as_uri())
    ready, drawn = browser.execute_async_script(_READY)
    assert drawn == "yes"
    jump = _timed(browser, "document.getElementById('next').click()")
    browser.execute_script("document.getElementById('search').value = 'needle 3999'")
    find = _timed(browser, "document.getElementById('find-next').click()")
    assert browser.execute_script("return document.getElementById('status').textContent") == "1 of 1"
    return {"interactive": ready / 1000, "next removal": jump, "find in all of it": find}


def _timed(browser: Any, script: str) -> float:
    return float(browser.execute_script(f"const start = performance.now(); {script}; return performance.now() - start")) / 1000


def main() -> int:
    """Prints the table; 1 where the page is not interactive in time."""
    if not shutil.which("chromedriver"):
        print("no Chromium here; install it with its driver")
        return 0
    from tests.pages.large import render_large

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "large.html"
        page.write_text(render_large(), "utf-8")
        print(f"made in {time.perf_counter() - start:.1f} s, {page.stat().st_size / 1e6:.1f} MB\n")
        browser = start_browser()
        rounds = [measure(browser, page) for _ in range(ROUNDS)]
        browser.quit()
    print("| step | median s | slowest s |\n|---|---|---|")
    for step in rounds[0]:
        values = [one[step] for one in rounds]
        print(f"| {step} | {statistics.median(values):.2f} | {max(values):.2f} |")
    return int(max(one["interactive"] for one in rounds) > LEAST)


if __name__ == "__main__":
    sys.exit(main())
