/// What stands before every API: fault plan, token, frequency limit; and behind it: journal and delay.
struct Gateway {
    let core: SandboxCore

    /// Answers a call, puts it on record and waits as long as the answer shall take.
    func reply(to call: APICall) async -> Reply {
        let fault = core.withState { $0.faults.strike(call.api) }
        let (reply, app) = answer(call, under: fault?.effect)
        guard record(call, reply, app: app, fault: fault?.id) else { return .journalFailure }
        if reply.isProcessed { core.withState { $0.applyChanges(after: call.api) } }
        await wait(milliseconds: core.configuration.latencyMilliseconds)
        if let fault { await hold(milliseconds: fault.effect.delayMilliseconds, by: fault.id) }
        return reply
    }

    /// A request line that belongs to no API; on record as well, since a client may well be asking wrongly.
    func reply(toUnknown match: RouteMatch, method: String, path: String, logID: String) -> Reply {
        let refusal =
            match == .wrongMethod
            ? Refusal(99_991_301, "request method is not supported", status: 405)
            : Refusal(99_991_201, "request path is not found", status: 404)
        let reply = Reply(refusal, api: nil, logID: logID)
        let entry = entry(reply, api: nil, method: method, path: path, logID: logID)
        return core.journal.append(entry) ? reply : .journalFailure
    }

    // MARK: Answering

    private func answer(_ call: APICall, under effect: FaultEffect?) -> (Reply, app: String?) {
        guard let effect else { return answer(call) }
        let revokes = effect.revokesTokens
        if revokes, !effect.processesFirst { core.withState { $0.tokens.revokeAll() } }
        guard effect.processesFirst || !effect.replacesAnswer else { return (effect.replyWithoutProcessing, nil) }
        let (reply, app) = answer(call)
        if revokes, effect.processesFirst { core.withState { $0.tokens.revokeAll() } }
        return (effect.applied(to: reply), app)
    }

    private func answer(_ call: APICall) -> (Reply, app: String?) {
        var appID: String?
        do {
            guard call.api.needsToken else {
                let (reply, app) = try TokenRoute(core: core).answer(call)
                return (reply, app)
            }
            let app = try admit(call)
            appID = app.id
            return (try route(call, app: app), appID)
        } catch {
            return (Reply(error, api: call.api, logID: call.logID), appID)
        }
    }

    /// The app behind the token, within its limits.
    ///
    /// A call without a good token does not count against any limit; for the token call itself no limit is published,
    /// so it has none.
    private func admit(_ call: APICall) throws(Refusal) -> SandboxApp {
        let token = try BearerToken.parse(call.authorization)
        let now = core.elapsed()
        return try core.withState { state throws(Refusal) -> SandboxApp in
            guard let id = state.tokens.appID(of: token, now: core.tokenTime(state)), let app = state.apps[id] else {
                throw BearerToken.invalid
            }
            if let excess = state.limiter.admit(.init(api: call.api, appID: id), now: now) {
                throw .rateLimited(excess)
            }
            return app
        }
    }

    private func route(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        switch call.api {
        case .token, .batchSend: try BatchSendRoute(core: core).answer(call, app: app)
        case .getProgress: try BatchFigureRoutes(core: core).progress(call, app: app)
        case .readUser: try BatchFigureRoutes(core: core).readUser(call, app: app)
        case .recall: try BatchFigureRoutes(core: core).recall(call, app: app)
        case .botInfo: BotInfoRoute(core: core).answer(app: app)
        case .message: try MessageRoute(core: core).answer(call, app: app)
        case .messageGet: try SingleMessageRoutes(core: core).get(call, app: app)
        case .messageRecall: try SingleMessageRoutes(core: core).recall(call, app: app)
        case .readUsers: try SingleMessageRoutes(core: core).readers(call, app: app)
        case .urgentApp: try SingleMessageRoutes(core: core).urgent(call, app: app)
        case .pinCreate: try PinRoutes(core: core).create(call, app: app)
        case .pinDelete: try PinRoutes(core: core).delete(call, app: app)
        case .pinList: try PinRoutes(core: core).list(call, app: app)
        case .imageUpload: try UploadRoutes(core: core).image(call, app: app)
        case .fileUpload: try UploadRoutes(core: core).file(call, app: app)
        case .department: try DepartmentRoutes(core: core).single(call, app: app)
        case .departmentsBatch: try DepartmentRoutes(core: core).batch(call, app: app)
        case .departmentChildren: try DepartmentRoutes(core: core).children(call, app: app)
        case .findByDepartment: try PersonRoutes(core: core).members(call, app: app)
        case .usersBatch: try PersonRoutes(core: core).batch(call, app: app)
        case .batchGetID: try PersonRoutes(core: core).byAddress(call, app: app)
        case .basicBatch: try PersonRoutes(core: core).names(call, app: app)
        case .contactScopes: try ContactScopeRoute(core: core).answer(call, app: app)
        case .appScopes: ApplicationRoutes(core: core).scopes(app: app)
        case .checkWhiteBlackList: try ApplicationRoutes(core: core).visibility(call, app: app)
        }
    }

    // MARK: Record and delay

    private func record(_ call: APICall, _ reply: Reply, app: String?, fault: Int?) -> Bool {
        var entry = entry(reply, api: call.api, method: call.method, path: call.path, logID: call.logID)
        entry.app = app
        entry.fault = fault
        return core.journal.append(entry)
    }

    private func entry(_ reply: Reply, api: SandboxAPI?, method: String, path: String, logID: String) -> JournalEntry {
        JournalEntry(
            sequence: 0,
            at: Timestamp.iso8601(core.configuration.clock.wall()),
            monotonicMilliseconds: Int(core.elapsed() * 1000),
            method: method,
            path: path,
            api: api,
            status: reply.status,
            code: reply.code,
            isProcessed: reply.isProcessed,
            messageID: reply.messageID,
            recipients: reply.recipients,
            people: reply.people,
            warnings: reply.warnings,
            contentHash: reply.delivery.contentHash,
            uuid: reply.delivery.uuid,
            chatID: reply.delivery.chatID,
            departmentMembers: reply.delivery.departmentMembers,
            uploadKey: reply.delivery.uploadKey,
            logID: logID
        )
    }

    private func wait(milliseconds: Int) async {
        guard milliseconds > 0 else { return }
        // Ends early only when the client has gone; there is nobody left to answer then.
        try? await core.configuration.clock.sleep(Double(milliseconds) / 1000)
    }

    /// Waits as long as a fault wants it, or until it is taken away.
    private func hold(milliseconds: Int, by fault: Int) async {
        var left = milliseconds
        while left > 0, !Task.isCancelled, core.withState({ $0.faults.contains(fault) }) {
            let step = min(left, 20)
            await wait(milliseconds: step)
            left -= step
        }
    }
}
