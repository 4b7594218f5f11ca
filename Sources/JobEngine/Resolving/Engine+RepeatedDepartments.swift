import FeishuAPI
public import JobModel
public import JobStore

extension Repetition {
    /// Whom `run` would ask for a word about, as far as the store alone can tell.
    ///
    /// - Parameters:
    ///   - beside: Audiences of the same message where one of the two names departments, the run made last first.
    ///   - unit: What the plan addresses.
    public mutating func foresee(_ beside: [AudienceBeside], unit: AudienceUnit) {
        for other in beside where other.unit != unit {
            note(.sentBeside(other.unit, run: other.run.rawValue), run: other.run)
        }
        if uncounted.isEmpty, let other = beside.first {
            remarks.append(.sentToDepartments(run: other.run.rawValue))
        }
    }
}

extension Engine {
    /// Notes what a plan has in common with earlier audiences of its message, where one of the two names departments.
    ///
    /// Departments are held against each other by what the contacts say of their places. Who is in a department is not asked:
    /// people beside departments, and departments of which Feishu does not tell the place, need somebody's word.
    ///
    /// - Throws: `StoreError` of code `repeats` when the departments are the same under other ids; `CancellationError`.
    func note(
        _ beside: [AudienceBeside], as plan: RunPlan, in repetition: inout Repetition, _ stop: StopSignal
    ) async throws {
        let alike = beside.filter { $0.unit == plan.unit }
        let planned = alike.isEmpty ? [] : try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) }
        var book: ContactBook?
        if !alike.isEmpty {
            do {
                book = try await places(of: Set(planned + alike.flatMap(\.departments)).sorted(), stop)
            } catch is FeishuError {}
        }
        for other in beside {
            guard other.unit == plan.unit, let book else {
                repetition.note(.sentBeside(other.unit, run: other.run.rawValue), run: other.run)
                continue
            }
            let shared = book.departments(planned, sharingPeopleWith: other.departments)
            guard !shared.isEmpty else { continue }
            let ids = { (names: [String]) in Set(names.compactMap(book.openID(ofDepartment:))) }
            if ids(planned) == ids(other.departments) {
                try repetition.noteAll(of: other.run)
            } else {
                repetition.note(
                    .departmentsSent(shared.count, of: planned.count, run: other.run.rawValue), run: other.run)
            }
        }
    }

    /// The departments with what is above and below them; `nil` when Feishu does not know one of them, or not its place.
    private func places(of names: [String], _ stop: StopSignal) async throws -> ContactBook? {
        guard let contacts else { return nil }
        let pacing = StorePacing(
            appID: messaging.appID, store: store, configuration: configuration, dependencies: dependencies)
        let asker = ContactAsker(directory: contacts, pacing: pacing, stop: stop)
        return try await DepartmentCheck(asker: asker, lanes: AudienceResolver.mostLanes).places(of: names)
    }
}
