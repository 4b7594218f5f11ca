-- Audiences that Feishu's contacts resolve: what was found, who was left out and why, and the calls that takes.

-- Windows for the contacts and uploads; CHECKs cannot be altered, so the two small tables are written anew.
CREATE TABLE apiPauseNew (
    -- Every process rests until then before the next call of this API. What follows is one probe, then a slow start.
    appId TEXT NOT NULL,
    api TEXT NOT NULL CHECK (api IN ('batch_send', 'get_progress', 'read_user', 'recall', 'tenant_access_token',
        'contact_departments', 'contact_members', 'contact_people', 'contact_ids', 'upload')),
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
INSERT INTO apiPauseNew SELECT * FROM apiPause;
DROP TABLE apiPause;
ALTER TABLE apiPauseNew RENAME TO apiPause;

CREATE TABLE queryCallNew (
    -- Calls that are no sends, for their rate windows alone; old ones are deleted.
    id INTEGER PRIMARY KEY,
    appId TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('poll_progress', 'poll_readers', 'recall', 'recall_progress', 'token',
        'contact_departments', 'contact_members', 'contact_people', 'contact_ids', 'upload')),
    -- The instant of its beginning while it is under way, then that of its end.
    at INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    -- Counts the ends; NULL while it is under way.
    windowNumber INTEGER CHECK (windowNumber >= 1)
) STRICT;
INSERT INTO queryCallNew SELECT * FROM queryCall;
DROP TABLE queryCall;
ALTER TABLE queryCallNew RENAME TO queryCall;
-- The limit-th newest end tells whether a window is full.
CREATE UNIQUE INDEX queryCallWindow ON queryCall (appId, purpose, windowNumber) WHERE windowNumber IS NOT NULL;
-- Under way: they count as if they arrived now.
CREATE INDEX queryCallUnderWay ON queryCall (appId, purpose) WHERE windowNumber IS NULL;

-- Named in the audience, but no recipient could be found for it: an unknown address, somebody outside the app's range. Not
-- in "targeted", which counts what has an id; every sheet that is shown adds it to the targeted and to the invalid.
ALTER TABLE run ADD COLUMN unreachable INTEGER NOT NULL DEFAULT 0 CHECK (unreachable >= 0);
CREATE TRIGGER runUnreachable BEFORE UPDATE OF unreachable ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;

CREATE TABLE audienceSnapshot (
    -- Who an audience was when its run was frozen: its hash over recipients and everybody left out, and the latter with
    -- their reasons as JSON. The recipients themselves are in batchContent.
    runId TEXT PRIMARY KEY NOT NULL REFERENCES run (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    leftOut BLOB NOT NULL CHECK (length(leftOut) > 0)
) STRICT;
CREATE TRIGGER audienceSnapshotInsert BEFORE INSERT ON audienceSnapshot
    WHEN NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND state = 'planned')
BEGIN SELECT RAISE(ABORT, 'an audience is sealed with its run'); END;
CREATE TRIGGER audienceSnapshotUpdate BEFORE UPDATE ON audienceSnapshot
BEGIN SELECT RAISE(ABORT, 'a sealed audience does not change'); END;
CREATE TRIGGER audienceSnapshotDelete BEFORE DELETE ON audienceSnapshot
BEGIN SELECT RAISE(ABORT, 'a sealed audience is never deleted'); END;

CREATE TABLE contactCache (
    -- What the contacts answered a few minutes ago, so that ticks close together do not ask again; deleted when it is old.
    appId TEXT NOT NULL,
    -- SHA-256 over what was asked.
    key TEXT NOT NULL CHECK (length(key) = 64),
    at INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (appId, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE imageUpload (
    -- Pictures this app has uploaded, by their content: each is uploaded once.
    appId TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    imageKey TEXT NOT NULL CHECK (length(imageKey) BETWEEN 5 AND 256),
    at INTEGER NOT NULL,
    PRIMARY KEY (appId, sha256)
) STRICT, WITHOUT ROWID;
