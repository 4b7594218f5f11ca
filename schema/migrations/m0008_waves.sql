-- Runs that leave in waves, and tests: the real message to a few named people before the campaign.

CREATE TABLE wave (
    -- A part of a run that leaves before the next; only runs with more than one have any.
    runId TEXT NOT NULL REFERENCES run (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    firstOrdinal INTEGER NOT NULL CHECK (firstOrdinal >= 1),
    lastOrdinal INTEGER NOT NULL CHECK (lastOrdinal >= firstOrdinal),
    -- Seconds between the last answer to this wave and the first batch of the next.
    waitSeconds INTEGER NOT NULL CHECK (waitSeconds BETWEEN 0 AND 86400),
    -- The gate behind it: figures above these pause the run.
    mostInvalidPercent INTEGER NOT NULL CHECK (mostInvalidPercent BETWEEN 0 AND 100),
    mostRejected INTEGER NOT NULL CHECK (mostRejected >= 0),
    mostInDoubt INTEGER NOT NULL CHECK (mostInDoubt >= 0),
    -- When its gate was found closed; an operator who resumes goes past it.
    failedAt INTEGER,
    -- When the next wave leaves; NULL while this one is not through its gate.
    nextAt INTEGER,
    -- How long that was to go, and by which clock that cannot be set.
    nextInMilliseconds INTEGER CHECK (nextInMilliseconds >= 0),
    nextMono INTEGER,
    nextBootId TEXT,
    PRIMARY KEY (runId, number),
    CHECK ((nextAt IS NULL) = (nextInMilliseconds IS NULL) AND (nextAt IS NULL) = (nextMono IS NULL)
        AND (nextAt IS NULL) = (nextBootId IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER waveInsert BEFORE INSERT ON wave WHEN NEW.failedAt IS NOT NULL OR NEW.nextAt IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND state = 'planned')
BEGIN SELECT RAISE(ABORT, 'waves are frozen with their run'); END;
CREATE TRIGGER waveIdentity BEFORE UPDATE OF runId, number, firstOrdinal, lastOrdinal, waitSeconds, mostInvalidPercent,
    mostRejected, mostInDoubt ON wave
BEGIN SELECT RAISE(ABORT, 'a frozen wave does not change'); END;
CREATE TRIGGER waveOnce BEFORE UPDATE OF failedAt, nextAt, nextInMilliseconds, nextMono, nextBootId ON wave
    WHEN OLD.nextAt IS NOT NULL OR (OLD.failedAt IS NOT NULL AND NEW.failedAt IS NOT OLD.failedAt)
BEGIN SELECT RAISE(ABORT, 'a gate is passed once'); END;
CREATE TRIGGER waveDelete BEFORE DELETE ON wave
BEGIN SELECT RAISE(ABORT, 'waves are never deleted'); END;

-- The last batch that may leave; NULL when all may.
ALTER TABLE run ADD COLUMN openThrough INTEGER CHECK (openThrough >= 1);
CREATE TRIGGER runOpens BEFORE UPDATE OF openThrough ON run WHEN NEW.openThrough IS NOT OLD.openThrough AND (
    OLD.openThrough IS NULL OR NEW.openThrough IS NULL OR NEW.openThrough <= OLD.openThrough
    OR EXISTS (SELECT 1 FROM batch WHERE runId = OLD.id AND ordinal <= OLD.openThrough
        AND state IN ('pending', 'claimed', 'dispatching'))
    OR NOT EXISTS (SELECT 1 FROM wave WHERE runId = OLD.id AND lastOrdinal = OLD.openThrough AND nextAt IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'the wave before is not through its gate'); END;
CREATE TRIGGER batchWave BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND openThrough < NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'the wave of the batch is not open'); END;

-- A test is no execution of its job: it is never continued, found or counted as one.
ALTER TABLE run ADD COLUMN isTest INTEGER NOT NULL DEFAULT 0 CHECK (isTest IN (0, 1));
CREATE TRIGGER runIsTest BEFORE UPDATE OF isTest ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;
DROP INDEX runUnfinished;
CREATE UNIQUE INDEX runUnfinished ON run (job, isTest)
    WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted');
