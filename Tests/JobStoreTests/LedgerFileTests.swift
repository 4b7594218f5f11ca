import Foundation
import JobModel
import Testing

@testable import JobStore

@Suite struct LedgerFileTests {
    private static let opening = LedgerOpening(store: String(repeating: "a", count: 32), attempt: 0, epoch: 1)

    private static func intent(_ attempt: Int64) -> LedgerEntry {
        .intent(
            LedgerIntent(
                attempt: attempt, run: Fixture.runID(1), ordinal: Int(attempt), number: 1,
                bodySHA256: Fixture.hash(Data()), at: 1_800_000_000_000))
    }

    private static func result(_ attempt: Int64, _ change: (inout AttemptResult) -> Void = { _ in }) -> LedgerEntry {
        var result = AttemptResult(outcome: .accepted, batchMessageID: "bm-\(attempt)xxx")
        change(&result)
        return .result(LedgerResult(attempt: attempt, result, at: 1_800_000_000_000))
    }

    private static let entries: [LedgerEntry] = [
        .opening(opening), .tenure(epoch: 7), intent(1), result(1),
        result(2) { $0 = AttemptResult(outcome: .throttled, retryAfterMilliseconds: 5, pausesAppMilliseconds: 900) },
        result(3) { result in
            result.invalidIDs = [InvalidID(kind: .openID, id: "ou_\"ü\n")]
            result.evidence.httpStatus = 200
            result.evidence.feishuCode = 0
            result.evidence.feishuSubCode = 4
            result.evidence.logID = "log\u{1B}[2J"
            result.stopsRun = "Feishu refused"
        },
    ]

    @Test(arguments: entries.indices) func everyEntryComesBackFromItsLine(_ index: Int) {
        let entry = Self.entries[index]
        let line = LedgerFrame.line(of: entry)
        #expect(line.last == LedgerFrame.newline)
        #expect(line.filter { $0 == LedgerFrame.newline }.count == 1)
        #expect(LedgerFrame.entry(of: line.dropLast()) == entry)
    }

    /// Any single changed byte, and any cut, is noticed.
    @Test func noChangedLinePassesForWhole() {
        let line = Array(LedgerFrame.line(of: Self.intent(1)).dropLast())
        for index in line.indices {
            var changed = line
            changed[index] ^= 1
            #expect(LedgerFrame.entry(of: changed[...]) == nil, "byte \(index)")
            #expect(LedgerFrame.entry(of: line[..<index]) == nil, "cut at \(index)")
        }
    }

    @Test func theResponseAndTheHintStayOut() {
        var result = AttemptResult(outcome: .inDoubt)
        result.evidence.responseBody = Data("t-secret".utf8)
        result.evidence.message = "Bearer t-secret"
        result.evidence.peer = "10.0.0.1"
        let line = LedgerFrame.line(of: .result(LedgerResult(attempt: 1, result, at: 1)))
        #expect(!String(decoding: line, as: UTF8.self).contains("secret"))
        #expect(!String(decoding: line, as: UTF8.self).contains("10.0.0.1"))
    }

    /// A power cut may end a file anywhere: everything up to there still counts, and the rest is cut off.
    @Test func aTornTailIsTolerated() throws {
        let sound = [LedgerEntry.opening(Self.opening), Self.intent(1)].flatMap(LedgerFrame.line)
        let last = LedgerFrame.line(of: Self.intent(2))
        for cut in last.indices {
            let contents = try LedgerContents(sound + last[..<cut])
            #expect(contents.intents.map(\.attempt) == [1])
            #expect(contents.soundLength == sound.count)
            #expect(contents.isTorn == (cut > 0))
        }
        let zeros = try LedgerContents(sound + [UInt8](repeating: 0, count: 4096))
        #expect(zeros.isTorn && zeros.soundLength == sound.count)
        #expect(try LedgerContents(sound + last).intents.map(\.attempt) == [1, 2])
    }

    /// Sectors reach the disk in any order; those that did not are zeros.
    @Test func sectorsThatNeverReachedTheDiskAreTolerated() throws {
        let opening = LedgerFrame.line(of: .opening(Self.opening))
        let lines = (1...4).flatMap { LedgerFrame.line(of: Self.intent($0)) }
        let last = LedgerFrame.line(of: Self.intent(5))
        for hole in stride(from: 0, to: lines.count - 64, by: 32) {
            var torn = lines
            for index in hole..<(hole + 64) { torn[index] = 0 }
            let contents = try LedgerContents(opening + torn + last)
            #expect(contents.highestAttempt == 5)
            #expect((2...3).contains(contents.intents.count - 1))
            #expect(contents.soundLength == opening.count + torn.count + last.count)
        }
    }

