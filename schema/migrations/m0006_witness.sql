-- What tells an earlier state of a store from the present one, and what is kept of batches that only the ledger remembers.

CREATE TABLE storeProgress (
    -- How often a batch was let onto the wire. A witness outside the store's folder remembers the number: whoever finds a
    -- lower one here has an earlier state before them.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    intents INTEGER NOT NULL CHECK (intents >= 0)
) STRICT;

INSERT INTO storeProgress (id, intents) SELECT 1, count(*) FROM attempt WHERE dispatchedAt IS NOT NULL;

CREATE TRIGGER storeProgressGrows BEFORE UPDATE ON storeProgress WHEN NEW.intents <= OLD.intents OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'the number of intents only grows'); END;
CREATE TRIGGER storeProgressDelete BEFORE DELETE ON storeProgress
BEGIN SELECT RAISE(ABORT, 'the progress row stays'); END;
CREATE TRIGGER attemptCounted AFTER UPDATE OF dispatchedAt ON attempt
    WHEN OLD.dispatchedAt IS NULL AND NEW.dispatchedAt IS NOT NULL
BEGIN UPDATE storeProgress SET intents = intents + 1 WHERE id = 1; END;

CREATE TABLE lostIntent (
    -- A batch that left according to the ledger, of a run this store has lost; the guard against repetition needs it.
    runId TEXT NOT NULL CHECK (length(runId) = 12 AND runId NOT GLOB '*[^0-9a-z]*'),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    attempt INTEGER NOT NULL,
    bodySHA256 TEXT NOT NULL CHECK (length(bodySHA256) = 64),
    -- When it left, by the clock of that time.
    at INTEGER NOT NULL,
    -- When the store was adopted.
    knownAt INTEGER NOT NULL,
    knownMono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    -- The newest run of the store at that time, by rowid: the lost one came after it.
    lastRun INTEGER NOT NULL,
    PRIMARY KEY (runId, ordinal, attempt)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lostIntentUpdate BEFORE UPDATE ON lostIntent
BEGIN SELECT RAISE(ABORT, 'lostIntent is append-only'); END;
CREATE TRIGGER lostIntentDelete BEFORE DELETE ON lostIntent
BEGIN SELECT RAISE(ABORT, 'lostIntent is append-only'); END;

-- Nobody can say what of this run left after the copy was made that has been adopted; nothing more of it does before
-- somebody has typed that it may go out twice.
ALTER TABLE run ADD COLUMN unwitnessed INTEGER NOT NULL DEFAULT 0 CHECK (unwitnessed IN (0, 1));

CREATE TRIGGER batchUnwitnessed BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND unwitnessed = 1)
BEGIN SELECT RAISE(ABORT, 'nobody has said that the rest of the run may go out twice'); END;
