-- One word that stops everything: `larkcast pause --all`.

CREATE TABLE killSwitch (
    -- While its one row stands, no batch is claimed and none goes onto the wire, whatever its run's state.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL CHECK (at > 0),
    who TEXT NOT NULL,
    uid INTEGER,
    reason TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT;

CREATE TRIGGER killSwitchUpdate BEFORE UPDATE ON killSwitch
BEGIN SELECT RAISE(ABORT, 'a kill switch is set and lifted, never changed'); END;

CREATE TRIGGER batchKillSwitch BEFORE UPDATE OF state ON batch
    WHEN NEW.state IN ('claimed', 'dispatching') AND EXISTS (SELECT 1 FROM killSwitch)
BEGIN SELECT RAISE(ABORT, 'everything is paused'); END;
