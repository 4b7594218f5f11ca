/// Why a manifest, right as it is, cannot be planned.
public struct PlanRefusal: Error, Sendable, Equatable {
    /// What kind of obstacle it is; callers choose their exit code by it.
    public enum Category: String, Sendable, CaseIterable {
        /// The manifest or a file it names must be changed.
        case data
        /// This version does not do it yet.
        case unavailable
    }

    /// One obstacle.
    public struct Reason: Sendable, Hashable {
        /// What kind of obstacle it is.
        public var category: Category
        /// JSON pointer into the manifest.
        public var pointer: String
        /// What is in the way.
        public var message: String
        /// What to do about it.
        public var hint: String?

        /// Creates a reason.
        public init(category: Category, pointer: String, message: String, hint: String? = nil) {
            self.category = category
            self.pointer = pointer
            self.message = message
            self.hint = hint
        }
    }

    /// Every obstacle, at least one.
    public var reasons: [Reason]

    /// Creates a refusal.
    public init(reasons: [Reason]) {
        self.reasons = reasons
    }

    init(_ category: Category, _ pointer: String, _ message: String, hint: String? = nil) {
        reasons = [Reason(category: category, pointer: pointer, message: message, hint: hint)]
    }
}
