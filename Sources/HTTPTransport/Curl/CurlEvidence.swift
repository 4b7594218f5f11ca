import CCurl

/// What a handle can tell after a call.
struct CurlEvidence {
    let easy: UnsafeMutableRawPointer
    let transfer: CurlTransfer

    /// The record of the call.
    func exchange(code: CurlCode, state: CallState, proxy: String?) -> HTTPExchange {
        var exchange = HTTPExchange(
            firstByte: state.firstByte, curlCode: code, failure: failure(code, state, proxy: proxy),
            response: transfer.response)
        exchange.timings = timings
        exchange.peer = peer
        exchange.osErrno = Int32(truncatingIfNeeded: ccurl_getinfo_long(easy, CURLINFO_OS_ERRNO))
        exchange.connectionsOpened = ccurl_getinfo_long(easy, CURLINFO_NUM_CONNECTS)
        exchange.bytesSent = bytesSent(state)
        return exchange
    }

    /// Our own reason where there is one, else libcurl's; the proxy's URL may hold a password and is taken out.
    private func failure(_ code: CurlCode, _ state: CallState, proxy: String?) -> String? {
        guard code != .ok else { return nil }
        switch state.firstByte {
        case .refused: return "refused before the first byte"
        case .resendBlocked: return "libcurl tried to send again and was stopped"
        case .notReached, .allowed: break
        }
        if state.mustStop, code == .abortedByCallback { return "cancelled" }
        return Self.redact(transfer.failure ?? code.text, proxy: proxy)
    }

    /// Takes the proxy's URL out of a text; libcurl quotes it whole when it cannot use it.
    static func redact(_ text: String, proxy: String?) -> String {
        guard let proxy, !proxy.isEmpty else { return text }
        return text.replacing(proxy, with: "(the configured proxy)")
    }

    private var timings: HTTPExchange.Timings {
        var timings = HTTPExchange.Timings()
        timings.nameLookup = Int64(ccurl_getinfo_offset(easy, CURLINFO_NAMELOOKUP_TIME_T))
        timings.connect = Int64(ccurl_getinfo_offset(easy, CURLINFO_CONNECT_TIME_T))
        timings.tls = Int64(ccurl_getinfo_offset(easy, CURLINFO_APPCONNECT_TIME_T))
        timings.requestStart = Int64(ccurl_getinfo_offset(easy, CURLINFO_PRETRANSFER_TIME_T))
        timings.firstResponseByte = Int64(ccurl_getinfo_offset(easy, CURLINFO_STARTTRANSFER_TIME_T))
        timings.total = Int64(ccurl_getinfo_offset(easy, CURLINFO_TOTAL_TIME_T))
        return timings
    }

    private var peer: String? {
        guard let text = ccurl_getinfo_text(easy, CURLINFO_PRIMARY_IP) else { return nil }
        let address = String(cString: text)
        guard !address.isEmpty else { return nil }
        let port = ccurl_getinfo_long(easy, CURLINFO_PRIMARY_PORT)
        return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }

    private func bytesSent(_ state: CallState) -> Int64 {
        guard state.firstByte == .allowed || state.firstByte == .resendBlocked else { return 0 }
        let request = Int64(ccurl_getinfo_long(easy, CURLINFO_REQUEST_SIZE)) - transfer.bytesBeforeRequest
        let upload = Int64(ccurl_getinfo_offset(easy, CURLINFO_SIZE_UPLOAD_T))
        return Self.total(request: request, upload: upload)
    }

    /// Adds up what libcurl counted for a request and for its body.
    ///
    /// A body that goes out together with the head is counted in both, a large one only in `upload` (7.88; releases
    /// since 8.8 count all of it in both). Only in the second case can `upload` be the larger.
    static func total(request: Int64, upload: Int64) -> Int64 {
        request > upload ? request : request + upload
    }
}
