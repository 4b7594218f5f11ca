extension FaultEffect {
    /// `reply` with the parts the effect names replaced.
    ///
    /// What was processed stays processed.
    func applied(to reply: Reply) -> Reply {
        var changed = reply
        if let status {
            changed.status = status
            changed.body = []
            changed.code = nil
        }
        if let body {
            changed.body = Array(body.utf8)
            changed.code = nil
        } else if let code {
            changed.code = code
            changed.body = WireJSONWriter.object { writer in
                writer.field("code", code)
                writer.field("msg", message ?? "")
                writer.object("data") { _ in }
            }
        }
        changed.headers += headers.sorted { $0.key < $1.key }.map { ReplyHeader($0.key, $0.value) }
        return changed
    }

    /// The answer to a request that is not carried out at all.
    var replyWithoutProcessing: Reply {
        var reply = Reply(body: [])
        reply.isProcessed = false
        reply.code = nil
        return applied(to: reply)
    }
}
