"""Nights of a small newsroom, to see drift with: a paper and an agency whose feeds come every night, until one changes.

The sources are the seeds themselves and copies of one of them: the same page with other paragraphs in it every night, as a
site's pages have the same furniture and other stories.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "000_5d87055259d79003.txt"
PAPER, AGENCY = "Harbour Gazette", "Quay Agency"

_PLACES = ("Kirkwall", "Tromsø", "Piran", "Volos", "Gdynia", "Leixões", "Rauma", "Ystad")
_MATTERS = ("the new pier", "the night ferry", "the fish market", "the old lighthouse", "the school by the quay", "the tram to the docks")

_FURNITURE = "Home\nNews\nSport\nCulture\nWeather\nContact us\nSubscribe to our newsletter\nShare on Facebook\n"
_FOOTER = "\nRead more:\nMost popular\nPrivacy policy\nTerms of use\nCopyright 2025 Harbour Gazette. All rights reserved.\n"


def write_story(night: int, number: int) -> str:
    """A story of four paragraphs that no other night has."""
    place, matter = _PLACES[(night * 3 + number) % len(_PLACES)], _MATTERS[(night + number * 5) % len(_MATTERS)]
    return (
        f"Council of {place} votes on {matter}\n\nBy Ann Example\n\n"
        f"The council of {place} voted on Monday to rebuild {matter}, {night + 3} years after the plan was first drawn, and the "
        "work will begin as soon as the winter storms are over.\n\n"
        f"Its {number + 11} members had argued until late in the evening. “We have waited long enough,” the mayor said after "
        f"the vote, and thanked the {night * 7 + number + 40} citizens who had written letters.\n\n"
        f"The money comes from the harbour dues, which rose by {night % 5 + 2} per cent last year when more ships called at "
        f"{place} than in any year since the railway was closed.\n\n"
        f"Engineers warned that the ground near {matter} is soft and that the piles must reach deeper than those of the "
        f"{number + 1} older buildings beside it.\n"
    )


def bring_night(seeds: Path, night: int, count: int = 4) -> None:
    """What the paper and the agency bring in an ordinary night."""
    for number in range(count):
        bring(seeds, PAPER, f"gazette/{night:02}-{number}.txt", _FURNITURE + "\n" + write_story(night, number) + _FOOTER)
        bring(seeds, AGENCY, f"quay/{night:02}-{number}.txt", write_story(night, number + 50))


def bring(seeds: Path, publisher: str, name: str, text: str) -> None:
    """A source with its side-car."""
    path = seeds / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.with_name(f"{path.name}.meta.json").write_text(json.dumps({"publisher": publisher}), "utf-8")


def bring_seeds(seeds: Path) -> None:
    """The five seeds with their side-cars."""
    shutil.copytree(SEEDS, seeds, dirs_exist_ok=True)


def bring_infected(seeds: Path, night: int, publisher: str = PAPER) -> None:
    """An ordinary page of the paper at whose foot somebody wrote the adverts that a seed carries there."""
    injected = "\n".join((SEEDS / PAGE).read_text("utf-8").splitlines()[-3:])
    bring(seeds, publisher, f"gazette/{night:02}-infected.txt", f"{_FURNITURE}\n{write_story(night, 7)}{_FOOTER}{injected}\n")


_MENU = (
    "Skip to content\nSign in\nSubscribe\nHome\nWorld\nPolitics\nBusiness\nSport\nFootball\nTennis\nSailing\nCulture\nBooks\nFilm\nMusic\n"
    "Travel\nFood\nHealth\nScience\nOpinion\nVideo\nPhotos\nPodcasts\nWeather\nJobs\nClassifieds\nNewsletters\nAbout us\nContact us\n"
)


def bring_drifted(seeds: Path, night: int, publisher: str = AGENCY) -> None:
    """The agency's new template: each story between menus."""
    for number in range(4):
        story = f"{write_story(night, number + 50)}\nShare this article\n"
        bring(
            seeds, publisher, f"quay/{night:02}-{number}.txt", f"{_MENU}\n{story}{_MENU}Follow us\n{_MENU}{_FOOTER}"
        )
