-- A fresh larkcast store; made from schema/migrations by SchemaTests, never edited by hand.
PRAGMA application_id = 1279349323;
PRAGMA user_version = 13;

CREATE TABLE storeIdentity (
    -- Names this store, so that a copy of it can be told from the original.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    instanceId TEXT NOT NULL CHECK (length(instanceId) = 32),
    createdAt INTEGER NOT NULL CHECK (createdAt > 0)
) STRICT;

CREATE TABLE runner (
    -- The one process that may send; the epoch is what a superseded process no longer has.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    pid INTEGER,
    host TEXT,
    bootId TEXT,
    acquiredAt INTEGER
) STRICT;

CREATE TABLE batchTransition (
    -- Every step a batch may take; JobModel's BatchState.successors says the same.
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    PRIMARY KEY ("from", "to")
) STRICT, WITHOUT ROWID;

CREATE TABLE runTransition (
    -- Every step a run may take; JobModel's RunState.successors says the same.
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    PRIMARY KEY ("from", "to")
) STRICT, WITHOUT ROWID;

CREATE TABLE recallTransition (
    -- Every step of taking a run back; JobModel's RecallState.successors says the same.
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    PRIMARY KEY ("from", "to")
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    -- One execution of a job.
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 12 AND id NOT GLOB '*[^0-9a-z]*'),
    job TEXT NOT NULL CHECK (length(job) BETWEEN 1 AND 64),
    title TEXT NOT NULL,
    appId TEXT NOT NULL,
    -- The scheduled civil time or the operator's own key; NULL on demand.
    occurrence TEXT CHECK (length(occurrence) > 0),
    -- Of a run that was let go by (missed, skipped) there is no plan: the hashes are empty and nothing is targeted.
    planSHA256 TEXT NOT NULL,
    contentSHA256 TEXT NOT NULL,
    audienceSHA256 TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('people', 'departments', 'chats')),
    targeted INTEGER NOT NULL CHECK (targeted >= 0),
    excluded INTEGER NOT NULL CHECK (excluded >= 0),
    duplicate INTEGER NOT NULL CHECK (duplicate >= 0),
    batchCount INTEGER NOT NULL CHECK (batchCount >= 0),
    recipientCount INTEGER NOT NULL CHECK (recipientCount >= 0),
    batchSize INTEGER NOT NULL CHECK (batchSize BETWEEN 1 AND 200),
    inFlight INTEGER NOT NULL CHECK (inFlight BETWEEN 1 AND 16),
    maxInDoubt INTEGER NOT NULL CHECK (maxInDoubt >= 1),
    notAfterSeconds INTEGER NOT NULL CHECK (notAfterSeconds BETWEEN 0 AND 31622400),
    trackingSeconds INTEGER NOT NULL CHECK (trackingSeconds BETWEEN 0 AND 31622400),
    -- The earlier run this one repeats on purpose.
    repeatOf TEXT REFERENCES run (id),
    -- Doubts an operator knew of when saying "go on with the rest"; the next maxInDoubt new ones halt the run again.
    acknowledgedDoubts INTEGER NOT NULL DEFAULT 0 CHECK (acknowledgedDoubts >= 0),
    state TEXT NOT NULL CHECK (state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted', 'sent', 'settled',
        'cancelled', 'missed', 'skipped', 'expired')),
    stateReason TEXT,
    recall TEXT NOT NULL DEFAULT 'none' CHECK (recall IN ('none', 'requested', 'recalled', 'partial', 'refused')),
    createdAt INTEGER NOT NULL CHECK (createdAt > 0),
    startedAt INTEGER,
    -- Nothing is sent at or after this instant: startedAt plus notAfterSeconds.
    notAfter INTEGER,
    sentAt INTEGER,
    settledAt INTEGER, retryTokens INTEGER NOT NULL DEFAULT 500 CHECK (retryTokens BETWEEN 0 AND 500), unwitnessed INTEGER NOT NULL DEFAULT 0 CHECK (unwitnessed IN (0, 1)), owner TEXT CHECK (owner IS NULL OR (owner GLOB 'ou_*' AND length(owner) BETWEEN 4 AND 67)), tzdata TEXT CHECK (tzdata IS NULL OR length(tzdata) BETWEEN 1 AND 64), openThrough INTEGER CHECK (openThrough >= 1), isTest INTEGER NOT NULL DEFAULT 0 CHECK (isTest IN (0, 1)), unreachable INTEGER NOT NULL DEFAULT 0 CHECK (unreachable >= 0), channel TEXT NOT NULL DEFAULT 'batch' CHECK (channel IN ('batch', 'direct')), pinsInChats INTEGER NOT NULL DEFAULT 0 CHECK (pinsInChats IN (0, 1)), voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1) AND (voided = 0 OR state IN ('missed', 'skipped'))),
    -- The balance sheet adds up from the first moment.
    CHECK (targeted = recipientCount + excluded + duplicate),
    CHECK ((startedAt IS NULL) = (notAfter IS NULL)),
    CHECK (state NOT IN ('sending', 'halted', 'sent', 'settled') OR startedAt IS NOT NULL),
    CHECK ((state IN ('sent', 'settled')) = (sentAt IS NOT NULL)),
    CHECK ((state = 'settled') = (settledAt IS NOT NULL)),
    CHECK (CASE WHEN state IN ('missed', 'skipped')
        THEN planSHA256 = '' AND contentSHA256 = '' AND audienceSHA256 = '' AND batchCount = 0 AND recipientCount = 0
        ELSE length(planSHA256) = 64 AND length(contentSHA256) = 64 AND length(audienceSHA256) = 64 AND batchCount > 0
        END)
) STRICT;

