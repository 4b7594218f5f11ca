import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

/// What a browser does, as far as the dashboard can tell: cookies, forms, and the headers no page can forge.
final class Browser {
    let world: DashboardWorld
    var authority = "127.0.0.1:8787"
    /// `Sec-Fetch-Site` and `Origin` of posts.
    var fetchSite: String? = "same-origin"
    var origin: String? = "null"
    var language = "en"
    private(set) var cookies: [String: String] = [:]
    /// The answer that came last.
    private(set) var last = Answer.plain(.ok, "")

    init(_ world: DashboardWorld, as name: String? = nil) async {
        self.world = world
        if let name { await signIn(name) }
    }

    /// Asks for something and keeps the cookies that come with it.
    @discardableResult
    func get(_ path: String, _ method: HTTPRequest.Method = .get, _ fields: [String: String] = [:]) async -> Answer {
        await send(method, path, fields, body: nil)
    }

    /// Sends a form.
    @discardableResult
    func post(_ path: String, _ form: [String: String], _ fields: [String: String] = [:]) async -> Answer {
        let (fields, text) = posting(form, fields)
        return await send(.post, path, fields, body: text)
    }

    /// A click on a form that can be made beside others.
    func click(on path: String, _ form: [String: String]) -> @Sendable () async -> Answer {
        let (fields, text) = posting(form, [:])
        let head = head(.post, path, fields, body: text)
        return { [world] in await world.desk.answer(to: head) { Array(text.utf8) } }
    }

    private func posting(_ form: [String: String], _ fields: [String: String]) -> ([String: String], String) {
        let text = form.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        var fields = fields
        fields["Content-Type"] = fields["Content-Type"] ?? "application/x-www-form-urlencoded"
        fields["Origin"] = fields["Origin"] ?? origin
        fields["Sec-Fetch-Site"] = fields["Sec-Fetch-Site"] ?? fetchSite
        return (fields, text)
    }

    /// Logs in by the form.
    @discardableResult
    func signIn(_ name: String, token: String? = nil) async -> Answer {
        await get("/login")
        var form = hidden(in: last.text)
        form["name"] = name
        form["token"] = token ?? DashboardWorld.tokens[name] ?? ""
        return await post("/login", form)
    }

    /// The hidden fields of the page's last form.
    func hidden(in page: String) -> [String: String] {
        let form =
            page.components(separatedBy: "<form").last { $0.contains("type=\"hidden\"") && !$0.contains("/logout") }
            ?? ""
        var found: [String: String] = [:]
        for match in form.matches(of: #/type="hidden" name="(\w+)" value="([^"]*)"/#) {
            found[String(match.1)] = String(match.2).replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        }
        return found
    }

    /// Sets a cookie by hand.
    func setCookie(_ name: String, _ value: String?) { cookies[name] = value }

    private func head(
        _ method: HTTPRequest.Method, _ path: String, _ extra: [String: String], body: String?
    ) -> HTTPRequest {
        var fields = HTTPFields()
        for (name, value) in extra { if let name = HTTPField.Name(name) { fields[name] = value } }
        if fields[.acceptLanguage] == nil { fields[.acceptLanguage] = language }
        if !cookies.isEmpty {
            fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        }
        if let body { fields[.contentLength] = String(body.utf8.count) }
        return HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: fields)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ extra: [String: String], body: String?
    ) async -> Answer {
        let head = head(method, path, extra, body: body)
        last = await world.desk.answer(to: head) { Array((body ?? "").utf8) }
        for text in last.fields[values: .setCookie] {
            let pair = text.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = text.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return last
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Answer {
    /// The number of its status.
    var code: Int { status.code }

    /// Where it sends the browser.
    var location: String? { fields[.location] }
}
