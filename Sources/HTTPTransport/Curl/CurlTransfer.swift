import CCurl

import struct Foundation.Data

/// The C memory libcurl's callbacks write to during one call, and what it says afterwards.
///
/// Belongs to one lane.
struct CurlTransfer {
    /// More header fields than this end the transfer.
    static let fieldCap = 100
    /// More header bytes than this, interim responses included, end the transfer.
    static let headByteCap = 64 * 1024

    let memory: UnsafeMutablePointer<ccurl_transfer>

    init() {
        memory = .allocate(capacity: 1)
        memory.initialize(to: ccurl_transfer())
    }

    /// Gives the memory back; the value must not be used afterwards.
    func destroy() {
        ccurl_transfer_end(memory)
        memory.deinitialize(count: 1)
        memory.deallocate()
    }

    /// Gets ready for a call, which has to outlive the transfer.
    func begin(_ call: CurlCall, easy: UnsafeMutableRawPointer, responseCap: Int) {
        let context = Unmanaged.passUnretained(call).toOpaque()
        ccurl_transfer_begin(
            memory, easy, responseCap, Self.headByteCap, Self.fieldCap, beforeFirstByte, context)
    }

    /// Points libcurl's callbacks here.
    func attach(to easy: UnsafeMutableRawPointer) throws(TransportSetupError) {
        try CurlOption.check(ccurl_setopt_on_body(easy, memory), "WRITEFUNCTION")
        try CurlOption.check(ccurl_setopt_on_header(easy, memory), "HEADERFUNCTION")
        try CurlOption.check(ccurl_setopt_on_first_byte(easy, memory), "PREREQFUNCTION")
        try CurlOption.check(ccurl_setopt_error_buffer(easy, memory), "ERRORBUFFER")
    }

    /// The response as far as it came; nil without a final status line.
    var response: HTTPResponse? {
        guard let bytes = memory.pointee.head else { return nil }
        let head = UnsafeRawBufferPointer(start: bytes, count: memory.pointee.head_length)
        guard var response = ResponseHead.parse(head) else { return nil }
        if let body = memory.pointee.body {
            response.body = Data(bytes: body, count: memory.pointee.body_length)
        }
        response.isBodyTruncated = memory.pointee.is_body_over_cap != 0
        return response
    }

    /// Why one of the callbacks ended the transfer, or libcurl's own words; nil for neither.
    var failure: String? {
        if memory.pointee.is_body_over_cap != 0 {
            return "the response body went over \(memory.pointee.body_cap) bytes"
        }
        if memory.pointee.is_head_over_cap != 0 {
            return "the response's header went over \(Self.fieldCap) fields or \(Self.headByteCap) bytes"
        }
        if memory.pointee.is_out_of_memory != 0 { return "no memory for the response" }
        let text = String(cString: ccurl_transfer_error(memory))
        return text.isEmpty ? nil : text
    }

    /// What libcurl had sent before the request itself: a proxy's CONNECT.
    var bytesBeforeRequest: Int64 {
        max(0, Int64(memory.pointee.bytes_before_request))
    }
}

/// Goes back to Swift from libcurl's pre-request callback.
///
/// A free function, so that it belongs to no actor.
private func beforeFirstByte(_ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let context else { return 1 }
    return Unmanaged<CurlCall>.fromOpaque(context).takeUnretainedValue().allowFirstByte() ? 0 : 1
}
