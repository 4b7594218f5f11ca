import Foundation
import TestSupport

/// A TLS server of a test's own: `openssl s_server` with a certificate made on the spot.
///
/// It answers every GET with a status page.
final class OpenSSLServer {
    /// What the certificate claims.
    enum Certificate {
        /// For 127.0.0.1 and localhost, valid for a day.
        case matching
        /// For another host.
        case wrongHost
        /// Ran out yesterday.
        case expired
    }

    struct Failure: Error {
        var command: String
    }

    let port: Int
    /// The self-signed certificate; whoever trusts it trusts the server.
    let certificateFile: String
    private let directory: TemporaryDirectory
    private let process: ChildProcess
    /// Held open: `s_server` ends with its standard input.
    private let input = Pipe()

    init(_ certificate: Certificate = .matching, options: [String] = []) throws {
        directory = try TemporaryDirectory()
        let key = directory.path("key.pem")
        let request = directory.path("request.pem")
        certificateFile = directory.path("certificate.pem")
        let names = certificate == .wrongHost ? "DNS:other.example" : "IP:127.0.0.1,DNS:localhost"
        try Self.openssl([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=larkcast test", "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", request,
        ])
        try Self.openssl([
            "x509", "-req", "-in", request, "-signkey", key, "-copy_extensions", "copy",
            "-days", certificate == .expired ? "-1" : "1", "-out", certificateFile,
        ])

        let output = Pipe()
        process = try ChildProcess(
            "openssl",
            ["s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificateFile] + options,
            input: input.fileHandleForReading.fileDescriptor, output: output.fileHandleForWriting.fileDescriptor)
        try output.fileHandleForWriting.close()
        var text = ""
        var found: Int?
        while found == nil {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(command: "s_server") }
            text += String(decoding: more, as: UTF8.self)
            found = text.firstMatch(of: /ACCEPT \S*:(\d+)\n/).flatMap { Int($0.1) }
        }
        port = found ?? 0
    }

    deinit {
        process.send(SIGKILL)
    }

    var url: String {
        "https://127.0.0.1:\(port)/"
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = try ChildProcess("openssl", arguments)
        guard process.waitUntilEnd().status == 0 else { throw Failure(command: arguments[0]) }
    }
}
