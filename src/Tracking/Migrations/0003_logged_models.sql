-- The bucket in which the artifacts of a project lie.
CREATE TABLE artifact_buckets (
    project TEXT PRIMARY KEY,
    bucket TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Uploads in parts that were begun here; what completes one may write below a run though nothing else from the S3 door may.
CREATE TABLE artifact_uploads (
    upload TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Models that runs make. Times are milliseconds since 1970.
CREATE TABLE logged_models (
    id INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL,
    experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    model_type TEXT,
    source_run TEXT,
    artifact_uri TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_deleted INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX logged_models_by_model_id ON logged_models (model_id);
CREATE INDEX logged_models_by_creation ON logged_models (experiment, created_at DESC, model_id);

CREATE TABLE logged_model_params (
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID, STRICT;

CREATE TABLE logged_model_tags (
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID, STRICT;

-- What runs measured of a model: of each metric the latest point for every run and dataset, whose names are empty where none was said. NULL is not a number.
CREATE TABLE logged_model_metrics (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    dataset_name TEXT NOT NULL,
    dataset_digest TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    value REAL
) STRICT;

CREATE UNIQUE INDEX logged_model_metrics_by_place ON logged_model_metrics (model, key, dataset_name, dataset_digest, run);
CREATE INDEX logged_model_metrics_by_time ON logged_model_metrics (model, key, timestamp DESC, step DESC);
CREATE INDEX logged_model_metrics_by_run ON logged_model_metrics (run);

-- The models that runs took and made.
CREATE TABLE run_models (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    is_output INTEGER NOT NULL,
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    PRIMARY KEY (run, is_output, model, step)
) WITHOUT ROWID, STRICT;

CREATE INDEX run_models_by_model ON run_models (model);
