-- What the scheduler knows of the manifests, when each batch is looked at next, and what was asked of Feishu each month.

CREATE TABLE job (
    -- A manifest with a schedule, as a tick or the daemon saw it last.
    job TEXT PRIMARY KEY NOT NULL CHECK (length(job) BETWEEN 1 AND 64),
    path TEXT NOT NULL,
    -- Over the file's bytes, so that an edit is noticed.
    manifestSHA256 TEXT NOT NULL CHECK (length(manifestSHA256) = 64),
    firstSeenAt INTEGER NOT NULL CHECK (firstSeenAt > 0),
    -- Every firing up to this instant has been decided.
    examinedAt INTEGER NOT NULL CHECK (examinedAt > 0),
    -- When the file was found to be gone; NULL while it is there.
    removedAt INTEGER
) STRICT, WITHOUT ROWID;

-- A manifest may be edited and come back, but what was decided stays decided, whatever the clock says.
CREATE TRIGGER jobExamined BEFORE UPDATE OF examinedAt ON job WHEN NEW.examinedAt < OLD.examinedAt
BEGIN SELECT RAISE(ABORT, 'what was examined stays examined'); END;
CREATE TRIGGER jobDelete BEFORE DELETE ON job
BEGIN SELECT RAISE(ABORT, 'a job that was seen stays known'); END;

CREATE TABLE clockMark (
    -- The latest look at the clock: one that shows much less cannot decide what is due.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    wall INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL
) STRICT;

-- When delivery and reads are asked for next; NULL when nothing is to be expected any more.
ALTER TABLE batch ADD COLUMN nextPollAt INTEGER;
CREATE INDEX batchPoll ON batch (nextPollAt) WHERE nextPollAt IS NOT NULL;
-- What was sent by an earlier version is followed from now on.
UPDATE batch SET nextPollAt = (SELECT coalesce(sentAt, createdAt) FROM run WHERE run.id = batch.runId)
WHERE batchMessageId IS NOT NULL AND (SELECT state FROM run WHERE run.id = batch.runId) <> 'settled';

-- A tick looks for these every minute, among years of runs that are over.
CREATE INDEX runOpen ON run (state) WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted', 'sent');

CREATE TABLE callMonth (
    -- Calls of an app in a calendar month of UTC+8, in which Feishu counts its monthly plans.
    appId TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    calls INTEGER NOT NULL CHECK (calls >= 0),
    PRIMARY KEY (appId, month)
) STRICT, WITHOUT ROWID;
