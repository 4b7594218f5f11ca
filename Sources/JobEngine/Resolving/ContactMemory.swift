public import JobModel
import JobStore

/// Remembers for some minutes what the contacts answered.
public protocol ContactMemory: Sendable {
    /// The book of the same questions, if there is a young one that may be used.
    func book(of questions: ContactQuestions) async throws -> ContactBook?

    /// Keeps a book that holds every answer: in no department fewer people than Feishu counts, or twice alike.
    func keep(_ book: ContactBook, of questions: ContactQuestions) async throws
}

/// The memory in the store, shared by all processes that may use it.
///
/// Whoever may not reuse an answer does not leave one either: a plan stores nothing, and these are personal data.
struct StoredContacts: ContactMemory {
    let appID: String
    let store: JobDatabase
    let dependencies: EngineDependencies
    let mayReuse: Bool

    func book(of questions: ContactQuestions) async throws -> ContactBook? {
        guard mayReuse else { return nil }
        return try await store.cachedContacts(questions.sha256, of: appID, at: dependencies.now())
            .flatMap(ContactBook.init(bytes:))
    }

    func keep(_ book: ContactBook, of questions: ContactQuestions) async throws {
        guard mayReuse else { return }
        try await store.cacheContacts(book.bytes, as: questions.sha256, of: appID, at: dependencies.now())
    }
}
