import Foundation
import JobModel
import StrictJSON

/// A file that a command writes because somebody named it: a report, a preview.
struct OutputFile {
    /// The path as it was given.
    let path: String
    /// What is written, for messages: `report`.
    let what: String
    /// Whether other accounts may read it: a monitor's does.
    var isForEverybody = false

    /// Writes it whole or not at all, for its owner alone unless it is for everybody.
    ///
    /// What is no such file is not replaced: the store and what stands beside it, any other database, a manifest, and the files
    /// in `keeping`.
    ///
    /// - Throws: `CommandFailure` with exit code 64 for a file that is something else, 74 when it cannot be written.
    func write(_ text: String, _ invocation: Invocation, keeping: [String] = []) throws {
        try write(invocation, keeping: keeping) { put in try put(Data(text.utf8)) }
    }

    /// Writes it as ``write(_:_:keeping:)`` does, piece by piece: what is put in while `pieces` runs.
    ///
    /// - Throws: as ``write(_:_:keeping:)``, and what `pieces` throws of its own that is a `PlanRefusal`.
    func write(
        _ invocation: Invocation, keeping: [String] = [],
        _ pieces: (_ put: @escaping (Data) throws -> Void) throws -> Void
    ) throws {
        try refuseToReplace(invocation, keeping: keeping)
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        do {
            // A device is written to; only a plain file is replaced as a whole, so that nobody ever reads half of it.
            if Self.isPlain(path) == false {
                try pour(pieces)
            } else {
                try replace(url, pieces)
            }
        } catch let refusal as PlanRefusal {
            throw refusal
        } catch {
            throw failure(url)
        }
    }

    /// Whether what stands at a path is a plain file; `nil` when nothing does.
    private static func isPlain(_ path: String) -> Bool? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT == S_IFREG : nil
    }

    /// Into what is there already.
    ///
    /// A pipe that nobody reads would hold whoever opens it for ever, and with it the lock of a tick: it is refused.
    private func pour(_ pieces: (_ put: @escaping (Data) throws -> Void) throws -> Void) throws {
        let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try pieces { try handle.write(contentsOf: $0) }
        try handle.close()
    }

    /// A folder that is missing needs no space.
    private func failure(_ url: URL) -> CommandFailure {
        let folder = url.deletingLastPathComponent().path
        let isThere = FileManager.default.fileExists(atPath: folder)
        return CommandFailure(
            exit: .storage, type: "storage",
            message: "the \(what) cannot be written to \(path)"
                + (isThere ? "" : ": the folder \(folder) does not exist"),
            hint: isThere
                ? "Nothing else was touched; name another file, or free some space."
                : "Nothing else was touched; make the folder first, or name a file in another one.")
    }

    /// Made beside the file with its mode from the first byte on, and put into its place when it is complete.
    private func replace(
        _ url: URL, _ pieces: (_ put: @escaping (Data) throws -> Void) throws -> Void
    ) throws {
        let folder = url.deletingLastPathComponent()
        let draft = folder.appendingPathComponent(".\(url.lastPathComponent.prefix(200)).\(getpid()).part").path
        let descriptor = open(
            draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try pieces { try handle.write(contentsOf: $0) }
            try handle.synchronize()
            // The process's own umask lets nobody else in.
            if isForEverybody { fchmod(descriptor, 0o644) }
            try handle.close()
            guard rename(draft, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private func refuseToReplace(_ invocation: Invocation, keeping: [String]) throws {
        let file = resolved(path)
        // Without a configuration there is no store to protect.
        let store = (try? invocation.settings().database).map(resolved)
        let isOfTheStore = store.map { file == $0 || file.hasPrefix($0 + "-") || file.hasPrefix($0 + ".") } ?? false
        // Closing a descriptor of the store would take away the locks this process has on it, and reading from a pipe waits.
        let isLookedInto = !isOfTheStore && Self.isPlain(file) == true
        let head = !isLookedInto ? nil : FileHandle(forReadingAtPath: file).flatMap { try? $0.read(upToCount: 16) }
        let isDatabase = (head ?? Data()).starts(with: Data("SQLite format 3".utf8))
        let isManifest = file.hasSuffix(".json") && (try? PreparedJob(reading: file))?.manifest != nil
        let isKept = keeping.contains { resolved($0) == file }
        guard !isOfTheStore, !isDatabase, !isManifest, !isKept else {
            let kind =
                isManifest
                ? "a manifest"
                : isKept
                    ? "part of the job"
                    : isOfTheStore ? "the store or stands beside it" : "a database"
            throw CommandFailure(
                exit: .usage, type: "usage", message: "\(path) is \(kind); a \(what) does not replace it",
                hint: "Name another file.")
        }
    }

    private func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
}
