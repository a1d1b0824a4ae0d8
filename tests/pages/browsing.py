"""What the tests do in the browser: open a page, wait until it is ready, ask it for things, hear what it sent."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from flows.reports.report import source_address

READY = "return document.readyState === 'complete'"


def source_page(report: Path, name: str) -> Path:
    """The page of a source."""
    return report / source_address(name)


def open_page(browser: Any, page: Path, *, scheme: str = "light", media: str = "", width: int = 1300, fragment: str = "") -> None:
    """Open a page in a window of that width, in a colour scheme, as for a medium; what was logged before is forgotten."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get("about:blank")
    for log in ("performance", "browser"):
        browser.get_log(log)
    browser.get(page.as_uri() + fragment)
    assert browser.execute_script(READY)


def read_requests(browser: Any) -> list[str]:
    """The addresses that were asked for since the page was opened."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]


def read_complaints(browser: Any) -> list[str]:
    """What the browser's console says: errors of scripts, and whatever the policy had to forbid."""
    return [entry["message"] for entry in browser.get_log("browser")]


def press(browser: Any, *keys: str) -> None:
    """Press keys one after the other."""
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


_AXE = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done, e => done({error: String(e)}))"


def find_violations(browser: Any) -> list[str]:
    """What axe-core finds wrong, from minor to critical, with the places."""
    browser.execute_script(resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
    found = browser.execute_async_script(_AXE)
    assert "error" not in found, found
    assert len(found["passes"]) > 10
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:120]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"][:3]
    ]
