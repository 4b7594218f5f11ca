/// A moment of sending, recalling or storing at which a test may kill the process or break its disk.
///
/// The points stand where a crash leaves something different behind; `make torture` visits each of them with every effect.
/// In a release build ``reached()`` is empty and nothing here reads the environment.
public enum CrashPoint: String, CaseIterable, Sendable {
    /// Inside the transaction that claims a batch, before its commit.
    case claimDue = "P0"
    /// The claim is durable; nothing has been connected.
    case claimed = "P1"
    /// The transport has the request and is about to connect.
    case connecting = "P2"
    /// In the pre-request callback, before the intent is written.
    case intentDue = "P3"
    /// The intent is in the store, not yet in the ledger; nothing has left.
    case intentCommitted = "P4"
    /// The intent is in the ledger too, the callback is done; the first byte is next.
    case intentWritten = "P5"
    /// The request's first half is out.
    case requestLeaving = "P6"
    /// The whole request is out; no answer has been read.
    case requestGone = "P7"
    /// The answer is in memory and nowhere else.
    case answerRead = "P8"
    /// The result is in the ledger and about to be written to the store.
    case resultDue = "P9"
    /// Inside the transaction that records a result, before its commit.
    case resultCommitting = "P10"
    /// The result is durable.
    case resultCommitted = "P11"
    /// Every batch has its result; the run does not know yet that it is sent.
    case lastResultCommitted = "P12"
    /// Inside the transaction that freezes a plan, before each batch.
    case planFreezing = "P13"
    /// A run has been stopped while a batch of it is on the wire.
    case stoppedOnTheWire = "P14"
    /// Feishu has taken a recall; the store does not know yet.
    case recallAnswered = "P15"
    /// Inside the transaction of a schema migration, after its statements.
    case schemaMigrating = "P16"
    /// A backup is being copied.
    case backupCopying = "P17"
    /// Inside the intent's transaction, in the pre-request callback, before its commit.
    case intentCommitting = "P18"

    /// Does what the test's plan says about this moment; nothing in a release build.
    @inlinable
    public func reached() {
        #if CRASH_POINTS
            CrashPlan.ofThisProcess?.arrive(at: self)
        #endif
    }
}
