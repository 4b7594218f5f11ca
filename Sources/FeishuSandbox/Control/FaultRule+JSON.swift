extension FaultRule {
    /// A rule from `{"api":…,"nth":…,"count":…,"effect":{…}}`; `count` null means every request from `nth` on.
    init(_ json: WireJSON) throws(SandboxError) {
        guard json.members != nil else { throw .invalidControl("a rule must be an object") }
        try json.allow(["api", "nth", "count", "effect"])
        let name = try json.text("api")
        let api = name.flatMap { SandboxAPI(rawValue: $0) }
        if let name, api == nil {
            let known = SandboxAPI.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidControl("unknown api \"\(name)\"; known: \(known)")
        }
        guard let effect = json["effect"] else { throw .invalidControl("a rule needs an \"effect\"") }
        self.init(
            api: api,
            nth: try json.whole("nth", in: 1...1_000_000_000) ?? 1,
            count: json["count"] == .null ? nil : try json.whole("count", in: 1...1_000_000_000) ?? 1,
            effect: try FaultEffect(effect)
        )
    }

    func write(to object: inout WireJSONWriter, id: Int) {
        object.field("id", id)
        object.field("api", api?.rawValue)
        object.field("nth", nth)
        object.key("count")
        if let count { object.value(count) } else { object.null() }
        object.object("effect") { effect.write(to: &$0) }
    }
}

extension FaultEffect {
    init(_ json: WireJSON) throws(SandboxError) {
        guard json.members != nil else { throw .invalidControl("\"effect\" must be an object") }
        try json.allow(["status", "code", "msg", "body", "headers", "delay_ms", "process_first", "revoke_tokens"])
        var headers: [String: String] = [:]
        if let value = json["headers"] {
            guard let members = value.members else { throw .invalidControl("\"headers\" must be an object") }
            for member in members {
                guard let text = member.value.string else { throw .invalidControl("a header must be a string") }
                // Anything else the HTTP library would drop without a word.
                guard member.key.wholeMatch(of: #/[A-Za-z0-9-]+/#) != nil else {
                    throw .invalidControl("\"\(member.key)\" is no header name")
                }
                headers[member.key] = text
            }
        }
        self.init(
            status: try json.whole("status", in: 200...599),
            code: try json.whole("code", in: 0...Int(Int32.max)),
            message: try json.text("msg"),
            body: try json.text("body"),
            headers: headers,
            delayMilliseconds: try json.whole("delay_ms", in: 0...600_000) ?? 0,
            processesFirst: try json.flag("process_first") ?? false,
            revokesTokens: try json.flag("revoke_tokens") ?? false
        )
    }

    func write(to object: inout WireJSONWriter) {
        if let status { object.field("status", status) }
        if let code { object.field("code", code) }
        if let message { object.field("msg", message) }
        if let body { object.field("body", body) }
        if !headers.isEmpty {
            object.object("headers") { list in
                for (name, value) in headers.sorted(by: { $0.key < $1.key }) { list.field(name, value) }
            }
        }
        object.field("delay_ms", delayMilliseconds)
        object.field("process_first", processesFirst)
        object.field("revoke_tokens", revokesTokens)
    }
}

extension WireJSON {
    fileprivate func whole(_ key: String, in range: ClosedRange<Int>) throws(SandboxError) -> Int? {
        guard let value = self[key] else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw .invalidControl("\"\(key)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    fileprivate func text(_ key: String) throws(SandboxError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.string else { throw .invalidControl("\"\(key)\" must be a string") }
        return text
    }

    fileprivate func flag(_ key: String) throws(SandboxError) -> Bool? {
        guard let value = self[key] else { return nil }
        guard let flag = value.bool else { throw .invalidControl("\"\(key)\" must be true or false") }
        return flag
    }
}
