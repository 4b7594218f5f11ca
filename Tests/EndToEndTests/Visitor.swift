import Foundation
import TestSupport
import Testing

/// Somebody at a browser, over real connections: cookies, pages, forms.
final class Visitor {
    /// An answer.
    struct Answer {
        var status: Int?
        var location: String?
        var body: String
    }

    private let port: Int
    private var cookies: [String: String] = [:]

    init(port: Int) { self.port = port }

    /// The port a process says that its dashboard listens on; `nil` when it ended first.
    static func port(of command: RunningCommand) async throws -> Int? {
        let words = "dashboard listens on http://127.0.0.1:"
        while !command.errorsSoFar.contains(words), !command.hasEnded { try await Task.sleep(for: .milliseconds(10)) }
        return command.errorsSoFar.components(separatedBy: words).dropFirst().first.flatMap {
            Int($0.prefix { $0.isNumber })
        }
    }

    func get(_ path: String) async throws -> Answer { try await send("GET \(path)", [], "") }

    func post(_ path: String, _ form: [String: String]) async throws -> Answer {
        let body = form.map {
            "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        .joined(separator: "&")
        return try await send(
            "POST \(path)",
            [
                "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)",
                "Sec-Fetch-Site: same-origin",
            ], body)
    }

    func signIn(_ name: String, _ token: String) async throws -> Answer {
        var form = Self.form(try await get("/login").body)
        (form["name"], form["token"]) = (name, token)
        return try await post("/login", form)
    }

    /// Looks at the page that asks, and sends its form as it is, with what was typed besides.
    func decide(_ path: String, _ typed: [String: String] = [:]) async throws -> Answer {
        try await post(path, Self.form(try await get(path).body).merging(typed) { $1 })
    }

    /// The hidden fields of a page's own form.
    static func form(_ page: String) -> [String: String] {
        let form = page.components(separatedBy: "<form").last { !$0.contains("/logout") && $0.contains("hidden") } ?? ""
        var found: [String: String] = [:]
        for match in form.matches(of: #/type="hidden" name="(\w+)" value="([^"]*)"/#) {
            found[String(match.1)] = String(match.2)
        }
        return found
    }

    private func send(_ line: String, _ fields: [String], _ body: String) async throws -> Answer {
        let connection = try RawConnection(port: port)
        let cookie =
            cookies.isEmpty ? [] : ["Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
        let head = ["\(line) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + cookie + fields
        await connection.say(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
        let (text, _) = await connection.hear()
        let parts = text.components(separatedBy: "\r\n\r\n")
        var answer = Answer(status: RawConnection.status(text), body: parts.dropFirst().joined(separator: "\r\n\r\n"))
        for line in parts[0].components(separatedBy: "\r\n") {
            if line.hasPrefix("Location: ") { answer.location = String(line.dropFirst(10)) }
            if line.hasPrefix("Set-Cookie: ") {
                let pair = line.dropFirst(12).prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies[pair[0]] = line.contains("Max-Age=0") ? nil : pair.dropFirst().first
            }
        }
        return answer
    }
}
