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
        case ("POST", "/sandbox/company"): try changeCompany(ControlDocument(body))
        case ("GET", "/sandbox/deliveries"): return Reply(body: deliveries())
        case ("POST", "/sandbox/audit"): try setAudit(ControlDocument(body))
        case ("POST", "/sandbox/page_tokens/expire"): core.withState { $0.pageTokens.expireAll() }
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

    private func deliveries() -> [UInt8] {
        let deliveries = core.deliveries()
        return WireJSONWriter.object(capacity: 320 * (deliveries.count + 1)) { writer in
            writer.array("deliveries") { list in
                for delivery in deliveries { list.object { delivery.write(to: &$0) } }
            }
        }
    }

    /// `{"contact_details":true,"words":["…"]}`; a member left out is off.
    private func setAudit(_ document: ControlDocument) throws(SandboxError) {
        try document.allow(["contact_details", "words"])
        let flag = document.json["contact_details"].map { $0.bool } ?? false
        guard let flag else { throw .invalidControl("\"contact_details\" must be true or false") }
        let audit = MessageAudit(refusesContactDetails: flag, forbiddenWords: try document.list("words") ?? [])
        core.withState { $0.audit = audit }
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
        try document.allow(["app_id", "scopes", "grant", "revoke", "bot_enabled", "contact_range"])
        let id = document.json["app_id"]?.string ?? core.configuration.app.id
        let bot = document.json["bot_enabled"].map { $0.bool }
        if let bot, bot == nil { throw .invalidControl("\"bot_enabled\" must be true or false") }
        let (scopes, grant, revoke) = (
            try document.list("scopes"), try document.list("grant"), try document.list("revoke")
        )
        let range = try document.json["contact_range"].map { value throws(SandboxError) in try ContactRange(value) }
        try core.change(appID: id, scopes: scopes.map(Set.init), hasBot: bot ?? nil, contactRange: range)
        try core.change(appID: id, granting: Set(grant ?? []), revoking: Set(revoke ?? []))
    }

    /// `{"changes":[…]}`, with `"after":{"api":"find_by_department","nth":2}` for a change between two pages.
    private func changeCompany(_ document: ControlDocument) throws(SandboxError) {
        try document.allow(["changes", "after"])
        guard let list = document.json["changes"]?.array else { throw .invalidControl("\"changes\" must be an array") }
        var changes: [CompanyChange] = []
        for json in list { changes.append(try CompanyChange(json)) }
        guard let after = document.json["after"] else { return try core.change(changes, after: nil) }
        try after.allow(["api", "nth"])
        guard let api = after["api"]?.string.flatMap({ SandboxAPI(rawValue: $0) }) else {
            throw .invalidControl("\"after\" needs \"api\", one of the sandbox's")
        }
        let nth = after["nth"].map { $0.integer } ?? 1
        guard let nth, nth >= 1 else { throw .invalidControl("\"nth\" must be a whole number from 1 on") }
        try core.change(changes, after: (api, nth))
    }
}

extension ContactRange {
    /// `"all"`, or `{"departments":[…],"people":[…]}`.
    init(_ json: WireJSON) throws(SandboxError) {
        if json == .string("all") {
            self = .everyone
            return
        }
        guard json.members != nil else {
            throw .invalidControl("\"contact_range\" must be \"all\" or an object with \"departments\" and \"people\"")
        }
        let document = ControlDocument(json: json)
        try document.allow(["departments", "people"])
        self = .only(departments: try document.list("departments") ?? [], people: try document.list("people") ?? [])
    }
}

/// The JSON object of a control request.
struct ControlDocument {
    let json: WireJSON

    init(json: WireJSON) {
        self.json = json
    }

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

    /// A list of strings; nil when it is not there.
    func list(_ key: String) throws(SandboxError) -> [String]? {
        guard let value = json[key] else { return nil }
        guard let list = value.strings else { throw .invalidControl("\"\(key)\" must be an array of strings") }
        return list
    }
}

extension WireJSON {
    func allow(_ keys: Set<String>) throws(SandboxError) {
        for member in members ?? [] where !keys.contains(member.key) {
            throw .invalidControl("unknown member \"\(member.key)\"; known: \(keys.sorted().joined(separator: ", "))")
        }
    }
}
