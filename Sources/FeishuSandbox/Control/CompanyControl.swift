extension SandboxCore {
    /// Makes changes now, or plans them for right after the `nth` successful answer of an API.
    ///
    /// All of them or none: somebody or something unknown refuses the whole request.
    func change(_ changes: [CompanyChange], after moment: (api: SandboxAPI, nth: Int)?) throws(SandboxError) {
        try withState { state throws(SandboxError) in
            var company = state.company
            for change in changes { try company.apply(change) }
            guard let moment else {
                state.company = company
                return
            }
            state.changes.add(changes, after: moment.api, nth: moment.nth)
        }
    }

    /// Changes the rights of an app; nil leaves a part as it is.
    func change(
        appID: String,
        scopes: Set<String>? = nil,
        hasBot: Bool? = nil,
        contactRange: ContactRange? = nil
    ) throws(SandboxError) {
        try withState { state throws(SandboxError) in
            guard state.apps[appID] != nil else { throw .invalidControl("there is no app \"\(appID)\"") }
            try contactRange?.check(in: state.company)
            if let scopes { state.apps[appID]?.scopes = scopes }
            if let hasBot { state.apps[appID]?.hasBot = hasBot }
            if let contactRange { state.apps[appID]?.contactRange = contactRange }
        }
    }

    /// Adds scopes to an app's and takes others away.
    func change(appID: String, granting: Set<String>, revoking: Set<String>) throws(SandboxError) {
        try withState { state throws(SandboxError) in
            guard let app = state.apps[appID] else { throw .invalidControl("there is no app \"\(appID)\"") }
            state.apps[appID]?.scopes = app.scopes.union(granting).subtracting(revoking)
        }
    }
}

extension SandboxServer {
    /// Changes the company.
    ///
    /// - Parameters:
    ///   - changes: what happens, in this order; all of it or, when something in it does not exist, nothing.
    ///   - api: nil for now; else the API after whose answer it happens.
    ///   - nth: after which of its successful answers, counted from 1 from now on.
    /// - Throws: ``SandboxError/invalidControl(_:)`` for somebody or something unknown.
    public func change(_ changes: [CompanyChange], after api: SandboxAPI? = nil, nth: Int = 1) async throws {
        try core.change(changes, after: api.map { ($0, nth) })
    }

    /// Lets an app's contact calls see another part of the company.
    ///
    /// - Parameters:
    ///   - range: what they shall see.
    ///   - id: the app; nil for the one under test.
    /// - Throws: ``SandboxError/invalidControl(_:)`` for an unknown app, department or person.
    public func limitContacts(to range: ContactRange, of id: String? = nil) async throws {
        try core.change(appID: id ?? appID, contactRange: range)
    }

    /// Grants scopes to an app and revokes others.
    ///
    /// - Throws: ``SandboxError/invalidControl(_:)`` for an unknown app.
    public func changeScopes(of id: String? = nil, grant: Set<String> = [], revoke: Set<String> = []) async throws {
        try core.change(appID: id ?? appID, granting: grant, revoking: revoke)
    }

    /// Ends all page tokens at once.
    public func expirePageTokens() async {
        core.withState { $0.pageTokens.expireAll() }
    }
}
