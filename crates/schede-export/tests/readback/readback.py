"""Reads every form back with other programs and compares the rows.

usage: readback.py FOLDER POSTGRES_URL [OBJECTIVES PHASES]

FOLDER is written by the example write_all_forms: one folder a form, and warehouse.db.
The hash of the canonical rows must be the same for every store; objectives and phases
must be those of the JSON documents, and as many as asked for, if asked.
"""

import pathlib
import sys

import documents
import stores
from tables import SCHEMAS, columns, row_texts, table_hash


def main(folder, url, expected):
    folder = pathlib.Path(folder)
    readers = {
        "csv (csv module)": lambda: stores.read_csv(folder / "csv"),
        "csv (frictionless)": lambda: stores.read_frictionless(folder / "csv"),
        "csv (duckdb)": lambda: stores.read_duckdb_csv(folder / "csv"),
        "csv-excel-it (csv module)": lambda: stores.read_csv_excel_it(folder / "csv-excel-it"),
        "csv-excel-it (LibreOffice)": lambda: stores.read_libreoffice(folder / "csv-excel-it"),
        "sqlite (sqlite3)": lambda: stores.read_sqlite(folder / "warehouse.db"),
        "postgres (psycopg)": lambda: stores.read_postgres(url),
        "postgres (psql)": lambda: stores.read_psql(url),
        "parquet (pyarrow)": lambda: stores.read_pyarrow(folder / "parquet"),
        "parquet (duckdb, load.sql)": lambda: stores.read_duckdb(folder / "parquet"),
        "parquet in folders (duckdb, load.sql)": lambda: stores.read_duckdb(
            folder / "parquet-partitioned"
        ),
        "xlsx (openpyxl)": lambda: stores.read_openpyxl(next((folder / "xlsx").glob("*.xlsx"))),
    }
    reference, failures = None, []
    for name, read in readers.items():
        tables = read()
        found = {table: row_texts(table, tables[table]) for table in SCHEMAS}
        if reference is None:
            reference, first = found, tables
        failures += differences(name, reference, found)
    failures += against_documents(folder, first, expected)
    for table, rows in reference.items():
        print(f"{table:12} {len(rows):7} rows  {table_hash(rows)[:16]}")
    print(f"{len(readers)} readers")
    if failures:
        print("\n".join(failures), file=sys.stderr)
        return 1
    return 0


def differences(name, reference, found):
    out = []
    if name == "csv-excel-it (LibreOffice)":
        # It makes a line feed of a carriage return and line feed within a cell.
        reference = {table: unix_line_ends(rows) for table, rows in reference.items()}
    for table in SCHEMAS:
        if table_hash(found[table]) == table_hash(reference[table]):
            continue
        only = sorted(set(found[table]) ^ set(reference[table]))[:4]
        out.append(f"{name}: {table} differs ({len(found[table])} rows):")
        out += [f"    {row[:2000]}" for row in only]
    return out


def unix_line_ends(rows):
    return sorted(row.replace("\\r\\n", "\\n") for row in rows)


def against_documents(folder, tables, expected):
    out = []
    objectives, phases = documents.from_tables(tables, columns)
    for name, (ours, theirs) in {
        "json": documents.from_json(folder / "json"),
        "ndjson": documents.from_ndjson(folder / "ndjson/objectives.ndjson"),
    }.items():
        if (ours, theirs) != (objectives, phases):
            out.append(f"{name}: objectives or phases differ from the tables")
    schema = pathlib.Path(__file__).parent / "stratml.xsd"
    out += against_stratml(documents.from_stratml(folder / "stratml", schema), tables)
    if expected and [len(objectives), len(phases)] != expected:
        out.append(f"expected {expected} objectives and phases, found {len(objectives)}, {len(phases)}")
    return out


def against_stratml(found, tables):
    """StratML holds key, code, title, description; of phases all but their unit."""
    keep = [columns("objectives").index(it) for it in ["id", "code", "title", "description"]]
    objectives = documents.texts([[row[at] for at in keep] for row in tables["objectives"]])
    phases = [list(row) for row in tables["phases"]]
    names = ["objective_id"] + documents.PHASE
    keep = [columns("phases").index(it) for it in names]
    phases = [[row[at] for at in keep] for row in phases]
    for row in phases:
        # An indicator must have a dimension: null is "" there.
        row[2] = row[2] or ""
    if found != (objectives, documents.texts(phases)):
        return ["stratml: objectives or phases differ from the tables"]
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], [int(n) for n in sys.argv[3:5]]))
