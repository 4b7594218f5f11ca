/// A header of an answer.
struct ReplyHeader: Equatable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What a call comes to: the answer on the wire, and what the journal says about it.
struct Reply {
    var status = 200
    /// The Feishu code; nil when the body carries none.
    var code: Int? = 0
    var headers: [ReplyHeader] = []
    var body: [UInt8]
    /// True exactly when the call did what it asks for: a batch was accepted, a recall taken, a figure told.
    var isProcessed = true
    var messageID: String?
    /// What a batch_send delivers through, see ``JournalEntry/recipients``.
    var recipients: RecipientLists?
    /// How many different people a batch_send reached.
    var people: Int?
    var warnings: [String] = []
    /// What the journal says about a message that was sent.
    var delivery = JournalDelivery()

    init(body: [UInt8]) {
        self.body = body
    }

    /// Success, `{"code":0,"msg":"ok","data":{…}}`; newer APIs say "success" instead.
    static func ok(_ message: String = "ok", capacity: Int = 256, _ fill: (inout WireJSONWriter) -> Void) -> Reply {
        Reply(
            body: WireJSONWriter.object(capacity: capacity) { writer in
                writer.field("code", 0)
                writer.field("msg", message)
                writer.object("data", fill)
            }
        )
    }

    init(_ refusal: Refusal, api: SandboxAPI?, logID: String) {
        body = Self.body(of: refusal, isFlat: api == .token && refusal.status == nil, logID: logID)
        status = refusal.status ?? api?.errorStatus ?? 400
        code = refusal.code
        headers = refusal.headers
        isProcessed = false
    }

    /// Not Feishu's: the journal is the sandbox's word, so it answers nothing it could not put there.
    static var journalFailure: Reply {
        var reply = Reply(body: Array("{\"error\":\"the sandbox cannot write its journal\"}".utf8))
        reply.status = 500
        reply.code = nil
        return reply
    }

    private static func body(of refusal: Refusal, isFlat: Bool, logID: String) -> [UInt8] {
        WireJSONWriter.object { writer in
            writer.field("code", refusal.code)
            writer.field("msg", refusal.message)
            // Seen on the live token call: an empty `data` and no `error` object.
            if isFlat {
                if refusal.code == 10003 { writer.object("data") { _ in } }
                return
            }
            writer.object("error") { error in
                error.field("log_id", logID)
                if let field = refusal.field {
                    error.array("field_violations") { list in
                        list.object { violation in
                            violation.field("field", field)
                            violation.field("description", refusal.message)
                        }
                    }
                }
                guard !refusal.missingScopes.isEmpty else { return }
                error.array("permission_violations") { list in
                    for scope in refusal.missingScopes {
                        list.object { violation in
                            violation.field("type", "action_scope_required")
                            violation.field("subject", scope)
                        }
                    }
                }
            }
        }
    }
}
