import Foundation
import JobModel
import JobStore
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import Dashboard

/// A dashboard that really listens, for as long as a test uses it.
enum RunningDashboard {
    /// The usual limits with all the time in the world, for tests that are not about time, on machines that have none.
    static let patient: DashboardLimits = {
        var limits = DashboardLimits()
        (limits.headMilliseconds, limits.bodyMilliseconds, limits.stallMilliseconds) = (120_000, 120_000, 120_000)
        limits.storeMilliseconds = 120_000
        return limits
    }()

    /// Starts one for looking, hands its port over, and stops it.
    static func with<Value: Sendable>(
        _ limits: DashboardLimits = patient, world: DashboardWorld? = nil,
        _ body: (Int, DashboardServer) async throws -> Value
    ) async throws -> Value {
        let world = try world ?? DashboardWorld(users: [])
        let zone = try #require(TimeZone(identifier: "UTC"))
        var configuration = try DashboardConfiguration(listen: #require(ListenAddress("127.0.0.1:0")), zone: zone)
        configuration.limits = limits
        let (ports, say) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "dashboard") { _ in SwiftLogNoOpLogHandler() }
        let server = DashboardServer(configuration, world.sources, logger: logger) { say.yield($0) }
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { say.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let value = try await body(port, server)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }
}
