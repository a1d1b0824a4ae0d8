"""Serbian beside Croatian and Bosnian in Latin script: one old vowel, two spellings.

Where Serbian writes ``gde``, ``vreme``, ``pobeda``, Croatian and Bosnian write ``gdje``, ``vrijeme``, ``pobjeda``. A text that has
only the short forms is Serbian, whatever a detector says; one that has the long forms is not. Left alone: texts with neither, and
the difference between Croatian and Bosnian, which is one of single words and is left to the voices.
"""

from __future__ import annotations

import re

_PAIRS = """
gde gdje|ovde ovdje|negde negdje|nigde nigdje|svugde svugdje|vreme vrijeme|posle poslije|dve dvije|obe obje|deo dio|celo cijelo
cela cijela|celi cijeli
mesto mjesto|mesta mjesta|mestu mjestu|svet svijet|sveta svijeta|svetu svijetu|svetski svjetski|reč riječ|reči riječi|lepo lijepo
lepa lijepa|belo bijelo|dete dijete|deca djeca|dece djece|vest vijest|vesti vijesti|sneg snijeg|uvek uvijek|zahtev zahtjev|zahteva zahtjeva
hteo htio|videti vidjeti|videla vidjela|želeo želio|želela željela|sledeći sljedeći|sledeće sljedeće|primer primjer|primera primjera
napred naprijed|čovek čovjek|čoveka čovjeka|vera vjera|nedelja nedjelja|nedelje nedjelje|nedelju nedjelju|ponedeljak ponedjeljak
rešenje rješenje|rešenja rješenja|rešiti riješiti|promena promjena|promene promjene|promenu promjenu|cena cijena|cene cijene|cenu cijenu
telo tijelo|mleko mlijeko|reka rijeka|umesto umjesto|sever sjever|severna sjeverna|zamenik zamjenik|savet savjet|saveta savjeta
nemački njemački|odeljenje odjeljenje|primena primjena|primene primjene|ocenio ocijenio|izmena izmjena|izmene izmjene|smeštaj smještaj
pobeda pobjeda|pobede pobjede|pobedu pobjedu|doneo donio|donela donijela|uspeo uspio|uspela uspjela|uspeh uspjeh|bezbednost bezbjednost
""".replace("\n", "|").split("|")
_SHORT = frozenset(pair.split()[0] for pair in _PAIRS if pair)
_LONG = frozenset(pair.split()[1] for pair in _PAIRS if pair)
_WORD = re.compile(r"[^\W\d_]+")


def measure_yat(text: str) -> int:
    """Distinct words in the Serbian spelling less those in the other; 0 where the text has none of either, or as many."""
    words = set(_WORD.findall(text.lower()))
    return len(words & _SHORT) - len(words & _LONG)
