-- What happened, in order. Each row's hash covers the row before it: see docs/journal.md.
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    project TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    parents TEXT NOT NULL,
    details TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX journal_by_subject ON journal (subject, sequence);
CREATE INDEX journal_by_project ON journal (project, sequence);
CREATE INDEX journal_by_actor ON journal (actor, sequence);
CREATE INDEX journal_by_verb ON journal (verb, sequence);

-- The same parents as in the facts, turned round: what came of a thing.
CREATE TABLE journal_links (
    parent TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (parent, sequence)
) WITHOUT ROWID, STRICT;

-- One row: the end of the chain, so that cutting off its tail shows.
CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- What requests with an Idempotency-Key created, for as long as a client may repeat them. Answers are made anew: nothing secret is kept here.
CREATE TABLE idempotent_creations (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    created TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT;

CREATE INDEX idempotent_creations_by_age ON idempotent_creations (at);
