public import JobModel

/// Why the store could not do what it was asked, with what to do about it.
///
/// The text never holds SQL or anything that was stored.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of trouble; the raw values are shown as the error's code.
    public enum Code: String, Sendable, CaseIterable {
        /// The file cannot be opened or created, or is not safe to use where it is.
        case cannotOpen = "cannot_open"
        /// The file is not a database.
        case notADatabase = "not_a_database"
        /// A newer larkcast wrote the file.
        case newerSchema = "newer_schema"
        /// An older larkcast wrote the file; whoever may write brings it up to date.
        case olderSchema = "older_schema"
        /// Another program's database.
        case wrongApplication = "wrong_application"
        /// The file, its folder or its file system cannot be written.
        case readOnly = "read_only"
        /// No room, or a write failed for want of it.
        case diskFull = "disk_full"
        /// Another process held the database for longer than the busy timeout.
        case locked
        /// The file is damaged, or frozen bytes no longer have their hash.
        case corrupt
        /// An invariant of the store refused a statement: a mistake in this program.
        case constraint
        /// The store was copied, restored or moved, and nobody has said yet that its twin is stopped.
        case notAdopted = "not_adopted"
        /// Nobody knows what of the run left before the store was adopted, and nobody has typed that it may go out twice.
        case unwitnessed
        /// Another process is the runner.
        case lockHeld = "lock_held"
        /// A read or write failed below SQLite.
        case inputOutput = "input_output"
        /// No such run or batch.
        case notFound = "not_found"
        /// A prefix that several runs share.
        case ambiguous
        /// The same content went to the same audience within seven days.
        case repeats
        /// Another run of the same message was made since somebody looked whom both would reach.
        case overtaken
        /// Feishu has refused the key of the file that the run sends.
        case keyRefused = "key_refused"
        /// The job has an unfinished run.
        case unfinished
        /// The occurrence already has its run.
        case occurrenceTaken = "occurrence_taken"
        /// The run or batch has moved on; nothing was changed.
        case wrongState = "wrong_state"
        /// Somebody else decided about the batch before.
        case alreadyResolved = "already_resolved"
        /// A batch message id that cannot be this batch's.
        case badMessageID = "bad_message_id"
        /// Somebody stopped everything.
        case killSwitch = "kill_switch"
        /// Another runner has taken over.
        case superseded
        /// The plan would take the app beyond its messages of a day.
        case dailyQuota = "daily_quota"
        /// A plan whose parts contradict each other.
        case invalidPlan = "invalid_plan"
    }

    /// Whether the store as a whole is in trouble, rather than one run or request.
    public var isOfTheStore: Bool {
        switch code {
        case .cannotOpen, .notADatabase, .newerSchema, .olderSchema, .wrongApplication, .readOnly, .diskFull, .locked,
            .corrupt, .constraint, .notAdopted, .inputOutput, .superseded:
            true
        case .lockHeld, .unwitnessed, .notFound, .ambiguous, .repeats, .overtaken, .keyRefused, .unfinished,
            .occurrenceTaken,
            .wrongState,
            .alreadyResolved,
            .badMessageID, .killSwitch, .dailyQuota, .invalidPlan:
            false
        }
    }

    /// What kind of trouble.
    public var code: Code
    /// What failed, in a sentence.
    public var message: String
    /// What to do next.
    public var hint: String
    /// The runs it is about: candidates of ``Code/ambiguous``, the earlier run of ``Code/repeats``.
    public var runs: [RunID]

    /// Creates an error.
    public init(_ code: Code, _ message: String, hint: String = "", runs: [RunID] = []) {
        self.code = code
        self.message = message
        self.hint = hint
        self.runs = runs
    }

    /// The message, and the hint when there is one.
    public var description: String {
        hint.isEmpty ? message : "\(message); \(hint)"
    }
}
