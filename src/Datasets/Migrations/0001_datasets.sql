-- A dataset is a bucket of the kind "dataset": its content lies there as objects, and here stands what every version of it names how.
CREATE TABLE datasets (
    name TEXT PRIMARY KEY,
    bucket INTEGER NOT NULL UNIQUE REFERENCES buckets (id),
    project TEXT NOT NULL,
    default_branch TEXT NOT NULL,
    salt INTEGER NOT NULL,
    labels TEXT NOT NULL,
    retention TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
