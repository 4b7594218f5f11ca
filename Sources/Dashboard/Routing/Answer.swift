import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

/// What is sent back, before it is Hummingbird's.
struct Answer: Sendable {
    static let eventStream = "text/event-stream; charset=utf-8"
    private static let html = "text/html; charset=utf-8"
    private static let plain = "text/plain; charset=utf-8"

    var status: HTTPResponse.Status
    var fields: HTTPFields
    var text = ""
    /// Writes pieces for as long as somebody listens, in place of the text.
    var stream: ResponseBody?

    init(_ status: HTTPResponse.Status, type: String, text: String) {
        self.status = status
        self.text = text
        fields = SecurityHeaders.fields
        fields[.contentType] = type
    }

    /// A page.
    static func page(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, type: html, text: text)
    }

    /// Words for programs.
    static func plain(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        Answer(status, type: plain, text: text + "\n")
    }

    /// Go and get that page instead; a post is over with it.
    static func redirect(to address: LocalAddress) -> Answer {
        var answer = Answer(.seeOther, type: plain, text: "")
        answer.fields[.location] = address.text
        return answer
    }

    /// Nothing that was asked for; the connection ends with it.
    static func refusal(_ status: HTTPResponse.Status) -> Answer {
        var answer = plain(status, "\(status.code) \(status.reasonPhrase)")
        answer.fields[.connection] = "close"
        answer.fields[.contentLength] = String(answer.text.utf8.count)
        if status == .serviceUnavailable { answer.fields[.retryAfter] = "2" }
        return answer
    }

    /// The same with a cookie.
    func setting(_ cookie: Cookie, isSecure: Bool) -> Answer {
        var answer = self
        answer.fields.append(HTTPField(name: .setCookie, value: cookie.text(isSecure: isSecure)))
        return answer
    }

    /// As Hummingbird sends it; a `HEAD` gets the fields alone.
    func response(isHead: Bool) -> Response {
        if let stream, !isHead { return Response(status: status, headers: fields, body: stream) }
        var fields = fields
        fields[.contentLength] = String(text.utf8.count)
        return Response(
            status: status, headers: fields,
            body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
