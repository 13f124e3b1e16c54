#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Room on the disk for the rollback journal, taken while there is some.
///
/// To remove anything, SQLite first notes in the journal what it changes. On a disk that is full to the last byte it
/// could not, and nothing would ever be given back. The journal is a file that stays, so its room does, too.
enum JournalReserve {
    /// Where the disk has no room now, there is no reserve: that fails nothing by itself.
    ///
    /// - Parameters:
    ///   - path: the journal of a database that is open and at rest. SQLite takes zeros behind its end for no more
    ///     than that.
    ///   - size: in bytes.
    static func take(_ path: String, size: Int) {
        let journal = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard journal >= 0 else { return }
        #if canImport(Glibc)
            posix_fallocate(journal, 0, off_t(size))
        #else
            var room = fstore_t()
            (room.fst_flags, room.fst_posmode, room.fst_length) = (UInt32(F_ALLOCATEALL), F_PEOFPOSMODE, off_t(size))
            _ = fcntl(journal, F_PREALLOCATE, &room)
        #endif
        close(journal)
    }
}