    @Test func damageInTheMiddleIsNot() {
        let first = LedgerFrame.line(of: .opening(Self.opening))
        var middle = LedgerFrame.line(of: Self.intent(1))
        middle[40] ^= 1
        #expect(throws: LedgerContents.Damage.line(offset: first.count)) {
            try LedgerContents(first + middle + LedgerFrame.line(of: Self.intent(2)))
        }
        #expect(throws: LedgerContents.Damage.line(offset: first.count)) { try LedgerContents(first + middle) }
        #expect(throws: LedgerContents.Damage.empty) { try LedgerContents(LedgerFrame.line(of: Self.intent(1))) }
    }

    @Test func goesOnBehindTheLastSoundLine() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/ledger"
            do {
                let file = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", Self.opening)
                try file.append(Self.intent(1))
                #expect(file.sync())
            }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("0123456789abcdef 99 {\"k\":".utf8))
            try handle.close()
            guard case .ledger(let torn) = try LedgerFile.look(at: path) else { return #expect(Bool(false)) }
            #expect(torn.isTorn)
            try LedgerFile.goOn(torn, at: path).append(Self.result(1))
            guard case .ledger(let whole) = try LedgerFile.look(at: path) else { return #expect(Bool(false)) }
            #expect(!whole.isTorn)
            #expect(whole.results.keys.sorted() == [1])
        }
    }

    /// A kill between any two steps of a rotation leaves a ledger under the name, whole.
    @Test func aNewFileLeavesNoGap() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/ledger"
            let first = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", Self.opening)
            try first.append(Self.intent(1))
            // What an earlier attempt left behind is in nobody's way.
            try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".new"))
            let next = LedgerOpening(store: Self.opening.store, attempt: 1, epoch: 2)
            let second = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", next)
            // A stopped process of an earlier tenure writes where it always did, and hurts nobody.
            try first.append(Self.result(1))
            try second.append(Self.intent(2))
            guard case .ledger(let old) = try LedgerFile.look(at: path + ".old"),
                case .ledger(let new) = try LedgerFile.look(at: path)
            else { return #expect(Bool(false)) }
            #expect(old.intents.map(\.attempt) == [1] && old.results.count == 1)
            #expect(new.opening == next && new.intents.map(\.attempt) == [2])
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    /// Sixteen lanes append at once; no line is lost or mixed with another.
    @Test func manyLanesAppendAtOnce() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/ledger"
            let file = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", Self.opening)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<16 {
                    group.addTask {
                        for number in 0..<50 {
                            let attempt = Int64(lane * 50 + number + 1)
                            try file.append(Self.intent(attempt))
                            try file.append(Self.result(attempt))
                        }
                    }
                }
                try await group.waitForAll()
            }
            guard case .ledger(let contents) = try LedgerFile.look(at: path) else { return #expect(Bool(false)) }
            #expect(contents.intents.map(\.attempt).sorted() == Array(1...800))
            #expect(contents.results.keys.sorted() == Array(1...800))
            #expect(contents.soundLength == file.length)
        }
    }

    @Test(arguments: ["readable by others", "a folder", "a link", "a pipe"])
    func refusesWhatIsNoSafeLedger(_ trouble: String) async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/ledger"
            let files = FileManager.default
            switch trouble {
            case "a folder": try files.createDirectory(atPath: path, withIntermediateDirectories: false)
            case "a link": try files.createSymbolicLink(atPath: path, withDestinationPath: folder + "/elsewhere")
            case "a pipe": #expect(mkfifo(path, 0o600) == 0)
            default:
                _ = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", Self.opening)
                try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            }
            let error = #expect(throws: StoreError.self) { _ = try LedgerFile.look(at: path) }
            #expect(error?.code == .cannotOpen)
            #expect(error?.hint.isEmpty == false)
        }
    }

    /// What only root could set up in the file system is tried on a status.
    @Test func anotherUsersFileIsRefused() {
        var status = stat()
        status.st_mode = S_IFREG | 0o600
        status.st_uid = 1000
        status.st_nlink = 1
        #expect(throws: Never.self) { try PrivateFile.check(status, path: "/s", name: "store", user: 1000) }
        let error = #expect(throws: StoreError.self) {
            try PrivateFile.check(status, path: "/s", name: "store", user: 1001)
        }
        #expect(error?.message.contains("another user") == true)
    }
}