CREATE TABLE runContent (
    -- The bytes all batches of a run share, and the manifest they came from; written once.
    runId TEXT PRIMARY KEY NOT NULL REFERENCES run (id),
    manifest BLOB NOT NULL,
    -- A request body is bodyHead, the batch's recipients, bodyTail.
    bodyHead BLOB NOT NULL,
    bodyTail BLOB NOT NULL
, sources TEXT CHECK (sources GLOB '{*}')) STRICT;

CREATE TABLE batch (
    -- One batch_send call. The row stays small, because it is rewritten with each step; its bytes are in batchContent.
    id INTEGER PRIMARY KEY,
    runId TEXT NOT NULL REFERENCES run (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    label TEXT NOT NULL,
    idKind TEXT NOT NULL CHECK (idKind IN ('open_id', 'user_id', 'union_id', 'department_id', 'chat_id')),
    recipientCount INTEGER NOT NULL CHECK (recipientCount BETWEEN 1 AND 200),
    bodySHA256 TEXT NOT NULL CHECK (length(bodySHA256) = 64),
    state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'dispatching', 'accepted', 'accepted_without_id',
        'rejected', 'in_doubt', 'resolved_sent', 'abandoned', 'cancelled')),
    -- The epoch of the runner that holds it.
    epoch INTEGER,
    -- The batch rests until this instant.
    notBefore INTEGER NOT NULL DEFAULT 0,
    attemptCount INTEGER NOT NULL DEFAULT 0 CHECK (attemptCount >= 0),
    -- Feishu's name; two batches can never share one.
    batchMessageId TEXT UNIQUE CHECK (batchMessageId GLOB '[bo]m[-_]*' AND length(batchMessageId) BETWEEN 7 AND 131
        AND substr(batchMessageId, 4) NOT GLOB '*[^A-Za-z0-9_-]*'),
    invalidCount INTEGER NOT NULL DEFAULT 0,
    -- The newest known figures; a figure that a later sample lacks stays.
    valid INTEGER CHECK (valid >= 0),
    delivered INTEGER CHECK (delivered >= 0),
    read INTEGER CHECK (read >= 0),
    recalled INTEGER CHECK (recalled >= 0),
    sampledAt INTEGER,
    -- Somebody wants it taken back, whether or not that can be done.
    recallWanted INTEGER NOT NULL DEFAULT 0 CHECK (recallWanted IN (0, 1)),
    -- How far that has gone; NULL until Feishu answered.
    recall TEXT CHECK (recall IN ('requested', 'confirmed', 'partial', 'too_old', 'refused')), nextPollAt INTEGER, mayHaveLeft INTEGER NOT NULL DEFAULT 0 CHECK (mayHaveLeft IN (0, 1)), pinned INTEGER CHECK (pinned IS NULL OR (pinned IN (0, 1) AND idKind = 'chat_id')), strayInvalidCount INTEGER NOT NULL DEFAULT 0 CHECK (strayInvalidCount >= 0),
    UNIQUE (runId, ordinal),
    CHECK ((state IN ('claimed', 'dispatching')) = (epoch IS NOT NULL)),
    CHECK (CASE state WHEN 'accepted' THEN batchMessageId IS NOT NULL
        WHEN 'resolved_sent' THEN 1 ELSE batchMessageId IS NULL END),
    CHECK (invalidCount BETWEEN 0 AND recipientCount),
    CHECK (invalidCount = 0 OR state IN ('accepted', 'accepted_without_id')),
    CHECK (recall IS NULL OR (batchMessageId IS NOT NULL AND recallWanted = 1))
) STRICT;

CREATE TABLE batchContent (
    -- The recipients of a batch as the exact bytes of a JSON array; written once.
    batchId INTEGER PRIMARY KEY REFERENCES batch (id),
    recipients BLOB NOT NULL CHECK (length(recipients) > 2)
, ownBytes BLOB CHECK (length(ownBytes) > 2)) STRICT;

