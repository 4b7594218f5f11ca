import Dashboard
import JobEngine
import JobModel
import JobStore

/// Does what is decided in a browser, by the same ways as the commands.
///
/// Each decision opens the store for itself, as a command beside a daemon does: whoever sends notices it within a second.
struct DashboardOperations: DashboardActions {
    let invocation: Invocation
    let desk: BackDesk
    /// Hears that something was decided, so that whoever is to be told of it is.
    let decided: @Sendable (RunID) -> Void

    func outlook(
        _ action: RunAction, on run: RunID, by user: DashboardUser
    ) async throws(ActionRefusal) -> ActionOutlook {
        try await refusing {
            var outlook = ActionOutlook()
            let store = try openStore()
            if action == .approve || action == .resume, let suspicion = try await store.adoptionRefusal() {
                outlook.refusal = ActionRefusal(CommandFailure(describing: suspicion))
                return outlook
            }
            switch action {
            case .approve:
                do {
                    let rules = ApprovalRules(store: store)
                    try await rules.refuseOwn(run, names: [user.name] + user.logins, person: nil)
                    try await rules.refuseChanged(try await store.brief(of: run))
                } catch let failure as CommandFailure {
                    outlook.refusal = ActionRefusal(failure)
                } catch let changed as EngineError {
                    outlook.refusal = ActionRefusal(CommandFailure(describing: changed))
                }
                let now = invocation.dependencies.now()
                outlook.quietUntil = try await ApprovalRules(store: store).quietStretch(of: run, at: now)?.end
                outlook.expiresAt = try await store.runsAwaitingApproval().first { $0.id == run }?.expiresAt
            case .resume:
                if let marked = try await store.unwitnessed(run) {
                    outlook.refusal = ActionRefusal(
                        message: "the store was adopted, and nobody knows what of run \(run) left before: "
                            + "\(marked.recipients) pending \(marked.unit.words) may have got it already",
                        hint: "larkcast resume \(run) asks for the words that let it go out")
                }
            case .pause, .cancel, .recall: break
            }
            return outlook
        }
    }

    func perform(_ order: ActionOrder) async throws(ActionRefusal) {
        let run = order.run
        try await refusing {
            let store = try openStore()
            let actor = AuditActor(name: order.user.name, via: "dashboard")
            let decisions = RunDecisions(store: store, dependencies: invocation.dependencies)
            switch order.action {
            case .approve: try await approve(order, store, actor)
            case .pause: try await decisions.pause(run, reason: order.reason, by: actor)
            case .resume: try await decisions.letGoOn(run, seen: Set(order.doubts), by: actor)
            case .cancel: try await decisions.cancel(run, reason: order.reason, by: actor)
            case .recall: try await recall(run, store, actor)
            }
        }
        decided(run)
    }

    func remark(on run: RunID) async -> ActionRefusal? { desk.remarks[run].map(ActionRefusal.init) }

    private func approve(_ order: ActionOrder, _ store: JobDatabase, _ actor: AuditActor) async throws {
        let rules = ApprovalRules(store: store)
        let now = invocation.dependencies.now()
        try await rules.refuseOwn(order.run, names: [order.user.name] + order.user.logins, person: nil)
        try await rules.refuseChanged(try await store.brief(of: order.run))
        var circumstances = ApprovalCircumstances()
        if try await rules.quietStretch(of: order.run, at: now) != nil {
            guard order.inQuietHours else {
                throw CommandFailure(
                    exit: .needsDecision, type: "quiet_hours",
                    message: "run \(order.run) would go out within the quiet hours of its job", hint: nil)
            }
            circumstances.isInQuietHours = true
        }
        try await store.approve(order.run, planSHA256: order.planSHA256, circumstances, by: actor, at: now)
    }

    /// Decides at once, so that nothing unsent leaves any more; Feishu is asked while the browser looks at the run again.
    private func recall(_ run: RunID, _ store: JobDatabase, _ actor: AuditActor) async throws {
        let appID = try await store.appID(of: run)
        let settings = try settings(of: appID)
        // A secret that is missing should show before anything is stopped.
        let client = try invocation.makeClient(settings)
        let engine = invocation.makeEngine(settings, store: store, client: client, observe: EngineLog(desk.log).observe)
        try await store.beginRecall(run, by: actor, at: invocation.dependencies.now())
        let isTaken = desk.add(
            BackDesk.Errand(run: run, name: "the recall") { _ = try await engine.recall(run, by: actor) })
        guard isTaken else {
            throw DoneInPart(
                cause: CommandFailure(
                    exit: .temporary, type: "busy",
                    message: "too many recalls are under way; unsent batches were stopped",
                    hint: "A daemon or tick goes on with it within minutes; or recall it again."))
        }
    }

    /// The settings of the profile that an app is sent by.
    private func settings(of appID: String) throws -> Settings {
        let usual = try invocation.settings()
        guard usual.appID != appID else { return usual }
        for name in usual.profileNames {
            if let settings = try? invocation.settings(profile: name), settings.appID == appID { return settings }
        }
        throw CommandFailure(
            exit: .configuration, type: "other_app", message: "no profile of the configuration has the app \(appID)",
            hint: "add one, or recall it with the configuration it was sent with")
    }

    private func openStore() throws -> JobDatabase { try invocation.openStore(try invocation.settings()) }

    /// Every failure in the shape pages show.
    private func refusing<Value>(_ work: () async throws -> Value) async throws(ActionRefusal) -> Value {
        do {
            return try await work()
        } catch let part as DoneInPart {
            var refusal = ActionRefusal(CommandFailure(describing: part.cause))
            refusal.isDoneInPart = true
            throw refusal
        } catch {
            throw ActionRefusal(CommandFailure(describing: error))
        }
    }
}

extension ActionRefusal {
    /// A failure as a page says it.
    init(_ failure: CommandFailure) {
        self.init(
            message: failure.message, hint: failure.hint,
            isTrouble: [.storage, .unreachable, .temporary, .permission, .configuration].contains(failure.exit))
    }
}
