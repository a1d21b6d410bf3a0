-- Numbered anew in each project; 0 is the one that every project has. Times are milliseconds since 1970, as clients send them.
CREATE TABLE experiments (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    artifact_location TEXT NOT NULL,
    is_deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX experiments_by_number ON experiments (project, number);
CREATE UNIQUE INDEX experiments_by_name ON experiments (project, name);

CREATE TABLE experiment_tags (
    experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment, key)
) WITHOUT ROWID, STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    artifact_uri TEXT NOT NULL,
    is_deleted INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX runs_by_uuid ON runs (uuid);
CREATE INDEX runs_by_start ON runs (experiment, start_time DESC, uuid);

-- The experiment stands beside each value, so that an index finds the runs of one experiment by it. Of long values it holds the beginning.
CREATE TABLE run_params (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    experiment INTEGER NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID, STRICT;

CREATE INDEX run_params_by_value ON run_params (experiment, key, substr(value, 1, 100));

CREATE TABLE run_tags (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    experiment INTEGER NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID, STRICT;

CREATE INDEX run_tags_by_value ON run_tags (experiment, key, substr(value, 1, 100));

-- The latest point of each series, where NULL is not a number; how far its points reach; and which of its blocks is open.
CREATE TABLE run_metrics (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    experiment INTEGER NOT NULL,
    series INTEGER NOT NULL,
    step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    value REAL,
    greatest_step INTEGER NOT NULL,
    greatest_timestamp INTEGER NOT NULL,
    open_block INTEGER NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID, STRICT;

CREATE UNIQUE INDEX run_metrics_by_series ON run_metrics (series);
CREATE INDEX run_metrics_by_value ON run_metrics (experiment, key, value, run);

-- The points of a series in the order they came; all blocks but the last are full and never change.
CREATE TABLE metric_blocks (
    series INTEGER NOT NULL REFERENCES run_metrics (series) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    least_step INTEGER NOT NULL,
    greatest_step INTEGER NOT NULL,
    least_timestamp INTEGER NOT NULL,
    greatest_timestamp INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (series, number)
) STRICT;

CREATE INDEX metric_blocks_by_time ON metric_blocks (series, greatest_timestamp);

-- Datasets that a run read, each with its tags as JSON; the context is one of them.
CREATE TABLE run_inputs (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    context TEXT,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    tags TEXT NOT NULL,
    PRIMARY KEY (run, name, digest)
) STRICT;
