import FeishuAPI
import Foundation
import JobModel
import StrictJSON
import Testing

@testable import FeishuSandbox
@testable import LarkcastCLI

/// Readers of files: they end, they do not trap, and two that were written apart agree.
struct ReaderFuzzTests {
    /// The client's reader and the sandbox's share no line, so where they disagree one of them is wrong, but for what
    /// ``differ(_:)`` lists.
    @Test func twoJSONReadersAgree() async throws {
        try await FuzzRun(target: "json", corpus: Corpus.values + Corpus.envelopes + Corpus.manifests).feed(count: 6000)
        { _, input in
            let ours = JSONReader().readStrictly(input)
            let theirs = try? WireJSONReader.read(input)
            switch (ours, theirs) {
            case (nil, nil): break
            case (let ours?, let theirs?):
                guard same(ours, theirs) else { return "the readers read different values" }
                for layout in [JSONValue.Layout.compact, .pretty] {
                    guard let again = JSONReader().readStrictly(ours.bytes(layout)), again.bytes() == ours.bytes()
                    else {
                        return "written \(layout) and read again it is another value"
                    }
                }
            case (let ours?, nil):
                guard differ(ours) else { return "only the client's reader takes it" }
            case (nil, _?): return "only the sandbox's reader takes it"
            }
            return nil
        }
    }

    /// What the client's reader takes and the sandbox's does not, on purpose: numbers beyond a double, which the client keeps
    /// as they are spelt, and keys that only Unicode's canonical equivalence calls equal.
    private func differ(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let lexeme): return Double(lexeme)?.isFinite != true
        case .array(let elements): return elements.contains(where: differ)
        case .object(let members):
            return Set(members.map(\.key)).count < members.count || members.contains { differ($0.value) }
        default: return false
        }
    }

    private func same(_ ours: JSONValue, _ theirs: WireJSON) -> Bool {
        switch (ours, theirs) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let lexeme), .integer(let other)): Int(lexeme) == other
        case (.number(let lexeme), .number(let other)): Double(lexeme) == other
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)):
            one.count == other.count && zip(one, other).allSatisfy { same($0, $1) }
        case (.object(let one), .object(let other)):
            one.count == other.count
                && zip(one, other).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && same($0.value, $1.value) }
        default: false
        }
    }

    @Test func aManifestIsPlannedTheSameTwiceOrRefusedWithAPlace() async throws {
        let reader = ManifestReader(knownTimeZones: ["Asia/Shanghai", "Europe/Berlin", "UTC"])
        try await FuzzRun(target: "manifest", corpus: Corpus.manifests).feed(count: 1500) { _, input in
            let reading = reader.read(bytes: input, name: "fuzz.json")
            let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
            for problem in reading.problems where !(1...lines).contains(problem.line) || problem.column < 1 {
                return "\(problem) is outside of the file"
            }
            guard reading.problems.count <= ManifestReading.listedProblems,
                reading.problemCount >= reading.problems.count
            else { return "\(reading.problemCount) problems" }
            guard let manifest = reading.manifest else {
                return reading.problems.isEmpty ? "refused without a word" : nil
            }
            let plans = (0..<2).map { _ in
                try? BatchPlanner.plan(manifest: manifest, manifestBytes: Data(input), resources: MessageResources())
            }
            guard plans[0]?.planSHA256 == plans[1]?.planSHA256 else { return "planned differently" }
            guard let plan = plans[0] else { return nil }
            guard plan.balance.addsUp else { return "the balance sheet does not add up" }
            guard plan.batches.allSatisfy({ (1...200).contains($0.recipientCount) }) else {
                return "a batch of a wrong size"
            }
            return nil
        }
    }

    /// Whatever a file says of itself, it is read in one pass and a duration is one that 30 MB can hold.
    @Test func aFileOfAnyKindIsTakenOrRefusedWithAWord() async throws {
        try await FuzzRun(target: "media", corpus: Corpus.media).feed(count: 6000) { _, input in
            for slot in KeySlot.allCases where slot != .sticker {
                let upload = MessageUpload(slot, path: "fuzz.pdf", bytes: input)
                if let finding = upload.findings.first(where: { $0.message.isEmpty }) { return "\(finding)" }
                guard upload.durationMilliseconds.map({ (1...86_400_000).contains($0) }) ?? true else {
                    return "\(slot) of \(upload.durationMilliseconds ?? 0) ms"
                }
                guard upload.findings == upload.findings else { return "\(slot) read differently" }
            }
            return nil
        }
    }

    @Test func aFileOfPeopleIsReadTheSameHoweverItIsCut() async throws {
        let reader = AudienceFileReader(keeping: .all)
        try await FuzzRun(target: "audience", corpus: Corpus.audiences).feed(count: 4000) { mutator, input in
            let whole = reader.read(bytes: input, name: "fuzz.csv")
            let size = mutator.below(7) + 1
            var start = 0
            let cut = reader.read(name: "fuzz.csv") { () throws(Never) in
                guard start < input.count else { return nil }
                defer { start += size }
                return Array(input[start..<min(start + size, input.count)])
            }
            guard whole.file == cut.file, whole.problems == cut.problems, whole.warnings == cut.warnings else {
                return "read differently in chunks of \(size)"
            }
            guard (whole.file == nil) == (whole.problemCount > 0), whole.problems.isEmpty == (whole.problemCount == 0)
            else { return "neither read nor refused with a word" }
            let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
            for problem in whole.problems where !(1...lines).contains(problem.line) || problem.column < 1 {
                return "\(problem) is outside of the file"
            }
            guard let file = whole.file else { return nil }
            guard !file.rows.isEmpty, file.rows.count < lines, file.keptColumns == file.columns,
                file.rows.allSatisfy({ (1...lines).contains(Int($0.line)) && !$0.text.isEmpty })
            else { return "\(file.rows.count) rows in \(lines) lines" }
            return nil
        }
    }

    @Test func aConfigurationIsReadOrRefusedWithALine() async throws {
        try await FuzzRun(target: "configuration", corpus: Corpus.configurations).feed(count: 1500) { _, input in
            guard let text = String(validating: input, as: UTF8.self) else { return nil }
            let file = ConfigurationFile(yaml: text)
            if let problem = file.problems.first(where: { $0.line < 1 || $0.message.isEmpty }) { return "\(problem)" }
            return nil
        }
    }

    @Test func aListOfRecipientsIsExactlyAJSONArrayOfTexts() async throws {
        try await FuzzRun(target: "recipients", corpus: Corpus.lists).feed(count: 6000) { mutator, input in
            let decoded = try? RecipientsList.decode(Data(input))
            let elements = JSONReader().readStrictly(input)?.array
            let texts = elements?.compactMap(\.string).filter { !$0.isEmpty }
            guard decoded == (texts?.count == elements?.count ? texts : nil) else {
                return "decoded as \(decoded ?? ["nothing"])"
            }
            let ids = (0..<mutator.below(5)).map { _ in mutator.text(upTo: 12) }.filter { !$0.isEmpty }
            let again = try RecipientsList.decode(RecipientsList.encode(ids))
            guard again.map({ Array($0.utf8) }) == ids.map({ Array($0.utf8) }) else {
                return "\(ids) came back as \(again)"
            }
            return nil
        }
    }
}
