-- The direct channel: one im/v1/messages call for each person or group, with a uuid that makes an unknown outcome repeatable.

-- CHECKs cannot be altered, and the tables below are too large and too much referred to for writing them anew. What they allow is
-- widened in place, as https://www.sqlite.org/lang_altertable.html section 7 describes for changes that touch no stored row.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'unit IN (''people'', ''departments'')', 'unit IN (''people'', ''departments'', ''chats'')')
WHERE type = 'table' AND name = 'run';
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'idKind IN (''open_id'', ''user_id'', ''union_id'', ''department_id'')',
    'idKind IN (''open_id'', ''user_id'', ''union_id'', ''department_id'', ''chat_id'')'),
    'batchMessageId GLOB ''bm[-_]*''', 'batchMessageId GLOB ''[bo]m[-_]*''')
WHERE type = 'table' AND name = 'batch';
UPDATE sqlite_schema SET sql = replace(replace(sql, 'api = ''batch_send''', 'api IN (''batch_send'', ''messages'')'),
    '''rejected'', ''in_doubt'')', '''rejected'', ''in_doubt'', ''repeatable'')')
WHERE type = 'table' AND name = 'attempt';
UPDATE sqlite_schema SET sql = replace(sql, '''contact_ids'', ''upload'')',
    '''contact_ids'', ''upload'', ''messages'', ''read_users'', ''message_recall'', ''pins'')')
WHERE type = 'table' AND name = 'apiPause';
UPDATE sqlite_schema SET sql = replace(sql, '''contact_ids'', ''upload'')',
    '''contact_ids'', ''upload'', ''message_readers'', ''message_recall'', ''pin'')')
WHERE type = 'table' AND name = 'queryCall';
PRAGMA writable_schema = RESET;

-- By which of Feishu's interfaces a run is sent. On the direct channel a batch is one message to one recipient.
ALTER TABLE run ADD COLUMN channel TEXT NOT NULL DEFAULT 'batch' CHECK (channel IN ('batch', 'direct'));
-- Whether each message to a group is pinned there.
ALTER TABLE run ADD COLUMN pinsInChats INTEGER NOT NULL DEFAULT 0 CHECK (pinsInChats IN (0, 1));
-- A try of this message may have reached Feishu, and the same uuid may be sent again for a while: pending, and yet not unsent.
ALTER TABLE batch ADD COLUMN mayHaveLeft INTEGER NOT NULL DEFAULT 0 CHECK (mayHaveLeft IN (0, 1));
-- Whether the message was pinned in its group: 1 it was, 0 Feishu refused; NULL while nobody has asked.
ALTER TABLE batch ADD COLUMN pinned INTEGER CHECK (pinned IS NULL OR (pinned IN (0, 1) AND idKind = 'chat_id'));
-- What stands between bodyHead and bodyTail of a direct message: the recipient, the uuid, what is personal. NULL for a batch, where
-- that is "recipients".
ALTER TABLE batchContent ADD COLUMN ownBytes BLOB CHECK (length(ownBytes) > 2);

CREATE TRIGGER runChannel BEFORE UPDATE OF channel, pinsInChats ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;

CREATE TRIGGER batchOwnBytes BEFORE INSERT ON batchContent WHEN (NEW.ownBytes IS NULL) <> (
    SELECT channel = 'batch' FROM batch JOIN run ON run.id = batch.runId WHERE batch.id = NEW.batchId)
BEGIN SELECT RAISE(ABORT, 'a direct message has bytes of its own, a batch has none'); END;

CREATE TRIGGER batchChannel BEFORE INSERT ON batch WHEN EXISTS (
    SELECT 1 FROM run WHERE id = NEW.runId AND CASE channel
        WHEN 'direct' THEN NEW.recipientCount <> 1 OR NEW.idKind = 'department_id' ELSE NEW.idKind = 'chat_id' END)
BEGIN SELECT RAISE(ABORT, 'the channel does not carry this batch'); END;

