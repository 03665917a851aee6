"""What the JSON documents themselves say, as rows to hold the tables against.

Independent of the program's tables: read from the JSON form by the contract alone.
"""

import json
import subprocess

from stores import required

STRATML = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"

OBJECTIVE = ["code", "title", "purpose", "description", "constraints", "notes", "responsible"]
PHASE = ["number", "description", "weight", "monitoring", "due", "due_date", "outcome"]


def from_json(folder):
    """Objectives and phases of the documents, in any order."""
    objectives, phases = [], []
    for path in sorted(folder.glob("*.json")):
        if path.name == "datapackage.json":
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        for it in document["objectives"]:
            objectives.append([it["id"]] + [it[name] for name in OBJECTIVE])
            phases += [[it["id"]] + [phase[name] for name in PHASE] for phase in it["phases"]]
    return texts(objectives), texts(phases)


def from_ndjson(path):
    objectives, phases = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        it = json.loads(line)
        objectives.append([it["id"]] + [it[name] for name in OBJECTIVE])
        phases += [[it["id"]] + [phase[name] for name in PHASE] for phase in it["phases"]]
    return texts(objectives), texts(phases)


def from_tables(tables, columns):
    """The same out of the tables of a store."""

    def pick(table, key, names):
        at = [columns(table).index(name) for name in [key] + names]
        return [[row[index] for index in at] for row in tables[table]]

    return texts(pick("objectives", "id", OBJECTIVE)), texts(pick("phases", "objective_id", PHASE))


def from_stratml(folder, schema):
    """Objectives and phases of the XML files, validated by xmllint."""
    from lxml import etree

    objectives, phases = [], []
    for path in sorted(folder.glob("*.xml")):
        command = [required("xmllint"), "--noout", "--schema", str(schema), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        for it in etree.parse(str(path)).iter(f"{STRATML}Objective"):
            key = text(it, "Identifier").removeprefix("objective-")
            objectives.append(
                [key, text(it, "SequenceIndicator"), text(it, "Name"), text(it, "Description")]
            )
            for part in it.iter(f"{STRATML}PerformanceIndicator"):
                if part.get("ValueChainStage") == "Input_Processing":
                    phases.append([key] + stratml_phase(part))
    return texts(objectives), texts(phases)


def stratml_phase(part):
    target = part.find(f".//{STRATML}TargetResult")
    actual = part.find(f".//{STRATML}ActualResult")
    units = text(target, "NumberOfUnits")
    return [
        int(text(part, "SequenceIndicator")),
        text(part, "MeasurementDimension"),
        None if units is None else float(units),
        text(part, "OtherInformation"),
        text(target, "Description"),
        text(target, "EndDate"),
        text(actual, "Description"),
    ]


def text(element, name):
    found = None if element is None else element.find(STRATML + name)
    return None if found is None else found.text or ""


def texts(rows):
    def plain(value):
        if isinstance(value, (int, float)):
            return float(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    return sorted(json.dumps([plain(value) for value in row]) for row in rows)
