CREATE TABLE projects (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- People and service accounts.
CREATE TABLE principals (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'service')),
    is_disabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The project '' stands for the whole server.
CREATE TABLE grants (
    principal TEXT NOT NULL REFERENCES principals (name) ON DELETE CASCADE,
    project TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'contributor', 'operator', 'admin')),
    PRIMARY KEY (principal, project)
) STRICT;

-- The secret is sealed under the master key named beside it: SigV4 needs it in clear, so it cannot be a hash.
CREATE TABLE access_keys (
    id TEXT PRIMARY KEY,
    principal TEXT NOT NULL REFERENCES principals (name) ON DELETE CASCADE,
    description TEXT NOT NULL,
    sealed_secret BLOB NOT NULL,
    master_key TEXT NOT NULL,
    requests_per_second INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER
) STRICT;

CREATE INDEX access_keys_by_principal ON access_keys (principal, id);
CREATE INDEX access_keys_by_master_key ON access_keys (master_key);

-- Console sessions, by the hash of the cookie: a copy of this table signs nobody in.
CREATE TABLE console_sessions (
    token_hash BLOB PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES access_keys (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX console_sessions_by_expiry ON console_sessions (expires_at);

-- Moves with every change above, so that servers on one database notice each other's changes.
CREATE TABLE access_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO access_version (id, version) VALUES (1, 1);

-- Keys that the server made for itself, such as the one that seals the keys of objects; sealed as those of callers are.
CREATE TABLE server_secrets (
    name TEXT PRIMARY KEY,
    sealed_secret BLOB NOT NULL,
    master_key TEXT NOT NULL
) STRICT;
