-- A dataset is a bucket of the kind "dataset": its content lies there as objects, and here stands what every version of it names how.
-- The key decides where its trees are split; the epoch grows with every collection.
CREATE TABLE datasets (
    name TEXT PRIMARY KEY,
    bucket INTEGER NOT NULL UNIQUE REFERENCES buckets (id),
    project TEXT NOT NULL,
    default_branch TEXT NOT NULL,
    split_key BLOB NOT NULL,
    labels TEXT NOT NULL,
    kept_days INTEGER,
    epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Nodes of trees, each under the hash of its bytes; the epoch is the one in which it was last written.
CREATE TABLE dataset_nodes (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (dataset, hash)
) STRICT;

-- Commits are named by the hash of all that is in the row; a generation is one more than the highest of the parents'.
CREATE TABLE dataset_commits (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    parents TEXT NOT NULL,
    root BLOB,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    message TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    PRIMARY KEY (dataset, id)
) WITHOUT ROWID, STRICT;

-- What the checks of a commit found when they ran the last time.
CREATE TABLE dataset_reports (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    target TEXT NOT NULL,
    passed INTEGER NOT NULL,
    report TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    PRIMARY KEY (dataset, target)
) STRICT;

-- A branch's root is its tree with what is not committed yet, except for the changes below, which wait to be put into it.
CREATE TABLE dataset_branches (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    name TEXT NOT NULL,
    id INTEGER NOT NULL UNIQUE,
    head TEXT,
    root BLOB,
    waiting INTEGER NOT NULL,
    version INTEGER NOT NULL,
    protection TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (dataset, name)
) WITHOUT ROWID, STRICT;

-- Changes of a branch that are not in its tree yet: the latest for each path. An entry that is NULL is a removal.
CREATE TABLE dataset_changes (
    branch INTEGER NOT NULL REFERENCES dataset_branches (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    entry BLOB,
    PRIMARY KEY (branch, path)
) WITHOUT ROWID, STRICT;

-- Where files lie now whose object was packed anew, without those that no kept version names: trees name the old place for ever.
CREATE TABLE dataset_moves (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    content TEXT NOT NULL,
    begins INTEGER NOT NULL,
    target TEXT NOT NULL,
    target_begins INTEGER NOT NULL,
    PRIMARY KEY (dataset, content, begins)
) WITHOUT ROWID, STRICT;

CREATE INDEX dataset_moves_by_target ON dataset_moves (dataset, target);

-- Imports into a branch that no commit has yet: the next one says that it comes from them.
CREATE TABLE dataset_imports (
    branch INTEGER NOT NULL REFERENCES dataset_branches (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (branch, name)
) WITHOUT ROWID, STRICT;

CREATE TABLE dataset_tags (
    dataset INTEGER NOT NULL REFERENCES datasets (bucket) ON DELETE CASCADE,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (dataset, name)
) WITHOUT ROWID, STRICT;