CREATE TABLE attempt (
    -- One try at sending a batch; append-only. It is written before connecting, marked before the first byte, closed once.
    id INTEGER PRIMARY KEY,
    batchId INTEGER NOT NULL REFERENCES batch (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    appId TEXT NOT NULL,
    api TEXT NOT NULL CHECK (api IN ('batch_send', 'messages')),
    epoch INTEGER NOT NULL,
    bodySHA256 TEXT NOT NULL,
    claimedAt INTEGER NOT NULL,
    claimedMono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    dispatchedAt INTEGER,
    finishedAt INTEGER,
    finishedMono INTEGER,
    finishedBootId TEXT,
    -- Counts the requests of an app in the order of their ends; the limit-th newest tells whether a rate window is full.
    windowNumber INTEGER CHECK (windowNumber >= 1),
    outcome TEXT CHECK (outcome IN ('not_sent', 'throttled', 'token_refused', 'accepted', 'accepted_without_id',
        'rejected', 'in_doubt', 'repeatable')),
    -- Evidence: what a person wants to see before deciding.
    firstByte TEXT,
    curlCode INTEGER,
    httpStatus INTEGER,
    feishuCode INTEGER,
    feishuSubCode INTEGER,
    message TEXT,
    logId TEXT,
    peer TEXT,
    bytesSent INTEGER,
    responseBody BLOB CHECK (length(responseBody) <= 65536),
    hint TEXT,
    UNIQUE (batchId, number),
    CHECK ((finishedAt IS NULL) = (outcome IS NULL)),
    CHECK ((finishedAt IS NULL) = (finishedMono IS NULL)),
    CHECK ((finishedAt IS NULL) = (finishedBootId IS NULL)),
    CHECK ((windowNumber IS NOT NULL) = (dispatchedAt IS NOT NULL AND finishedAt IS NOT NULL)),
    CHECK (outcome IS NULL OR (outcome = 'not_sent') = (dispatchedAt IS NULL))
) STRICT;

CREATE TABLE invalidRecipient (
    -- Ids of an accepted batch that Feishu called invalid.
    batchId INTEGER NOT NULL REFERENCES batch (id),
    idKind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    PRIMARY KEY (batchId, idKind, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE resolution (
    -- What an operator decided about a batch in doubt: once for each attempt, never taken back.
    id INTEGER PRIMARY KEY,
    batchId INTEGER NOT NULL REFERENCES batch (id),
    attemptNumber INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('sent', 'not_sent', 'abandoned')),
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    who TEXT NOT NULL,
    uid INTEGER,
    at INTEGER NOT NULL,
    UNIQUE (batchId, attemptNumber)
) STRICT;

CREATE TABLE progress (
    -- What Feishu reported about a batch at one instant; append-only.
    id INTEGER PRIMARY KEY,
    batchId INTEGER NOT NULL REFERENCES batch (id),
    sampledAt INTEGER NOT NULL,
    valid INTEGER CHECK (valid >= 0),
    delivered INTEGER CHECK (delivered >= 0),
    read INTEGER CHECK (read >= 0),
    recalled INTEGER CHECK (recalled >= 0),
    isRecalled INTEGER CHECK (isRecalled IN (0, 1)),
    -- From read_user, which counts on its own.
    readCount INTEGER CHECK (readCount >= 0),
    readTotal INTEGER CHECK (readTotal >= 0)
) STRICT;

CREATE TABLE recallStep (
    -- Each request to take a batch back and each look at how far that went; append-only.
    id INTEGER PRIMARY KEY,
    batchId INTEGER NOT NULL REFERENCES batch (id),
    at INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('request', 'verification')),
    -- Where the batch stood after it; NULL when the answer decided nothing.
    recall TEXT CHECK (recall IN ('requested', 'confirmed', 'partial', 'too_old', 'refused')),
    httpStatus INTEGER,
    feishuCode INTEGER,
    message TEXT,
    logId TEXT,
    delivered INTEGER CHECK (delivered >= 0),
    recalled INTEGER CHECK (recalled >= 0)
) STRICT;

CREATE TABLE audit (
    -- Who did what; append-only, each row's digest covers the row before it.
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    uid INTEGER,
    action TEXT NOT NULL,
    runId TEXT REFERENCES run (id),
    batchOrdinal INTEGER,
    -- A JSON object.
    detail TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;

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

CREATE TABLE killSwitch (
    -- While its one row stands, no batch is claimed and none goes onto the wire, whatever its run's state.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL CHECK (at > 0),
    who TEXT NOT NULL,
    uid INTEGER,
    reason TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT;

CREATE TABLE appStop (
    -- A used up quota: no run of the app sends until then, or until an operator resumes one.
    appId TEXT PRIMARY KEY NOT NULL,
    reason TEXT NOT NULL,
    stoppedAt INTEGER NOT NULL,
    untilWall INTEGER NOT NULL CHECK (untilWall > stoppedAt)
) STRICT;

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
, nextOccurrence TEXT, nextStartBy INTEGER CHECK ((nextStartBy IS NULL) = (nextOccurrence IS NULL)), nextTzdata TEXT, title TEXT, appId TEXT CHECK (nextOccurrence IS NULL OR (appId IS NOT NULL AND title IS NOT NULL)), owner TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE clockMark (
    -- The latest look at the clock: one that shows much less cannot decide what is due.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    wall INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL
) STRICT;

CREATE TABLE callMonth (
    -- Calls of an app in a calendar month of UTC+8, in which Feishu counts its monthly plans.
    appId TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    calls INTEGER NOT NULL CHECK (calls >= 0),
    PRIMARY KEY (appId, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE storeProgress (
    -- How often a batch was let onto the wire. A witness outside the store's folder remembers the number: whoever finds a
    -- lower one here has an earlier state before them.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    intents INTEGER NOT NULL CHECK (intents >= 0)
) STRICT;

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

CREATE TABLE notificationMark (
    -- The audit is told of up to this entry.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    auditId INTEGER NOT NULL CHECK (auditId >= 0)
) STRICT;

CREATE TABLE serverClock (
    -- The Date of Feishu's last answer, and the monotonic clock when it came: from the two follows what the server's clock
    -- shows at any time of the same boot, whatever the wall clock does.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    said INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL
) STRICT;

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

CREATE TABLE "apiPause" (
    -- Every process rests until then before the next call of this API. What follows is one probe, then a slow start.
    appId TEXT NOT NULL,
    api TEXT NOT NULL CHECK (api IN ('batch_send', 'get_progress', 'read_user', 'recall', 'tenant_access_token',
        'contact_departments', 'contact_members', 'contact_people', 'contact_ids', 'upload', 'messages', 'read_users', 'message_recall', 'pins')),
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

CREATE TABLE "queryCall" (
    -- Calls that are no sends, for their rate windows alone; old ones are deleted.
    id INTEGER PRIMARY KEY,
    appId TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('poll_progress', 'poll_readers', 'recall', 'recall_progress', 'token',
        'contact_departments', 'contact_members', 'contact_people', 'contact_ids', 'upload', 'message_readers', 'message_recall', 'pin')),
    -- The instant of its beginning while it is under way, then that of its end.
    at INTEGER NOT NULL,
    mono INTEGER NOT NULL,
    bootId TEXT NOT NULL,
    -- Counts the ends; NULL while it is under way.
    windowNumber INTEGER CHECK (windowNumber >= 1)
) STRICT;

CREATE TABLE audienceSnapshot (
    -- Who an audience was when its run was frozen: its hash over recipients and everybody left out, and the latter with
    -- their reasons as JSON. The recipients themselves are in batchContent.
    runId TEXT PRIMARY KEY NOT NULL REFERENCES run (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    leftOut BLOB NOT NULL CHECK (length(leftOut) > 0)
) STRICT;

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

CREATE INDEX runFollowed ON run (sentAt) WHERE state = 'sent';

CREATE INDEX runRecalling ON run (createdAt) WHERE recall = 'requested';

CREATE INDEX runRepeat ON run (appId, contentSHA256, audienceSHA256, createdAt);

CREATE INDEX runLatest ON run (job, createdAt);

CREATE INDEX runCreated ON run (createdAt);

CREATE INDEX batchPending ON batch (runId, ordinal, notBefore) WHERE state = 'pending';

CREATE INDEX batchHeld ON batch (epoch) WHERE state IN ('claimed', 'dispatching');

CREATE INDEX batchInDoubt ON batch (runId, ordinal) WHERE state = 'in_doubt';

CREATE UNIQUE INDEX attemptWindow ON attempt (appId, api, windowNumber) WHERE windowNumber IS NOT NULL;

CREATE INDEX attemptInFlight ON attempt (appId, api) WHERE finishedAt IS NULL;

CREATE UNIQUE INDEX attemptOpen ON attempt (batchId) WHERE finishedAt IS NULL;

CREATE INDEX progressCurve ON progress (batchId, sampledAt);

CREATE INDEX recallStepOfBatch ON recallStep (batchId, at);

CREATE INDEX auditOfRun ON audit (runId, id) WHERE runId IS NOT NULL;

CREATE INDEX batchPoll ON batch (nextPollAt) WHERE nextPollAt IS NOT NULL;

CREATE INDEX runOpen ON run (state) WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted', 'sent');

CREATE INDEX notificationPending ON notification (dueAt, id) WHERE state = 'pending';

CREATE UNIQUE INDEX runUnfinished ON run (job, isTest)
    WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted');

CREATE UNIQUE INDEX queryCallWindow ON queryCall (appId, purpose, windowNumber) WHERE windowNumber IS NOT NULL;

CREATE INDEX queryCallUnderWay ON queryCall (appId, purpose) WHERE windowNumber IS NULL;

CREATE INDEX batchRepeated ON batch (runId) WHERE state = 'pending' AND mayHaveLeft = 1;

CREATE INDEX batchUnpinned ON batch (runId, ordinal) WHERE idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL;

CREATE UNIQUE INDEX runOccurrence ON run (job, occurrence) WHERE occurrence IS NOT NULL AND voided = 0;

CREATE TRIGGER batchTransitionUpdate BEFORE UPDATE ON batchTransition
BEGIN SELECT RAISE(ABORT, 'batchTransition is part of the schema'); END;

CREATE TRIGGER batchTransitionDelete BEFORE DELETE ON batchTransition
BEGIN SELECT RAISE(ABORT, 'batchTransition is part of the schema'); END;

CREATE TRIGGER runTransitionInsert BEFORE INSERT ON runTransition
BEGIN SELECT RAISE(ABORT, 'runTransition is part of the schema'); END;

CREATE TRIGGER runTransitionUpdate BEFORE UPDATE ON runTransition
BEGIN SELECT RAISE(ABORT, 'runTransition is part of the schema'); END;

CREATE TRIGGER runTransitionDelete BEFORE DELETE ON runTransition
BEGIN SELECT RAISE(ABORT, 'runTransition is part of the schema'); END;

CREATE TRIGGER recallTransitionInsert BEFORE INSERT ON recallTransition
BEGIN SELECT RAISE(ABORT, 'recallTransition is part of the schema'); END;

CREATE TRIGGER recallTransitionUpdate BEFORE UPDATE ON recallTransition
BEGIN SELECT RAISE(ABORT, 'recallTransition is part of the schema'); END;

CREATE TRIGGER recallTransitionDelete BEFORE DELETE ON recallTransition
BEGIN SELECT RAISE(ABORT, 'recallTransition is part of the schema'); END;

CREATE TRIGGER storeIdentityUpdate BEFORE UPDATE ON storeIdentity
BEGIN SELECT RAISE(ABORT, 'the identity of a store is fixed'); END;

CREATE TRIGGER storeIdentityDelete BEFORE DELETE ON storeIdentity
BEGIN SELECT RAISE(ABORT, 'the identity of a store is fixed'); END;

CREATE TRIGGER runnerEpochGrows BEFORE UPDATE ON runner WHEN NEW.epoch <= OLD.epoch OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'an epoch only grows'); END;

CREATE TRIGGER runnerDelete BEFORE DELETE ON runner
BEGIN SELECT RAISE(ABORT, 'the runner row stays'); END;

CREATE TRIGGER runInsert BEFORE INSERT ON run WHEN NEW.state NOT IN ('planned', 'missed', 'skipped')
    OR NEW.recall <> 'none' OR NEW.startedAt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a run begins as planned, missed or skipped'); END;

CREATE TRIGGER runDelete BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;

CREATE TRIGGER runIdentity BEFORE UPDATE OF id, job, title, appId, occurrence, planSHA256, contentSHA256, audienceSHA256,
    unit, targeted, excluded, duplicate, batchCount, recipientCount, batchSize, inFlight, maxInDoubt, notAfterSeconds,
    trackingSeconds, repeatOf, createdAt ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;

CREATE TRIGGER runStartedOnce BEFORE UPDATE OF startedAt, notAfter ON run WHEN OLD.startedAt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a run starts once'); END;

CREATE TRIGGER runSentOnce BEFORE UPDATE OF sentAt ON run WHEN OLD.sentAt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a run is sent once'); END;

CREATE TRIGGER runStateMoves BEFORE UPDATE OF state ON run
    WHEN NOT EXISTS (SELECT 1 FROM runTransition WHERE "from" = OLD.state AND "to" = NEW.state)
BEGIN SELECT RAISE(ABORT, 'run: no such transition'); END;

CREATE TRIGGER runRecallMoves BEFORE UPDATE OF recall ON run
    WHEN NOT EXISTS (SELECT 1 FROM recallTransition WHERE "from" = OLD.recall AND "to" = NEW.recall)
BEGIN SELECT RAISE(ABORT, 'recall: no such transition'); END;

CREATE TRIGGER runComplete BEFORE UPDATE OF state ON run WHEN NEW.state IN ('sending', 'sent') AND (
    NEW.batchCount <> (SELECT count(*) FROM batch WHERE runId = NEW.id)
    OR NEW.recipientCount <> (SELECT total(recipientCount) FROM batch WHERE runId = NEW.id)
    OR NEW.batchCount <> (SELECT count(*) FROM batch JOIN batchContent ON batchId = batch.id WHERE runId = NEW.id))
BEGIN SELECT RAISE(ABORT, 'the batches of the run are not those of its plan'); END;

CREATE TRIGGER runDoubts BEFORE UPDATE OF state ON run WHEN NEW.state = 'sending'
    AND (SELECT count(*) FROM batch WHERE runId = NEW.id AND state = 'in_doubt')
        >= NEW.maxInDoubt + NEW.acknowledgedDoubts
BEGIN SELECT RAISE(ABORT, 'too many batches of the run are in doubt'); END;

CREATE TRIGGER runSent BEFORE UPDATE OF state ON run WHEN NEW.state = 'sent' AND EXISTS (
    SELECT 1 FROM batch WHERE runId = NEW.id AND state IN ('pending', 'claimed', 'dispatching', 'in_doubt'))
BEGIN SELECT RAISE(ABORT, 'a batch of the run is not accounted for'); END;

CREATE TRIGGER runContentInsert BEFORE INSERT ON runContent
    WHEN NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND state = 'planned')
BEGIN SELECT RAISE(ABORT, 'content is frozen with its run'); END;

CREATE TRIGGER runContentUpdate BEFORE UPDATE ON runContent
BEGIN SELECT RAISE(ABORT, 'frozen content does not change'); END;

CREATE TRIGGER runContentDelete BEFORE DELETE ON runContent
BEGIN SELECT RAISE(ABORT, 'frozen content is never deleted'); END;

CREATE TRIGGER batchInsert BEFORE INSERT ON batch WHEN NEW.state <> 'pending' OR NEW.attemptCount <> 0
    OR NEW.recallWanted <> 0 OR NEW.sampledAt IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM run WHERE id = NEW.runId AND state = 'planned' AND NEW.ordinal <= batchCount)
BEGIN SELECT RAISE(ABORT, 'a batch begins as pending, in a planned run, within its plan'); END;

CREATE TRIGGER batchDelete BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;

CREATE TRIGGER batchIdentity BEFORE UPDATE OF id, runId, ordinal, label, idKind, recipientCount, bodySHA256 ON batch
BEGIN SELECT RAISE(ABORT, 'a frozen batch does not change'); END;

CREATE TRIGGER batchStateMoves BEFORE UPDATE OF state ON batch
    WHEN NOT EXISTS (SELECT 1 FROM batchTransition WHERE "from" = OLD.state AND "to" = NEW.state)
BEGIN SELECT RAISE(ABORT, 'batch: no such transition'); END;

CREATE TRIGGER batchEpoch BEFORE UPDATE OF epoch ON batch WHEN OLD.epoch IS NOT NULL AND NEW.epoch IS NOT OLD.epoch
    AND NEW.epoch IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a held batch does not change hands'); END;

CREATE TRIGGER batchMessage BEFORE UPDATE OF batchMessageId ON batch WHEN NEW.batchMessageId IS NOT OLD.batchMessageId
    AND (OLD.batchMessageId IS NOT NULL OR NOT (OLD.state IN ('dispatching', 'in_doubt') AND NEW.state <> OLD.state))
BEGIN SELECT RAISE(ABORT, 'a batch message id comes with its result and stays'); END;

CREATE TRIGGER batchInvalid BEFORE UPDATE OF invalidCount ON batch WHEN NEW.invalidCount <> OLD.invalidCount
    AND OLD.state <> 'dispatching'
BEGIN SELECT RAISE(ABORT, 'invalid ids come with their result and stay'); END;

CREATE TRIGGER batchAttempts BEFORE UPDATE OF attemptCount ON batch WHEN NEW.attemptCount <> OLD.attemptCount
    AND NOT (NEW.attemptCount = OLD.attemptCount + 1 AND OLD.state = 'pending' AND NEW.state = 'claimed')
BEGIN SELECT RAISE(ABORT, 'attempts are counted by claiming'); END;

CREATE TRIGGER batchRunner BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching') AND NOT EXISTS (
    SELECT 1 FROM run, runner
    WHERE run.id = NEW.runId AND run.state = 'sending' AND runner.id = 1 AND runner.epoch = NEW.epoch)
BEGIN SELECT RAISE(ABORT, 'only the current runner holds a batch, and only while its run is sending'); END;

CREATE TRIGGER batchClaim BEFORE UPDATE OF state ON batch WHEN NEW.state = 'claimed'
    AND NEW.attemptCount <> OLD.attemptCount + 1
BEGIN SELECT RAISE(ABORT, 'a claim is a new attempt'); END;

CREATE TRIGGER batchDispatch BEFORE UPDATE OF state ON batch WHEN NEW.state = 'dispatching' AND NOT EXISTS (
    SELECT 1 FROM attempt WHERE batchId = NEW.id AND number = NEW.attemptCount AND epoch = NEW.epoch
        AND dispatchedAt IS NOT NULL AND finishedAt IS NULL)
BEGIN SELECT RAISE(ABORT, 'a batch is dispatched with its attempt'); END;

CREATE TRIGGER batchDoubt BEFORE UPDATE OF state ON batch WHEN OLD.state = 'in_doubt' AND NOT EXISTS (
    SELECT 1 FROM resolution WHERE batchId = NEW.id AND attemptNumber = NEW.attemptCount
        AND verdict = CASE NEW.state WHEN 'resolved_sent' THEN 'sent' WHEN 'pending' THEN 'not_sent' ELSE NEW.state END)
BEGIN SELECT RAISE(ABORT, 'only an operator ends a doubt'); END;

CREATE TRIGGER batchContentInsert BEFORE INSERT ON batchContent WHEN NOT EXISTS (
    SELECT 1 FROM batch JOIN run ON run.id = batch.runId WHERE batch.id = NEW.batchId AND run.state = 'planned')
BEGIN SELECT RAISE(ABORT, 'content is frozen with its run'); END;

CREATE TRIGGER batchContentUpdate BEFORE UPDATE ON batchContent
BEGIN SELECT RAISE(ABORT, 'frozen content does not change'); END;

CREATE TRIGGER batchContentDelete BEFORE DELETE ON batchContent
BEGIN SELECT RAISE(ABORT, 'frozen content is never deleted'); END;

CREATE TRIGGER attemptInsert BEFORE INSERT ON attempt WHEN NEW.dispatchedAt IS NOT NULL OR NEW.finishedAt IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM batch JOIN run ON run.id = batch.runId
        WHERE batch.id = NEW.batchId AND batch.state = 'claimed' AND batch.epoch = NEW.epoch
            AND batch.attemptCount = NEW.number AND batch.bodySHA256 = NEW.bodySHA256 AND run.appId = NEW.appId)
BEGIN SELECT RAISE(ABORT, 'an attempt belongs to a claimed batch and its exact bytes'); END;

CREATE TRIGGER attemptIdentity BEFORE UPDATE OF id, batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono,
    bootId ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;

CREATE TRIGGER attemptFinished BEFORE UPDATE ON attempt WHEN OLD.finishedAt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a finished attempt does not change'); END;

CREATE TRIGGER attemptDispatchedOnce BEFORE UPDATE OF dispatchedAt ON attempt
    WHEN OLD.dispatchedAt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt is dispatched once'); END;

CREATE TRIGGER attemptDelete BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;

CREATE TRIGGER invalidRecipientUpdate BEFORE UPDATE ON invalidRecipient
BEGIN SELECT RAISE(ABORT, 'invalidRecipient is append-only'); END;

CREATE TRIGGER invalidRecipientDelete BEFORE DELETE ON invalidRecipient
BEGIN SELECT RAISE(ABORT, 'invalidRecipient is append-only'); END;

CREATE TRIGGER resolutionInsert BEFORE INSERT ON resolution WHEN NOT EXISTS (
    SELECT 1 FROM batch WHERE id = NEW.batchId AND state = 'in_doubt' AND attemptCount = NEW.attemptNumber)
BEGIN SELECT RAISE(ABORT, 'only a batch in doubt is resolved'); END;

CREATE TRIGGER resolutionUpdate BEFORE UPDATE ON resolution
BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END;

CREATE TRIGGER resolutionDelete BEFORE DELETE ON resolution
BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END;

CREATE TRIGGER progressUpdate BEFORE UPDATE ON progress
BEGIN SELECT RAISE(ABORT, 'progress is append-only'); END;

CREATE TRIGGER progressDelete BEFORE DELETE ON progress
BEGIN SELECT RAISE(ABORT, 'progress is append-only'); END;

CREATE TRIGGER recallStepUpdate BEFORE UPDATE ON recallStep
BEGIN SELECT RAISE(ABORT, 'recallStep is append-only'); END;

CREATE TRIGGER recallStepDelete BEFORE DELETE ON recallStep
BEGIN SELECT RAISE(ABORT, 'recallStep is append-only'); END;

CREATE TRIGGER auditUpdate BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER auditDelete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER storeHomeDelete BEFORE DELETE ON storeHome
BEGIN SELECT RAISE(ABORT, 'the home row stays'); END;

CREATE TRIGGER storeCareDelete BEFORE DELETE ON storeCare
BEGIN SELECT RAISE(ABORT, 'the care row stays'); END;

CREATE TRIGGER batchAtHome BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM storeHome WHERE id = 1 AND suspicion IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the store has not been adopted'); END;

CREATE TRIGGER killSwitchUpdate BEFORE UPDATE ON killSwitch
BEGIN SELECT RAISE(ABORT, 'a kill switch is set and lifted, never changed'); END;

CREATE TRIGGER batchKillSwitch BEFORE UPDATE OF state ON batch
    WHEN NEW.state IN ('claimed', 'dispatching') AND EXISTS (SELECT 1 FROM killSwitch)
BEGIN SELECT RAISE(ABORT, 'everything is paused'); END;

CREATE TRIGGER jobDelete BEFORE DELETE ON job
BEGIN SELECT RAISE(ABORT, 'a job that was seen stays known'); END;

CREATE TRIGGER storeProgressGrows BEFORE UPDATE ON storeProgress WHEN NEW.intents <= OLD.intents OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'the number of intents only grows'); END;

