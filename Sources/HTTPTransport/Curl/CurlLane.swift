import CCurl
import CrashPoints

import struct Foundation.Data

/// One thread's libcurl handles, driving one call after another.
///
/// The multi interface serves a single transfer here: only it can be woken from another thread, and its connection
/// cache outlives a call.
final class CurlLane {
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let transfer = CurlTransfer()
    private let settings: LaneSettings

    private init?(settings: LaneSettings) {
        guard let easy = curl_easy_init() else { return nil }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            return nil
        }
        self.easy = easy
        self.multi = multi
        self.settings = settings
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        transfer.destroy()
    }

    /// A thread's whole life: takes calls until the queue ends.
    static func run(_ queue: CallQueue, settings: LaneSettings) {
        let lane = CurlLane(settings: settings)
        while let call = queue.next() {
            if let lane {
                lane.perform(call)
            } else {
                call.finish(
                    HTTPExchange(firstByte: .notReached, curlCode: .failedInit, failure: "libcurl has no memory"))
            }
        }
    }

    private func perform(_ call: CurlCall) {
        guard call.start(on: LaneWaker(multi: multi)) else { return }
        // Drops the URL, the fields and the copied body; connections and TLS sessions stay.
        defer { curl_easy_reset(easy) }
        transfer.begin(call, easy: easy, responseCap: settings.configuration.responseCap)
        let fields = FieldList(call.request.lines)
        defer { fields.free() }

        do throws(TransportSetupError) {
            try transfer.attach(to: easy)
            try settings.apply(to: easy, scheme: call.request.scheme)
            try apply(call.request, fields)
        } catch {
            let code = if case .optionRefused(_, let code) = error { code } else { CurlCode.failedInit }
            call.finish(HTTPExchange(firstByte: .notReached, curlCode: code, failure: error.description))
            return
        }

        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            call.finish(
                HTTPExchange(firstByte: .notReached, curlCode: .failedInit, failure: "libcurl did not take the call"))
            return
        }
        if call.state.kind == .exclusive { CrashPoint.connecting.reached() }
        let code = drive(call)
        let evidence = CurlEvidence(easy: easy, transfer: transfer)
        call.finish(evidence.exchange(code: code, state: call.state, proxy: settings.configuration.proxy))
        curl_multi_remove_handle(multi, easy)
    }

    /// Runs the transfer to its end, or until a cancellation may stop it.
    private func drive(_ call: CurlCall) -> CurlCode {
        var running: Int32 = 1
        var hasLeft = false
        while true {
            if call.mustStop { return .abortedByCallback }
            guard curl_multi_perform(multi, &running) == CURLM_OK else { return .failedInit }
            if !hasLeft, call.state.kind == .exclusive, call.state.firstByte == .allowed {
                hasLeft = true
                CrashPoint.requestGone.reached()
            }
            if let code = finishedCode() { return code }
            guard curl_multi_poll(multi, nil, 0, 1000, nil) == CURLM_OK else { return .failedInit }
        }
    }

    private func finishedCode() -> CurlCode? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            if message.msg == CURLMSG_DONE { return CurlCode(message.data.result) }
        }
        return nil
    }

    /// Sets what differs from call to call.
    private func apply(_ request: CheckedRequest, _ fields: FieldList) throws(TransportSetupError) {
        try CurlOption(CURLOPT_URL, .text(request.url)).apply(to: easy)
        if let timeout = request.timeoutMilliseconds {
            try CurlOption(CURLOPT_TIMEOUT_MS, .number(timeout)).apply(to: easy)
        }
        guard let list = fields.list else { throw .libcurlFailed(.failedInit) }
        try CurlOption.check(ccurl_setopt_fields(easy, list), "HTTPHEADER")
        if let body = request.body ?? (request.method == .post ? Data() : nil) {
            try CurlOption(CURLOPT_POST, .number(1)).apply(to: easy)
            try CurlOption(CURLOPT_POSTFIELDSIZE_LARGE, .offset(Int64(body.count))).apply(to: easy)
            // An empty Data may have no address, and NULL would mean "ask the read callback".
            let code = body.withUnsafeBytes { bytes in
                bytes.isEmpty ? ccurl_setopt_body(easy, "") : ccurl_setopt_body(easy, bytes.baseAddress)
            }
            try CurlOption.check(code, "COPYPOSTFIELDS")
        } else {
            try CurlOption(CURLOPT_HTTPGET, .number(1)).apply(to: easy)
        }
        try CurlOption(CURLOPT_CUSTOMREQUEST, .text(request.method.rawValue)).apply(to: easy)
    }
}
