import NIOPosix
import PyrusFilesServer
import PyrusFilesStore

/// What takes a server a while the first time it is used, whatever its options are.
enum FirstUses {
    /// Gets it over with on another processor while the arguments are read. The process may end before that: nothing of this is
    /// taken down at an exit, as libcrypto is.
    static func begin() {
        Task.detached {
            NewDatabase.prepare()
            _ = MultiThreadedEventLoopGroup.singleton
            Rehearsal.run()
        }
    }
}
