-- The identity stays when a model is renamed: signatures hold on to it. Numbers of versions are never given twice.
CREATE TABLE registered_models (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    description TEXT,
    last_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX registered_models_by_name ON registered_models (project, name);
CREATE INDEX registered_models_by_update ON registered_models (project, updated_at);

CREATE TABLE registered_model_tags (
    model INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID, STRICT;

-- The source is what the client said, the storage where that leads. Of a deleted version only its number stays.
CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    project TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    storage TEXT NOT NULL,
    run TEXT NOT NULL,
    run_link TEXT,
    description TEXT,
    stage TEXT NOT NULL,
    is_deleted INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX model_versions_by_number ON model_versions (model, number);
CREATE INDEX model_versions_by_update ON model_versions (project, updated_at);
CREATE INDEX model_versions_by_run ON model_versions (project, run);
CREATE INDEX model_versions_by_stage ON model_versions (model, stage, number);

CREATE TABLE model_version_tags (
    version INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (version, key)
) WITHOUT ROWID, STRICT;

CREATE TABLE model_aliases (
    model INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (model, alias)
) WITHOUT ROWID, STRICT;

-- Each change of an alias; without a number it was taken away. Going back leads to the change that stands behind.
CREATE TABLE model_alias_changes (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    number INTEGER,
    behind INTEGER,
    way TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX model_alias_changes_by_alias ON model_alias_changes (model, alias, id);

-- The text is what was signed, to the byte.
CREATE TABLE model_manifests (
    version INTEGER PRIMARY KEY REFERENCES model_versions (id) ON DELETE CASCADE,
    manifest TEXT NOT NULL,
    signature BLOB NOT NULL,
    key TEXT NOT NULL
) STRICT;

-- What an alias or a stage asks of a version, as JSON.
CREATE TABLE model_gates (
    model INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    demands TEXT NOT NULL,
    PRIMARY KEY (model, target)
) WITHOUT ROWID, STRICT;

CREATE TABLE model_approvals (
    version INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    approver TEXT NOT NULL,
    role TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (version, target, approver)
) WITHOUT ROWID, STRICT;
