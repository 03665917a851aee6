"""The canonical form of the tables, and its hash.

In: rows of any store as lists of None, str, int, float, date. Out: one text per row
and one SHA-256 per table, equal whatever the store. The columns and their types are
those of schemas/datapackage.json; nothing here knows how the program writes.
"""

import datetime
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[4]
PACKAGE = json.loads((ROOT / "schemas/datapackage.json").read_text(encoding="utf-8"))
SCHEMAS = {
    pathlib.PurePath(it["path"]).stem: it["schema"] for it in PACKAGE["resources"]
}


def columns(table):
    return [field["name"] for field in SCHEMAS[table]["fields"]]


def types(table):
    return [field["type"] for field in SCHEMAS[table]["fields"]]


def canonical(value, kind):
    """A value as JSON can hold it; an error if its type is not the column's."""
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        assert value.time() == datetime.time(0), value
        value = value.date()
    if kind == "date":
        assert isinstance(value, datetime.date), repr(value)
        return value.isoformat()
    if kind == "integer":
        assert not isinstance(value, bool) and value == int(value), repr(value)
        return int(value)
    if kind == "number":
        assert not isinstance(value, (bool, str)), repr(value)
        return float(value)
    assert isinstance(value, str), repr(value)
    return value


def row_texts(table, rows):
    kinds = types(table)
    out = []
    for row in rows:
        assert len(row) == len(kinds), (table, len(row), len(kinds))
        cells = [canonical(value, kind) for value, kind in zip(row, kinds)]
        out.append(json.dumps(cells, ensure_ascii=True))
    return sorted(out)


def table_hash(texts):
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def parse(text, field, null, decimal=".", date="%Y-%m-%d"):
    """A cell of a delimited file under the rules that its data package declares."""
    if text == null:
        return None
    kind = field["type"]
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text.replace(decimal, "."))
    if kind == "date":
        return datetime.datetime.strptime(text, date).date()
    return text
