"""The screenshots of the audit pages: ``python -m docs.build_screens`` runs four quiet nights and a bad one, and photographs the last.

Two feeds bring one release a night, beside the five seeds. On the last night one release is infected and one comes in another template.
Needs Chromium with its driver, fonts for Latin and Chinese, and pngquant to keep the pictures small.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from flows import steps
from flows.judging.gate import Ruling, judge_measures
from flows.planning.plan import read_plan
from flows.reports.report import source_address, write_report

ROOT = Path(__file__).parents[1]
SCREENS = Path(__file__).parent / "screens"
RELEASE = "003_6dd9e7f95f8c5f7c.txt"
NIGHTS = 5
INFECTED, DRIFTED = f"feeds/release/{NIGHTS}.txt", f"feeds/wire/{NIGHTS}.txt"
_MENU = (
    "Home", "World", "Politics", "Business", "Markets", "Technology", "Science", "Health", "Sport", "Culture", "Travel", "Opinion",
    "Video", "Podcasts", "Weather", "Jobs",
)  # fmt: skip
_FOOT = (
    "Share", "Tweet", "Email", "Print", "Most read", "Ten photographs of the week", "What to know before the summit", "Read more",
    "Related articles", "Markets close higher", "Five things to watch", "Sign up for our newsletter", "Subscribe", "About us", "Contact us",
    "Advertise with us", "Privacy policy", "Terms of use", "Cookie settings", "© 2025 The Wire. All rights reserved.",
)  # fmt: skip
_SPAM = " | ".join((
    "slot gacor hari ini", "situs slot online terpercaya", "daftar judi bola resmi", "bonus new member 100", "casino online deposit pulsa",
    "agen togel terbaik", "poker online uang asli", "slot pragmatic maxwin", "judi online 24 jam", "link alternatif slot88",
    "buy cheap viagra online", "cialis without prescription", "best online casino no deposit bonus", "payday loans bad credit",
    "replica rolex watches", "situs slot gacor maxwin", "bandar togel online", "slot deposit pulsa tanpa potongan",
))  # fmt: skip


def write_night(seeds: Path, night: int) -> None:
    """What comes in on a night; on the last one the two changed copies."""
    text = (ROOT / "seeds" / RELEASE).read_text("utf-8").replace("July 26", f"July {20 + night}")
    last = night == NIGHTS
    menu, foot = "\n".join(_MENU), "\n".join(_FOOT)
    for name, held in (
        (f"feeds/release/{night}.txt", f"{text}\n{_SPAM}\n" if last else text),
        (f"feeds/wire/{night}.txt", f"{menu}\n\n{text}\n\n{foot}\n" if last else text.replace("China Report", "The Report")),
    ):
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(held, "utf-8")


def run_nights(folder: Path) -> Path:
    """Every night's run, with the real gate; gives the folder of the last report."""
    seeds, cleaned = folder / "seeds", folder / "cleaned"
    shutil.copytree(ROOT / "seeds", seeds)
    for night in range(1, NIGHTS + 1):
        write_night(seeds, night)
        held: list[Ruling] = []

        def rule(*arguments: Any, held: list[Ruling] = held, **options: Any) -> Ruling:
            held.append(judge_measures(*arguments, **options))
            return held[-1]

        outcome = steps.run_steps(seeds, cleaned, rule=rule)
        print(outcome.summary)
    assert read_plan(seeds).jobs
    return Path(str(write_report(cleaned, outcome, held[-1]).report)).parent


def photograph(report: Path) -> None:
    """Light, dark, phone and print."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    run, infected, drifted = report / "index.html", report / source_address(INFECTED), report / source_address(DRIFTED)
    spam = "document.querySelector('[data-label=spam]').click(); document.getElementById('next').click();"
    for name, page, width, height, scheme, media, script in (
        ("run", run, 1180, 1500, "light", "screen", ""),
        ("source", infected, 1180, 900, "light", "screen", f"{spam} document.getElementById('clear').click(); go();"),
        ("dark", drifted, 1180, 900, "dark", "screen", "document.getElementById('next').click()"),
        ("phone", infected, 390, 844, "light", "screen", "document.getElementById('next').click()"),
        ("print", infected, 800, 1100, "light", "print", ""),
    ):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        browser.get(page.as_uri())
        if script:
            browser.execute_script(f"const go = () => document.querySelector('.s.l-spam').focus(); {script}")
        browser.execute_async_script("setTimeout(arguments[0], 600)")
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        picture = SCREENS / f"{name}.png"
        picture.write_bytes(base64.b64decode(shot["data"]))
        if pngquant := shutil.which("pngquant"):
            subprocess.run([pngquant, "--force", "--output", picture, "64", picture], check=True)
    browser.quit()


def main() -> None:
    """Run and photograph."""
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        photograph(run_nights(Path(folder)))


if __name__ == "__main__":
    main()
