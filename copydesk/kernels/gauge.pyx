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
    distinct, pairs, most, _, _, _, _ = weighed
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
