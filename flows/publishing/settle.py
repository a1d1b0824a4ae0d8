"""From candidates to what is published: duplicates set aside, refused records to quarantine, a verdict for every source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from xxhash import xxh3_64_intdigest

from copydesk.sources import Refusal
from flows.copies.found import Copies
from flows.outcome import Counts
from flows.publishing.parts import Tables
from flows.snapshots.schema import record_json, table_of
from flows.snapshots.snapshot import keep_rows

Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate and the search for duplicates decided.

    ``refused``: article id to the expectations that refused it. ``duplicates``: source name to the name of the earlier
    source with the same bytes. ``copies``: articles that are copies of others; those are published, too.
    """

    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    duplicates: Mapping[str, str] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)


def find_duplicates(tables: Iterable[pa.Table]) -> dict[str, str]:
    """Sources whose article ids an earlier source (by name) has already: they hold the same bytes.

    ``tables``: measures, gone through twice. The first look keeps eight bytes an article, the digest of its id; only articles
    whose digest came more than once are read again and compared by name.
    """
    repeated = _find_repeated(tables)
    if not len(repeated):
        return {}
    held = []
    for table in _articles_of(tables):
        again = np.isin(_digest(table["article"]), repeated)
        held.append(table.filter(pa.array(again)))
    joined = pa.concat_tables(held)
    groups = joined.group_by("article").aggregate([("source", "min"), ("source", "count_distinct")])
    groups = groups.filter(pc.greater(groups["source_count_distinct"], 1))
    first = dict(zip(groups["article"].to_pylist(), groups["source_min"].to_pylist(), strict=True))
    pairs = zip(joined["article"].to_pylist(), joined["source"].to_pylist(), strict=True)
    return {source: first[article] for article, source in pairs if article in first and first[article] != source}


def _articles_of(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    return (table.filter(pc.is_valid(table["article"])).select(["article", "source"]) for table in tables)


def _find_repeated(tables: Iterable[pa.Table]) -> Digests:
    """The digests of article ids that stand in more than one row."""
    digests = np.concatenate([np.zeros(0, np.uint64), *(_digest(table["article"]) for table in _articles_of(tables))])
    digests.sort()
    return np.unique(digests[1:][digests[1:] == digests[:-1]])


def _digest(ids: pa.ChunkedArray) -> Digests:
    return np.fromiter((xxh3_64_intdigest(id.encode()) for id in ids.to_pylist()), np.uint64, len(ids))


def settle_tables(tables: Tables, judged: Judgement) -> dict[str, pa.Table]:
    """The tables of a partition as they are published."""
    kept = {
        "articles": _with_copies(_without(tables.articles, judged.duplicates), judged.copies),
        "ledger": _without(tables.ledger, judged.duplicates),
        "measures": _without(tables.measures, judged.duplicates),
        "quarantine": _without(tables.quarantine, judged.duplicates),
    }
    ids = kept["articles"]["id"]
    refused = pc.is_in(ids, value_set=pa.array(list(judged.refused), pa.string()))
    held = kept["articles"].filter(refused).to_pylist()
    kept["articles"] = kept["articles"].filter(pc.invert(refused))
    rows = kept["quarantine"].to_pylist()
    rows += [
        {"id": r["id"], "source": r["source"]["name"], "expectations": list(judged.refused[r["id"]]), "record": record_json(r)}
        for r in held
    ]
    rows.sort(key=lambda row: row["id"])
    kept["quarantine"] = table_of("quarantine", rows)
    kept["sources"] = _with_verdicts(tables.sources, Counter(row["source"] for row in rows), judged.duplicates)
    return kept


def _with_copies(articles: pa.Table, copies: Copies) -> pa.Table:
    """The articles, each copy with the id of the earliest one in ``duplicate_of``; what a snapshot said before is forgotten."""
    return articles.set_column(articles.schema.get_field_index("duplicate_of"), "duplicate_of", copies.find_firsts(articles["id"]))


def _without(table: pa.Table, duplicates: Mapping[str, str]) -> pa.Table:
    if not duplicates or not table.num_rows:
        return table
    names = set(duplicates)
    values = table["source"]
    if pa.types.is_struct(values.type):
        values = pc.struct_field(values, "name")
    present = set(pc.unique(values).to_pylist())
    return table if not names & present else keep_rows(table, "source", present - names)


def _with_verdicts(sources: pa.Table, quarantined: Mapping[str, int], duplicates: Mapping[str, str]) -> pa.Table:
    rows: list[dict[str, Any]] = sources.to_pylist()
    for row in rows:
        if row["name"] in duplicates:
            row["verdict"], row["duplicate_of"] = "duplicate", duplicates[row["name"]]
            continue
        count = quarantined.get(row["name"], 0)
        row["quarantined"] = count
        if count:
            row["verdict"] = "quarantined" if count == row["stories"] else "partly"
    return table_of("sources", rows)


def count_sources(sources: Iterable[pa.Table], refusals: int) -> Counts:
    """What the verdicts come to. ``refusals``: files that were refused at sight and so have no row."""
    verdicts: Counter[str] = Counter()
    stories = quarantined = size = 0
    for table in sources:
        verdicts.update(table["verdict"].to_pylist())
        live = table.filter(pc.is_in(table["verdict"], value_set=pa.array(["published", "partly", "quarantined"])))
        stories += pc.sum(live["stories"]).as_py() or 0
        quarantined += pc.sum(live["quarantined"]).as_py() or 0
        size += pc.sum(table["bytes"]).as_py() or 0
    return Counts(
        sources=verdicts.total() + refusals,
        published=verdicts["published"] + verdicts["partly"],
        quarantined=verdicts["quarantined"],
        refused=verdicts["refused"] + verdicts["failed"] + refusals,
        duplicates=verdicts["duplicate"],
        without_story=verdicts["no-story"],
        articles=stories - quarantined,
        articles_quarantined=quarantined,
        bytes=size,
    )


def find_messages(sources: Iterable[pa.Table], refusals: Iterable[Refusal], refused: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One sentence for every source that a person should hear of: its name, the reason, the mend; sorted."""
    found = [str(refusal) for refusal in refusals]
    columns = ["name", "verdict", "reason", "mend", "duplicate_of", "quarantined", "stories"]
    for table in sources:
        odd = table.select(columns).filter(pc.not_equal(table["verdict"], "published"))
        found += [message for row in odd.to_pylist() if (message := _message(row))]
    return sorted(found)


def _message(row: Mapping[str, Any]) -> str:
    name = row["name"]
    match row["verdict"]:
        case "refused" | "failed":
            return f"{name}: {row['reason']}; {row['mend']}."
        case "duplicate":
            return f"{name}: the same source as {row['duplicate_of']}, so it is published once; remove one of the two."
        case "no-story":
            return f"{name}: no article was found in it; see why with `copydesk explain`."
        case "partly" | "quarantined":
            return (
                f"{name}: {row['quarantined']} of {row['stories']} articles went to quarantine; "
                "see which expectation refused each with `copydesk report`."
            )
    return ""
