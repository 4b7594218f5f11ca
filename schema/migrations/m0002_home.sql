-- Where a store is at home, and how it is cared for.
--
-- A store that was copied, restored or moved to another machine knows nothing of what its twin has sent since. Whoever is
-- about to send compares these rows with what is found, and stops at the first difference.

CREATE TABLE storeHome (
    -- Settled by the first runner; larkcast adopt settles it anew.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- SHA-256 over the machine's id; NULL where there is none.
    machine TEXT CHECK (length(machine) = 64),
    -- The file's own number in its file system: a copy has another one.
    inode INTEGER,
    path TEXT,
    -- Whether a ledger stands beside the store; losing it is losing the second witness.
    hasLedger INTEGER NOT NULL DEFAULT 0 CHECK (hasLedger IN (0, 1)),
    -- What was found to be wrong; nothing is claimed until an operator has adopted the store.
    suspicion TEXT CHECK (length(suspicion) > 0)
) STRICT;

CREATE TABLE storeCare (
    -- When the file was last looked through, and when it was last copied.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    checkedAt INTEGER,
    backedUpAt INTEGER,
    backupPath TEXT,
    CHECK ((backedUpAt IS NULL) = (backupPath IS NULL))
) STRICT;

INSERT INTO storeHome (id) VALUES (1);
INSERT INTO storeCare (id) VALUES (1);

CREATE TRIGGER storeHomeDelete BEFORE DELETE ON storeHome
BEGIN SELECT RAISE(ABORT, 'the home row stays'); END;
CREATE TRIGGER storeCareDelete BEFORE DELETE ON storeCare
BEGIN SELECT RAISE(ABORT, 'the care row stays'); END;

-- Nothing leaves a store whose twin may have sent it.
CREATE TRIGGER batchAtHome BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM storeHome WHERE id = 1 AND suspicion IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the store has not been adopted'); END;
