import Foundation

/// File systems whose locks or syncs cannot be trusted with a store.
///
/// Glibc's Swift module has no `statfs(2)`, so the kernel's table of mounts is read instead (`proc_pid_mountinfo(5)`),
/// which names file systems rather than numbering them.
enum NetworkFileSystem {
    /// Type names as the kernel writes them; `fuse.sshfs` and its like are found by what stands before the dot.
    static let types: [String: String] = [
        "nfs": "NFS", "nfs4": "NFS", "cifs": "SMB", "smb3": "SMB", "smbfs": "SMB", "fuse": "FUSE", "afs": "AFS",
        "ceph": "Ceph", "lustre": "Lustre", "coda": "Coda", "vboxsf": "a VirtualBox shared folder",
    ]

    /// The name of the network file system that holds `path`, or `nil` when it is a local one or nobody knows.
    static func name(at path: String) -> String? {
        guard let status = StoreFile.status(of: path), let table = FileManager.default.contents(atPath: mountTable)
        else { return nil }
        return name(ofDevice: UInt64(status.st_dev), inMounts: String(decoding: table, as: UTF8.self))
    }

    /// Looks a device up in the text of a mount table.
    static func name(ofDevice device: UInt64, inMounts table: String) -> String? {
        let wanted = "\(major(device)):\(minor(device))"
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[2] == wanted, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { continue }
            return types[String(fields[dash + 1].prefix { $0 != "." })]
        }
        return nil
    }

    private static let mountTable = "/proc/self/mountinfo"

    // The numbers of a `dev_t` as `makedev(3)` packs them on Linux.
    private static func major(_ device: UInt64) -> UInt64 {
        (device >> 8) & 0xFFF | (device >> 32) & ~UInt64(0xFFF)
    }

    private static func minor(_ device: UInt64) -> UInt64 {
        device & 0xFF | (device >> 12) & ~UInt64(0xFF)
    }
}
