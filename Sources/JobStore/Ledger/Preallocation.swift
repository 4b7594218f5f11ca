import Foundation

/// Reserves disk blocks behind the end of a file without making it longer.
///
/// A disk that fills up between a send and its answer must not lose the answer, so the room for it is taken beforehand.
/// File systems that cannot reserve are used all the same: the store's own commit is then the only witness.
enum Preallocation {
    /// Reserves bytes from the beginning of the file up to `length`; 0, or the error number.
    static func reserve(_ descriptor: Int32, upTo length: Int) -> Int32 {
        #if os(Linux)
            guard let fallocate else { return 0 }
            while true {
                // FALLOC_FL_KEEP_SIZE, linux/falloc.h: appending still begins at the end of what was written.
                guard fallocate(descriptor, 1, 0, length) != 0 else { return 0 }
                switch errno {
                case EINTR: continue
                case EOPNOTSUPP, ENOSYS, EINVAL: return 0
                default: return errno
                }
            }
        #else
            var store = fstore_t(
                fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: Int32(F_PEOFPOSMODE), fst_offset: 0,
                fst_length: off_t(length), fst_bytesalloc: 0)
            return fcntl(descriptor, F_PREALLOCATE, &store) != -1 || errno != ENOSPC ? 0 : ENOSPC
        #endif
    }

    #if os(Linux)
        private typealias Fallocate = @convention(c) (Int32, Int32, Int, Int) -> Int32

        // Glibc's Swift module leaves fallocate(2) out, and posix_fallocate(3) would lengthen the file.
        private static let fallocate: Fallocate? = dlsym(nil, "fallocate64")
            .map { unsafeBitCast($0, to: Fallocate.self) }
    #endif
}
