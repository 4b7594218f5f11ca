/// Somebody who is named and gets nothing, as a list of all of them has it.
public struct LeftOutEntry: Sendable, Equatable {
    /// Why.
    public enum Cause: Sendable, Equatable {
        /// They are no recipient; and how that came, where it is known.
        case leftOut(LeftOutReason, LeftOutOrigin?)
        /// They are a recipient whom the app's messages do not reach.
        case unavailable

        /// The reason in one word, as documents have it.
        public var word: String {
            switch self {
            case .leftOut(let reason, _): reason.rawValue
            case .unavailable: "unavailable"
            }
        }
    }

    /// Why.
    public var cause: Cause
    /// What was named; for somebody who came with a department their open id.
    public var name: String
    /// Their open id, where it is known.
    public var openID: String?
    /// Where: a JSON pointer, `file:line`, or the department they came with.
    public var place: String

    /// Creates an entry.
    public init(cause: Cause, name: String, openID: String? = nil, place: String) {
        self.cause = cause
        self.name = name
        self.openID = openID
        self.place = place
    }
}

/// Is told of everybody who gets nothing, one by one, so that a list of half a million takes no memory.
public typealias LeftOutRegister = (LeftOutEntry) -> Void

extension NamedAudience {
    /// Tells of everybody who gets nothing and of every recipient whom the app's messages do not reach, in the order of the
    /// audience.
    ///
    /// A plan keeps the first of each reason alone, so the audience is resolved once more for whoever wants all of them.
    ///
    /// - Parameters:
    ///   - unit: What the plan addresses.
    ///   - book: What the contacts answered for the plan; `nil` where they were not asked.
    ///   - register: Is told.
    /// - Throws: ``PlanRefusal`` as the resolution of the plan, which therefore went before.
    public func tellLeftOut(
        _ unit: AudienceUnit, book: ContactBook?, to register: @escaping LeftOutRegister
    ) throws(PlanRefusal) {
        if unit == .departments {
            _ = try ResolvedAudience.departments(self, book: book, register: register)
        } else if let book {
            _ = try ResolvedAudience.people(self, book: book, register: register)
        } else {
            _ = try ResolvedAudience.withoutContacts(self, register: register)
        }
    }
}
