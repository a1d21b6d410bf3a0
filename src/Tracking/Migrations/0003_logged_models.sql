-- The bucket in which the artifacts of a project lie.
CREATE TABLE artifact_buckets (
    project TEXT PRIMARY KEY,
    bucket TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Uploads in parts that were begun here; what completes one may write below a run though nothing else from the S3 door may.
CREATE TABLE artifact_uploads (
    upload TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;
