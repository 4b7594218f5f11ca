import JobModel
import JobStore
import NIOCore
import Reporting
import Synchronization

import struct Foundation.TimeZone

/// Keeps open pages up to date: one look at the store for all of them, and each event written once for everybody who reads it.
///
/// While nobody looks, nothing is looked at.
final class LiveHub: Sendable {
    /// What a listener hears, and how to hang up.
    struct Subscription: Sendable {
        let events: AsyncStream<ByteBuffer>
        let cancel: @Sendable () -> Void
    }

    /// What is said about in which language; everybody who listens to the same hears the same bytes.
    private struct Channel: Hashable {
        let topic: LiveTopic
        let language: Language
    }

    private struct Listener {
        let channel: Channel
        let speak: AsyncStream<ByteBuffer>.Continuation
        var isNew = true
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
        var isClosed = false
        var sleeper: AsyncStream<Void>.Continuation?
    }

    private let door: StoreDoor
    private let limits: DashboardLimits
    private let zone: TimeZone
    private let sleep: @Sendable (Duration) async throws -> Void
    private let read: @Sendable (LiveTopic, JobDatabase) async throws -> LiveFigures?
    private let remark: @Sendable (RunID) async -> ActionRefusal?
    private let state = Mutex(State())

    init(
        door: StoreDoor, limits: DashboardLimits, zone: TimeZone,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        read: @escaping @Sendable (LiveTopic, JobDatabase) async throws -> LiveFigures? = LiveFigures.read,
        remark: @escaping @Sendable (RunID) async -> ActionRefusal? = { _ in nil }
    ) {
        self.read = read
        self.remark = remark
        self.door = door
        self.limits = limits
        self.zone = zone
        self.sleep = sleep
    }

    /// How many listen.
    var count: Int { state.withLock { $0.listeners.count } }

    /// Begins to listen; `nil` when as many do as may, or the program ends.
    func subscribe(_ topic: LiveTopic, _ language: Language) -> Subscription? {
        // Whoever reads slowly misses what is no longer true, never what is.
        let (events, speak) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed, state.listeners.count < limits.livePages else { return nil }
            state.next += 1
            state.listeners[state.next] = Listener(channel: Channel(topic: topic, language: language), speak: speak)
            state.sleeper?.finish()
            state.sleeper = nil
            return state.next
        }
        guard let number else { return nil }
        return Subscription(events: events) { [self] in
            state.withLock { _ = $0.listeners.removeValue(forKey: number) }
            speak.finish()
        }
    }

    /// Lets conversations begin, also after ``close()``.
    func open() { state.withLock { $0.isClosed = false } }

    /// Ends every conversation, and lets none begin.
    func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            state.sleeper?.finish()
            state.sleeper = nil
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.speak.finish() }
    }

    /// Looks at the store and speaks, until it is closed.
    func run() async {
        var mark: StoreDoor.Mark?
        var known: [RunID: ActionRefusal] = [:]
        var said: [Channel: ByteBuffer] = [:]
        var silence: Int64 = 0
        while !state.withLock({ $0.isClosed }) {
            await waitForListeners()
            let channels = state.withLock { state in Set(state.listeners.values.map(\.channel)) }
            said = said.filter { channels.contains($0.key) }
            if let look = try? await door.look() {
                let heard = await remarks(on: channels)
                let isNews = look.mark != mark || heard != known
                let due = isNews ? channels : channels.filter { said[$0] == nil }
                // What cannot be read now is read a second later; the page shows when its figures were taken.
                if await write(due, look.store, heard, into: &said) { (mark, known) = (look.mark, heard) }
            }
            silence += limits.liveMilliseconds
            let isHeartbeat = silence >= limits.heartbeatMilliseconds
            if isHeartbeat { silence = 0 }
            speak(said, toEverybody: isHeartbeat)
            do { try await sleep(.milliseconds(limits.liveMilliseconds)) } catch { return }
        }
    }

    /// What went wrong with what somebody decided about the runs that are looked at: the store does not know it.
    private func remarks(on channels: Set<Channel>) async -> [RunID: ActionRefusal] {
        var remarks: [RunID: ActionRefusal] = [:]
        for case .run(let run) in Set(channels.map(\.topic)) { remarks[run] = await remark(run) }
        return remarks
    }

    /// One query for each topic, one event for each language it is read in; `false` when one of them failed.
    private func write(
        _ channels: Set<Channel>, _ store: JobDatabase, _ remarks: [RunID: ActionRefusal],
        into said: inout [Channel: ByteBuffer]
    ) async -> Bool {
        var isWhole = true
        for (topic, channels) in Dictionary(grouping: channels, by: \.topic) {
            let figures: LiveFigures?
            do {
                figures = try await read(topic, store)
            } catch {
                isWhole = false
                continue
            }
            guard let figures else { continue }
            for channel in channels {
                let event = ByteBuffer(string: figures.event(channel.language, zone: zone, remarks: remarks))
                guard said[channel] != event else { continue }
                said[channel] = event
                state.withLock { state in
                    for (number, listener) in state.listeners where listener.channel == channel {
                        state.listeners[number]?.isNew = true
                    }
                }
            }
        }
        return isWhole
    }

    /// Says what is new to each, and to all when it is time to find out who is still there.
    private func speak(_ said: [Channel: ByteBuffer], toEverybody: Bool) {
        let due = state.withLock { state in
            var due: [(AsyncStream<ByteBuffer>.Continuation, ByteBuffer)] = []
            for (number, listener) in state.listeners where listener.isNew || toEverybody {
                // A comment is heard by the connection alone.
                due.append((listener.speak, said[listener.channel] ?? ByteBuffer(string: ":\n\n")))
                if said[listener.channel] != nil { state.listeners[number]?.isNew = false }
            }
            return due
        }
        for (speak, event) in due { speak.yield(event) }
    }

    private func waitForListeners() async {
        let (word, sleeper) = AsyncStream.makeStream(of: Void.self)
        let mustWait = state.withLock { state in
            guard state.listeners.isEmpty, !state.isClosed else { return false }
            state.sleeper = sleeper
            return true
        }
        if mustWait { for await _ in word {} }
    }
}
