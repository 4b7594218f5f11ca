-- Limits that outlive a process: rests with their recovery, stops of a whole app, calls that are no sends, and what a run
-- may still spend on trying again.

CREATE TABLE apiPause (
    -- Every process rests until then before the next call of this API. What follows is one probe, then a slow start.
    appId TEXT NOT NULL,
    api TEXT NOT NULL CHECK (api IN ('batch_send', 'get_progress', 'read_user', 'recall', 'tenant_access_token')),
    untilWall INTEGER NOT NULL,
    untilMono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Rests in a row with no good answer between them.
    refusals INTEGER NOT NULL DEFAULT 1 CHECK (refusals >= 1),
    -- When a call that was claimed after the rest was answered; NULL until then.
    provenMono INTEGER,
    provenBootId TEXT,
    PRIMARY KEY (appId, api),
    CHECK ((provenMono IS NULL) = (provenBootId IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO apiPause (appId, api, untilWall, untilMono, bootId, reason)
SELECT appId, 'batch_send', untilWall, untilMono, bootId, reason FROM appPause;
DROP TABLE appPause;

CREATE TABLE appStop (
    -- A used up quota: no run of the app sends until then, or until an operator resumes one.
    appId TEXT PRIMARY KEY NOT NULL,
    reason TEXT NOT NULL,
    stoppedAt INTEGER NOT NULL,
    untilWall INTEGER NOT NULL CHECK (untilWall > stoppedAt)
) STRICT;

CREATE TABLE queryCall (
    -- Calls that are no sends, for their rate windows alone; old ones are deleted.
    id INTEGER PRIMARY KEY,
    appId TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('poll_progress', 'poll_readers', 'recall', 'recall_progress', 'token')),
    -- The instant of its beginning while it is under way, then that of its end.
    at INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    -- Counts the ends; NULL while it is under way.
    windowNumber INTEGER CHECK (windowNumber >= 1)
) STRICT;

-- The limit-th newest end tells whether a window is full.
CREATE UNIQUE INDEX queryCallWindow ON queryCall (appId, purpose, windowNumber) WHERE windowNumber IS NOT NULL;
-- Under way: they count as if they arrived now.
CREATE INDEX queryCallUnderWay ON queryCall (appId, purpose) WHERE windowNumber IS NULL;

-- What a run may still spend on tries that do not bring it further; at nothing it is paused.
ALTER TABLE run ADD COLUMN retryTokens INTEGER NOT NULL DEFAULT 500 CHECK (retryTokens BETWEEN 0 AND 500);