CREATE TRIGGER storeProgressDelete BEFORE DELETE ON storeProgress
BEGIN SELECT RAISE(ABORT, 'the progress row stays'); END;

CREATE TRIGGER attemptCounted AFTER UPDATE OF dispatchedAt ON attempt
    WHEN OLD.dispatchedAt IS NULL AND NEW.dispatchedAt IS NOT NULL
BEGIN UPDATE storeProgress SET intents = intents + 1 WHERE id = 1; END;

CREATE TRIGGER lostIntentUpdate BEFORE UPDATE ON lostIntent
BEGIN SELECT RAISE(ABORT, 'lostIntent is append-only'); END;

CREATE TRIGGER lostIntentDelete BEFORE DELETE ON lostIntent
BEGIN SELECT RAISE(ABORT, 'lostIntent is append-only'); END;

CREATE TRIGGER batchUnwitnessed BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND unwitnessed = 1)
BEGIN SELECT RAISE(ABORT, 'nobody has said that the rest of the run may go out twice'); END;

CREATE TRIGGER notificationEnds BEFORE UPDATE OF state ON notification
    WHEN OLD.state <> 'pending' AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'a notification ends once'); END;

CREATE TRIGGER notificationDelete BEFORE DELETE ON notification
BEGIN SELECT RAISE(ABORT, 'notifications are kept'); END;

