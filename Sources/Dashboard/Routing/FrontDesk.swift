import HTTPTypes
import Hummingbird
import JobModel
import JobStore
import NIOCore
import Reporting
import Synchronization

/// Takes every request: who asks, under which name, for what; then the page, or the reason why not.
final class FrontDesk: HTTPResponder {
    typealias Context = BasicRequestContext

    let configuration: DashboardConfiguration
    let sources: DashboardSources
    let door: StoreDoor
    /// How long the store is waited for.
    let patience: Patience
    /// The one check of the whole audit that is under way at a time.
    let auditCheck = SharedWork<AuditBreak?>()
    let users: UserBook
    let sessions: SessionBook
    let gate = LoginGate()
    let book = ActionBook()
    let live: LiveHub
    /// What the login page's form is sealed with.
    let loginKey: [UInt8]
    /// When it began, on the monotonic clock.
    let began: Int64
    private let hosts: Mutex<HostAllowList>

    init(_ configuration: DashboardConfiguration, _ sources: DashboardSources) {
        self.configuration = configuration
        self.sources = sources
        patience = Patience(milliseconds: configuration.limits.storeMilliseconds, sleep: sources.sleep)
        let door = StoreDoor(patience: patience, open: sources.openStore)
        self.door = door
        users = UserBook(configuration.users)
        sessions = SessionBook(of: users, randomBytes: sources.randomBytes)
        live = LiveHub(
            door: door, limits: configuration.limits, zone: configuration.zone, sleep: sources.sleep,
            remark: { [actions = sources.actions] in await actions?.remark(on: $0) })
        loginKey = sources.randomBytes(32)
        began = sources.now().monotonicMilliseconds
        hosts = Mutex(HostAllowList(configuration.names(port: configuration.listen.port)))
    }

    /// The port is known: these are the names it may be spoken to under.
    func listens(on port: Int) {
        hosts.withLock { $0 = HostAllowList(configuration.names(port: port)) }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let limit = configuration.limits.bodyBytes
        let answer = await answer(to: request.head) { await Self.bytes(of: request, atMost: limit) }
        return answer.response(isHead: request.method == .head)
    }

    /// The body; `nil` for one that is too long, or that did not come whole.
    private static func bytes(of request: Request, atMost limit: Int) async -> [UInt8]? {
        var bytes: [UInt8] = []
        do {
            for try await buffer in request.body {
                guard bytes.count + buffer.readableBytes <= limit else { return nil }
                bytes.append(contentsOf: buffer.readableBytesView)
            }
            return bytes
        } catch {
            return nil
        }
    }

