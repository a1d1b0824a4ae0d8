"""The screenshots of Prefect's interface and of Data Docs: ``python -m docs.build_server_screens``.

The nights of ``docs.build_screens`` once more, this time through a real server and a real worker on loopback: the five seeds,
and on the last night an infected and a drifted copy of one. Needs Chromium with its driver, and pngquant to keep the pictures small.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docs.build_screens import NIGHTS, SCREENS, write_night
from tests.flows.house import ROOT, House


def run_nights(house: House) -> str:
    """Every night's run by the deployment nightly; gives the id of the last one."""
    shutil.copytree(ROOT / "seeds", house.folder / "seeds", dirs_exist_ok=True)
    house.open()
    for night in range(1, NIGHTS + 1):
        write_night(house.folder / "seeds", night)
        run = house.launch("nightly")
        state = house.finish(run, 600)
        print(state["state_name"], state["state"]["message"], flush=True)
    return run


def list_shots(house: House, run: str) -> list[tuple[str, str, int, int, str]]:
    """Name, address, width and height, and a script to run first, of every picture."""
    site = house.url.removesuffix("/api")
    kept = house.wait("the artifacts", lambda: (found := house.artifacts(run)) and "report" in found and found, 60)
    docs = house.folder / "cleaned" / "report" / "data-docs"
    (origins,) = docs.glob("validations/origins/*/*/*.html")
    deployment = house.ask("/deployments/name/clean-sources/nightly")["id"]
    return [
        ("prefect-run", f"{site}/runs/flow-run/{run}", 1280, 860, ""),
        ("prefect-summary", f"{site}/artifacts/artifact/{kept['run-summary']['id']}", 1280, 900, ""),
        ("prefect-origins", f"{site}/artifacts/artifact/{kept['origins']['id']}", 1280, 620, ""),
        ("prefect-verdicts", f"{site}/artifacts/artifact/{kept['verdicts']['id']}", 1280, 700, ""),
        ("prefect-events", f"{site}/events?resource=copydesk", 1280, 1000, ""),
        ("prefect-deployments", f"{site}/deployments", 1280, 480, ""),
        ("prefect-parameters", f"{site}/deployments/deployment/{deployment}/run", 1280, 1000, ""),
        ("data-docs-index", (docs / "index.html").as_uri(), 1100, 560, ""),
        ("data-docs-origins", origins.as_uri(), 1280, 760, ""),
    ]


def photograph(shots: list[tuple[str, str, int, int, str]]) -> None:
    """One picture each."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    browser: Any = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.set_script_timeout(60)
    for name, address, width, height, script in shots:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]})
        browser.get(address)
        browser.execute_async_script(f"setTimeout(arguments[0], {500 if address.startswith('file:') else 8000})")
        if script:
            browser.execute_script(script)
            browser.execute_async_script("setTimeout(arguments[0], 3000)")
        picture = SCREENS / f"{name}.png"
        picture.write_bytes(base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]))
        if pngquant := shutil.which("pngquant"):
            subprocess.run([pngquant, "--force", "--output", picture, "64", picture], check=True)
    browser.quit()


def main() -> None:
    """Run and photograph."""
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        house = House(Path(folder) / "newsroom", interface=True)
        try:
            photograph(list_shots(house, run_nights(house)))
        finally:
            house.stop()


if __name__ == "__main__":
    main()
