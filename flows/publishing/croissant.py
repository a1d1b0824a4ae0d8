"""``croissant.json``: the snapshot described for dataset tools (MLCommons Croissant 1.0, JSON-LD).

Only facts that the snapshot itself holds; no dates, so that the same content always has the same description.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from flows.snapshots.schema import ARTICLES

_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "recordSet": "cr:recordSet",
    "source": "cr:source",
    "extract": "cr:extract",
    "column": "cr:column",
    "jsonPath": "cr:jsonPath",
    "includes": "cr:includes",
    "containedIn": "cr:containedIn",
    "repeated": "cr:repeated",
    "subField": "cr:subField",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "md5": "cr:md5",
    "citeAs": "cr:citeAs",
}
# What a loader can take as plain columns; structs are described by their leaves.
_TYPES = {"string": "sc:Text", "double": "sc:Float", "int64": "sc:Integer", "int32": "sc:Integer"}


def describe_dataset(name: str, files: Mapping[str, Mapping[str, Any]], versions: Mapping[str, str]) -> dict[str, Any]:
    """The description of a snapshot. ``files`` is the manifest's list: path to sha256, bytes and rows."""
    parts = sorted(path for path in files if path.startswith("articles/"))
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": f"copydesk-{name}",
        "version": name,
        "description": "News articles cleaned by copydesk: one record an article, with a ledger that accounts for every character.",
        "sdVersion": versions["copydesk"],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "contentSize": f"{files[path]['bytes']} B",
                "encodingFormat": "application/x-parquet",
                "sha256": files[path]["sha256"],
            }
            for path in parts
        ]
        + [
            {
                "@type": "cr:FileSet",
                "@id": "articles",
                "name": "articles",
                "encodingFormat": "application/x-parquet",
                "includes": "articles/*.parquet",
            }
        ],
        "recordSet": [
            {"@type": "cr:RecordSet", "@id": "article", "name": "article", "key": {"@id": "article/id"}, "field": list(_fields())}
        ],
    }


def _fields() -> list[dict[str, Any]]:
    found = []
    for column in ARTICLES:
        leaves = [(column.name, column.type)]
        if pa.types.is_struct(column.type):
            leaves = [(f"{column.name}.{leaf.name}", leaf.type) for leaf in column.type]
        for path, kind in leaves:
            repeated = pa.types.is_list(kind)
            leaf = kind.value_type if repeated else kind
            found.append(
                {
                    "@type": "cr:Field",
                    "@id": f"article/{path}",
                    "name": path,
                    "dataType": _TYPES[str(leaf)],
                    **({"repeated": True} if repeated else {}),
                    "source": {"fileSet": {"@id": "articles"}, "extract": {"column": path}},
                }
            )
    return found
