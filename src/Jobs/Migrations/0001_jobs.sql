CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'queued', 'placed', 'running', 'stopping', 'succeeded', 'failed', 'cancelled')),
    version INTEGER NOT NULL,
    specification TEXT NOT NULL,
    array_of INTEGER,
    array_index INTEGER,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    not_before INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    reason TEXT NOT NULL,
    stopping TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_by_project ON jobs (project, id);
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_array ON jobs (array_of, array_index);

CREATE TABLE job_attempts (
    job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    executor TEXT NOT NULL,
    places TEXT NOT NULL,
    handle TEXT,
    master_port INTEGER NOT NULL,
    placed_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    verdict TEXT NOT NULL,
    exit_codes TEXT NOT NULL,
    PRIMARY KEY (job, number)
) WITHOUT ROWID, STRICT;

-- A job that has gone from here is one that ended long ago: what waits for it is decided by then.
CREATE TABLE job_dependencies (
    job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    awaited INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (job, awaited)
) WITHOUT ROWID, STRICT;

CREATE INDEX job_dependencies_by_awaited ON job_dependencies (awaited);

-- Bounds and shares of projects; one that is not here has none, and a share of one.
CREATE TABLE job_projects (
    project TEXT PRIMARY KEY,
    share REAL NOT NULL,
    cpus INTEGER,
    memory INTEGER,
    accelerators INTEGER,
    jobs INTEGER
) STRICT;

-- What was used for fair shares, in processor seconds as of the time beside it; it fades from then on.
CREATE TABLE job_shares (
    project TEXT NOT NULL,
    owner TEXT NOT NULL,
    usage REAL NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (project, owner)
) WITHOUT ROWID, STRICT;
