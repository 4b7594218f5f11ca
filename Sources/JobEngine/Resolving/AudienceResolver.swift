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
    private let keepsAnswers: Bool

    /// Creates a resolver that makes at most `lanes` calls side by side, 1 to 8, and asks nothing that the memory knows.
    ///
    /// With `keepsAnswers` the audience has what the contacts answered, for whoever wants everybody who is left out.
    public init(
        directory: any ContactDirectory, pacing: any ContactPacing, memory: (any ContactMemory)? = nil,
        lanes: Int = mostLanes, keepsAnswers: Bool = false
    ) {
        self.directory = directory
        self.pacing = pacing
        self.memory = memory
        self.lanes = min(max(1, lanes), Self.mostLanes)
        self.keepsAnswers = keepsAnswers
    }

    /// Resolves an audience.
    ///
    /// Where the manifest leaves `resolve` open, departments become people; if the app lacks the scope for it, or may not read
    /// that very department, one single department is addressed itself, with a warning, where `mayAddressDepartment` says so.
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
        } catch let error as BrokenOff {
            throw error.cause
        } catch let error as FeishuError where error.kind == .permission && audience.resolve == nil {
            // Whoever may read the department but for a part of it can count and leave out people.
            guard mayAddressDepartment, named.isOneDepartment,
                error.isOfMissingScope || error.subject.map(ContactQuestions(named).departments.contains) == true
            else { throw error }
            return try ResolvedAudience.departments(named, book: nil).warned(
                .departmentAddressed(error.description))
        }
    }

    /// People by name.
    ///
    /// What was short is told and refuses nothing, since Feishu may count people whom the app may not see; where people who are
    /// left out are missing, or most of a department, the audience says so by itself, for whoever asks somebody's word. To whom the app is
    /// available is asked last, of the recipients alone, and only told: whom a message reaches is for Feishu to say.
    private func people(
        _ named: NamedAudience, _ stop: StopSignal, _ observe: @escaping @Sendable (ContactProgress) -> Void
    ) async throws -> ResolvedAudience {
        let questions = ContactQuestions(named)
        var book: ContactBook
        // A book that was kept is not kept again: it would look younger than it is.
        var mayKeep = false
        if let known = try await memory?.book(of: questions) {
            book = known
        } else {
            (book, mayKeep) = try await settledBook(of: questions, named, stop, observe)
        }
        let audience: ResolvedAudience
        let silence: FeishuError?
        do {
            audience = try ResolvedAudience.people(named, book: book)
            silence = try await AvailabilitySurvey(asker: asker(stop), lanes: lanes)
                .ask(about: audience.groups.flatMap(\.recipients), &book)
        } catch {
            if mayKeep { try await memory?.keep(book, of: questions) }
            throw error
        }
        if mayKeep { try await memory?.keep(book, of: questions) }
        return Self.warned(
            kept(audience, book).short(
                of: book.shortfalls(of: questions.excludedDepartments),
                and: book.gaps(in: questions.departments, besides: questions.excludedDepartments)),
            of: book.shortfalls(of: questions.countedDepartments), book, silence)
    }

    /// All that the contacts answer, asked once more when fewer people were listed somewhere than Feishu counts; and whether
    /// it may be remembered.
    ///
    /// What is short twice alike is what the app may see, and is remembered like a whole survey, so that the next look within
    /// minutes does not ask everything twice again; what changed in between is not.
    private func settledBook(
        of questions: ContactQuestions, _ named: NamedAudience, _ stop: StopSignal,
        _ observe: @escaping @Sendable (ContactProgress) -> Void
    ) async throws -> (book: ContactBook, isSettled: Bool) {
        let asker = asker(stop)
        let book = try await survey(questions, named, asker, observe)
        let missing = book.shortfalls(of: questions.countedDepartments)
        if missing.isEmpty { return (book, true) }
        let second = try await survey(questions, named, asker, observe)
        let missingStill = second.shortfalls(of: questions.countedDepartments)
        return (second, missingStill.isEmpty || missingStill == missing)
    }

    /// The audience with what its answers leave open, each said once.
    private static func warned(
        _ audience: ResolvedAudience, of missing: [ContactShortfall], _ book: ContactBook, _ silence: FeishuError?
    ) -> ResolvedAudience {
        var audience = audience
        if let silence {
            audience = audience.warned(
                .availabilityUnknown(
                    of: audience.recipients, answer: silence.description,
                    scope: silence.kind == .permission ? AppVisibility.scope : nil))
        }
        if let unavailability = Unavailability(audience, book) { audience = audience.naming(unavailability) }
        if !missing.isEmpty { audience = audience.warned(.shortfalls(missing)) }
        guard audience.stateUnknown > 0 else { return audience }
        return audience.warned(
            .statesUnknown(
                audience.stateUnknown, of: audience.recipients, scope: FeishuPerson.stateScope,
                hint: FeishuPerson.stateHint))
    }

    private func survey(
        _ questions: ContactQuestions, _ named: NamedAudience, _ asker: ContactAsker,
        _ observe: @escaping @Sendable (ContactProgress) -> Void
    ) async throws -> ContactBook {
        var survey = ContactSurvey(asker: asker, lanes: lanes, observe: observe)
        do {
            try await survey.ask(questions, about: named)
        } catch let error as FeishuError where error.isOfMissingScope && asker.sight.isProven {
            throw BrokenOff(cause: error)
        }
        return survey.book
    }

    /// A scope that was there and ended in the middle: whoever could read people a moment ago can count them and leave them out,
    /// once the scope is back.
    private struct BrokenOff: Error {
        var cause: FeishuError
    }

    /// Departments that are addressed themselves; the contacts are asked whether one lies inside another.
    private func departments(_ named: NamedAudience, _ stop: StopSignal) async throws -> ResolvedAudience {
        let check = DepartmentCheck(asker: asker(stop), lanes: lanes)
        do {
            let (book, showsOverlaps) = try await check.book(of: ContactQuestions(named).departments, in: named)
            let audience = kept(try ResolvedAudience.departments(named, book: book), book)
            return showsOverlaps ? audience : audience.withUncheckedOverlap()
        } catch let error as FeishuError where error.kind == .permission {
            return try ResolvedAudience.departments(named, book: nil).warned(
                .departmentsUnchecked(error.description))
        }
    }

    private func kept(_ audience: ResolvedAudience, _ book: ContactBook) -> ResolvedAudience {
        keepsAnswers ? audience.answered(by: book) : audience
    }

    private func asker(_ stop: StopSignal) -> ContactAsker {
        ContactAsker(directory: directory, pacing: pacing, stop: stop)
    }
}
