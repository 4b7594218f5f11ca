import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// The files a run was made from, besides its manifest; `nil` of one that was frozen before that was kept, and of a plan that
    /// nobody read from files.
    ///
    /// - Throws: ``StoreError``.
    public func sources(of run: RunID) async throws(StoreError) -> RunSources? {
        try await read { db in
            let sql = "SELECT sources FROM runContent WHERE runId = ?"
            return try String.fetchOne(db, sql: sql, arguments: [run.rawValue]).flatMap(RunSources.init(stored:))
        }
    }
}

extension RunSources {
    /// What is kept of it.
    var stored: String {
        let files = hashes.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
        let document: JSONValue = ["manifest": manifestPath.map { .string($0) } ?? .null, "files": .object(files)]
        return document.text()
    }

    /// Reads back what was kept; `nil` when it is nothing of the kind.
    init?(stored: String) {
        guard let document = JSONReader().readStrictly(Array(stored.utf8)), let files = document["files"]?.members
        else {
            return nil
        }
        self.init(manifestPath: document["manifest"]?.string)
        for file in files { hashes[file.key] = file.value.string }
    }
}
