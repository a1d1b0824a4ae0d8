# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Numbers of a unit by name, from what was counted on it: the same as ``copydesk.spam.features`` reckons, step by step. Those that are 0,
as most are, are left out."""

from libc.math cimport log1p


cdef inline double cap(double number) noexcept:
    return number if number < 1.0 else 1.0


cdef inline put(dict value, str name, double number):
    if number != 0:
        value[name] = number


def measure_form(double n, Py_ssize_t words, signs, weighed):
    """Sentences, separators, case and repetition of a text of size ``n`` (1 and more) and so many words."""
    cdef Py_ssize_t sentences, separators, cased, upper, distinct, pairs, most
    cdef dict value
    _, sentences, terminal, separators, cased, upper, _, _ = signs
    _, _, distinct, pairs, most, _, _, _, _ = weighed
    value = {"long": cap(log1p(n) / 5)}
    put(value, "short", n <= 3)
    put(value, "terminal", bool(terminal))
    put(value, "sentences", cap(<double> sentences / 3))
    put(value, "separators", cap(<double> separators / n * 2))
    if n >= 12:
        put(value, "stuffing", cap(4 * (<double> (max(1, most) - 1) / n)))
        if sentences == 0:
            put(value, "endless", cap((n - 10) / 40))
    if n >= 14:
        put(value, "words a sentence", cap(n / <double> max(1, sentences) / 60))
    if n >= 5 and words:
        put(value, "repeats", 1 - <double> distinct / <double> words)
        put(value, "repeated pairs", 1 - <double> pairs / <double> (words - 1) if words > 1 else 0.0)
    if cased >= 3:
        put(value, "all lower", upper == 0)
        put(value, "title case", 1.0 if <double> upper / <double> cased > 0.8 else 0.0)
    return value


def measure_vocabulary(amounts, double most, double n, bint disguised):
    """Cover by the lexicon of a text of size ``n`` (1 and more), as shares of it and as amounts; ``most``: that of its strongest trade."""
    cdef dict value = {}
    _add_vocabulary(value, amounts, most, n, disguised)
    return value


cdef _add_vocabulary(dict value, amounts, double most, double n, bint disguised):
    cdef double sures, topics, offers, pushes, praises, voices, houses, sure, topic, offer
    sures, topics, offers, pushes, praises, voices, houses = amounts
    sure, topic, offer = sures / n, topics / n, offers / n
    put(value, "sure share", cap(sure))
    put(value, "sure amount", cap(log1p(sures) / 4))
    put(value, "topic share", cap(topic))
    put(value, "topic amount", cap(log1p(topics) / 4))
    put(value, "offer share", cap(offer))
    put(value, "offer amount", cap(log1p(offers) / 4))
    put(value, "push share", cap(pushes / n))
    put(value, "push amount", cap(log1p(pushes) / 4))
    put(value, "push and trade", cap(4 * (sure + topic) * pushes / n))
    put(value, "trade and offer", cap(4 * (sure + topic) * offer))
    put(value, "trade cover", cap(sure + topic + offer / 2))
    put(value, "flattery share", cap(praises / n))
    put(value, "flattery amount", cap(log1p(praises) / 3))
    put(value, "voice share", cap(2 * voices / n))
    put(value, "house share", cap(2 * houses / n))
    put(value, "disguise", disguised and sures + topics > 0)
    if most:
        put(value, "one trade", cap(most / (3 * n)))


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
    _add_vocabulary(value, amounts, most, n, False)
    prose = sentences > 0 and n >= 6
    put(value, "letters with digits", cap(<double> mixed / n * 2))
    put(value, "digits", <double> figures / n)
    share = <double> best / n
    put(value, "small words", cap(2 * share))
    foreign = words >= 6 and best >= 3 and <double> own < <double> best / 2 and share > 0.2
    if foreign:
        value["foreign language"] = 1.0
    if words >= 4:
        put(value, "no small words", 1.0 if share < 0.05 else 0.0)
        put(value, "frequent in document", cap(2 * <double> often / n))
        if longer:
            put(value, "known to document", <double> (again if prose else met) / <double> longer)
    if prose:
        value["prose"] = 1.0
        put(value, "prose of the document", 0.0 if foreign else 1.0)
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
    value = {}
    put(value, "voice in line", cap(4 * voice / size))
    put(value, "push in line", cap(log1p(push) / 2.5))
    put(value, "push share of line", cap(4 * push / size))
    put(value, "voice and push in line", cap(log1p(voice * push) / 3))
    put(value, "voice and offer in line", cap(log1p(voice * (offer + trade)) / 4))
    put(value, "offer and trade share of line", cap(2 * (offer + trade) / size))
    put(value, "praise in line", cap(log1p(praise) / 3))
    put(value, "praise and push in line", cap(log1p(praise * (push + trade + offer / 2)) / 3))
    put(value, "call and offer in line", cap(log1p(push + offer + trade) / 3) if calls else 0.0)
    put(value, "house in line", cap(log1p(house) / 2.5))
    put(value, "known in line", known / size)
    put(value, "priced in line", cap(<double> priced / 3))
    put(value, "exclaimed in line", cap(<double> exclaimed / 3))
    put(value, "parts of line", cap(<double> len(line) / 6))
    put(value, "quoted line", 1.0 if quoted else 0.0)
    return value
