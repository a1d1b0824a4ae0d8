"""Words of a trade that are glued together, taken apart again.

The blemish: ``#situsslotgacor #judionlineterpercaya #rtplive``, and ``ravens jerseyscheap nfl jerseysnfl jerseys cheap``, a list whose
markup was taken away: phrases of a trade, and hardly a word that anything lists.
Left alone: hashtags that name no trade, ``#ElectionNight #Budget2026``, sentences, and one glued word of any kind.
"""

from __future__ import annotations

import re

from copydesk.spam.document import load_function_words
from copydesk.spam.hits import measure_hits
from copydesk.spam.lexicon import NO_TRADE, Lexicon
from copydesk.spam.marks import HASHTAGS
from copydesk.spam.words import WORD, find_words, fold

COVERED = 0.4
"""Part of the words in them that must name trades, two words surely."""
SHORTEST, LONGEST = 3, 18
"""Letters of the words that hashtags are taken apart into; a small word of any language may stand between them from two letters on."""
MOST = 80
"""Letters of the longest word that is taken apart, and words of a line that are looked at."""
GLUED, GLUED_LETTERS = 2, 8
"""Glued words of a line from which it is a list that lost what parted it, and letters of such a word."""
_LONG = re.compile(rf"[^\W\d_]{{{GLUED_LETTERS},{MOST}}}")
_HASHTAG = re.compile(rf"#({WORD.pattern})")


def open_hashtags(text: str, lexicon: Lexicon) -> str:
    """The text with its hashtags as a list of phrases, if they name trades; else as it is. Linear."""
    tags = _HASHTAG.findall(text)
    if len(tags) < HASHTAGS:
        return text
    opened = [" ".join(cut_words(fold(tag).replace(" ", ""), lexicon)) for tag in tags[:MOST]]
    words = find_words(" ".join(opened))
    hits = measure_hits(words, "", lexicon)
    if hits.sure < 2 or hits.sure + hits.topic < COVERED * len(words):
        return text
    phrases = iter(opened)
    return _HASHTAG.sub(lambda tag: f"{next(phrases, tag[1])},", text)


def open_list(text: str, lexicon: Lexicon) -> str:
    """The text with the words parted that are glued from words of trades from end to end, if it is no sentence and has GLUED of them."""
    if text.count(".") + text.count("!") + text.count("?"):
        return text
    opened, pieces = {}, find_pieces(lexicon)
    long = list(dict.fromkeys(_LONG.findall(text)))[:MOST]
    glued = [(word, folded) for word in long if _is_glued(folded := fold(word), pieces)] if len(long) >= GLUED else []
    for word, folded in glued if len(glued) >= GLUED else ():
        cut = cut_words(folded, lexicon)
        if len(cut) > 1 and pieces.issuperset(cut):
            opened[word] = " ".join(cut)
    return _LONG.sub(lambda word: opened.get(word[0], word[0]), text) if len(opened) >= GLUED else text


def _is_glued(word: str, pieces: frozenset[str]) -> bool:
    """Whether a word can be parted into two pieces or more from end to end at all; two in three
    cannot, and to look costs a quarter of parting."""
    size, seen, reached = len(word), {0}, [0]
    while reached:
        start = reached.pop()
        for end in range(start + 1, size + 1 if start else size):
            if end not in seen and word[start:end] in pieces:
                if end == size:
                    return True
                seen.add(end)
                reached.append(end)
    return False


def cut_words(glued: str, lexicon: Lexicon) -> list[str]:
    """The words that a folded string is glued from: as many of its letters as can be in words of trades' entries, in as few words as that
    takes. What no entry knows stays together: ``bursaescort`` is *bursa escort*."""
    if len(glued) > MOST:
        return [glued]
    pieces, small = find_pieces(lexicon), load_function_words()
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # letters covered, words (negative), and where the last piece begins
    for end in range(1, len(glued) + 1):
        covered, words, _ = best[end - 1]
        found = (covered, words, -1)
        for start in range(max(0, end - LONGEST), end - 1):
            piece = glued[start:end]
            known = len(piece) if len(piece) >= SHORTEST and piece in pieces else 1 if piece in small else 0
            if known:
                covered, words, _ = best[start]
                found = max(found, (covered + known, words - 1, start))
        best.append(found)
    cut, end, loose = [], len(glued), len(glued)
    while end:
        start = best[end][2]
        if start < 0:
            end -= 1
            continue
        cut += [glued[end:loose], glued[start:end]]
        end = loose = start
    return [piece for piece in reversed([*cut, glued[:loose]]) if piece]


def find_pieces(lexicon: Lexicon) -> frozenset[str]:
    """Single words and beginnings that trades and sellers use, and words of phrases that trades use: what sellers of anything say (*get
    your free*) is made of ordinary words. Remembered with the lexicon."""
    if not lexicon.pieces:
        found = {word for box in (lexicon.words, lexicon.stems) for word, entries in box.items() if _trades(entries)}
        for first, phrases in lexicon.phrases.items():
            for rest, _, entry in phrases:
                if _trades((entry,)) and entry[0] != "offer":
                    found.update((first, *rest))
        lexicon.pieces.append(frozenset(found))
    return lexicon.pieces[0]


def _trades(entries: tuple[tuple[str, int], ...]) -> bool:
    return any(family not in NO_TRADE and family != "flattery" for family, _ in entries)
