import JobEngine

extension Invocation {
    /// Bytes nobody can guess: the system's generator is a cryptographic one.
    func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: dependencies.randomBits()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }
}
