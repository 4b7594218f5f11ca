extension MisbehavingServer {
    /// One accepted connection, served on a thread of its own until it ends.
    struct Connection {
        let socket: TCPSocket
        let number: Int
        let core: Core

        /// Serves requests until the script or the client ends the connection.
        func serve() {
            if let behaviour = core.nextBehaviour(forNewConnection: true) {
                actOnConnection(behaviour, hasRead: false)
                return
            }
            var reader = RequestReader(connection: number)
            while let request = reader.read(from: socket, unless: core.stopper) {
                core.change { $0.requests.append(request) }
                guard request.isComplete,
                    let behaviour = core.decide?(request) ?? core.nextBehaviour(forNewConnection: false),
                    act(behaviour, on: request)
                else { return }
            }
        }

        private func actOnConnection(_ behaviour: Behaviour, hasRead: Bool) {
            switch behaviour {
            case .resetBeforeReading:
                socket.resetOnClose()
            case .hangBeforeReading:
                core.stopper.wait()
            case .rawBeforeReading(let text):
                guard hasRead || socket.waitForInput(unless: core.stopper) else { return }
                send(Array(text.utf8))
                finish()
            default:
                finish()
            }
        }

        /// Acts; true when the connection serves another request.
        private func act(_ behaviour: Behaviour, on request: ReceivedRequest) -> Bool {
            switch behaviour {
            case .respond(let status, let fields, let body, let keepAlive):
                send(Self.response(status, fields, body, keepAlive: keepAlive))
                if keepAlive { return true }
                finish()
            case .raw(let text):
                send(Array(text.utf8))
                finish()
            case .rawBytes(let bytes):
                send(bytes)
                finish()
            case .truncate(let announced, let body):
                send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(announced)\r\n\r\n\(body)".utf8))
                finish()
            case .drip(let text, let pause):
                for byte in text.utf8 {
                    guard send([byte]), !socket.waitForEnd(orUntil: core.stopper, atMost: pause) else { return false }
                }
                finish()
            case .endless(let start, let repeated):
                guard send(Array(start.utf8)) else { return false }
                while send(Array(repeated.utf8)) {}
            case .reset:
                socket.resetOnClose()
            case .hang:
                _ = socket.waitForEnd(orUntil: core.stopper, atMost: nil)
            case .held(let inner):
                core.gate.wait(unless: core.stopper)
                return act(inner, on: request)
            case .closeWithoutAnswer:
                finish()
            case .closeBeforeReading, .resetBeforeReading, .hangBeforeReading, .rawBeforeReading:
                actOnConnection(behaviour, hasRead: true)
            }
            return false
        }

        @discardableResult
        private func send(_ bytes: [UInt8]) -> Bool {
            socket.send(bytes, unless: core.stopper)
        }

        /// Sends FIN and reads what is left, because closing with unread bytes would send RST instead.
        private func finish() {
            socket.endWriting()
            _ = socket.waitForEnd(orUntil: core.stopper, atMost: .seconds(1))
        }

        private static func response(_ status: Int, _ fields: [(String, String)], _ body: String, keepAlive: Bool)
            -> [UInt8]
        {
            var head = "HTTP/1.1 \(status) Scripted\r\nContent-Length: \(body.utf8.count)\r\n"
            head += "Connection: \(keepAlive ? "keep-alive" : "close")\r\n"
            for (name, value) in fields { head += "\(name): \(value)\r\n" }
            return Array((head + "\r\n" + body).utf8)
        }
    }

    /// Cuts a connection's bytes into requests.
    struct RequestReader {
        let connection: Int
        private var buffer: [UInt8] = []

        init(connection: Int) {
            self.connection = connection
        }

        /// The next request, possibly an incomplete one; nil when the client ended or the server stopped.
        mutating func read(from socket: TCPSocket, unless stopper: PollableGate) -> ReceivedRequest? {
            while true {
                if let request = takeRequest() { return request }
                guard socket.waitForInput(unless: stopper), let more = socket.receive() else {
                    defer { buffer = [] }
                    return buffer.isEmpty ? nil : incomplete()
                }
                buffer += more
            }
        }

        /// A complete request from the front of the buffer, if there is one.
        private mutating func takeRequest() -> ReceivedRequest? {
            guard let (head, bodyStart) = head() else { return nil }
            var request = head
            let length = request.values(of: "Content-Length").first.flatMap(Int.init) ?? 0
            guard length >= 0, buffer.count - bodyStart >= length else { return nil }
            request.body = Array(buffer[bodyStart..<bodyStart + length])
            request.isComplete = true
            request.byteCount = bodyStart + length
            buffer.removeFirst(bodyStart + length)
            return request
        }

        private func incomplete() -> ReceivedRequest {
            var request =
                head()?.request
                ?? ReceivedRequest(
                    method: "", target: "", fields: [], body: [], connection: connection, isComplete: false,
                    byteCount: 0)
            request.body = Array(buffer[(head()?.bodyStart ?? buffer.count)...])
            request.byteCount = buffer.count
            return request
        }

        private func head() -> (request: ReceivedRequest, bodyStart: Int)? {
            let separator = Array("\r\n\r\n".utf8)
            guard let range = buffer.firstRange(of: separator) else { return nil }
            let lines = String(decoding: buffer[..<range.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
            let fields = lines.dropFirst().map { line in
                let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let value = halves.count > 1 ? halves[1].drop { $0 == " " } : ""
                return (name: String(halves[0]), value: String(value))
            }
            let request = ReceivedRequest(
                method: words.first.map(String.init) ?? "", target: words.count > 1 ? String(words[1]) : "",
                fields: fields, body: [], connection: connection, isComplete: false, byteCount: 0)
            return (request, range.upperBound)
        }
    }
}
