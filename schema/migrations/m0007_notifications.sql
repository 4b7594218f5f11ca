-- Who is told of what, by which rules a scheduled time was decided, and what the server's clock showed.

-- Who gets the cards about the run; an id of the run's app.
ALTER TABLE run ADD COLUMN owner TEXT CHECK (owner IS NULL OR (owner GLOB 'ou_*' AND length(owner) BETWEEN 4 AND 67));
-- The version of the time zone rules by which the occurrence was decided; NULL for a run on demand.
ALTER TABLE run ADD COLUMN tzdata TEXT CHECK (tzdata IS NULL OR length(tzdata) BETWEEN 1 AND 64);

CREATE TABLE notification (
    -- One thing to be told by one way. Rows are made from the audit, whose entries stand in the same transaction as what
    -- they report, together with the mark below: what happened is queued once, whoever dies when.
    id INTEGER PRIMARY KEY,
    auditId INTEGER NOT NULL REFERENCES audit (id),
    runId TEXT NOT NULL REFERENCES run (id),
    kind TEXT NOT NULL CHECK (kind IN
        ('start', 'finish', 'missed', 'skipped', 'halt', 'pause', 'approval', 'gate_failed', 'recall')),
    channel TEXT NOT NULL CHECK (channel IN ('webhook', 'owner')),
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'given_up')),
    -- Counted before each try, so that of two processes one tries, and a death counts as a failure.
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- When it is tried next.
    dueAt INTEGER NOT NULL,
    -- What the last try met; never an address.
    problem TEXT,
    UNIQUE (auditId, channel)
) STRICT;

CREATE INDEX notificationPending ON notification (dueAt, id) WHERE state = 'pending';

CREATE TRIGGER notificationEnds BEFORE UPDATE OF state ON notification
    WHEN OLD.state <> 'pending' AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'a notification ends once'); END;
CREATE TRIGGER notificationDelete BEFORE DELETE ON notification
BEGIN SELECT RAISE(ABORT, 'notifications are kept'); END;

CREATE TABLE notificationMark (
    -- The audit is told of up to this entry.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    auditId INTEGER NOT NULL CHECK (auditId >= 0)
) STRICT;

-- What happened before is no news.
INSERT INTO notificationMark (id, auditId) SELECT 1, coalesce(max(id), 0) FROM audit;

CREATE TRIGGER notificationMarkGrows BEFORE UPDATE ON notificationMark
    WHEN NEW.auditId <= OLD.auditId OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'what was told of stays told of'); END;
CREATE TRIGGER notificationMarkDelete BEFORE DELETE ON notificationMark
BEGIN SELECT RAISE(ABORT, 'the mark stays'); END;

CREATE TABLE serverClock (
    -- The Date of Feishu's last answer, and the monotonic clock when it came: from the two follows what the server's clock
    -- shows at any time of the same boot, whatever the wall clock does.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    said INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL
) STRICT;
