import FeishuAPI
import JobModel

/// Asks to whom of an audience the app is available, several calls side by side.
///
/// It is asked only where the contacts are asked anyway: a list of ids of one kind needs no call.
struct AvailabilitySurvey {
    private static let perCall = 100

    let asker: ContactAsker
    let lanes: Int

    /// Enters the answers about those of whom nothing is known yet.
    ///
    /// Returns the error when Feishu does not answer. That refuses no plan: the permission is one that nothing else needs,
    /// and whoever the app is not available to gets nothing either way.
    ///
    /// - Throws: `CancellationError`, `StoreError`.
    func ask(about people: [String], _ book: inout ContactBook) async throws -> FeishuError? {
        let unknown = people.filter { book.person($0)?.isAvailable == nil }
        var lists = stride(from: 0, to: unknown.count, by: Self.perCall)
            .map { Array(unknown[$0..<min($0 + Self.perCall, unknown.count)]) }[...]
        guard let first = lists.popFirst() else { return nil }
        do {
            // Alone, since it shows whether the app may ask at all.
            book.setAvailability(try await asker.availability(of: first))
            try await withThrowingTaskGroup(of: [String: Bool].self) { group in
                for _ in 0..<lanes { add(&lists, to: &group) }
                while let answer = try await group.next() {
                    book.setAvailability(answer)
                    add(&lists, to: &group)
                }
            }
            return nil
        } catch let error as FeishuError {
            return error
        }
    }

    private func add(
        _ lists: inout ArraySlice<[String]>, to group: inout ThrowingTaskGroup<[String: Bool], any Error>
    ) {
        guard let list = lists.popFirst() else { return }
        group.addTask { [asker] in try await asker.availability(of: list) }
    }
}
