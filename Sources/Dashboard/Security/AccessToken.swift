/// What somebody logs in with: 256 random bits, of which the configuration keeps the SHA-256 alone.
public enum AccessToken {
    /// Bytes a token is made of.
    public static let byteCount = 32

    private static let prefix = "lct_"

    /// A token from random bytes, and what the configuration is to hold of it.
    ///
    /// The prefix lets a scanner for leaked secrets know it.
    public static func make(randomBytes: [UInt8]) -> (token: String, sha256: String) {
        let token = prefix + SecretBytes.hex(randomBytes)
        return (token, SecretBytes.hex(SecretBytes.digest(token)))
    }

    /// The 32 bytes of a `token_sha256`; `nil` for what is no SHA-256 in hexadecimal digits.
    public static func digest(_ text: String) -> [UInt8]? {
        SecretBytes.bytes(hex: text).flatMap { $0.count == 32 ? $0 : nil }
    }
}
