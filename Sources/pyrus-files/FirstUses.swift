import NIOPosix
import PyrusFilesServer
import PyrusFilesStore

/// What takes a server a while the first time it is used, whatever its options are.
enum FirstUses {
    /// Gets it over with on another processor while the arguments are read.
    ///
    /// - Returns: what has to be over before the process ends: libcrypto takes itself down at the exit, and would do so
    ///   under who sets it up.
    static func begin() -> Task<Void, Never> {
        Task.detached {
            NewDatabase.prepare()
            _ = MultiThreadedEventLoopGroup.singleton
            Rehearsal.run()
        }
    }
}
