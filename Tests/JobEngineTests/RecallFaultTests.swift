import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// What a recall makes of refusals, and of a Feishu that cannot be asked: then nothing is decided.
struct RecallFaultTests {
    @Test(arguments: [
        (FeishuError.Kind.tooOldToRecall, BatchRecallState.tooOld), (.refusedRecall, .refused),
        (.unknownBatch, .refused),
        (.notOurs, .refused), (.notFound, .refused), (.invalidRequest, .refused),
    ])
    func aRefusalIsFinalForItsBatch(_ kind: FeishuError.Kind, _ state: BatchRecallState) async throws {
        let world = try await sent()
        let events = Recorder<String?>()
        world.feishu.figures.answerRecall { _, _ in
            var error = FeishuError(.recallBatch, kind)
            error.message = "no"
            return .failure(error)
        }
        let run = try await world.engine { event in
            if case .recallRequested(_, _, let message) = event { events.append(message) }
        }.recall(try await world.summary().id, by: EngineWorld.actor)
        #expect(run.batches.map(\.recall) == [state, state])
        #expect(run.recall == .refused)
        #expect(world.feishu.figures.recallCalls.count == 2, "each once")
        #expect(world.feishu.figures.progressCalls.isEmpty, "there is nothing to watch")
        #expect(events.values == ["no", "no"])
    }