CREATE TRIGGER notificationMarkGrows BEFORE UPDATE ON notificationMark
    WHEN NEW.auditId <= OLD.auditId OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'what was told of stays told of'); END;

CREATE TRIGGER notificationMarkDelete BEFORE DELETE ON notificationMark
BEGIN SELECT RAISE(ABORT, 'the mark stays'); END;

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

CREATE TRIGGER runOpens BEFORE UPDATE OF openThrough ON run WHEN NEW.openThrough IS NOT OLD.openThrough AND (
    OLD.openThrough IS NULL OR NEW.openThrough IS NULL OR NEW.openThrough <= OLD.openThrough
    OR EXISTS (SELECT 1 FROM batch WHERE runId = OLD.id AND ordinal <= OLD.openThrough
        AND state IN ('pending', 'claimed', 'dispatching'))
    OR NOT EXISTS (SELECT 1 FROM wave WHERE runId = OLD.id AND lastOrdinal = OLD.openThrough AND nextAt IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'the wave before is not through its gate'); END;

CREATE TRIGGER batchWave BEFORE UPDATE OF state ON batch WHEN NEW.state IN ('claimed', 'dispatching')
    AND EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND openThrough < NEW.ordinal)
BEGIN SELECT RAISE(ABORT, 'the wave of the batch is not open'); END;

