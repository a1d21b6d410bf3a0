CREATE TABLE buckets (
    name TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    project TEXT NOT NULL,
    versioning TEXT NOT NULL CHECK (versioning IN ('', 'Enabled', 'Suspended')),
    created_at INTEGER NOT NULL,
    is_encrypted INTEGER NOT NULL DEFAULT 0,
    object_lock TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT ''
) STRICT;

-- Policies, lifecycle rules and the like, each as the document that the client sent.
CREATE TABLE bucket_settings (
    bucket INTEGER NOT NULL REFERENCES buckets (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (bucket, kind)
) WITHOUT ROWID, STRICT;

-- The version of each key that a plain GET answers; listing reads this table alone. A delete marker is a row, too.
CREATE TABLE objects (
    bucket INTEGER NOT NULL REFERENCES buckets (id),
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    is_marker INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    blobs TEXT NOT NULL,
    headers TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID, STRICT;

-- The versions before it: of one key, the greater recency is the newer.
CREATE TABLE object_history (
    bucket INTEGER NOT NULL REFERENCES buckets (id),
    key TEXT NOT NULL,
    recency INTEGER NOT NULL,
    version TEXT NOT NULL,
    is_marker INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    blobs TEXT NOT NULL,
    headers TEXT NOT NULL,
    PRIMARY KEY (bucket, key, recency)
) WITHOUT ROWID, STRICT;

CREATE UNIQUE INDEX object_history_by_version ON object_history (bucket, key, version);

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    bucket INTEGER NOT NULL REFERENCES buckets (id),
    key TEXT NOT NULL,
    headers TEXT NOT NULL,
    started_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    checksum_algorithm TEXT NOT NULL,
    checksum_type TEXT NOT NULL
) STRICT;

CREATE INDEX uploads_by_key ON uploads (bucket, key, id);

CREATE TABLE upload_parts (
    upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    blob TEXT NOT NULL,
    checksums TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (upload, number)
) WITHOUT ROWID, STRICT;

-- Every blob that rows above name, with each of those that do: a copy shares the bytes of what it was copied from, and a part of an
-- upload has "upload/number" for a version. A blob on disk without a row here was left by a crash; the sweeper removes it.
CREATE TABLE blobs (
    reference TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (reference, bucket, key, version)
) WITHOUT ROWID, STRICT;

-- Blobs that nothing names any more and that are still on disk: dropped in the transaction that let go of them, removed after it.
CREATE TABLE dropped_blobs (
    reference TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;

-- What each bucket holds, kept with every change, so that usage and quotas are one read.
CREATE TABLE bucket_usage (
    bucket INTEGER PRIMARY KEY REFERENCES buckets (id) ON DELETE CASCADE,
    objects INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;

-- How much a bucket or a project may hold; NULL is no limit.
CREATE TABLE quotas (
    scope TEXT NOT NULL CHECK (scope IN ('bucket', 'project')),
    name TEXT NOT NULL,
    bytes INTEGER,
    objects INTEGER,
    PRIMARY KEY (scope, name)
) WITHOUT ROWID, STRICT;

-- Requests and bytes that passed the door on a day (counted from 1970); they stay when the bucket goes.
CREATE TABLE traffic (
    project TEXT NOT NULL,
    bucket TEXT NOT NULL,
    day INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    received INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (project, bucket, day)
) WITHOUT ROWID, STRICT;

-- Blobs whose bytes on disk are not those that were written. Nothing removes them but their owners.
CREATE TABLE damaged_blobs (
    reference TEXT PRIMARY KEY,
    finding TEXT NOT NULL,
    found_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- The pass of the scrubber that is under way, or the last one.
CREATE TABLE scrub (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    position TEXT NOT NULL,
    blobs INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    damaged INTEGER NOT NULL
) STRICT;

-- Runs of lifecycle rules that are not finished: the key they have reached, and what they have done so far.
CREATE TABLE lifecycle_runs (
    bucket INTEGER PRIMARY KEY REFERENCES buckets (id) ON DELETE CASCADE,
    position TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    aborted INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
