import FeishuAPI
public import JobModel

/// Finds out who an audience is, asking Feishu's contacts what must be asked and nothing else.
///
/// All or nothing: whatever fails, but for an id that does not exist, ends the resolution, so that nothing is ever sent to
/// half an audience.
public struct AudienceResolver: Sendable {
    /// Most calls under way at once.
    public static let mostLanes = 8

    private let directory: any ContactDirectory
    private let pacing: any ContactPacing
    private let memory: (any ContactMemory)?
    private let lanes: Int

    /// Creates a resolver that makes at most `lanes` calls side by side, 1 to 8, and asks nothing that the memory knows.
    public init(
        directory: any ContactDirectory, pacing: any ContactPacing, memory: (any ContactMemory)? = nil,
        lanes: Int = mostLanes
    ) {
        self.directory = directory
        self.pacing = pacing
        self.memory = memory
        self.lanes = min(max(1, lanes), Self.mostLanes)
    }

    /// Resolves an audience.
    ///
    /// Where the manifest leaves `resolve` open, departments become people; if the app may not read contacts, one single
    /// department is addressed itself, with a warning, where `mayAddressDepartment` says so.
    ///
    /// `files` are the audience's CSV files by the names the manifest gives them; `stop` ends the asking between two calls;
    /// `observe` is told after each answer how far it is, from the start again when a survey was short. Throws `PlanRefusal` when the audience is not one that can be
    /// addressed, `FeishuError` when Feishu could not be asked or refuses, `CancellationError` once somebody asks to stop.
    public func resolve(
        _ audience: Audience, files: [String: AudienceFile] = [:], mayAddressDepartment: Bool = true,
        stop: StopSignal = StopSignal(),
        observe: @escaping @Sendable (ContactProgress) -> Void = { _ in }
    ) async throws -> ResolvedAudience {
        let named = try NamedAudience(audience, files: files)
        if audience.resolve == .departments { return try await departments(named, stop) }
        if named.onlyKind != nil { return try .withoutContacts(named) }
        do {
            return try await people(named, stop, observe)
        } catch let error as FeishuError where error.kind == .permission && audience.resolve == nil {
            guard mayAddressDepartment, named.defaultResolution(mayAskContacts: false) == .departments else {
                throw error
            }
            return try ResolvedAudience.departments(named, book: nil).warned(
                .departmentAddressed(error.description))
        }
    }

    /// People by name; a survey that was short is made once more, and what is missing then is told.
    ///
    /// It refuses nothing, since Feishu may count people whom the app may not see. What is short twice alike is what the app
    /// may see, and is remembered like a whole survey, so that the next look within minutes does not ask everything twice
    /// again; what changed in between is not.
    private func people(
        _ named: NamedAudience, _ stop: StopSignal, _ observe: @escaping @Sendable (ContactProgress) -> Void
    ) async throws -> ResolvedAudience {
        let questions = ContactQuestions(named)
        let compared = questions.departments + questions.excludedDepartments
        if let book = try await memory?.book(of: questions) {
            return try Self.warned(.people(named, book: book), of: book.shortfalls(of: compared))
        }
        var book = try await survey(questions, named, stop, observe)
        let first = book.shortfalls(of: compared)
        var missing = first
        if !first.isEmpty {
            book = try await survey(questions, named, stop, observe)
            missing = book.shortfalls(of: compared)
        }
        if missing.isEmpty || missing == first { try await memory?.keep(book, of: questions) }
        return try Self.warned(.people(named, book: book), of: missing)
    }

    /// The audience with what its answers leave open, each said once.
    private static func warned(
        _ audience: ResolvedAudience, of missing: [ContactShortfall]
    ) -> ResolvedAudience {
        var audience = audience
        if !missing.isEmpty { audience = audience.warned(.shortfalls(missing)) }
        guard audience.stateUnknown > 0 else { return audience }
        return audience.warned(
            .statesUnknown(
                audience.stateUnknown, of: audience.recipients, scope: FeishuPerson.stateScope,
                hint: FeishuPerson.stateHint))
    }

    private func survey(
        _ questions: ContactQuestions, _ named: NamedAudience, _ stop: StopSignal,
        _ observe: @escaping @Sendable (ContactProgress) -> Void
    ) async throws -> ContactBook {
        let asker = ContactAsker(directory: directory, pacing: pacing, stop: stop)
        var survey = ContactSurvey(asker: asker, lanes: lanes, observe: observe)
        try await survey.ask(questions, about: named)
        return survey.book
    }

    /// Departments that are addressed themselves; the contacts are asked whether one lies inside another.
    private func departments(_ named: NamedAudience, _ stop: StopSignal) async throws -> ResolvedAudience {
        let check = DepartmentCheck(asker: ContactAsker(directory: directory, pacing: pacing, stop: stop))
        do {
            return try .departments(named, book: try await check.book(of: ContactQuestions(named).departments))
        } catch let error as FeishuError where error.kind == .permission {
            return try ResolvedAudience.departments(named, book: nil).warned(
                .departmentsUnchecked(error.description))
        }
    }
}
