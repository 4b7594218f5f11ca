import HTTPTransport
import JobEngine
import JobModel
import Synchronization

/// Keeps what the last answer of Feishu said about the time.
final class ServerClock: Sendable {
    private let seen = Mutex<ServerSighting?>(nil)

    /// The last answer's date; `nil` before the first.
    var latest: ServerSighting? { seen.withLock(\.self) }

    func note(_ sighting: ServerSighting) { seen.withLock { $0 = sighting } }
}

/// A transport that looks at the clock on the way back.
struct DatedTransport: Transport {
    let transport: any Transport
    let clock: ServerClock
    let now: @Sendable () -> Moment

    func perform(_ request: HTTPRequest) async -> HTTPExchange {
        let exchange = await transport.perform(request)
        // Two dates, or one that is no date, say nothing.
        if let dates = exchange.response?.values(of: "Date"), dates.count == 1,
            let sighting = ServerSighting(httpDate: dates[0], at: now())
        {
            clock.note(sighting)
        }
        return exchange
    }
}

extension Invocation {
    /// The same, where nothing that Feishu's answers say about the time is heard.
    var believingItsClock: Invocation {
        var deaf = dependencies
        deaf.serverSighting = { nil }
        return with(deaf)
    }

    /// By how much the clock differs from Feishu's, as far as its answers to this process say so; `nil` when they agree.
    var skewOfFeishu: ClockFinding? {
        let now = dependencies.now()
        return ClockCheck(now: now, server: serverClock.latest?.date(at: now)).findings.first { finding in
            if case .skew = finding { true } else { false }
        }
    }
}
