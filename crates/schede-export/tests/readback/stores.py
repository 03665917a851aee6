"""Readers of every form by programs that are not ours.

Each gives {table: rows}. A program that is not installed is an error, not a skip.
"""

import contextlib
import csv
import datetime
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

from tables import SCHEMAS, columns, parse, types


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def unmark(value):
    """csv-excel-it: a cell that begins with an apostrophe is the text after it."""
    return value[1:] if isinstance(value, str) and value.startswith("'") else value


def unslash(value):
    """csv: backslashes and an N have one backslash more than the text."""
    if isinstance(value, str) and re.fullmatch(r"\\{2,}N", value):
        return value[1:]
    return value


def delimited(folder, undo):
    """Python's csv module, told by the data package alone."""
    out = {}
    for resource in package(folder)["resources"]:
        dialect, schema = resource["dialect"], resource["schema"]
        path = folder / resource["path"]
        assert path.stat().st_size == resource["bytes"], path
        with open(path, encoding=resource["encoding"], newline="") as file:
            rows = csv.reader(
                file,
                delimiter=dialect["delimiter"],
                quotechar=dialect["quoteChar"],
                doublequote=dialect["doubleQuote"],
                strict=True,
            )
            head = next(rows)
            assert head == [field["name"] for field in schema["fields"]], head
            (null,) = schema["missingValues"]
            out[path.stem] = [
                [cell(text, field, null, undo) for text, field in zip(row, schema["fields"])]
                for row in rows
            ]
    return out


def cell(text, field, null, undo):
    decimal = field.get("decimalChar", ".")
    date = field.get("format", "default").replace("default", "%Y-%m-%d")
    value = parse(text, field, null, decimal, date)
    return undo(value) if field["type"] in ("string", "array") else value


def read_csv(folder):
    raw = (folder / "objectives.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    return delimited(folder, unslash)


def read_csv_excel_it(folder):
    raw = (folder / "objectives.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    return delimited(folder, unmark)


def read_frictionless(folder):
    """frictionless: the package is valid (types, keys, hashes), and its own rows."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        loaded = Package(str(folder / "datapackage.json"))
        report = loaded.validate()
        assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
        return {
            pathlib.PurePath(it.path).stem: [
                [frictionless_cell(row[name], kind) for name, kind in described(it)]
                for row in it.read_rows()
            ]
            for it in loaded.resources
        }


def described(resource):
    table = pathlib.PurePath(resource.path).stem
    return list(zip(columns(table), types(table)))


def frictionless_cell(value, kind):
    if kind == "array" and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return float(value) if kind == "number" and value is not None else unslash(value)


def read_libreoffice(folder):
    """LibreOffice reads the Italian CSV as an Italian office would, told the types of
    the columns, and hands it on as a workbook."""
    import openpyxl

    out = {}
    for table, schema in SCHEMAS.items():
        formats = {"integer": 1, "number": 1, "date": 4}
        kinds = [formats.get(field["type"], 2) for field in schema["fields"]]
        tokens = "/".join(f"{n}/{kind}" for n, kind in enumerate(kinds, 1))
        with tempfile.TemporaryDirectory() as work:
            command = [
                required("soffice", "libreoffice"),
                f"-env:UserInstallation=file://{work}/profile",
                "--headless",
                # separator, quote, UTF-8, first line, columns, Italian, as text, not by guess
                f"--infilter=CSV:59,34,76,1,{tokens},1040,false,true,false",
                "--convert-to",
                "xlsx",
                "--outdir",
                work,
                str(folder / f"{table}.csv"),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
            sheet = openpyxl.load_workbook(f"{work}/{table}.xlsx").active
            rows = list(sheet.iter_rows(values_only=True))
        assert list(rows[0][: len(kinds)]) == columns(table), rows[0]
        out[table] = [[unmark(value) for value in row[: len(kinds)]] for row in rows[1:]]
    return out


def required(*names):
    for name in names:
        if path := shutil.which(name):
            return path
    raise SystemExit(f"cannot read back: none of {names} is installed")


def read_sqlite(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    out = {}
    for table in SCHEMAS:
        rows = connection.execute(f"SELECT {', '.join(columns(table))} FROM {table}")
        out[table] = [
            [
                datetime.date.fromisoformat(value) if kind == "date" and value else value
                for value, kind in zip(row, types(table))
            ]
            for row in rows
        ]
    return out


def read_postgres(url):
    import psycopg

    with psycopg.connect(url) as connection:
        return {
            table: [
                list(row)
                for row in connection.execute(f"SELECT {', '.join(columns(table))} FROM {table}")
            ]
            for table in SCHEMAS
        }


def read_psql(url):
    """psql's own CSV, with a null token of our choice."""
    out = {}
    for table, schema in SCHEMAS.items():
        query = f"SELECT {', '.join(columns(table))} FROM {table}"
        copy = f"COPY ({query}) TO STDOUT (FORMAT csv, NULL '~null~', FORCE_QUOTE *)"
        command = [required("psql"), url, "-XqAt", "-c", copy]
        done = subprocess.run(command, check=True, capture_output=True, timeout=180)
        rows = csv.reader(done.stdout.decode().splitlines(keepends=True))
        out[table] = [
            [parse(text, field, "~null~") for text, field in zip(row, schema["fields"])]
            for row in rows
        ]
    return out


def read_pyarrow(folder):
    import pyarrow.parquet as parquet

    out = {}
    for table in SCHEMAS:
        found = parquet.read_table(folder / f"{table}.parquet")
        assert found.column_names == columns(table), found.column_names
        out[table] = [list(row.values()) for row in found.to_pylist()]
    return out


def read_duckdb(folder):
    """DuckDB loads the Parquet files by the script written beside them."""
    import duckdb

    connection = duckdb.connect()
    script = (folder / "load.sql").read_text(encoding="utf-8")
    with contextlib.chdir(folder):
        connection.execute(script)
    return {
        table: [
            list(row)
            for row in connection.execute(
                f"SELECT {', '.join(columns(table))} FROM {table}"
            ).fetchall()
        ]
        for table in SCHEMAS
    }


def read_duckdb_csv(folder):
    """DuckDB reads the machine CSV with the null token told."""
    import duckdb

    kinds = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    out = {}
    for table, schema in SCHEMAS.items():
        fields = {it["name"]: kinds.get(it["type"], "VARCHAR") for it in schema["fields"]}
        rows = duckdb.execute(
            "SELECT * FROM read_csv(?, columns = ?, header = true, delim = ',', quote = '\"', "
            "escape = '\"', nullstr = '\\N', auto_detect = false, new_line = '\\n')".replace(
                "columns = ?", f"columns = {fields}"
            ),
            [str(folder / f"{table}.csv")],
        ).fetchall()
        out[table] = [[unslash(value) for value in row] for row in rows]
    return out


def read_openpyxl(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path)
    out = {}
    for table in SCHEMAS:
        sheet = book[table]
        assert sheet.freeze_panes == "A2", (table, sheet.freeze_panes)
        assert sheet.auto_filter.ref, table
        rows = list(sheet.iter_rows(values_only=True))
        assert list(rows[0]) == columns(table), rows[0]
        # Texts in the sheet itself come with the escapes of the format (_x000D_).
        out[table] = [
            [unmark(unescape(value)) if isinstance(value, str) else value for value in row]
            for row in rows[1:]
        ]
    return out
