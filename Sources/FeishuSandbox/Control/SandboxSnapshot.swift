/// The sandbox at one moment.
public struct SandboxSnapshot: Sendable, Equatable {
    /// One accepted batch.
    public struct Batch: Sendable, Equatable {
        /// The batch message id, `bm-…`.
        public let messageID: String
        /// The app that sent it.
        public let app: String
        /// Sandbox seconds of its acceptance.
        public let acceptedAt: Double
        /// How many different people it reaches, invisible ones included, scheduled or not.
        public let people: Int
        /// What get_progress tells: 0 until it is scheduled.
        public let valid: Int
        /// People delivered to so far.
        public let delivered: Int
        /// People who have read it so far.
        public let read: Int
        /// Whether a recall was taken.
        public let isRecalled: Bool
        /// Messages taken back so far.
        public let recalled: Int
    }

    /// Sandbox seconds since the start.
    public let sandboxSeconds: Double
    /// API requests answered since the start.
    public let requests: Int
    /// Tokens issued since the start; one handed out again counts once.
    public let tokensIssued: Int
    /// How many different people all batches together reach; below the sum of their people when somebody gets several.
    public let distinctPeople: Int
    /// All batches, in the order of acceptance.
    public let batches: [Batch]

    var json: [UInt8] {
        WireJSONWriter.object(capacity: 512 + 256 * batches.count) { writer in
            writer.field("sandbox_seconds", sandboxSeconds)
            writer.field("requests", requests)
            writer.field("tokens_issued", tokensIssued)
            writer.field("batch_count", batches.count)
            writer.field("people", batches.reduce(0) { $0 + $1.people })
            writer.field("distinct_people", distinctPeople)
            writer.field("delivered", batches.reduce(0) { $0 + $1.delivered })
            writer.field("read", batches.reduce(0) { $0 + $1.read })
            writer.field("recalled", batches.reduce(0) { $0 + $1.recalled })
            writer.array("batches") { list in
                for batch in batches {
                    list.object { Self.write(batch, to: &$0) }
                }
            }
        }
    }

    private static func write(_ batch: Batch, to object: inout WireJSONWriter) {
        object.field("message_id", batch.messageID)
        object.field("app", batch.app)
        object.field("accepted_at", batch.acceptedAt)
        object.field("people", batch.people)
        object.field("valid", batch.valid)
        object.field("delivered", batch.delivered)
        object.field("read", batch.read)
        object.field("recall", batch.isRecalled)
        object.field("recalled", batch.recalled)
    }
}
