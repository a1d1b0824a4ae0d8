"""Banners: what a digest, a bulletin or a newsletter says of itself above its first story.

``DAILY PRESS DIGEST`` / ``Wednesday 16 June 2021``, ``每日舆情摘编``, ``In this issue: …`` with a list of headlines. A number before each
headline is what a list article has, too; under a banner that names a collection it opens stories. The words are such as name a
collection of texts by several hands; *round-up* and *live* are left out, for single articles call themselves so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.late import compile_late

_WORDS = r"""
    digest|bulletin|newsletter|press\sreview|review\sof\sthe\spress|press\scuttings|press\sclippings|clippings|cuttings|(?:daily|news|media|press|morning|evening)\sclips|media\smonitoring|press\smonitoring|
    monitoring\sservice|press\sservice|clipping\sservice|
    news\ssummary|google\salerts?|in\sthis\s(?:issue|edition)|table\sof\scontents|contents|
    pressespiegel|presseschau|medienspiegel|rundbrief|nachrichtenüberblick|in\sdieser\sausgabe|inhalt|inhaltsverzeichnis|
    revue\sde\spresse|panorama\sde\spresse|lettre\sd['’]information|infolettre|au\ssommaire|sommaire|
    bolet[ií]n|resumen\sde\sprensa|revista\sde\sprensa|dossier\sde\sprensa|sumario|en\seste\snúmero|
    rassegna\sstampa|bollettino|notiziario|sommario|in\squesto\snumero|
    boletim|revista\sde\simprensa|resenha\sde\simprensa|clipping|sumário|nesta\sedição|
    nieuwsbrief|knipselkrant|persoverzicht|inhoud|nyhetsbrev|pressklipp|nyhedsbrev|presseklip|uutiskirje|
    дайджест|бюллетень|обзор\s(?:прессы|сми)|сводка\sновостей|рассылка|мониторинг\sсми|содержание|в\sэтом\sвыпуске|огляд\s(?:преси|змі)|зміст|
    przegląd\sprasy|biuletyn|spis\streści|přehled\stisku|zpravodaj|sajtószemle|hírlevél|revista\spresei|преглед\sна\sпечата|pregled\sštampe|
    bülten\w*|basın\sözeti|içindekiler|buletin|kliping|daftar\sisi|điểm\sbáo|bản\stin|mục\slục|बुलेटिन|समाचार\sसंक्षेप|ข่าวสรุป|สารบัญ|กฤตภาค|
    αποδελτίωση|αποδελτιωση|επισκοπηση\sτυπου|περιεχομενα|ενημερωτικο\sδελτιο|επισκόπηση\sτύπου|περιεχόμενα|ενημερωτικό\sδελτίο|sajtófigyelés|lapszemle|tartalomjegyzék|lehdistökatsaus|mediaseuranta|uutiskatsaus|
    pressiülevaade|uudiskiri|preses\sapskats|spaudos\sapžvalga|naujienlaiškis|revista\spresei|cuprins|прес\sклипинг|преглед\sштампе|съдържание|
    pregled\stiska|pregled\smedijev|prehľad\stlače|monitoring\smédií|monitoring\smediów|monitoring\stisku|моніторинг\sзмі|баспасөз\sшолуы|мазмұны|
    gazete\skupürleri|basın\staraması|guntingan\sberita|recull\sde\spremsa|resumo\sde\sprensa|prentsa\slaburpena|მიმოხილვა|բովանդակություն|
    mukhtasari\swa\smagazeti|yaliyomo|mətbuat\sicmalı|matbuot\ssharhi|mediebevakning|medieovervåking|medieovervågning|persoverzicht|mediaoverzicht
"""
_BANNER = compile_late(rf"\b(?:{''.join(_WORDS.split())})\b", re.IGNORECASE)
_PARTS = "".join(_WORDS.split()).replace(r"\s", " ").replace(r"\w*", "").replace("ı", "i").split("|")
_STEMS = frozenset(max(re.findall(r"[^()\[\]?: ]+", part), key=len) for part in _PARTS)  # one of which every such name holds
_UNPARTED = compile_late(
    r"摘编|摘編|简报|簡報|剪报|剪報|快报|快報|舆情|輿情|目录|目錄|本期|导读|ニュースレター|クリッピング|目次|뉴스레터|뉴스 ?브리핑|"
    r"클리핑|스크랩|목차|نشرة|موجز|عرض الصحف|بولتن|خبرنامه|بریده جراید|قصاصات|ידיעון|סקירת עיתונות|תוכן העניינים|ข่าวตัด"
)
_MOST_ROWS = 40  # rows of the longest banner with its list


def find_banner(rows: Sequence[Row]) -> tuple[int, int]:
    """The first of the page's top rows that names a collection of stories, and how many rows a banner can have: the first so many rows are
    one if they hold that row. (0, 0) where none does."""
    last = 0
    while (
        last < min(len(rows), _MOST_ROWS)
        and rows[last].shape not in (Shape.TEXT, Shape.DATELINE)
        and (
            rows[last].shape is Shape.DATE or not rows[last].terminal  # ``2020. június 8.`` is no sentence
        )
    ):
        last += 1
    if not last:
        return 0, 0
    top = " ".join([row.text for row in rows[:last]])
    folded = top.casefold().replace("i\u0307", "i").replace("ı", "i")
    if not any(map(folded.__contains__, _STEMS)) and not _UNPARTED.search(top):
        return 0, 0
    first = next((at for at in range(last) if rows[at].size <= 120 and names_collection(rows[at].text)), -1)
    return (first, last) if first >= 0 else (0, 0)


def is_banner(rows: Sequence[Row]) -> bool:
    """Whether these rows, from the top of a page, name a collection of stories and hold no text."""
    return find_banner(rows)[1] == len(rows) > 0


def names_collection(text: str) -> bool:
    """Whether a line says what a collection of texts calls itself."""
    return bool(_BANNER.search(text) or _UNPARTED.search(text))
