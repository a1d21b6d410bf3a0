-- Values that jobs of a project get by name; sealed as the secrets of keys are.
CREATE TABLE project_secrets (
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_secret BLOB NOT NULL,
    master_key TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (project, name)
) STRICT;
