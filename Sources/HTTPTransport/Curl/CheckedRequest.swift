import CCurl

import struct Foundation.Data

/// A request that may be handed to libcurl: its URL and fields cannot smuggle anything past what was asked for.
struct CheckedRequest: Sendable {
    /// Why a request is not even tried.
    struct Refusal: Error, Equatable {
        var code: CurlCode
        var reason: String
    }

    /// Fields the transport itself is responsible for: where the request goes and where its body ends.
    static let reservedNames: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]

    let method: HTTPRequest.Method
    let url: String
    /// `https`, or `http` for a permitted loopback host.
    let scheme: String
    /// Header lines in libcurl's notation.
    let lines: [String]
    let body: Data?
    let timeoutMilliseconds: Int?

    /// Checks everything that can be checked without connecting.
    init(_ request: HTTPRequest, allowsPlainLoopback: Bool) throws(Refusal) {
        method = request.method
        url = request.url
        body = request.body
        timeoutMilliseconds = request.timeoutMilliseconds
        // 0 would mean "no limit" to libcurl.
        guard request.timeoutMilliseconds.map({ (1...3_600_000).contains($0) }) ?? true else {
            throw Refusal(code: .badFunctionArgument, reason: "the request's time limit is not 1 ms to 1 h")
        }
        scheme = try Self.scheme(of: request.url, allowsPlainLoopback: allowsPlainLoopback)
        lines = try Self.lines(for: request.fields)
    }

    /// Reads the URL with libcurl's own parser, so that what is checked is what will be connected to.
    private static func scheme(of url: String, allowsPlainLoopback: Bool) throws(Refusal) -> String {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Refusal(code: .malformedURL, reason: "the URL holds a space, a control or a non-ASCII character")
        }
        guard let parsed = curl_url() else {
            throw Refusal(code: .failedInit, reason: "libcurl has no memory for the URL")
        }
        defer { curl_url_cleanup(parsed) }
        let flags = UInt32(CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME)
        guard curl_url_set(parsed, CURLUPART_URL, url, flags) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME, of: parsed)
        else { throw Refusal(code: .malformedURL, reason: "the URL is malformed") }
        guard scheme == "https" || scheme == "http" else {
            throw Refusal(code: .unsupportedProtocol, reason: "the URL must be https")
        }
        // libcurl forgives one slash or three, and then takes the first path segment for the host.
        let start = url.lowercased()
        guard start.hasPrefix("\(scheme)://"), !start.hasPrefix("\(scheme):///"),
            let host = part(CURLUPART_HOST, of: parsed)
        else { throw Refusal(code: .malformedURL, reason: "the URL is malformed") }
        guard part(CURLUPART_USER, of: parsed) == nil, part(CURLUPART_PASSWORD, of: parsed) == nil else {
            throw Refusal(code: .malformedURL, reason: "the URL must not carry a user name or password")
        }
        guard scheme == "https" || allowsPlainLoopback && isLoopback(host) else {
            let reason = allowsPlainLoopback ? "plain http is for loopback hosts only" : "the URL must be https"
            throw Refusal(code: .unsupportedProtocol, reason: reason)
        }
        return scheme
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// Whether the host can only be this machine: 127.0.0.0/8 written out, `[::1]`, or `localhost`, which libcurl
    /// itself maps to loopback.
    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127"
            && octets.allSatisfy { $0.allSatisfy(\.isASCII) && UInt8($0) != nil && !$0.hasPrefix("+") }
    }

    private static func lines(for fields: [HTTPRequest.Field]) throws(Refusal) -> [String] {
        var lines: [String] = []
        var names: Set<String> = []
        for (index, field) in fields.enumerated() {
            let name = field.name.lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
                throw Refusal(code: .badFunctionArgument, reason: "header field \(index + 1) has no valid name")
            }
            guard !reservedNames.contains(name) else {
                throw Refusal(code: .badFunctionArgument, reason: "the header field \(name) belongs to the transport")
            }
            guard field.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                let reason = "the value of the header field \(name) holds a control character"
                throw Refusal(code: .badFunctionArgument, reason: reason)
            }
            names.insert(name)
            // libcurl takes "Name:" for "leave this field out"; an empty field is spelt with a semicolon.
            let isEmpty = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            lines.append(isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // What libcurl would add by itself. Without `Expect:`, a large body waits for a 100, and a 417 re-sends it.
        lines.append("Expect:")
        for name in ["Accept", "Content-Type"] where !names.contains(name.lowercased()) { lines.append("\(name):") }
        return lines
    }

    /// RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
