import Foundation

/// First in, first out, between callers and the lanes of one kind; starts a lane's thread when there is work for it.
///
/// Plain threads, because blocking calls on a concurrent dispatch queue starve each other on Linux, and because the
/// hook of an exclusive call blocks.
final class CallQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let laneLimit: Int
    private let name: String
    private let runLane: @Sendable (CallQueue) -> Void

    // Guarded by `condition`, which is why the class is unchecked.
    private var calls: [CurlCall] = []
    private var idleLanes = 0
    private var lanes = 0
    private var isClosed = false

    /// `runLane` is a lane's whole life: it takes calls from ``next()`` until that returns nil.
    init(name: String, laneLimit: Int, runLane: @escaping @Sendable (CallQueue) -> Void) {
        self.name = name
        self.laneLimit = laneLimit
        self.runLane = runLane
    }

    /// Adds a call; false when the queue is closed.
    func add(_ call: CurlCall) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        calls.append(call)
        if calls.count > idleLanes, lanes < laneLimit {
            lanes += 1
            startThread()
        } else {
            condition.signal()
        }
        return true
    }

    /// Waits for the next call; nil once the queue is closed and empty.
    func next() -> CurlCall? {
        condition.lock()
        defer { condition.unlock() }
        idleLanes += 1
        defer { idleLanes -= 1 }
        while calls.isEmpty, !isClosed { condition.wait() }
        return calls.isEmpty ? nil : calls.removeFirst()
    }

    /// Takes no more calls, hands back those nobody started, and lets the lanes end after what they are doing.
    func close() -> [CurlCall] {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        defer { calls = [] }
        condition.broadcast()
        return calls
    }

    /// How many threads are alive.
    var laneCount: Int {
        condition.lock()
        defer { condition.unlock() }
        return lanes
    }

    /// How many calls no lane has taken.
    var waitingCount: Int {
        condition.lock()
        defer { condition.unlock() }
        return calls.count
    }

    /// Blocks until the last thread of a closed queue has ended.
    func waitForLanesToEnd() {
        condition.lock()
        defer { condition.unlock() }
        while lanes > 0 { condition.wait() }
    }

    private func startThread() {
        let thread = Thread { [self] in
            runLane(self)
            condition.lock()
            lanes -= 1
            condition.broadcast()
            condition.unlock()
        }
        thread.name = name
        thread.start()
    }
}