    /// What is refused for the app would be refused for every batch: it is asked once, and nothing is given up.
    @Test func aMissingPermissionIsMetOnceAndEveryBatchStaysWantedBack() async throws {
        let world = try await sent()
        let events = Recorder<Int>()
        world.feishu.figures.answerRecall { _, _ in .failure(Self.missingPermission) }
        let id = try await world.summary().id
        let error = await #expect(throws: FeishuError.self) {
            try await world.engine { event in
                if case .recallRequested(let ordinal, _, _) = event { events.append(ordinal) }
            }.recall(id, by: EngineWorld.actor)
        }
        #expect(error?.code == 230_027 && error?.logID == "log-p")
        #expect(world.feishu.figures.recallCalls.count == 1, "the others would be told the same")
        #expect(events.values.isEmpty, "whoever hears the error need not hear it of each batch")
        let run = try await world.summary()
        #expect(run.recall == .requested && run.batches.map(\.recall) == [nil, nil])
        #expect(
            run.batches.map(\.lastProblem) == [
                "recall refused, code 230027, Lack of necessary permissions, HTTP 400, log id log-p", nil,
            ])

        world.feishu.figures.answerRecall { _, _ in .success(()) }
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        let after = try await recall(world)
        #expect(after.recall == .recalled)
        #expect(after.batches.map(\.lastProblem) == [nil, nil])
    }

    @Test func whatWasAskedForBeforeThePermissionWentIsWatchedToItsEnd() async throws {
        let world = try await sent()
        let first = try #require(try await world.summary().batches[0].batchMessageID)
        world.feishu.figures.answerRecall { batch, _ in
            batch == first ? .success(()) : .failure(Self.missingPermission)
        }
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        await #expect(throws: FeishuError.self) { try await recall(world) }
        let run = try await world.summary()
        #expect(run.batches.map(\.recall) == [.confirmed, nil])
        #expect(run.recall == .requested)
    }

    @Test func whatFeishuSaidToARefusedRecallIsKept() async throws {
        let world = try await sent()
        world.feishu.figures.answerRecall { _, _ in
            var error = FeishuError(.recallBatch, .refusedRecall)
            error.code = 230_026
            error.logID = "log-r"
            return .failure(error)
        }
        let run = try await recall(world)
        #expect(run.recall == .refused)
        #expect(run.batches.allSatisfy { $0.lastProblem == "recall refused, code 230026, log id log-r" })
        let end = try await world.store.auditEntries().entries.last { $0.action == "recall_concluded" }
        #expect(end?.detail.contains(#""code":230026"#) == true && end?.detail.contains("log-r") == true)
        #expect(end?.detail.contains(#""batches":2"#) == true)
    }

    @Test func whatIsRefusedDoesNotHideWhatIsTakenBack() async throws {
        let world = try await sent()
        let refused = try #require(try await world.summary().batches[0].batchMessageID)
        world.feishu.figures.answerRecall { batch, _ in
            batch == refused ? .failure(FeishuError(.recallBatch, .tooOldToRecall)) : .success(())
        }
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        let run = try await recall(world)
        #expect(run.batches.map(\.recall) == [.tooOld, .confirmed])
        #expect(run.recall == .partial)
    }

    @Test func aBatchThatCanNoLongerBeVerifiedDoesNotHoldUpTheOthers() async throws {
        let world = try await sent()
        let forgotten = try #require(try await world.summary().batches[0].batchMessageID)
        world.feishu.figures.answerProgress { batch, _ in
            guard batch != forgotten else { return .failure(FeishuError(.batchProgress, .unknownBatch)) }
            return .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        let run = try await recall(world)
        #expect(run.batches.map(\.recall) == [.partial, .confirmed])
        #expect(run.recall == .partial)
    }

    @Test(arguments: [
        (FeishuError.Kind.unreachable, 5), (.server, 5), (.malformedAnswer, 5), (.throttled(resetSeconds: 2), 5),
        (.trust, 1), (.configuration, 1), (.quota, 1), (.token, 1), (.credentials, 1), (.cancelled, 1),
        (.unknownCode, 1),
    ])
    func whatSaysNothingAboutTheBatchDecidesNothing(_ kind: FeishuError.Kind, _ tries: Int) async throws {
        let world = try await sent()
        world.feishu.figures.answerRecall { _, _ in .failure(FeishuError(.recallBatch, kind)) }
        let error = await #expect(throws: FeishuError.self) { try await recall(world) }
        #expect(error?.kind == kind)
        #expect(world.feishu.figures.recallCalls.count == tries)
        let run = try await world.summary()
        #expect(run.batches.map(\.recall) == [nil, nil])
        #expect(run.recall == .requested, "asked for, and still open")

        world.feishu.figures.answerRecall { _, _ in .success(()) }
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        #expect(try await recall(world).recall == .recalled, "the same command goes on")
    }

    /// What is unsent can be stopped without Feishu, so nothing that is wrong with Feishu may keep it going.
    @Test func aWrongSecretKeepsNothingFromBeingStopped() async throws {
        let world = try await sent()
        let refused = Engine(
            store: world.store, messaging: ScriptedFeishu(preparation: FeishuError(.tenantToken, .credentials)),
            dependencies: world.clock.dependencies)
        let run = try await world.summary().id
        await #expect(throws: FeishuError.self) { try await refused.recall(run, by: EngineWorld.actor) }
        #expect(try await world.summary().recall == .requested, "the same command goes on")
    }

    @Test func anotherAppsRunIsNotAskedFor() async throws {
        let world = try await sent()
        let feishu = ScriptedFeishu(appID: "cli_stranger")
        let stranger = Engine(store: world.store, messaging: feishu, dependencies: world.clock.dependencies)
        let run = try await world.summary().id
        await #expect(throws: EngineError.self) { try await stranger.recall(run, by: EngineWorld.actor) }
        await #expect(throws: EngineError.self) { try await stranger.poll(run) }
        #expect(feishu.figures.recallCalls.isEmpty && feishu.figures.progressCalls.isEmpty)
    }

    private static var missingPermission: FeishuError {
        var error = FeishuError(.recallBatch, .permission)
        error.code = 230_027
        error.httpStatus = 400
        error.message = "Lack of necessary permissions"
        error.logID = "log-p"
        return error
    }

    private func sent() async throws -> EngineWorld {
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        return world
    }

    private func recall(_ world: EngineWorld) async throws -> RunSummary {
        try await world.engine.recall(try await world.summary().id, by: EngineWorld.actor)
    }
}
