import HTTPTypes
import JobModel
import JobStore
import Reporting

/// What is decided.
extension FrontDesk {
    /// The answer to a `POST`.
    func posted(_ visit: Visit, _ body: @Sendable () async -> [UInt8]?) async -> Answer {
        let isOurs = OriginCheck.allows(
            origin: visit.fields[.origin], fetchSite: visit.fields[HTTPField.Name.fetchSite], authority: visit.authority
        )
        guard isOurs else { return forged(visit) }
        let type = visit.fields[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard type == "application/x-www-form-urlencoded" else { return .refusal(.unsupportedMediaType) }
        guard let bytes = await body(), let text = String(validating: bytes, as: UTF8.self),
            let form = FormText.fields(text)
        else { return .refusal(.badRequest) }
        switch visit.route {
        case .login: return await signIn(visit, form)
        case .logout: return signOut(visit, form)
        case .action(let run, let action):
            do {
                return try await decide(action, run, visit, form)
            } catch {
                return refused(ActionRefusal(any: error), run, visit)
            }
        default: return notFound(visit)
        }
    }

    // MARK: Deciding

    /// The page that asks.
    func question(_ action: RunAction, _ run: RunID, _ store: JobDatabase, _ visit: Visit) async throws -> Answer {
        guard let session = visit.session, let actions = sources.actions else {
            return message(.forbidden, AccessPhrase.forbiddenTitle, [visit.language.say(FramePhrase.readOnly)], visit)
        }
        if let answer = insufficient(action, session, visit) { return answer }
        let question = try await ask(action, run, store, session, actions)
        let number = SecretBytes.hex(sources.randomBytes(16))
        let seal = FormSeal(key: session.sealKey)
            .seal(Self.words(action, run, seen: question.seen), nonce: number, at: visit.clock)
        return .page(ConfirmPage.html(question, seal: seal, frame(visit)))
    }

    private func decide(
        _ action: RunAction, _ run: RunID, _ visit: Visit, _ form: [String: String]
    ) async throws -> Answer {
        guard let session = visit.session, let actions = sources.actions, let store = try await door.store() else {
            return forged(visit)
        }
        if let answer = insufficient(action, session, visit) { return answer }
        let seen = form["seen"] ?? ""
        let number: String
        do {
            number = try FormSeal(key: session.sealKey)
                .open(form["seal"] ?? "", for: Self.words(action, run, seen: seen), at: visit.clock)
        } catch {
            return error == .expired ? expired(run, visit) : forged(visit)
        }
        let deed = ActionBook.Deed(action: action, run: run, user: session.user.name)
        let answer = await book.answer(number, deed, at: visit.clock) { [self] in
            do {
                let question = try await ask(action, run, store, session, actions)
                if let trouble = trouble(question, seen: seen, form, visit) {
                    let html = ConfirmPage.html(
                        question, seal: reseal(question, session, visit), trouble: trouble, frame(visit))
                    return .init(answer: .page(html, status: .conflict), isDone: false)
                }
                try await actions.perform(
                    ActionOrder(
                        action: action, run: run, planSHA256: question.run.planSHA256, doubts: question.run.doubts,
                        inQuietHours: form["quiet"] == "yes", reason: form["reason"].flatMap(Self.reason),
                        user: session.user))
                let page = LocalAddress(["runs", run.rawValue], query: [("done", number)])
                return .init(answer: .redirect(to: page), isDone: true)
            } catch {
                let refusal = ActionRefusal(any: error)
                return .init(answer: refused(refusal, run, visit), isDone: refusal.isDoneInPart)
            }
        }
        return answer
            ?? message(
                .serviceUnavailable, ActionPhrase.refusedTitle, [visit.language.say(ActionPhrase.tooManyForms)], visit)
    }

    private func ask(
        _ action: RunAction, _ run: RunID, _ store: JobDatabase, _ session: Session, _ actions: any DashboardActions
    ) async throws -> ConfirmPage.Question {
        let summary = try await store.summary(of: run)
        var outlook = try await actions.outlook(action, on: run, by: session.user)
        if outlook.refusal == nil, !action.isPossible(for: summary) {
            outlook.refusal = ActionRefusal(
                message: "run \(run) is \(summary.state.rawValue); \(action.rawValue) is not possible")
        }
        return ConfirmPage.Question(
            action: action, run: summary, outlook: outlook, confirmAbove: configuration.confirmAbove)
    }

    /// Why a form that holds is not done all the same; `nil` when it is.
    private func trouble(
        _ question: ConfirmPage.Question, seen: String, _ form: [String: String], _ visit: Visit
    ) -> String? {
        if let refusal = question.outlook.refusal {
            return visit.language.say(ActionPhrase.nothingDone, ["message": refusal.message])
        }
        guard question.seen == seen else { return visit.language.say(ActionPhrase.otherPlan) }
        if let count = question.typedCount, Self.number(form["count"] ?? "") != count {
            return visit.language.say(ActionPhrase.countWrong)
        }
        if let end = question.outlook.quietUntil, form["quiet"] != "yes" {
            return visit.language.say(
                ActionPhrase.quietMissing, ["time": visit.language.dateTime(end, in: configuration.zone)])
        }
        return nil
    }

    private func reseal(_ question: ConfirmPage.Question, _ session: Session, _ visit: Visit) -> String {
        FormSeal(key: session.sealKey).seal(
            Self.words(question.action, question.run.id, seen: question.seen),
            nonce: SecretBytes.hex(sources.randomBytes(16)), at: visit.clock)
    }

    /// What a form is sealed for.
    private static func words(_ action: RunAction, _ run: RunID, seen: String) -> [String] {
        [action.rawValue, run.rawValue, seen]
    }

    /// A number as people type it.
    private static func number(_ text: String) -> Int? {
        Int(text.filter { $0 != "," && $0 != " " && $0 != "，" })
    }

    /// A reason worth keeping.
    private static func reason(_ text: String) -> String? {
        let text = String(text.prefix(200).drop { $0 == " " })
        return text.isEmpty ? nil : text
    }

    // MARK: Not deciding

    private func insufficient(_ action: RunAction, _ session: Session, _ visit: Visit) -> Answer? {
        guard session.user.role < action.role else { return nil }
        let words = visit.language.say(
            AccessPhrase.forbidden,
            [
                "role": visit.language.say(RolePhrase(action.role)),
                "own": visit.language.say(RolePhrase(session.user.role)),
            ])
        return message(.forbidden, AccessPhrase.forbiddenTitle, [words], visit)
    }

    func forged(_ visit: Visit) -> Answer {
        message(.forbidden, ActionPhrase.forgedTitle, [visit.language.say(ActionPhrase.forged)], visit)
    }

    private func expired(_ run: RunID, _ visit: Visit) -> Answer {
        message(
            .conflict, ActionPhrase.expiredTitle, [visit.language.say(ActionPhrase.expired)], visit,
            back: (visit.language.say(FramePhrase.back), LocalAddress(["runs", run.rawValue])))
    }

    private func refused(_ refusal: ActionRefusal, _ run: RunID, _ visit: Visit) -> Answer {
        let phrase = refusal.isDoneInPart ? ActionPhrase.doneInPart : .nothingDone
        let words =
            [visit.language.say(phrase, ["message": refusal.message])]
            + (refusal.hint.map { [visit.language.say(ActionPhrase.hint, ["hint": $0])] } ?? [])
        return message(
            refusal.isTrouble ? .serviceUnavailable : .conflict, ActionPhrase.refusedTitle, words, visit,
            back: (visit.language.say(FramePhrase.back), LocalAddress(["runs", run.rawValue])))
    }
}

extension ActionRefusal {
    /// Any error as one.
    fileprivate init(any error: any Error) {
        self = error as? ActionRefusal ?? ActionRefusal(message: "\(error)", isTrouble: true)
    }
}

extension HTTPField.Name {
    /// `Sec-Fetch-Site`, which browsers set and pages cannot.
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
