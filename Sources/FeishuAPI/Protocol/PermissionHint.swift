/// What to do when the app lacks a scope, in a sentence that names it.
package enum PermissionHint {
    /// The sentence, or `nil` when no scope is known.
    ///
    /// Feishu lists scopes of which any one is enough. Source: Feishu, "Generic error codes" (99991672, 99991679).
    static func text(scopes: [String]) -> String? {
        guard let first = scopes.first else { return nil }
        return text(granting: scopes.count == 1 ? first : "one of " + scopes.prefix(5).joined(separator: ", "))
    }

    /// The sentence about what is to be granted.
    package static func text(granting what: String) -> String {
        "Grant \(what) under \"Permissions & Scopes\" in the developer console, publish a new app version, then run again."
    }
}
