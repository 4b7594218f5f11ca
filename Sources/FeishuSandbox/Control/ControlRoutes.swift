/// The sandbox's own calls under `/sandbox/`: state, company, time, faults, tokens, journal.
///
/// No token, no limits, and not in the journal. Errors are HTTP 400 with `{"error":"…"}`.
struct ControlRoutes {
    let core: SandboxCore

    func reply(method: String, path: String, body: [UInt8]) -> Reply {
        do {
            return try answer(method: method, path: path, body: body)
        } catch {
            var reply = Reply(body: WireJSONWriter.object { $0.field("error", error.description) })
            reply.status = 400
            return reply
        }
    }

    private func answer(method: String, path: String, body: [UInt8]) throws(SandboxError) -> Reply {
        switch (method, path) {
        case ("GET", "/sandbox/state"): return Reply(body: core.snapshot().json)
        case ("GET", "/sandbox/company"): return Reply(body: CompanyListing.json(core.company))
        case ("GET", "/sandbox/journal"): return Reply(body: journal())
        case ("POST", "/sandbox/clock"): try advance(ControlDocument(body))
        case ("GET", "/sandbox/faults"): return Reply(body: faults())
        case ("POST", "/sandbox/faults"): return Reply(body: try addFaults(ControlDocument(body)))
        case ("DELETE", "/sandbox/faults"): core.withState { $0.faults.removeAll() }
        case ("POST", "/sandbox/tokens/revoke"): core.withState { $0.tokens.revokeAll() }
        case ("POST", "/sandbox/app"): try changeApp(ControlDocument(body))
        default: throw .invalidControl("there is no \(method) \(path)")
        }
        return Reply(body: Array("{}".utf8))
    }

    private func journal() -> [UInt8] {
        let entries = core.journal.entries()
        return WireJSONWriter.object(capacity: 512 * (entries.count + 1)) { writer in
            writer.array("entries") { list in
                for entry in entries {
                    list.object { object in
                        object.field("seq", entry.sequence)
                        entry.write(to: &object)
                    }
                }
            }
        }
    }

    private func advance(_ document: ControlDocument) throws(SandboxError) {
        try document.allow(["advance_seconds"])
        guard let seconds = document.json["advance_seconds"]?.double else {
            throw .invalidControl("\"advance_seconds\" must be a number")
        }
        try core.advance(seconds: seconds)
    }

    private func faults() -> [UInt8] {
        let rules = core.withState { $0.faults.rules }
        return WireJSONWriter.object { writer in
            writer.array("rules") { list in
                for (id, rule) in rules {
                    list.object { rule.write(to: &$0, id: id) }
                }
            }
        }
    }

    /// All rules of a request are added, or none.
    private func addFaults(_ document: ControlDocument) throws(SandboxError) -> [UInt8] {
        try document.allow(["rules"])
        guard let list = document.json["rules"]?.array else { throw .invalidControl("\"rules\" must be an array") }
        var rules: [FaultRule] = []
        for json in list { rules.append(try FaultRule(json)) }
        let ids = core.withState { state in rules.map { state.faults.add($0) } }
        return WireJSONWriter.object { writer in
            writer.array("ids") { list in
                for id in ids { list.value(id) }
            }
        }
    }

    private func changeApp(_ document: ControlDocument) throws(SandboxError) {
        try document.allow(["app_id", "scopes", "bot_enabled"])
        let id = document.json["app_id"]?.string ?? core.configuration.app.id
        let scopes = document.json["scopes"].map { $0.strings }
        let bot = document.json["bot_enabled"].map { $0.bool }
        if let scopes, scopes == nil { throw .invalidControl("\"scopes\" must be an array of strings") }
        if let bot, bot == nil { throw .invalidControl("\"bot_enabled\" must be true or false") }
        try core.change(appID: id, scopes: (scopes ?? nil).map(Set.init), hasBot: bot ?? nil)
    }
}

/// The JSON object of a control request.
struct ControlDocument {
    let json: WireJSON

    init(_ body: [UInt8]) throws(SandboxError) {
        do {
            json = try WireJSONReader.read(body)
        } catch {
            throw SandboxError.invalidControl("the body is not JSON: \(error.reason) at byte \(error.offset)")
        }
        guard json.members != nil else { throw SandboxError.invalidControl("the body must be a JSON object") }
    }

    /// Refuses members nobody reads: a typing error in a fault rule must not make a test pass.
    func allow(_ keys: Set<String>) throws(SandboxError) {
        try json.allow(keys)
    }
}

extension WireJSON {
    func allow(_ keys: Set<String>) throws(SandboxError) {
        for member in members ?? [] where !keys.contains(member.key) {
            throw .invalidControl("unknown member \"\(member.key)\"; known: \(keys.sorted().joined(separator: ", "))")
        }
    }
}
