"""Nights of a small newsroom, to see drift with: a paper and an agency whose feeds come every night, until one changes.

The sources are the seeds themselves and copies of one of them: the same page with other paragraphs in it every night, as a
site's pages have the same furniture and other stories.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "000_5d87055259d79003.txt"
PAPER, AGENCY = "Harbour Gazette", "Quay Agency"

_WHO = "mayor|council|harbour master|school board|ferry company|fire brigade|bishop|choir|museum|bakers' guild|union|coast guard"
_DID = "opened|refused|postponed|praised|sold|repaired|inspected|moved|counted|painted|insured|measured|found|defended|closed"
_WHAT = (
    "northern pier|night ferry|fish market|old lighthouse|tram to the docks|salt works|town archive|winter garden|bridge of boats|"
    "rope walk|customs house|swimming bath|clock tower|railway arches|herring fleet|orchard behind the mill|sea wall|dance hall"
)
_WHERE = "Kirkwall|Tromsø|Piran|Volos|Gdynia|Leixões|Rauma|Ystad|Bergen|Split|Vigo|Klaipėda"
_WHEN = "on Monday|before dawn|last week|after three years|in the rain|without a vote|at noon|for the second time|to great surprise"
_WHY = (
    "because the tide had come higher than the almanac said|although nobody had asked for it|so that the children can cross without "
    "waiting|since the price of timber has doubled|while the neighbours watched from their windows|as the law of the province demands|"
    "until the engineers have heard what the divers found|which the opposition called a waste of good money"
)


_FURNITURE = "Home\nNews\nSport\nCulture\nWeather\nContact us\nSubscribe to our newsletter\nShare on Facebook\n"
_FOOTER = "\nRead more:\nMost popular\nPrivacy policy\nTerms of use\nCopyright 2025 Harbour Gazette. All rights reserved.\n"


def write_story(night: int, number: int) -> str:
    """A story of five paragraphs; no two nights share one, as they share no news."""
    chance = random.Random(night * 1000 + number)

    def draw(*words: str) -> list[str]:
        return [chance.choice(some.split("|")) for some in words]

    (place,) = draw(_WHERE)

    def sentence() -> str:
        who, did, what, when, why = draw(_WHO, _DID, _WHAT, _WHEN, _WHY)
        return f"The {who} of {place} {did} the {what} {when}, {why}, and {chance.randint(2, 90)} people signed the letter."

    paragraphs = [" ".join(sentence() for _ in range(chance.randint(1, 3))) for _ in range(5)]
    who, did, what = draw(_WHO, _DID, _WHAT)
    return f"{who.capitalize()} of {place} {did} the {what}\n\nBy Ann Example\n\n" + "\n\n".join(paragraphs) + "\n"


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
        bring(seeds, publisher, f"quay/{night:02}-{number}.txt", f"{_MENU}\n{story}{_MENU}Follow us\n{_MENU}{_FOOTER}")
