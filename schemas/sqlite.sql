-- Generated from the table definitions of schede-export; not edited by hand.
-- Version 1 of the relational shape.

CREATE TABLE entities (
  id TEXT NOT NULL,
  name TEXT,
  ipa_code TEXT,
  istat_code TEXT,
  tax_code TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE org_units (
  id TEXT NOT NULL,
  entity_id TEXT,
  name TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);
CREATE INDEX org_units_by_entity_id ON org_units (entity_id);

CREATE TABLE missions (
  id TEXT NOT NULL,
  name TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE programmes (
  id TEXT NOT NULL,
  mission_id TEXT NOT NULL,
  name TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY (mission_id) REFERENCES missions (id)
);
CREATE INDEX programmes_by_mission_id ON programmes (mission_id);

CREATE TABLE documents (
  id TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  reader TEXT NOT NULL,
  pages INTEGER NOT NULL,
  profile TEXT,
  entity_id TEXT,
  plan_type TEXT CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year INTEGER,
  stage TEXT CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date TEXT CHECK (reference_date = date(reference_date)),
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);
CREATE INDEX documents_by_entity_id ON documents (entity_id);

CREATE TABLE objectives (
  id TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  document_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  entity_id TEXT,
  org_unit_id TEXT,
  mission_id TEXT,
  programme_id TEXT,
  plan_type TEXT CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year INTEGER,
  stage TEXT CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date TEXT CHECK (reference_date = date(reference_date)),
  entity TEXT,
  org_unit TEXT,
  responsible TEXT,
  code TEXT,
  title TEXT,
  purpose TEXT,
  dup_raw TEXT,
  dup_strategic_direction TEXT,
  dup_strategic_objective TEXT,
  dup_mission_code TEXT,
  dup_mission_name TEXT,
  dup_programme_code TEXT,
  dup_programme_name TEXT,
  public_value_raw TEXT,
  public_value_area_code TEXT,
  public_value_area_name TEXT,
  public_value_code TEXT,
  description TEXT,
  weight REAL,
  weight_unit TEXT CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  phase_weight_total REAL,
  final_deadline_raw TEXT,
  final_deadline_date TEXT CHECK (final_deadline_date = date(final_deadline_date)),
  final_deadline_note TEXT,
  constraints TEXT,
  human_resources TEXT,
  financial_resources TEXT,
  notes TEXT,
  first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL,
  PRIMARY KEY (id, snapshot),
  FOREIGN KEY (document_id) REFERENCES documents (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id),
  FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
  FOREIGN KEY (mission_id) REFERENCES missions (id),
  FOREIGN KEY (programme_id) REFERENCES programmes (id)
);
CREATE INDEX objectives_by_document_id ON objectives (document_id);
CREATE INDEX objectives_by_entity_id ON objectives (entity_id);
CREATE INDEX objectives_by_org_unit_id ON objectives (org_unit_id);
CREATE INDEX objectives_by_mission_id ON objectives (mission_id);
CREATE INDEX objectives_by_programme_id ON objectives (programme_id);

CREATE TABLE phases (
  objective_id TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  description TEXT,
  weight REAL,
  weight_unit TEXT CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  monitoring TEXT,
  due TEXT,
  due_date TEXT CHECK (due_date = date(due_date)),
  outcome TEXT,
  PRIMARY KEY (objective_id, snapshot, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE CASCADE
);

CREATE TABLE statements (
  objective_id TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('expected_result', 'success_criterion', 'failure_criterion', 'indicator')),
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  label_year INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (objective_id, snapshot, kind, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE CASCADE
);

CREATE TABLE findings (
  document_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  objective_id TEXT,
  snapshot TEXT,
  code TEXT NOT NULL,
  family TEXT NOT NULL CHECK (family IN ('reading', 'sheet')),
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  message TEXT NOT NULL,
  pointer TEXT,
  page INTEGER,
  line INTEGER,
  spans TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE SET NULL
);
CREATE INDEX findings_by_objective_id ON findings (objective_id, snapshot);

CREATE TABLE provenance (
  document_id TEXT NOT NULL,
  pointer TEXT NOT NULL,
  position INTEGER NOT NULL,
  objective_id TEXT,
  snapshot TEXT,
  field TEXT NOT NULL,
  page INTEGER NOT NULL,
  line INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  x0 REAL,
  y0 REAL,
  x1 REAL,
  y1 REAL,
  PRIMARY KEY (document_id, pointer, position),
  FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE SET NULL
);
CREATE INDEX provenance_by_objective_id ON provenance (objective_id, snapshot);