CREATE TRIGGER runIsTest BEFORE UPDATE OF isTest ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;

CREATE TRIGGER runUnreachable BEFORE UPDATE OF unreachable ON run
BEGIN SELECT RAISE(ABORT, 'a frozen run does not change'); END;

CREATE TRIGGER audienceSnapshotInsert BEFORE INSERT ON audienceSnapshot
    WHEN NOT EXISTS (SELECT 1 FROM run WHERE id = NEW.runId AND state = 'planned')
BEGIN SELECT RAISE(ABORT, 'an audience is sealed with its run'); END;

CREATE TRIGGER audienceSnapshotUpdate BEFORE UPDATE ON audienceSnapshot
BEGIN SELECT RAISE(ABORT, 'a sealed audience does not change'); END;

CREATE TRIGGER audienceSnapshotDelete BEFORE DELETE ON audienceSnapshot
BEGIN SELECT RAISE(ABORT, 'a sealed audience is never deleted'); END;

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

CREATE TRIGGER attemptRepeatable BEFORE UPDATE OF outcome ON attempt WHEN NEW.outcome = 'repeatable' AND NEW.api <> 'messages'
BEGIN SELECT RAISE(ABORT, 'only a message with a uuid may be repeated'); END;

CREATE TRIGGER batchResult BEFORE UPDATE OF state ON batch
    WHEN OLD.state IN ('claimed', 'dispatching') AND NEW.state <> 'dispatching' AND NOT EXISTS (
        SELECT 1 FROM attempt WHERE batchId = NEW.id AND number = NEW.attemptCount AND finishedAt IS NOT NULL
            AND CASE NEW.state
                WHEN 'pending' THEN outcome IN ('not_sent', 'throttled', 'token_refused')
                    OR (outcome = 'repeatable' AND NEW.mayHaveLeft = 1)
                ELSE outcome = NEW.state END)
