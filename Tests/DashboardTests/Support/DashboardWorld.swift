import Crypto
import Foundation
import HTTPTypes
import JobModel
import JobStore
import Reporting
import Synchronization
import TestSupport
import Testing

@testable import Dashboard

/// A dashboard over a store of its own, under a clock that a test moves; no network.
final class DashboardWorld: Sendable {
    static let tokens = ["Li Na": "lct_lina", "Wang Wei": "lct_wangwei", "Ann": "lct_ann"]
    static let users = [
        DashboardUser(name: "Li Na", role: .approver, tokenSHA256: SecretBytes.digest("lct_lina")),
        DashboardUser(name: "Wang Wei", role: .author, tokenSHA256: SecretBytes.digest("lct_wangwei")),
        DashboardUser(name: "Ann", role: .viewer, tokenSHA256: SecretBytes.digest("lct_ann")),
    ]

    let directory: TemporaryDirectory
    let store: JobDatabase
    let actions = RecordedActions()
    let sources: DashboardSources
    let desk: FrontDesk
    private let shared: SharedClock

    init(
        users: [DashboardUser] = users, publicURL: String? = nil, confirmAbove: Int = 500,
        manifests: DashboardManifests? = nil, documents: DashboardDocuments = DashboardDocuments(),
        limits: DashboardLimits = RunningDashboard.patient,
        opening: @escaping @Sendable (String) throws -> JobDatabase? = {
            try JobDatabase.open(at: $0, access: .readOnly)
        }
    ) throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let path = directory.path("store.sqlite")
        self.directory = directory
        store = try JobDatabase.open(at: path)
        let clock = SharedClock()
        shared = clock
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        var configuration = try DashboardConfiguration(
            listen: #require(ListenAddress("127.0.0.1:8787")), publicURL: publicURL.flatMap(PublicURL.init),
            users: users,
            confirmAbove: confirmAbove, zone: zone)
        configuration.limits = limits
        var sources = DashboardSources(
            openStore: { try opening(path) }, now: { clock.now },
            sleep: { try await Task.sleep(for: $0) }, randomBytes: { clock.bytes($0) },
            actions: actions)
        if let manifests { sources.manifests = { manifests } }
        sources.documents = documents
        self.sources = sources
        desk = FrontDesk(configuration, sources)
    }

    /// Lets time pass.
    func pass(_ milliseconds: Int64) { shared.pass(milliseconds) }

    /// Now.
    var now: Moment { shared.now }
}

/// A clock and bytes that are the same in every run of a test.
final class SharedClock: Sendable {
    private let passed = Mutex<Int64>(0)
    private let drawn = Mutex<UInt64>(0)

    var now: Moment {
        passed.withLock {
            Moment(wallMilliseconds: 1_796_086_800_000 + $0, monotonicMilliseconds: 1_000_000 + $0, bootID: "boot")
        }
    }

    func pass(_ milliseconds: Int64) { passed.withLock { $0 += milliseconds } }

    func bytes(_ count: Int) -> [UInt8] {
        let number = drawn.withLock { drawn in
            drawn += 1
            return drawn
        }
        let digest = Array(SHA256.hash(data: Array("bytes \(number)".utf8)))
        return Array(digest.prefix(count))
    }
}

/// Actions that only remember what was ordered.
final class RecordedActions: DashboardActions {
    private struct State {
        var orders: [ActionOrder] = []
        var outlook = ActionOutlook()
        var refusal: ActionRefusal?
        var remark: ActionRefusal?
        var tries = 0
        var isHeld = false
    }

    private let state = Mutex(State())

    /// What was ordered so far.
    var orders: [ActionOrder] { state.withLock { $0.orders } }

    /// How often something was ordered, refused orders too.
    var tries: Int { state.withLock { $0.tries } }

    /// Orders take their time from now on.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Held orders come to their end.
    func letGo() { state.withLock { $0.isHeld = false } }

    /// What stands in the way from now on.
    func expect(_ outlook: ActionOutlook) { state.withLock { $0.outlook = outlook } }

    /// What every order is refused with from now on.
    func refuse(_ refusal: ActionRefusal?) { state.withLock { $0.refusal = refusal } }

    /// What went wrong with what was to go on by itself.
    func note(_ remark: ActionRefusal?) { state.withLock { $0.remark = remark } }

    func outlook(
        _ action: RunAction, on run: RunID, by user: DashboardUser
    ) async throws(ActionRefusal) -> ActionOutlook { state.withLock { $0.outlook } }

    func perform(_ order: ActionOrder) async throws(ActionRefusal) {
        state.withLock { $0.tries += 1 }
        while state.withLock({ $0.isHeld }) { await Task.yield() }
        let refusal = state.withLock { state in
            if state.refusal == nil { state.orders.append(order) }
            return state.refusal
        }
        if let refusal { throw refusal }
    }

    func remark(on run: RunID) async -> ActionRefusal? { state.withLock { $0.remark } }
}
