import Testing

@testable import FeishuSandbox

@Suite struct DeliveryTests {
    /// One person per second, so that figures can be read off the clock.
    static let policy = {
        var policy = SandboxPolicy()
        policy.schedulingDelay = 2
        policy.deliveriesPerSecond = 1
        policy.recallsPerSecond = 2
        policy.recallDelay = 3
        return policy
    }()

    static let curve = ReadCurve(seed: 1, readShare: 0.85)

    static func batch(_ count: Int, startsAt: Double = 2, invisible: [Int] = []) -> SentBatch {
        SentBatch(
            id: "bm-1", appID: "cli_a", acceptedAt: 0, startsAt: startsAt,
            people: (0..<count).map { PersonKey(company: $0) }, invisible: invisible)
    }

    static func progress(_ batch: SentBatch, at now: Double) -> BatchProgress {
        batch.progress(at: now, policy: policy, curve: curve)
    }

    @Test(arguments: [
        (0.0, 0, 0), (1.99, 0, 0), (2, 10, 0), (2.99, 10, 0), (3, 10, 1), (7.5, 10, 5), (12, 10, 10), (1e9, 10, 10),
    ])
    func peopleAreValidOnceScheduledAndThenDeliveredOneByOne(_ now: Double, _ valid: Int, _ delivered: Int) {
        let progress = Self.progress(Self.batch(10), at: now)
        #expect(progress.valid == valid)
        #expect(progress.delivered == delivered)
    }

    @Test(arguments: [(4.0, 1), (5, 1), (6, 2), (12, 7)])
    func invisiblePeopleCountAsValidButAreNeverDelivered(_ now: Double, _ delivered: Int) {
        let progress = Self.progress(Self.batch(10, invisible: [1, 2, 9]), at: now)
        #expect(progress.valid == 10)
        #expect(progress.delivered == delivered)
    }

    @Test func theQueueKeepsTheOrderOfAcceptance() {
        var queue = DeliveryQueue(policy: Self.policy)
        let people = (0..<10).map { PersonKey(company: $0) }
        for id in ["bm-1", "bm-2", "bm-3"] {
            queue.enqueue(id: id, appID: "cli_a", people: people, invisible: [], now: 0)
        }
        #expect(queue.batches.map(\.startsAt) == [2, 12, 22])
        for now in stride(from: 0.0, through: 40, by: 0.5) {
            let delivered = queue.batches.map { Self.progress($0, at: now).delivered }
            #expect(delivered[1] == 0 || delivered[0] == 10)
            #expect(delivered[2] == 0 || delivered[1] == 10)
        }
    }

    @Test func anIdleQueueStartsAfresh() {
        var queue = DeliveryQueue(policy: Self.policy)
        queue.enqueue(id: "bm-1", appID: "cli_a", people: [PersonKey(company: 0)], invisible: [], now: 0)
        queue.enqueue(id: "bm-2", appID: "cli_a", people: [], invisible: [], now: 100)
        #expect(queue.batch(id: "bm-2")?.startsAt == 102)
    }

    @Test func twoAppsDoNotWaitForEachOther() {
        var queue = DeliveryQueue(policy: Self.policy)
        let people = (0..<100).map { PersonKey(company: $0) }
        queue.enqueue(id: "bm-1", appID: "cli_a", people: people, invisible: [], now: 0)
        queue.enqueue(id: "bm-2", appID: "cli_b", people: people, invisible: [], now: 0)
        #expect(queue.batch(id: "bm-2")?.startsAt == 2)
    }

    @Test func readsNeverDecreaseNorOvertakeDeliveries() {
        let batch = Self.batch(500)
        var last = 0
        for step in 0..<400 {
            let progress = Self.progress(batch, at: Double(step * step) * 2)
            #expect(progress.read >= last)
            #expect(progress.read <= progress.delivered)
            last = progress.read
        }
        #expect((375...475).contains(last), "about 85 % read in the end, not \(last)")
    }

    @Test func halfOfTheReadersHaveReadWithinTheHour() {
        let delays = (0..<2000).compactMap { Self.curve.delay(of: PersonKey(company: $0)) }.sorted()
        let median = delays[delays.count / 2]
        #expect((2000...3600).contains(median))
        #expect(delays.allSatisfy { (15...172_800).contains($0) })
    }

    @Test func thePersonAndTheSeedAloneDecideWhenSomebodyReads() {
        let person = PersonKey(company: 7)
        #expect(Self.curve.delay(of: person) == ReadCurve(seed: 1, readShare: 0.85).delay(of: person))
        let delays = (0..<50).map { Self.curve.delay(of: PersonKey(company: $0)) }
        let others = (0..<50).map { ReadCurve(seed: 2, readShare: 0.85).delay(of: PersonKey(company: $0)) }
        #expect(delays != others)
    }

    @Test(arguments: [(20.0, 0), (22.99, 0), (23, 0), (24, 2), (27.5, 9), (28, 10), (1e6, 10)])
    func aRecallTakesBackOverTime(_ now: Double, _ recalled: Int) {
        var batch = Self.batch(10)
        batch.recall(at: 20)
        let progress = Self.progress(batch, at: now)
        #expect(progress.isRecalled)
        #expect(progress.recalled == recalled)
        #expect(progress.delivered == 10)
    }

    @Test func aRecallStopsWhatWasNotDeliveredYet() {
        var batch = Self.batch(100, invisible: [0])
        batch.recall(at: 7)
        let progress = Self.progress(batch, at: 1000)
        #expect(progress.delivered == 4)
        #expect(progress.recalled == 4)
        #expect(progress.valid == 100)
    }

    @Test func aSecondRecallChangesNothing() {
        var batch = Self.batch(100)
        batch.recall(at: 7)
        batch.recall(at: 50)
        #expect(batch.recalledAt == 7)
    }

    @Test func nobodyReadsAMessageThatWasTakenBack() {
        var batch = Self.batch(500)
        let before = Self.progress(batch, at: 600).read
        batch.recall(at: 600)
        let after = Self.progress(batch, at: 1e7).read
        #expect(after >= before)
        #expect(after < Self.progress(Self.batch(500), at: 1e7).read)
    }

    @Test(arguments: [
        (Double.nan, 1.0, 5, 0), (-1, 1, 5, 0), (0, 1, 5, 0), (3, 1, 5, 3), (1e300, 1e300, 5, 5), (.infinity, 1, 5, 5),
        (0.015, 200, 5, 3),
    ])
    func countingNeverTraps(_ end: Double, _ rate: Double, _ limit: Int, _ count: Int) {
        #expect(SentBatch.count(from: 0, to: end, rate: rate, limit: limit) == count)
    }

    @Test func unknownPeopleAreComputedFromTheirID() throws {
        let first = try #require(PersonKey(unknownOpenID: "ou_" + String(repeating: "0a", count: 16)))
        let second = try #require(PersonKey(unknownOpenID: "ou_" + String(repeating: "0b", count: 16)))
        #expect(first != second)
        #expect(first.companyPosition == nil)
        #expect(PersonKey(company: 12).companyPosition == 12)
        for wrong in [
            "ou_", "ou_12", "on_" + String(repeating: "0a", count: 16), "ou_" + String(repeating: "0A", count: 16),
            "ou_" + String(repeating: "é", count: 16),
        ] {
            #expect(PersonKey(unknownOpenID: wrong) == nil)
        }
    }
}
