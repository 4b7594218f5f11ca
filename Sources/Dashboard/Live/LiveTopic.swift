import JobModel
import JobStore
import Reporting
import StrictJSON

import struct Foundation.TimeZone

/// What a page can be kept up to date about.
enum LiveTopic: Hashable, Sendable {
    /// A page of the list of runs: the same one that is looked at.
    case list(RunFilter)
    /// One run.
    case run(RunID)
}

/// The figures of a topic at one moment, before they are said in a language.
enum LiveFigures: Sendable {
    case list([RunSummary])
    case run(RunSummary)

    /// What a list is held against: another one when a run has come or gone.
    static func version(of runs: [RunSummary]) -> String {
        SecretBytes.hex(SecretBytes.digest(runs.map(\.id.rawValue).joined(separator: " ")).prefix(8))
    }

    /// Reads them; `nil` when what they are about is not there.
    @Sendable static func read(_ topic: LiveTopic, _ store: JobDatabase) async throws -> LiveFigures? {
        switch topic {
        case .list(let filter): return .list(try await store.runList(filter.request).runs)
        case .run(let run):
            do {
                return .run(try await store.brief(of: run))
            } catch  where error.code == .notFound {
                return nil
            }
        }
    }

    /// One server-sent event: texts by name, bars by name, and what the page is held against.
    ///
    /// `{"t":{"sending":"…"},"b":{"sending":[20,50]},"v":"sending.none"}`
    func event(_ language: Language, zone: TimeZone, remarks: [RunID: ActionRefusal] = [:]) -> String {
        var texts: [JSONValue.Member] = []
        var bars: [JSONValue.Member] = []
        var version = ""
        switch self {
        case .list(let runs):
            for run in runs {
                let figures = RunFigures(run: run, language: language)
                let id = run.id.rawValue
                texts += [
                    .init("\(id).state", .string(figures.stateWords)),
                    .init("\(id).recall", .string(figures.recallWords)),
                    .init("\(id).sending", .string(figures.sendingWords)),
                    .init("\(id).reading", .string(figures.readingWords)),
                ]
                bars += [
                    .init("\(id).sending", Self.bar(figures.sending.done, figures.sending.of)),
                    .init("\(id).reading", Self.bar(run.progress.read, run.progress.readOf)),
                ]
            }
            version = Self.version(of: runs)
        case .run(let run):
            let figures = RunFigures(run: run, language: language)
            let (sending, progress, recall) = (figures.sending, run.progress, run.recallShare)
            texts = [
                .init("state", .string(figures.stateWords)), .init("recall", .string(figures.recallWords)),
                .init("sending", .string(figures.sendingShare)),
                .init("delivered", .string(figures.share(progress.delivered, of: progress.valid))),
                .init("read", .string(figures.share(progress.read, of: progress.readOf))),
                .init("recalled", .string(figures.share(recall.recalled, of: recall.reached))),
            ]
            if let at = progress.sampledAt {
                let words = language.say(RunPhrase.asOf, ["time": language.dateTime(at, in: zone)])
                texts.append(.init("asOf", .string(words)))
            }
            bars = [
                .init("sending", Self.bar(sending.done, sending.of)),
                .init("delivered", Self.bar(progress.delivered, progress.valid)),
                .init("read", Self.bar(progress.read, progress.readOf)),
                .init("recalled", Self.bar(recall.recalled, recall.reached)),
            ]
            version = figures.version(remarks[run.id])
        }
        let document: JSONValue = ["t": .object(texts), "b": .object(bars), "v": .string(version)]
        // JSON has no line breaks of its own, so that one data line holds it.
        return "data: \(document.text())\n\n"
    }

    private static func bar(_ done: Int?, _ whole: Int?) -> JSONValue {
        let whole = max(1, whole ?? 0)
        return [.integer(min(whole, max(0, done ?? 0))), .integer(whole)]
    }
}
