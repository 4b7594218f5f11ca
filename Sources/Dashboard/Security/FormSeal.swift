/// What a form carries to prove that this page was shown to this session, with exactly these words, not long ago.
///
/// It is the protection against cross-site posts, and its number makes a second click on the same page do nothing new.
struct FormSeal: Sendable {
    /// Milliseconds for which a form may be sent.
    static let validity: Int64 = 30 * 60_000

    /// The key of the session.
    let key: [UInt8]

    /// Why a seal does not hold.
    enum Flaw: Error, Equatable {
        /// It is no seal of this session and these words.
        case forged
        /// The page was shown too long ago.
        case expired
    }

    /// Seals what a form is for.
    func seal(_ words: [String], nonce: String, at now: Int64) -> String {
        "\(nonce).\(now).\(SecretBytes.hex(code(words, nonce: nonce, time: String(now))))"
    }

    /// Checks a seal.
    ///
    /// - Returns: its number, the same for every click on the same page.
    /// - Throws: what is wrong with it.
    func open(_ seal: String, for words: [String], at now: Int64) throws(Flaw) -> String {
        let parts = seal.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let time = Int64(parts[1]), let given = SecretBytes.bytes(hex: parts[2]),
            SecretBytes.areEqual(given, code(words, nonce: parts[0], time: parts[1]))
        else { throw .forged }
        guard now >= time, now - time < Self.validity else { throw .expired }
        return parts[0]
    }

    private func code(_ words: [String], nonce: String, time: String) -> [UInt8] {
        SecretBytes.code([nonce, time] + words, key: key)
    }
}
