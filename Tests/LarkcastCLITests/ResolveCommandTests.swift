import JobModel
import JobStore
import StrictJSON
import Testing

@testable import LarkcastCLI

/// An operator's word about a batch in doubt: the evidence first, and typed words before anything may go out again.
struct ResolveCommandTests {
    private static let words = "RESEND k7m2k7m2k7m2/2 TO 10 PEOPLE"
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    @Test func withoutAVerdictItShowsTheEvidenceAndTheChoices() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        let text = try await world.run(["resolve", "k7m2", "2"])
        #expect(text.status == .needsDecision)
        for words in [
            "Batch 2 of 3, “Batch 2 of 3”: 10 people, in_doubt", "HTTP        504", "log-1\\u{1b}[2J", "10.0.0.1:443",
            "probably sent", "--not-sent", "--abandon", "--sent [--message-id", Self.words,
            "First byte  2026-12-01 01:00:00 +00:00",
        ] {
            #expect(text.console.out.contains(words), "\(words)")
        }
        #expect(!text.console.out.contains("\u{1B}"))

        let json = try document(try await world.run(["resolve", "hello@latest", "2", "--json"]))
        #expect(json["run"] == "k7m2k7m2k7m2")
        #expect(json["batch"]?.integer == 2)
        #expect(json["attempt"]?.integer == 1)
        #expect(json["recipients"]?.integer == 10)
        #expect(json["id_kind"] == "open_id")
        let ids = try await store.dossier(of: CommandWorld.run, ordinal: 2).recipientIDs
        #expect(ids.count == 10 && json["recipient_ids"]?.array?.compactMap(\.string) == ids)
        let five = ids.prefix(5).joined(separator: ", ")
        #expect(text.console.out.contains("To          \(five) (open_id) and 5 more (--json names all)"))
        #expect(!text.console.out.contains("Answer"), "there was none")
        #expect(json["evidence"]?["phase"] == "response")
        #expect(json["evidence"]?["http_status"]?.integer == 504)
        #expect(json["evidence"]?["bytes_sent"]?.integer == 812)
        #expect(json["evidence"]?["peer"] == "10.0.0.1:443")
        #expect(json["choices"]?.array?.compactMap { $0["verdict"]?.string } == ["sent", "not_sent", "abandoned"])
        #expect(try await store.summary(of: CommandWorld.run).doubts == [2], "looking decides nothing")
    }

    @Test func notSentWantsTheExactWordsAndYesIsNone() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        let alone = try await world.run(["resolve", "k7m2", "2", "--not-sent", "--yes", "--json"])
        #expect(alone.status == .needsDecision)
        #expect(try document(alone)["error"]?["type"] == "confirmation")
        #expect(try document(alone)["error"]?["hint"]?.string?.contains("--confirm \"\(Self.words)\"") == true)
        for wrong in [
            "yes", "", "RESEND", "RESEND k7m2k7m2k7m2/1 TO 10 PEOPLE", "RESEND k7m2k7m2k7m2/2 TO 11 PEOPLE",
            "resend k7m2k7m2k7m2/2 to 10 people", "RESEND k7m2/2 TO 10 PEOPLE", Self.words + " ",
        ] {
            let flag = try await world.run(["resolve", "k7m2", "2", "--not-sent", "--confirm", wrong])
            #expect(flag.status == .needsDecision, "\(wrong)")
            let typed = try await world.run(["resolve", "k7m2", "2", "--not-sent"], answers: [wrong], isTerminal: true)
            #expect(typed.status == .needsDecision, "\(wrong)")
            #expect(typed.console.errors.contains("probably sent"), "the evidence is shown before the question")
        }
        #expect(try await store.summary(of: CommandWorld.run).doubts == [2])

        let done = try await world.run(
            ["resolve", "k7m2", "2", "--not-sent", "--reason", "not in the log"], answers: [Self.words],
            isTerminal: true)
        #expect(done.status == .needsDecision, "the run is still halted")
        #expect(done.console.errors.contains("sent once more"))
        #expect(done.console.errors.contains("larkcast resume k7m2k7m2k7m2 goes on with 2 batches"))
        #expect(try await store.summary(of: CommandWorld.run).batches.map(\.state) == [.accepted, .pending, .pending])
        let entry = try await store.auditEntries().entries.last
        #expect(entry?.action == "resolve")
        #expect(entry?.detail.contains("not in the log") == true)
    }

    @Test func theWordsMayStandOnTheCommandLine() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        let done = try await world.run(["resolve", "k7m2", "2", "--not-sent", "--confirm", Self.words, "--json"])
        #expect(done.status == .needsDecision)
        #expect(try document(done)["state"] == "halted")
        #expect(try document(done)["batches"]?.array?[1]["state"] == "pending")
        #expect(try await store.summary(of: CommandWorld.run).doubts.isEmpty)
    }

    /// Nothing is sent again of a run that is over, so nobody is asked to allow it.
    @Test func notSentOfACancelledRunWantsNoWords() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        _ = try await store.cancelPending(
            CommandWorld.run, reason: "wrong", by: CommandWorld.tester, at: CommandWorld.now())
        let done = try await world.run(["resolve", "k7m2", "2", "--not-sent"])
        #expect(!done.console.errors.contains("RESEND") && !done.console.out.contains("RESEND"))
        #expect(done.console.errors.contains("the run is cancelled: batch 2 is not sent again"))
        #expect(
            try await store.summary(of: CommandWorld.run).batches.map(\.state) == [.accepted, .cancelled, .cancelled])
        #expect(done.status == .finishedWithLosses)
    }

    @Test func theSecondOfTwoIsToldWhoDecided() async throws {
        try await world.sending([.accepted, .inDoubt])
        #expect(try await world.run(["resolve", "k7m2", "2", "--abandon"]).status == .needsDecision)
        for line in [["--sent"], ["--not-sent", "--confirm", Self.words], []] {
            let second = try await world.run(["resolve", "k7m2", "2", "--json"] + line)
            #expect(second.status == .needsDecision)
            let error = try document(second)["error"]
            #expect(error?["type"] == "already_resolved")
            #expect(error?["message"]?.string?.contains("as abandoned by") == true)
            #expect(error?["message"]?.string?.contains("2026-12-01T01:00:00Z") == true)
        }
    }

    @Test func theLastDoubtOfARunWithNothingLeftClosesTheBooks() async throws {
        let store = try await world.sending([.accepted, .inDoubt], maxInDoubt: 1)
        try await store.resumeSending(CommandWorld.run, by: CommandWorld.tester, at: CommandWorld.now())
        try await accept(3, in: store)
        let sent = try await world.run(["resolve", "k7m2", "2", "--sent", "--json"])
        #expect(sent.status == .done, "everybody counts as reached")
        #expect(try document(sent)["state"] == "sent")
        #expect(try document(sent)["people"]?["accepted"]?.integer == 30)
        #expect(sent.console.errors.contains("neither followed nor recalled"))
        let problem = try #require(try document(sent)["batches"]?.array?[1]["last_problem"]?.string)
        #expect(problem.contains("HTTP 504"), "what it met stays")
        #expect(!problem.contains("probably sent"), "what was advised then is done")
    }

    @Test func abandonedPeopleAreALoss() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        try await store.resumeSending(CommandWorld.run, by: CommandWorld.tester, at: CommandWorld.now())
        try await accept(3, in: store)
        #expect(try await world.run(["resolve", "k7m2", "2", "--abandon"]).status == .finishedWithLosses)
        #expect(try await store.summary(of: CommandWorld.run).state == .sent)
    }

    @Test func ofACancelledRunNothingIsEverSent() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        #expect(try await world.run(["cancel", "k7m2", "--yes"]).status == .needsDecision)
        let done = try await world.run(["resolve", "k7m2", "2", "--not-sent", "--confirm", Self.words])
        #expect(done.status == .finishedWithLosses)
        #expect(done.console.errors.contains("batch 2 is not sent again"))
        #expect(try await store.summary(of: CommandWorld.run).people.cancelled == 20)
    }

    @Test(arguments: [
        ("bm-1000", "belongs to batch 1"), ("bm-../../x", "no batch message id"), ("1234", "no batch message id"),
    ])
    func anIDThatCannotBeItsOwnIsRefused(_ id: String, _ words: String) async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        let refused = try await world.run(["resolve", "k7m2", "2", "--sent", "--message-id", id, "--json"])
        #expect(refused.status == .data)
        #expect(try document(refused)["error"]?["type"] == "bad_message_id")
        #expect(try document(refused)["error"]?["message"]?.string?.contains(words) == true)
        #expect(try await store.summary(of: CommandWorld.run).doubts == [2])
    }

    @Test func anIDThatNobodyCanCheckDecidesNothing() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        let unchecked = try await world.run(["resolve", "k7m2", "2", "--sent", "--message-id", "bm-found1", "--json"])
        #expect(unchecked.status == .unreachable)
        #expect(try await store.summary(of: CommandWorld.run).doubts == [2])
    }

    @Test(arguments: [("1", "is accepted, not in doubt"), ("3", "is pending, not in doubt"), ("2", "on its way")])
    func onlyADoubtIsDecided(_ batch: String, _ words: String) async throws {
        let store = try await world.sending([.accepted, nil])
        let before = try await store.summary(of: CommandWorld.run)
        for line in [[], ["--abandon"], ["--sent"], ["--not-sent", "--confirm", "x"]] {
            let refused = try await world.run(["resolve", "k7m2", batch, "--json"] + line)
            #expect(refused.status == .needsDecision)
            #expect(try document(refused)["error"]?["message"]?.string?.contains(words) == true)
        }
        #expect(try await store.summary(of: CommandWorld.run) == before)
        #expect(try await world.run(["resolve", "k7m2", "9"]).status == .usage)
        #expect(try await world.run(["resolve", "zzzz", "1"]).status == .usage)
    }

    private func accept(_ ordinal: Int, in store: JobDatabase) async throws {
        let now = CommandWorld.now()
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 2, host: "test"), at: now)
        guard
            case .claimed(let batch) = try await store.claim(
                CommandWorld.run, epoch: epoch, limits: RateLimits(), at: now)
        else { return #expect(Bool(false), "nothing to claim") }
        #expect(batch.ordinal == ordinal)
        try store.markDispatching(batch.ticket, at: now)
        try await store.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-\(2000 + ordinal)"), at: now)
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(result.console.out.utf8)), "\(result.console.out)")
    }
}
