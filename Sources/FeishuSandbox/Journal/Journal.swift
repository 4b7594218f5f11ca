import Synchronization

/// What the sandbox was asked and what it really did: the independent account that a sender's own ledger is held against.
final class Journal: Sendable {
    private struct Memory {
        var sequence = 0
        var entries: [JournalEntry] = []
    }

    private let memory = Mutex(Memory())
    private let file: JournalFile?
    private let capacity: Int

    init(path: String?, capacity: Int) throws(SandboxError) {
        if let path {
            file = try JournalFile(path: path)
        } else {
            file = nil
        }
        self.capacity = max(0, capacity)
    }

    /// Numbers the entry, writes it through and keeps it.
    ///
    /// False when the file could not take it.
    func append(_ entry: JournalEntry) -> Bool {
        // Everything but the number is rendered before the lock is taken.
        let rest = file.map { _ in
            WireJSONWriter.object(capacity: 512 + 40 * (entry.recipients?.count ?? 0)) { entry.write(to: &$0) }
        }
        return memory.withLock { memory in
            memory.sequence += 1
            var numbered = entry
            numbered.sequence = memory.sequence
            memory.entries.append(numbered)
            // Trimmed in blocks, so that a full memory does not move at every request.
            if memory.entries.count >= 2 * capacity { memory.entries.removeFirst(memory.entries.count - capacity) }
            guard let file, let rest else { return true }
            var line = Array("{\"seq\":\(memory.sequence),".utf8)
            line.reserveCapacity(line.count + rest.count)
            line += rest.dropFirst()
            line.append(UInt8(ascii: "\n"))
            return file.append(line)
        }
    }

    /// The last entries, oldest first.
    func entries() -> [JournalEntry] {
        memory.withLock { Array($0.entries.suffix(capacity)) }
    }

    /// How many requests there were since the start.
    var count: Int {
        memory.withLock { $0.sequence }
    }
}