CREATE TRIGGER batchMessageChannel BEFORE UPDATE OF batchMessageId ON batch WHEN NEW.batchMessageId IS NOT OLD.batchMessageId
    AND substr(NEW.batchMessageId, 1, 1) <> (SELECT CASE channel WHEN 'direct' THEN 'o' ELSE 'b' END FROM run WHERE id = NEW.runId)
BEGIN SELECT RAISE(ABORT, 'the id is one of the other channel'); END;

CREATE TRIGGER attemptChannel BEFORE INSERT ON attempt WHEN NEW.api <> (
    SELECT CASE channel WHEN 'direct' THEN 'messages' ELSE 'batch_send' END
    FROM batch JOIN run ON run.id = batch.runId WHERE batch.id = NEW.batchId)
BEGIN SELECT RAISE(ABORT, 'an attempt goes by the channel of its run'); END;

-- batch_send has no uuid: nothing about it may ever be repeated.
CREATE TRIGGER attemptRepeatable BEFORE UPDATE OF outcome ON attempt WHEN NEW.outcome = 'repeatable' AND NEW.api <> 'messages'
BEGIN SELECT RAISE(ABORT, 'only a message with a uuid may be repeated'); END;

DROP TRIGGER batchResult;
CREATE TRIGGER batchResult BEFORE UPDATE OF state ON batch
    WHEN OLD.state IN ('claimed', 'dispatching') AND NEW.state <> 'dispatching' AND NOT EXISTS (
        SELECT 1 FROM attempt WHERE batchId = NEW.id AND number = NEW.attemptCount AND finishedAt IS NOT NULL
            AND CASE NEW.state
                WHEN 'pending' THEN outcome IN ('not_sent', 'throttled', 'token_refused')
                    OR (outcome = 'repeatable' AND NEW.mayHaveLeft = 1)
                ELSE outcome = NEW.state END)
BEGIN SELECT RAISE(ABORT, 'a batch follows the outcome of its attempt'); END;

-- Once a try may have arrived, only an acceptance or a person can say what became of the message.
CREATE TRIGGER batchMayHaveLeft BEFORE UPDATE OF mayHaveLeft ON batch WHEN NEW.mayHaveLeft <> OLD.mayHaveLeft
    AND NOT (CASE NEW.mayHaveLeft
        WHEN 1 THEN OLD.state = 'dispatching' AND NEW.state = 'pending'
        ELSE (OLD.state = 'dispatching' AND NEW.state IN ('accepted', 'accepted_without_id', 'in_doubt'))
            OR (OLD.state = 'pending' AND NEW.state = 'in_doubt') END)
BEGIN SELECT RAISE(ABORT, 'what may have left stays so until it is known'); END;

CREATE TRIGGER batchOutlived BEFORE UPDATE OF state ON batch WHEN
    (OLD.state = 'pending' AND NEW.state = 'in_doubt' AND OLD.mayHaveLeft = 0)
    OR (NEW.state IN ('cancelled', 'rejected') AND OLD.mayHaveLeft = 1)
BEGIN SELECT RAISE(ABORT, 'a message that may have left is in doubt, no other is'); END;

CREATE TRIGGER batchPinned BEFORE UPDATE OF pinned ON batch WHEN NEW.pinned IS NOT OLD.pinned
    AND (OLD.pinned IS NOT NULL OR NEW.batchMessageId IS NULL
        OR NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND pinsInChats = 1))
BEGIN SELECT RAISE(ABORT, 'a message that was sent to a group is pinned once'); END;

-- Messages whose uuid may have had its time; few at any moment.
CREATE INDEX batchRepeated ON batch (runId) WHERE state = 'pending' AND mayHaveLeft = 1;
-- Messages that are still to be pinned.
CREATE INDEX batchUnpinned ON batch (runId, ordinal) WHERE idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL;

DROP TRIGGER batchTransitionInsert;
INSERT INTO batchTransition VALUES ('pending', 'in_doubt');
CREATE TRIGGER batchTransitionInsert BEFORE INSERT ON batchTransition
BEGIN SELECT RAISE(ABORT, 'batchTransition is part of the schema'); END;
