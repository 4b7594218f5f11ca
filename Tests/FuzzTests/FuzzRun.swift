import Foundation
import TestSupport
import Testing

/// How long a target is fed, and what a failure leaves behind to be played again.
///
/// In the suite a fixed number of inputs from a fixed seed, so that it passes or fails alike everywhere. `make fuzz
/// SECONDS=…` sets `FUZZ_SECONDS`: then every target runs that long from a seed of the hour, and what a crash leaves is
/// in `FUZZ_DIR/<target>`: the seed and number of the input that was being read.
struct FuzzRun {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
    private static let seed =
        environment["FUZZ_SEED"].flatMap(UInt64.init) ?? (seconds == nil ? 1 : UInt64(Date().timeIntervalSince1970))
    /// No input of at most 64 KiB takes any reader anywhere near this long, on any machine.
    private static let longestInput = 20.0
    private static let mostGrowth = 192 * 1024 * 1024

    let target: String
    let corpus: [[UInt8]]

    /// Feeds inputs until the count or the time is up; the body returns what is wrong, or `nil`.
    ///
    /// On a thread of its own, since it keeps one busy.
    func feed(
        count: Int, _ check: @escaping @Sendable (inout Mutator, [UInt8]) throws -> String?
    ) async throws {
        let complaint = try await onOwnThread { try feedHere(count: count, check) }
        #expect(complaint == nil)
    }

    private func feedHere(count: Int, _ check: (inout Mutator, [UInt8]) throws -> String?) throws -> String? {
        let started = Date()
        let witness = try Self.witness(target)
        var memory = 0
        var number: UInt64 = 0
        while Self.seconds.map({ Date().timeIntervalSince(started) < $0 }) ?? (number < count) {
            var mutator = Mutator(seed: Self.seed &* 1_000_003 &+ number)
            let input = mutator.mutated(corpus)
            try witness?.write(contentsOf: Data("FUZZ_SEED=\(Self.seed) input \(number)\n".utf8))
            try witness?.seek(toOffset: 0)
            let before = Date()
            if let complaint = try check(&mutator, input) {
                let shown = String(decoding: input, as: UTF8.self).debugDescription
                return "\(target), FUZZ_SEED=\(Self.seed), input \(number): \(complaint): \(shown)"
            }
            if Self.seconds != nil, Date().timeIntervalSince(before) > Self.longestInput {
                return "\(target), FUZZ_SEED=\(Self.seed), input \(number) hangs"
            }
            number += 1
            if Self.seconds != nil, number == 2000 { memory = Self.residentBytes() }
        }
        guard Self.seconds != nil else { return nil }
        let growth = memory == 0 ? 0 : Self.residentBytes() - memory
        let line = "\(target): \(number) inputs, seed \(Self.seed), grew \(growth / 1024) KiB\n"
        FileHandle.standardError.write(Data(line.utf8))
        return growth < Self.mostGrowth ? nil : "\(target) grew by \(growth) bytes over \(number) inputs"
    }

    private static func witness(_ target: String) throws -> FileHandle? {
        guard let folder = environment["FUZZ_DIR"] else { return nil }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/" + target.replacing(" ", with: "-")
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return FileHandle(forWritingAtPath: path)
    }

    private static func residentBytes() -> Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
            .dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * 4096
    }
}