BEGIN SELECT RAISE(ABORT, 'a batch follows the outcome of its attempt'); END;

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

CREATE TRIGGER batchTransitionInsert BEFORE INSERT ON batchTransition
BEGIN SELECT RAISE(ABORT, 'batchTransition is part of the schema'); END;

CREATE TRIGGER runVoided BEFORE UPDATE OF voided ON run WHEN NEW.voided <> OLD.voided
    AND (NEW.voided = 0 OR NOT EXISTS (SELECT 1 FROM clockMark WHERE wall < NEW.createdAt))
BEGIN SELECT RAISE(ABORT, 'only what a clock that ran ahead has let go by is void'); END;

CREATE TRIGGER runVoidedInsert BEFORE INSERT ON run WHEN NEW.voided <> 0
BEGIN SELECT RAISE(ABORT, 'no run begins as void'); END;

CREATE TRIGGER jobExamined BEFORE UPDATE OF examinedAt ON job WHEN NEW.examinedAt < OLD.examinedAt
    AND NOT EXISTS (SELECT 1 FROM clockMark WHERE wall = NEW.examinedAt)
BEGIN SELECT RAISE(ABORT, 'what was examined stays examined'); END;

INSERT INTO batchTransition VALUES ('claimed', 'dispatching');
INSERT INTO batchTransition VALUES ('claimed', 'pending');
INSERT INTO batchTransition VALUES ('dispatching', 'accepted');
INSERT INTO batchTransition VALUES ('dispatching', 'accepted_without_id');
INSERT INTO batchTransition VALUES ('dispatching', 'in_doubt');
INSERT INTO batchTransition VALUES ('dispatching', 'pending');
INSERT INTO batchTransition VALUES ('dispatching', 'rejected');
INSERT INTO batchTransition VALUES ('in_doubt', 'abandoned');
INSERT INTO batchTransition VALUES ('in_doubt', 'pending');
INSERT INTO batchTransition VALUES ('in_doubt', 'resolved_sent');
INSERT INTO batchTransition VALUES ('pending', 'cancelled');
INSERT INTO batchTransition VALUES ('pending', 'claimed');
INSERT INTO batchTransition VALUES ('pending', 'in_doubt');

