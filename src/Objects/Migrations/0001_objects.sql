CREATE TABLE buckets (
    name TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    project TEXT NOT NULL,
    versioning TEXT NOT NULL CHECK (versioning IN ('', 'Enabled', 'Suspended')),
    created_at INTEGER NOT NULL,
    is_encrypted INTEGER NOT NULL DEFAULT 0,
    object_lock TEXT NOT NULL DEFAULT ''
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

-- Every blob that rows above name, and how many do: a copy shares the bytes of what it was copied from. A blob on disk without a
-- row here was left by a crash; the sweeper removes it.
CREATE TABLE blobs (
    reference TEXT PRIMARY KEY,
    owners INTEGER NOT NULL
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
