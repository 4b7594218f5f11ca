import FeishuAPI
import JobModel

/// Looks departments up together with what is above or below them, so that overlaps show.
struct DepartmentCheck {
    let asker: ContactAsker
    let lanes: Int

    /// A book of the named departments and those above them, as far as the app may see them; and whether it shows every overlap.
    ///
    /// Where it is not known of each department what is above it, up to the root, those below the named ones are listed instead.
    ///
    /// - Throws: As ``ContactAsker/answer(_:)``; a named department outside the app's contact range is a missing permission.
    ///   `PlanRefusal` when a department is unknown.
    func book(of names: [String], in audience: NamedAudience) async throws -> (ContactBook, showsOverlaps: Bool) {
        var survey = ContactSurvey(asker: asker, lanes: lanes, listsPeople: false)
        try await survey.departments(named: names, of: audience)
        return try await placed(names, &survey)
    }

    /// A book of departments and what is above or below them; `nil` when Feishu does not know one of them, or does not show
    /// whether one lies inside another.
    ///
    /// - Throws: As ``book(of:in:)``.
    func places(of names: [String]) async throws -> ContactBook? {
        var survey = ContactSurvey(asker: asker, lanes: lanes, listsPeople: false)
        guard try await survey.knows(departments: names) else { return nil }
        let (book, showsOverlaps) = try await placed(names, &survey)
        return showsOverlaps ? book : nil
    }

    private func placed(
        _ names: [String], _ survey: inout ContactSurvey
    ) async throws -> (ContactBook, showsOverlaps: Bool) {
        try await survey.findParents()
        let named = Set(names.compactMap(survey.book.openID(ofDepartment:))).sorted()
        guard named.count > 1, !named.allSatisfy(survey.book.reachesRoot) else { return (survey.book, true) }
        do {
            try await survey.listBelow(named)
            return (survey.book, true)
        } catch let error as FeishuError where error.kind == .permission {
            return (survey.book, false)
        }
    }
}