INSERT INTO runTransition VALUES ('awaiting_approval', 'cancelled');
INSERT INTO runTransition VALUES ('awaiting_approval', 'expired');
INSERT INTO runTransition VALUES ('awaiting_approval', 'sending');
INSERT INTO runTransition VALUES ('halted', 'cancelled');
INSERT INTO runTransition VALUES ('halted', 'expired');
INSERT INTO runTransition VALUES ('halted', 'paused');
INSERT INTO runTransition VALUES ('halted', 'sending');
INSERT INTO runTransition VALUES ('halted', 'sent');
INSERT INTO runTransition VALUES ('paused', 'cancelled');
INSERT INTO runTransition VALUES ('paused', 'expired');
INSERT INTO runTransition VALUES ('paused', 'halted');
INSERT INTO runTransition VALUES ('paused', 'sending');
INSERT INTO runTransition VALUES ('planned', 'awaiting_approval');
INSERT INTO runTransition VALUES ('planned', 'cancelled');
INSERT INTO runTransition VALUES ('planned', 'expired');
INSERT INTO runTransition VALUES ('planned', 'paused');
INSERT INTO runTransition VALUES ('planned', 'sending');
INSERT INTO runTransition VALUES ('sending', 'cancelled');
INSERT INTO runTransition VALUES ('sending', 'expired');
INSERT INTO runTransition VALUES ('sending', 'halted');
INSERT INTO runTransition VALUES ('sending', 'paused');
INSERT INTO runTransition VALUES ('sending', 'sent');
INSERT INTO runTransition VALUES ('sent', 'settled');

INSERT INTO recallTransition VALUES ('none', 'requested');
INSERT INTO recallTransition VALUES ('partial', 'requested');
INSERT INTO recallTransition VALUES ('recalled', 'requested');
INSERT INTO recallTransition VALUES ('refused', 'requested');
INSERT INTO recallTransition VALUES ('requested', 'partial');
INSERT INTO recallTransition VALUES ('requested', 'recalled');
INSERT INTO recallTransition VALUES ('requested', 'refused');
INSERT INTO recallTransition VALUES ('requested', 'requested');
