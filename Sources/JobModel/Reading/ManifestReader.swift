import StrictJSON

public import struct Foundation.Data

/// Reads a manifest from bytes: all of it, strictly, and with every problem at once.
///
/// Nothing is opened and no clock is asked; files the manifest names are only checked for the shape of their paths.
public struct ManifestReader: Sendable {
    /// Most ids in the lists of one audience.
    public static let mostIDs = 1_000_000

    private let knownTimeZones: Set<String>?

    /// Creates a reader.
    ///
    /// With `knownTimeZones` (the host's IANA names) a zone that is not among them is a problem too, so that
    /// `Asia/Shangai` is found before the day it should have fired.
    public init(knownTimeZones: Set<String>? = nil) {
        self.knownTimeZones = knownTimeZones
    }

    /// SHA-256 over a manifest's bytes, in lower-case hex: another one means the file was edited.
    public static func sha256(of bytes: Data) -> String { PlanHash.hex(of: bytes) }

    /// Reads one manifest; `name` is the file's name in problems.
    ///
    /// At most 64 MiB, 64 levels and 1,000,000 ids are taken.
    public func read(bytes: [UInt8], name: String) -> ManifestReading {
        let document = JSONReader().read(bytes)
        var decoder = ManifestDecoder(knownTimeZones: knownTimeZones)
        for problem in document.problems {
            decoder.log.add(problem.message, at: problem.offset, pointer: problem.pointer)
        }
        let manifest = document.root.flatMap { decoder.manifest(from: ManifestPlace(node: $0, pointer: "")) }
        let problems = decoder.log.problems(in: bytes, file: name)
        return ManifestReading(
            manifest: problems.isEmpty ? manifest : nil,
            problems: problems,
            problemCount: decoder.log.count,
            warnings: decoder.warnings.problems(in: bytes, file: name)
        )
    }
}
