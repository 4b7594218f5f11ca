-- What a clock that ran ahead has decided can be taken back, and what a manifest promised next is known while it is broken.

-- An occurrence that was let go by before its time, because the clock ran ahead: it stays on record, and its time is decided
-- once more.
ALTER TABLE run ADD COLUMN voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1) AND (voided = 0 OR state IN ('missed', 'skipped')));

-- One occurrence of a job has one run, however many processes start it; what is void is none.
DROP INDEX runOccurrence;
CREATE UNIQUE INDEX runOccurrence ON run (job, occurrence) WHERE occurrence IS NOT NULL AND voided = 0;

-- Only the clock that an operator has accepted, and that is behind the record, tells that it was made too early.
CREATE TRIGGER runVoided BEFORE UPDATE OF voided ON run WHEN NEW.voided <> OLD.voided
    AND (NEW.voided = 0 OR NOT EXISTS (SELECT 1 FROM clockMark WHERE wall < NEW.createdAt))
BEGIN SELECT RAISE(ABORT, 'only what a clock that ran ahead has let go by is void'); END;
CREATE TRIGGER runVoidedInsert BEFORE INSERT ON run WHEN NEW.voided <> 0
BEGIN SELECT RAISE(ABORT, 'no run begins as void'); END;

-- What was decided stays decided, unless the mark of the clock itself was put back: then it is decided again from there on.
DROP TRIGGER jobExamined;
CREATE TRIGGER jobExamined BEFORE UPDATE OF examinedAt ON job WHEN NEW.examinedAt < OLD.examinedAt
    AND NOT EXISTS (SELECT 1 FROM clockMark WHERE wall = NEW.examinedAt)
BEGIN SELECT RAISE(ABORT, 'what was examined stays examined'); END;

-- The firing that follows the examined instant, with what its record needs: all that is known of it while the manifest cannot
-- be read. NULL when there is none, and when the manifest wants it sent late.
ALTER TABLE job ADD COLUMN nextOccurrence TEXT;
-- The last instant at which it may start.
ALTER TABLE job ADD COLUMN nextStartBy INTEGER CHECK ((nextStartBy IS NULL) = (nextOccurrence IS NULL));
ALTER TABLE job ADD COLUMN nextTzdata TEXT;
ALTER TABLE job ADD COLUMN title TEXT;
ALTER TABLE job ADD COLUMN appId TEXT CHECK (nextOccurrence IS NULL OR (appId IS NOT NULL AND title IS NOT NULL));
ALTER TABLE job ADD COLUMN owner TEXT;
