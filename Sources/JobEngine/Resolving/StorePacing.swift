import FeishuAPI
import JobModel
import JobStore

/// Keeps contact calls inside windows that all processes with the same store share.
struct StorePacing: ContactPacing {
    let appID: String
    let store: JobDatabase
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies

    func make<Value: Sendable>(
        _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value {
        let paced = call.paced
        let repeatable = RepeatableCall(
            endpoint: call.endpoint,
            pacer: CallPacer(
                call: paced, limits: configuration.callLimits[paced], appID: appID, store: store,
                dependencies: dependencies),
            configuration: configuration, dependencies: dependencies)
        return try await repeatable.make(stop, body)
    }
}

extension ContactCall {
    /// The window it is counted in.
    fileprivate var paced: PacedCall {
        switch self {
        case .department, .departments, .childDepartments: .contactDepartments
        case .peopleOfDepartment: .contactMembers
        // Feishu gives each of the two calls limits of its own; whoever needs both for many people is held to one.
        case .people, .availability: .contactPeople
        case .contacts: .contactIDs
        }
    }
}
