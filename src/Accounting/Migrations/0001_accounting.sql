-- An attempt of a job, from when it got its place; it outlives the job itself.
CREATE TABLE usage_attempts (
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    project TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (job, attempt)
) WITHOUT ROWID, STRICT;

CREATE INDEX usage_attempts_by_until ON usage_attempts (until);

-- What it holds of a machine, in thousandths of processors and in bytes; and what it used, in microseconds and microjoules, where it was measured.
CREATE TABLE usage_holds (
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    node TEXT NOT NULL,
    cpus INTEGER NOT NULL,
    memory INTEGER NOT NULL,
    accelerators TEXT NOT NULL,
    cpu_time INTEGER,
    peak_memory INTEGER,
    read_bytes INTEGER,
    written_bytes INTEGER,
    accelerator_energy INTEGER,
    accelerator_time INTEGER,
    PRIMARY KEY (job, attempt, node)
) WITHOUT ROWID, STRICT;

-- What a machine had, and for how long somebody saw it have that.
CREATE TABLE usage_capacity (
    node TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    cpus INTEGER NOT NULL,
    memory INTEGER NOT NULL,
    accelerators TEXT NOT NULL,
    PRIMARY KEY (node, since)
) WITHOUT ROWID, STRICT;