    /// Answers a request, whose body is read only where one is wanted.
    func answer(to head: HTTPRequest, body: @Sendable () async -> [UInt8]?) async -> Answer {
        // The rules of the connection once more: a test without one, or another way in, must not be without them.
        if let status = HeadRules(limits: configuration.limits).refusal(of: head) { return .refusal(status) }
        guard hosts.withLock({ $0.allows(head.authority) }) else {
            return .plain(.forbidden, "403 \(Language.english.say(AccessPhrase.wrongHost))")
        }
        let parts = (head.path ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard let path = parts.first, let route = Route(path: path),
            let query = FormText.fields(parts.count == 2 ? parts[1] : "")
        else { return notFound(visit(.runs, "/", [:], head, session: session(of: head, at: sources.now()))) }
        let now = sources.now()
        let visit = visit(route, path, query, head, session: route == .healthz ? nil : session(of: head, at: now))
        guard route.methods.contains(head.method) else { return wrongMethod(visit) }
        if configuration.needsLogin, !route.isOpen, visit.session == nil, !(await isKnownProgram(visit)) {
            return stranger(visit)
        }
        var answer: Answer
        if head.method == .post {
            answer = await posted(visit, body)
        } else {
            do {
                answer = try await shown(visit)
            } catch {
                answer = trouble(error, visit)
            }
        }
        if visit.choosesLanguage {
            let cookie = Cookie(kind: .language, value: visit.language.rawValue, seconds: 365 * 86_400)
            answer = answer.setting(cookie, isSecure: configuration.isSecure)
        }
        return answer
    }

    // MARK: Who asks

    private func visit(
        _ route: Route, _ path: String, _ query: [String: String], _ head: HTTPRequest, session: Session?
    ) -> Visit {
        let cookies = head.headerFields[values: .cookie]
        let chosen = query["lang"].flatMap { Language(rawValue: $0) }
        let kept = Cookie.value(.language, in: cookies, isSecure: configuration.isSecure).flatMap {
            Language(rawValue: $0)
        }
        let language =
            chosen ?? kept
            ?? Language(acceptLanguage: head.headerFields[.acceptLanguage] ?? "", otherwise: configuration.language)
        return Visit(
            route: route, path: path, query: query, method: head.method, authority: head.authority ?? "",
            fields: head.headerFields, now: sources.now(), language: language, choosesLanguage: chosen != nil,
            session: session, visitor: Cookie.value(.visitor, in: cookies, isSecure: configuration.isSecure))
    }

    private func session(of head: HTTPRequest, at now: Moment) -> Session? {
        guard configuration.needsLogin else { return nil }
        let cookies = head.headerFields[values: .cookie]
        return Cookie.value(.session, in: cookies, isSecure: configuration.isSecure)
            .flatMap { sessions.session($0, at: now.monotonicMilliseconds) }
    }

    /// Whether a monitor has brought the token of a user, for the documents made for monitors.
    private func isKnownProgram(_ visit: Visit) async -> Bool {
        let prefix = "Bearer "
        guard visit.route.isForPrograms, let header = visit.fields[.authorization], header.hasPrefix(prefix) else {
            return false
        }
        let digest = SecretBytes.digest(String(header.dropFirst(prefix.count)))
        return users.knows(tokenSHA256: digest)
    }

    private func stranger(_ visit: Visit) -> Answer {
        switch visit.route {
        case .metrics, .readyz:
            var answer = Answer.plain(.unauthorized, "401 a token is needed")
            answer.fields[.wwwAuthenticate] = "Bearer realm=\"larkcast\""
            return answer
        case .runLive, .listLive: return .plain(.unauthorized, "401 \(visit.language.say(AccessPhrase.loginNeeded))")
        default:
            guard visit.method != .post else {
                return message(.forbidden, AccessPhrase.title, [visit.language.say(AccessPhrase.loginNeeded)], visit)
            }
            return .redirect(to: LocalAddress(["login"], query: [("next", visit.path)]))
        }
    }

    // MARK: What is the same for all

    /// The frame of a page for a visit.
    func frame(_ visit: Visit) -> PageFrame {
        PageFrame(
            language: visit.language, zone: configuration.zone, now: visit.now.wallMilliseconds,
            user: visit.session?.user,
            isForLooking: !configuration.needsLogin,
            logoutSeal: visit.session.map {
                FormSeal(key: $0.sealKey).seal(["logout"], nonce: "logout", at: visit.clock)
            }, path: visit.segments,
            query: visit.query.filter { ["state", "job", "after", "from", "before", "next"].contains($0.key) })
    }

    /// A page that only says something.
    func message(
        _ status: HTTPResponse.Status, _ title: some Phrase, _ words: [String], _ visit: Visit,
        back: (text: String, to: LocalAddress)? = nil
    ) -> Answer {
        .page(MessagePage.html(visit.language.say(title), words, back: back, frame(visit)), status: status)
    }

    func notFound(_ visit: Visit) -> Answer {
        message(.notFound, FramePhrase.notFoundTitle, [visit.language.say(FramePhrase.notFound)], visit)
    }

    private func wrongMethod(_ visit: Visit) -> Answer {
        let words = visit.language.say(FramePhrase.method, ["method": visit.method.rawValue])
        var answer = message(.methodNotAllowed, FramePhrase.methodTitle, [words], visit)
        answer.fields[.allow] = visit.route.methods.map(\.rawValue).joined(separator: ", ")
        return answer
    }

    /// What went wrong, in the store's own words.
    private func trouble(_ error: any Error, _ visit: Visit) -> Answer {
        if let refusal = error as? ActionRefusal {
            return message(
                refusal.isTrouble ? .serviceUnavailable : .conflict, ActionPhrase.refusedTitle,
                [refusal.message, refusal.hint ?? ""].filter { !$0.isEmpty }, visit)
        }
        guard let error = error as? StoreError else {
            return message(.internalServerError, FramePhrase.troubleTitle, ["\(error)"], visit)
        }
        switch error.code {
        case .notFound: return notFound(visit)
        case .locked:
            var answer = message(
                .serviceUnavailable, FramePhrase.busyTitle, [visit.language.say(FramePhrase.busy)], visit)
            answer.fields[.retryAfter] = "2"
            return answer
        default:
            let words = [error.message, error.hint].filter { !$0.isEmpty }
            return message(.serviceUnavailable, FramePhrase.troubleTitle, words, visit)
        }
    }
}
