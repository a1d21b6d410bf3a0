-- Since when something is deleted, in milliseconds since 1970: so long it is kept, and then cleared away.
ALTER TABLE runs ADD COLUMN deleted_at INTEGER;
ALTER TABLE experiments ADD COLUMN deleted_at INTEGER;
UPDATE runs SET deleted_at = start_time WHERE is_deleted = 1;
UPDATE experiments SET deleted_at = updated_at WHERE is_deleted = 1;
CREATE INDEX runs_by_deletion ON runs (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX logged_models_by_deletion ON logged_models (updated_at) WHERE is_deleted = 1;
