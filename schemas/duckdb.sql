-- Generated from the table definitions of schede-export; not edited by hand.
-- Version 1 of the relational shape.

CREATE TABLE entities (
  id VARCHAR NOT NULL,
  name VARCHAR,
  ipa_code VARCHAR,
  istat_code VARCHAR,
  tax_code VARCHAR,
  PRIMARY KEY (id)
);

CREATE TABLE org_units (
  id VARCHAR NOT NULL,
  entity_id VARCHAR,
  name VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);

CREATE TABLE missions (
  id VARCHAR NOT NULL,
  name VARCHAR,
  PRIMARY KEY (id)
);

CREATE TABLE programmes (
  id VARCHAR NOT NULL,
  mission_id VARCHAR NOT NULL,
  name VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY (mission_id) REFERENCES missions (id)
);

CREATE TABLE documents (
  id VARCHAR NOT NULL,
  schema_version VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  media_type VARCHAR NOT NULL,
  reader VARCHAR NOT NULL,
  pages BIGINT NOT NULL,
  profile VARCHAR,
  entity_id VARCHAR,
  plan_type VARCHAR CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year BIGINT,
  stage VARCHAR CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date DATE,
  PRIMARY KEY (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id)
);

CREATE TABLE objectives (
  id VARCHAR NOT NULL,
  snapshot VARCHAR NOT NULL,
  document_id VARCHAR NOT NULL,
  position BIGINT NOT NULL,
  entity_id VARCHAR,
  org_unit_id VARCHAR,
  mission_id VARCHAR,
  programme_id VARCHAR,
  plan_type VARCHAR CHECK (plan_type IN ('piao', 'peg', 'pdo', 'performance_plan', 'performance_report', 'management_control_report')),
  plan_year BIGINT,
  stage VARCHAR CHECK (stage IN ('planned', 'interim', 'final')),
  reference_date DATE,
  entity VARCHAR,
  org_unit VARCHAR,
  responsible VARCHAR,
  code VARCHAR,
  title VARCHAR,
  purpose VARCHAR,
  dup_raw VARCHAR,
  dup_strategic_direction VARCHAR,
  dup_strategic_objective VARCHAR,
  dup_mission_code VARCHAR,
  dup_mission_name VARCHAR,
  dup_programme_code VARCHAR,
  dup_programme_name VARCHAR,
  public_value_raw VARCHAR,
  public_value_area_code VARCHAR,
  public_value_area_name VARCHAR,
  public_value_code VARCHAR,
  description VARCHAR,
  weight DOUBLE,
  weight_unit VARCHAR CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  phase_weight_total DOUBLE,
  final_deadline_raw VARCHAR,
  final_deadline_date DATE,
  final_deadline_note VARCHAR,
  constraints VARCHAR,
  human_resources VARCHAR,
  financial_resources VARCHAR,
  notes VARCHAR,
  first_page BIGINT NOT NULL,
  last_page BIGINT NOT NULL,
  PRIMARY KEY (id, snapshot),
  FOREIGN KEY (document_id) REFERENCES documents (id),
  FOREIGN KEY (entity_id) REFERENCES entities (id),
  FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
  FOREIGN KEY (mission_id) REFERENCES missions (id),
  FOREIGN KEY (programme_id) REFERENCES programmes (id)
);

CREATE TABLE phases (
  objective_id VARCHAR NOT NULL,
  snapshot VARCHAR NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  description VARCHAR,
  weight DOUBLE,
  weight_unit VARCHAR CHECK (weight_unit IN ('percent', 'points_100', 'points_1000', 'factor')),
  monitoring VARCHAR,
  due VARCHAR,
  due_date DATE,
  outcome VARCHAR,
  PRIMARY KEY (objective_id, snapshot, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot)
);

CREATE TABLE statements (
  objective_id VARCHAR NOT NULL,
  snapshot VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('expected_result', 'success_criterion', 'failure_criterion', 'indicator')),
  position BIGINT NOT NULL,
  label VARCHAR NOT NULL,
  label_year BIGINT,
  body VARCHAR NOT NULL,
  PRIMARY KEY (objective_id, snapshot, kind, position),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot)
);

CREATE TABLE findings (
  document_id VARCHAR NOT NULL,
  position BIGINT NOT NULL,
  objective_id VARCHAR,
  snapshot VARCHAR,
  code VARCHAR NOT NULL,
  family VARCHAR NOT NULL CHECK (family IN ('reading', 'sheet')),
  severity VARCHAR NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  message VARCHAR NOT NULL,
  pointer VARCHAR,
  page BIGINT,
  line BIGINT,
  spans VARCHAR NOT NULL,
  alternatives VARCHAR NOT NULL,
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id) REFERENCES documents (id),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot)
);

CREATE TABLE provenance (
  document_id VARCHAR NOT NULL,
  pointer VARCHAR NOT NULL,
  position BIGINT NOT NULL,
  objective_id VARCHAR,
  snapshot VARCHAR,
  field VARCHAR NOT NULL,
  page BIGINT NOT NULL,
  line BIGINT NOT NULL,
  start_char BIGINT NOT NULL,
  end_char BIGINT NOT NULL,
  x0 DOUBLE,
  y0 DOUBLE,
  x1 DOUBLE,
  y1 DOUBLE,
  PRIMARY KEY (document_id, pointer, position),
  FOREIGN KEY (document_id) REFERENCES documents (id),
  FOREIGN KEY (objective_id, snapshot) REFERENCES objectives (id, snapshot)
);
