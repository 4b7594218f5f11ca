/// Paths in manifests: files beside the manifest or below, spelt relative to it.
enum PathShape {
    /// Why a path is refused; `nil` when it may be opened below the manifest's folder.
    ///
    /// Links are not looked at here: whoever opens the file does so component by component without following any.
    static func problem(with path: String) -> ShapeProblem? {
        let shown = Quoting.quoted(path)
        if path.isEmpty { return ShapeProblem("an empty path") }
        if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return ShapeProblem("the path \(shown) contains a control character")
        }
        if path.hasPrefix("/") {
            return ShapeProblem("the path \(shown) is absolute", hint: "put the file beside the manifest")
        }
        if path.hasPrefix("~") {
            return ShapeProblem(
                "the path \(shown) starts with ~, which nothing expands", hint: "put the file beside the manifest")
        }
        if path.utf8.contains(UInt8(ascii: "\\")) {
            return ShapeProblem("the path \(shown) contains a backslash", hint: "separate folders with /")
        }
        if path.split(separator: "/", omittingEmptySubsequences: false).contains("..") {
            return ShapeProblem(
                "the path \(shown) leaves the manifest's folder", hint: "put the file beside the manifest")
        }
        if path.utf8.count > 1024 { return ShapeProblem("the path \(shown) is longer than 1024 bytes") }
        return nil
    }
}
