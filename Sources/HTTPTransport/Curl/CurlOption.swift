import CCurl

/// One `curl_easy_setopt` as a value, so that the whole table can be read, tested and checked in one place.
struct CurlOption {
    /// What the option is set to.
    enum Value: Equatable {
        case number(Int)
        /// A `curl_off_t`.
        case offset(Int64)
        /// A string, or nil for libcurl's "unset".
        case text(String?)
    }

    let id: CURLoption
    let value: Value

    init(_ id: CURLoption, _ value: Value) {
        self.id = id
        self.value = value
    }

    /// libcurl's name for an option, such as `NOSIGNAL`; it holds no value and so no secret.
    static func name(of id: CURLoption) -> String {
        guard let option = curl_easy_option_by_id(id), let name = option.pointee.name else { return "\(id.rawValue)" }
        return String(cString: name)
    }

    /// Sets the option, or says which one libcurl did not take.
    func apply(to easy: UnsafeMutableRawPointer) throws(TransportSetupError) {
        let code =
            switch value {
            case .number(let number): ccurl_setopt_long(easy, id, number)
            case .offset(let offset): ccurl_setopt_offset(easy, id, curl_off_t(offset))
            case .text(let text): ccurl_setopt_text(easy, id, text)
            }
        try Self.check(code, Self.name(of: id))
    }

    /// Turns anything but `CURLE_OK` into an error that names the option.
    static func check(_ code: CURLcode, _ name: @autoclosure () -> String) throws(TransportSetupError) {
        guard code != CURLE_OK else { return }
        throw .optionRefused(name: name(), code: CurlCode(code))
    }
}
