-- Generated from the table definitions of schede-export; not edited by hand.
-- Version 1 of the relational shape.

CREATE TABLE entities (
  id text NOT NULL,
  name text,
  ipa_code text,
  istat_code text,
  tax_code text,
  PRIMARY KEY (id)
);

CREATE TABLE org_units (
  id text NOT NULL,
  entity_id text,
  name text NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);
CREATE INDEX org_units_by_entity_id ON org_units (entity_id);

CREATE TABLE missions (
  id text NOT NULL,
  name text,
  PRIMARY KEY (id)
);

CREATE TABLE programmes (
  id text NOT NULL,
  mission_id text NOT NULL,
  name text,
  PRIMARY KEY (id),
  FOREIGN KEY (mission_id) REFERENCES missions (id)
);
CREATE INDEX programmes_by_mission_id ON programmes (mission_id);

CREATE TABLE documents (
  id text NOT NULL,
  schema_version text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  media_type text NOT NULL,
  reader text NOT NULL,
  pages bigint NOT NULL,
  profile text,
  entity_id text,
  plan_type text CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year bigint,
  stage text CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date date,
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);
CREATE INDEX documents_by_entity_id ON documents (entity_id);

CREATE TABLE objectives (
  id text NOT NULL,
  snapshot text NOT NULL,
  document_id text NOT NULL,
  position bigint NOT NULL,
  entity_id text,
  org_unit_id text,
  mission_id text,
  programme_id text,
  plan_type text CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year bigint,
  stage text CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date date,
  entity text,
  org_unit text,
  responsible text,
  code text,
  title text,
  purpose text,
  dup_raw text,
  dup_strategic_direction text,
  dup_strategic_objective text,
  dup_mission_code text,
  dup_mission_name text,
  dup_programme_code text,
  dup_programme_name text,
  public_value_raw text,
  public_value_area_code text,
  public_value_area_name text,
  public_value_code text,
  description text,
  weight double precision,
  weight_unit text CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  phase_weight_total double precision,
  final_deadline_raw text,
  final_deadline_date date,
  final_deadline_note text,
  constraints text,
  human_resources text,
  financial_resources text,
  notes text,
  first_page bigint NOT NULL,
  last_page bigint NOT NULL,
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
  objective_id text NOT NULL,
  snapshot text NOT NULL,
  position bigint NOT NULL,
  number bigint NOT NULL,
  description text,
  weight double precision,
  weight_unit text CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  monitoring text,
  due text,
  due_date date,
  outcome text,
  PRIMARY KEY (objective_id, snapshot, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE CASCADE
);

CREATE TABLE statements (
  objective_id text NOT NULL,
  snapshot text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('expected_result', 'success_criterion', 'failure_criterion', 'indicator')),
  position bigint NOT NULL,
  label text NOT NULL,
  label_year bigint,
  body text NOT NULL,
  PRIMARY KEY (objective_id, snapshot, kind, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE CASCADE
);

CREATE TABLE findings (
  document_id text NOT NULL,
  position bigint NOT NULL,
  objective_id text,
  snapshot text,
  code text NOT NULL,
  family text NOT NULL CHECK (family IN ('reading', 'sheet')),
  severity text NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  message text NOT NULL,
  pointer text,
  page bigint,
  line bigint,
  spans text NOT NULL,
  alternatives text NOT NULL,
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE SET NULL
);
CREATE INDEX findings_by_objective_id ON findings (objective_id, snapshot);

CREATE TABLE provenance (
  document_id text NOT NULL,
  pointer text NOT NULL,
  position bigint NOT NULL,
  objective_id text,
  snapshot text,
  field text NOT NULL,
  page bigint NOT NULL,
  line bigint NOT NULL,
  start_char bigint NOT NULL,
  end_char bigint NOT NULL,
  x0 double precision,
  y0 double precision,
  x1 double precision,
  y1 double precision,
  PRIMARY KEY (document_id, pointer, position),
  FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot) ON DELETE SET NULL
);
CREATE INDEX provenance_by_objective_id ON provenance (objective_id, snapshot);
