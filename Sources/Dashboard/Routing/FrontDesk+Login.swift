import HTTPTypes
import JobModel
import Reporting

/// Logging in and out.
extension FrontDesk {
    /// The login page.
    func login(
        _ visit: Visit, words: String? = nil, name: String = "", status: HTTPResponse.Status = .ok
    ) -> Answer {
        guard configuration.needsLogin else { return notFound(visit) }
        // A cookie of one's own before there is a session: else a foreign page could log people in as somebody else.
        let visitor =
            visit.visitor.flatMap { $0.utf8.count == 32 ? $0 : nil } ?? SecretBytes.hex(sources.randomBytes(16))
        let seal = FormSeal(key: loginKey).seal(["login", visitor], nonce: "login", at: visit.clock)
        let page = LoginPage.html(
            seal: seal, next: Self.next(visit.query["next"]), words: words, name: name, frame(visit))
        return Answer.page(page, status: status).setting(
            Cookie(kind: .visitor, value: visitor), isSecure: configuration.isSecure)
    }

    /// Somebody says who they are.
    func signIn(_ visit: Visit, _ form: [String: String]) async -> Answer {
        guard configuration.needsLogin else { return notFound(visit) }
        do {
            _ = try FormSeal(key: loginKey).open(
                form["seal"] ?? "", for: ["login", visit.visitor ?? ""], at: visit.clock)
        } catch {
            // Cookies that were cleared, or a page left open over night: the form anew, and nothing was tried.
            return login(visit, words: visit.language.say(ActionPhrase.expired), status: .forbidden)
        }
        let (name, token) = (form["name"] ?? "", form["token"] ?? "")
        // One digest and one comparison, whether or not there is such a name.
        let user = users.user(named: name)
        let digest = SecretBytes.digest(token)
        let isRight = SecretBytes.areEqual(user?.tokenSHA256 ?? Self.nobody, digest)
        guard let user, isRight else {
            return wrong(name, visit)
        }
        gate.succeeded(name)
        if let old = visit.session { sessions.close(old) }
        let cookie = sessions.open(user, at: visit.clock)
        let next = Self.next(form["next"])
        return Answer.redirect(to: LocalAddress(next.split(separator: "/").map(String.init)))
            .setting(Cookie(kind: .session, value: cookie), isSecure: configuration.isSecure)
            .setting(Cookie(kind: .visitor, value: "", seconds: 0), isSecure: configuration.isSecure)
    }

    /// A name and a token that do not belong together, or a try that comes too soon after others; both say the same of the name.
    private func wrong(_ name: String, _ visit: Visit) -> Answer {
        let wait = gate.wait(for: name, at: visit.clock)
        guard wait > 0 else {
            gate.failed(name, at: visit.clock)
            return login(visit, words: visit.language.say(AccessPhrase.wrong), name: name, status: .forbidden)
        }
        let seconds = (wait + 999) / 1000
        var answer = login(
            visit, words: visit.language.say(AccessPhrase.wait, ["count": String(seconds)]), name: name,
            status: .tooManyRequests)
        answer.fields[.retryAfter] = String(seconds)
        return answer
    }

    /// The session ends, here and now.
    func signOut(_ visit: Visit, _ form: [String: String]) -> Answer {
        guard let session = visit.session else { return .redirect(to: LocalAddress(["login"])) }
        do {
            _ = try FormSeal(key: session.sealKey).open(form["seal"] ?? "", for: ["logout"], at: visit.clock)
        } catch FormSeal.Flaw.expired {
            // Whoever wants to leave a page that was open for hours may.
        } catch {
            return forged(visit)
        }
        sessions.close(session)
        return Answer.redirect(to: LocalAddress(["login"]))
            .setting(Cookie(kind: .session, value: "", seconds: 0), isSecure: configuration.isSecure)
    }

    /// Where somebody goes after logging in: a page of ours that is there for looking, else the list.
    private static func next(_ path: String?) -> String {
        guard let path, let route = Route(path: path) else { return "/" }
        switch route {
        case .runs, .run, .action, .calendar, .job, .audit, .health: return path
        default: return "/"
        }
    }

    /// The digest that nobody's token has.
    private static let nobody = [UInt8](repeating: 0, count: 32)
}
