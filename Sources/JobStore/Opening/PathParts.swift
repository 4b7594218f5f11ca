/// The two parts of a path: the folder, and the name in it.
///
/// Foundation's own on Linux ends the process at a relative name of one character, such as a store that is called `x`.
struct PathParts: Equatable {
    /// What stands in front of the name; `.` where the path is a name alone.
    let folder: String
    /// The name; empty for the root alone.
    let name: String

    /// Divides a path; slashes at its end count for nothing.
    init(_ path: String) {
        let bytes = path.utf8
        let isSlash = { (byte: UInt8) in byte == UInt8(ascii: "/") }
        guard let last = bytes.lastIndex(where: { !isSlash($0) }) else {
            (folder, name) = (bytes.isEmpty ? "." : "/", "")
            return
        }
        let trimmed = bytes[...last]
        guard let slash = trimmed.lastIndex(where: isSlash) else {
            (folder, name) = (".", String(Substring(trimmed)))
            return
        }
        name = String(Substring(trimmed[trimmed.index(after: slash)...]))
        let before = trimmed[..<slash]
        folder = before.lastIndex(where: { !isSlash($0) }).map { String(Substring(before[...$0])) } ?? "/"
    }
}
