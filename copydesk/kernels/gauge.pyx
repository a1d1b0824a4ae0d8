# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Numbers of a unit by name, from what was counted on it: the same as ``copydesk.spam.features`` reckons, step by step."""

from libc.math cimport log1p


cdef inline double cap(double number) noexcept:
    return number if number < 1.0 else 1.0


def measure_form(double n, Py_ssize_t words, signs, weighed):
    """Sentences, separators, case and repetition of a text of size ``n`` (1 and more) and so many words."""
    cdef Py_ssize_t sentences, separators, cased, upper, distinct, pairs, most
    cdef dict value
    _, sentences, terminal, separators, cased, upper, _, _ = signs
    _, _, distinct, pairs, most, _, _, _, _ = weighed
    value = {
        "long": cap(log1p(n) / 5),
        "short": 1.0 if n <= 3 else 0.0,
        "terminal": 1.0 if terminal else 0.0,
        "sentences": cap(<double> sentences / 3),
        "separators": cap(<double> separators / n * 2),
    }
    if n >= 12:
        value["stuffing"] = cap(4 * (<double> (max(1, most) - 1) / n))
        if sentences == 0:
            value["endless"] = cap((n - 10) / 40)
    if n >= 14:
        value["words a sentence"] = cap(n / <double> max(1, sentences) / 60)
    if n >= 5 and words:
        value["repeats"] = 1 - <double> distinct / <double> words
        value["repeated pairs"] = 1 - <double> pairs / <double> (words - 1) if words > 1 else 0.0
    if cased >= 3:
        value["all lower"] = 1.0 if upper == 0 else 0.0
        value["title case"] = 1.0 if <double> upper / <double> cased > 0.8 else 0.0
    return value


def measure_vocabulary(amounts, double most, double n, bint disguised):
    """Cover by the lexicon of a text of size ``n`` (1 and more), as shares of it and as amounts; ``most``: that of its strongest trade."""
    cdef double sures, topics, offers, pushes, praises, voices, houses, sure, topic, offer
    cdef dict value
    sures, topics, offers, pushes, praises, voices, houses = amounts
    sure, topic, offer = sures / n, topics / n, offers / n
    value = {
        "sure share": cap(sure),
        "sure amount": cap(log1p(sures) / 4),
        "topic share": cap(topic),
        "topic amount": cap(log1p(topics) / 4),
        "offer share": cap(offer),
        "offer amount": cap(log1p(offers) / 4),
        "push share": cap(pushes / n),
        "push amount": cap(log1p(pushes) / 4),
        "push and trade": cap(4 * (sure + topic) * pushes / n),
        "trade and offer": cap(4 * (sure + topic) * offer),
        "trade cover": cap(sure + topic + offer / 2),
        "flattery share": cap(praises / n),
        "flattery amount": cap(log1p(praises) / 3),
        "voice share": cap(2 * voices / n),
        "house share": cap(2 * houses / n),
        "disguise": 1.0 if disguised and sures + topics > 0 else 0.0,
    }
    if most:
        value["one trade"] = cap(most / (3 * n))
    return value


def measure_plain(Py_ssize_t words, signs, weighed, spoken, amounts, double most):
    """All numbers of a Latin unit without odd signs in a Latin document, but for quotation marks, boasts, messengers and lists; and whether it is
    prose. ``spoken``: small words of the document's language, and of the one that has most; ``most``: cover by the strongest trade."""
    cdef double n = max(1, words), share
    cdef Py_ssize_t sentences, figures, mixed, often, longer, met, again, own, best
    cdef dict value
    cdef bint prose, foreign
    sentences = signs[1]
    figures, mixed, _, _, _, often, longer, met, again = weighed
    own, best = spoken
    value = measure_form(n, words, signs, weighed)
    value.update(measure_vocabulary(amounts, most, n, False))
    prose = sentences > 0 and n >= 6
    value["letters with digits"] = cap(<double> mixed / n * 2)
    value["digits"] = <double> figures / n
    share = <double> best / n
    value["small words"] = cap(2 * share)
    foreign = words >= 6 and best >= 3 and <double> own < <double> best / 2 and share > 0.2
    if foreign:
        value["foreign language"] = 1.0
    if words >= 4:
        value["no small words"] = 1.0 if share < 0.05 else 0.0
        value["frequent in document"] = cap(2 * <double> often / n)
        if longer:
            value["known to document"] = <double> (again if prose else met) / <double> longer
    if prose:
        value["prose"] = 1.0
        value["prose of the document"] = 0.0 if foreign else 1.0
    elif foreign:
        value["foreign language, no sentence"] = 1.0
    return value, prose


def average_others(list counts not None, Py_ssize_t reach):
    """For each place the mean of the counts up to ``reach`` places before and after it, its own left out; 0 where there are none."""
    cdef Py_ssize_t n = len(counts), i, k, first, end
    cdef double total
    cdef list found = []
    for i in range(n):
        first, end, total = max(0, i - reach), min(n, i + 1 + reach), 0
        for k in range(first, end):
            if k != i:
                total += <double> counts[k]
        found.append(total / <double> max(1, end - first - 1))
    return found


def measure_pitch(list line not None, double least):
    """What ``copydesk.spam.pitches`` says of a line, its units given; empty where they have fewer than ``least`` words."""
    cdef double size = 0, voice = 0, push = 0, offer = 0, praise = 0, trade = 0, house = 0, known = 0, number
    cdef Py_ssize_t priced = 0, exclaimed = 0
    cdef bint calls = False, quoted = False
    cdef dict value
    for unit in line:
        size += <double> unit.size
    if size < least:
        return {}
    for unit in line:
        hits, value = unit.hits, unit.values
        voice += <double> hits.voice
        push += <double> hits.push
        offer += <double> hits.offer
        praise += <double> hits.flattery
        number = <double> hits.sure + <double> hits.topic
        trade += number
        house += <double> hits.house
        known += <double> value.get("known to document", 0.0) * <double> unit.size
        calls = calls or bool(value.get("telephone") or value.get("handle"))
        quoted = quoted or bool(value.get("quoted"))
        priced += unit.priced
        exclaimed += unit.exclaimed
    return {
        "voice in line": cap(4 * voice / size),
        "push in line": cap(log1p(push) / 2.5),
        "push share of line": cap(4 * push / size),
        "voice and push in line": cap(log1p(voice * push) / 3),
        "voice and offer in line": cap(log1p(voice * (offer + trade)) / 4),
        "offer and trade share of line": cap(2 * (offer + trade) / size),
        "praise in line": cap(log1p(praise) / 3),
        "praise and push in line": cap(log1p(praise * (push + trade + offer / 2)) / 3),
        "call and offer in line": cap(log1p(push + offer + trade) / 3) if calls else 0.0,
        "house in line": cap(log1p(house) / 2.5),
        "known in line": known / size,
        "priced in line": cap(<double> priced / 3),
        "exclaimed in line": cap(<double> exclaimed / 3),
        "parts of line": cap(<double> len(line) / 6),
        "quoted line": 1.0 if quoted else 0.0,
    }
