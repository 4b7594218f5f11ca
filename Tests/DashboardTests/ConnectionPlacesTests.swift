import Foundation
import TestSupport
import Testing

@testable import Dashboard

/// How many connections there may be, whatever they ask for, and what becomes of them afterwards.
struct ConnectionPlacesTests {
    /// A connection counts as that of a live page only while one is kept up to date over it.
    @Test func askingForTheHeadOfALivePageTakesAnOrdinaryPlace() async throws {
        var limits = RunningDashboard.patient
        (limits.connections, limits.livePages, limits.idleMilliseconds) = (8, 4, 120_000)
        try await RunningDashboard.with(limits) { port, _ in
            var (open, answers): ([RawConnection], [Int?]) = ([], [])
            for _ in 0..<48 {
                let connection = try RawConnection(port: port)
                await connection.say(WireTests.head(port, line: "HEAD /live HTTP/1.1"))
                let (text, _) = await connection.hear { $0.contains("\r\n\r\n") }
                answers.append(RawConnection.status(text))
                open.append(connection)
            }
            #expect(answers.prefix(8).allSatisfy { $0 == 200 }, "\(answers)")
            #expect(answers.dropFirst(8).allSatisfy { $0 == 503 }, "\(answers)")
            for connection in open.prefix(8) {
                await connection.say(WireTests.head(port))
                let (text, _) = await connection.hear { $0.hasSuffix("ok\n") }
                #expect(RawConnection.status(text) == 200, "those inside are served as ever")
            }
        }
    }

    @Test func aLivePageThatHasEndedGivesItsPlaceBack() async throws {
        var limits = RunningDashboard.patient
        (limits.connections, limits.livePages, limits.idleMilliseconds) = (4, 4, 120_000)
        try await RunningDashboard.with(limits) { port, server in
            for _ in 0..<3 {
                var live: [RawConnection] = []
                for _ in 0..<4 {
                    let connection = try RawConnection(port: port)
                    await connection.say(WireTests.head(port, line: "GET /live HTTP/1.1"))
                    let (text, _) = await connection.hear { $0.contains("retry:") }
                    #expect(RawConnection.status(text) == 200)
                    live.append(connection)
                }
                // As when the sessions of their readers end.
                server.desk.live.close()
                for connection in live { #expect(await connection.hear().isClosed) }
                server.desk.live.open()
            }
        }
    }

    @Test func thereAreNoMoreLivePlacesThanMayBe() {
        var limits = DashboardLimits()
        (limits.connections, limits.livePages) = (3, 2)
        let places = ConnectionPlaces(limits)
        #expect(places.enter() && places.enter() && places.enter() && !places.enter())
        #expect(places.becomeLive() && places.becomeLive() && !places.becomeLive())
        // Two places have become free by that, and the third is still an ordinary one.
        #expect(places.enter() && places.enter() && !places.enter())
        places.leave(.live)
        #expect(places.becomeLive() && !places.becomeLive())
    }

    /// A form that is refused by its head alone: what is still to come of it is nobody's second question.
    @Test func noRequestIsAnsweredTwice() async throws {
        var limits = RunningDashboard.patient
        limits.bodyMilliseconds = 2000
        try await RunningDashboard.with(limits) { port, _ in
            let head = WireTests.head(
                port, ["Content-Length: 50", "Sec-Fetch-Site: cross-site"], line: "POST /login HTTP/1.1")
            let answer = try await WireTests.ask(port, head + "slow")
            // A machine that is too slow for the two seconds may say 408 in its place, and not behind it.
            #expect([403, 408].contains(answer.status) && answer.isClosed)
            #expect(answer.text.components(separatedBy: "HTTP/1.1 ").count == 2, "\(answer.text)")
        }
    }

    @Test func aBodyThatComesAfterItsAnswerLeavesNobodyInForEver() async throws {
        var limits = RunningDashboard.patient
        limits.idleMilliseconds = 300
        try await RunningDashboard.with(limits) { port, _ in
            let connection = try RawConnection(port: port)
            await connection.say(
                WireTests.head(port, ["Content-Length: 5", "Sec-Fetch-Site: cross-site"], line: "POST /login HTTP/1.1"))
            let (text, _) = await connection.hear { $0.hasSuffix("</html>\n") }
            #expect(RawConnection.status(text) == 403)
            await connection.say("hello")
            let (more, isClosed) = await connection.hear(seconds: 30)
            #expect(isClosed && more.isEmpty)
        }
    }
}
