import JobModel
import JobStore
import Testing

@testable import JobEngine

/// Whose turn it is.
struct SendQueueTests {
    private static func entry(_ id: String, of appID: String = "a", lanes: Int = 1) -> SendQueue.Entry {
        SendQueue.Entry(
            run: OpenRun(
                id: RunID(rawValue: id), job: id, appID: appID, occurrence: nil, state: .sending, lanes: lanes,
                createdAt: 1),
            isNew: true)
    }

    private static func drawn(_ queue: inout SendQueue) -> [String] {
        var drawn: [String] = []
        while let entry = queue.next() { drawn.append(entry.run.job) }
        return drawn
    }

    @Test func aFewAtOnceInTheOrderTheyCame() {
        var queue = SendQueue(lanes: 2)
        for id in ["1", "2", "3", "4", "2"] { queue.add(Self.entry(id)) }
        #expect(Self.drawn(&queue) == ["1", "2"])
        #expect(queue.line.isWaiting(for: "a"))
        queue.end(Self.entry("1"))
        #expect(Self.drawn(&queue) == ["3"])
        #expect(!queue.holds(RunID(rawValue: "1")) && queue.holds(RunID(rawValue: "2")))
        queue.end(Self.entry("2"))
        queue.end(Self.entry("3"))
        #expect(Self.drawn(&queue) == ["4"], "2 was in hand when it came again")
        #expect(!queue.line.isWaiting(for: "a"))
    }

    @Test func widthCountsAndNobodyOvertakes() {
        var queue = SendQueue(lanes: 4)
        queue.add(Self.entry("1"))
        queue.add(Self.entry("wide", lanes: 16))
        queue.add(Self.entry("3"))
        #expect(Self.drawn(&queue) == ["1"], "the wide one needs all there is, and comes before the third")
        queue.end(Self.entry("1"))
        #expect(Self.drawn(&queue) == ["wide"])
        queue.end(Self.entry("wide", lanes: 16))
        #expect(Self.drawn(&queue) == ["3"])
    }

    @Test func whoGivesBackWaitsBehindTheOthers() {
        var queue = SendQueue(lanes: 1)
        for id in ["1", "2", "3"] { queue.add(Self.entry(id)) }
        var order: [String] = []
        for _ in 0..<7 {
            guard let entry = queue.next() else { break }
            order.append(entry.run.job)
            queue.giveBack(entry)
        }
        #expect(order == ["1", "2", "3", "1", "2", "3", "1"])
        #expect(queue.giveUp().map(\.run.job) == ["2", "3", "1"])
    }

    /// An app that rests or is throttled must not keep another one's runs waiting.
    @Test func appsHavePlacesOfTheirOwn() {
        var queue = SendQueue(lanes: 2)
        for id in ["1", "2", "3"] { queue.add(Self.entry(id)) }
        queue.add(Self.entry("other", of: "b"))
        #expect(Self.drawn(&queue) == ["1", "2", "other"])
        #expect(queue.line.isWaiting(for: "a") && !queue.line.isWaiting(for: "b"))
    }
}
