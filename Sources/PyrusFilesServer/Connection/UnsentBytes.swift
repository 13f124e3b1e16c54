import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ChannelHandlerContext {
    /// The bytes written that the other side does not have yet: those that wait here, and those that the system holds.
    var unsentBytes: Int {
        let waiting = (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        let held = try? pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self, unacknowledgedBytes)
        return waiting + Int(held ?? 0)
    }
}

private func unacknowledgedBytes(_ socket: NIOBSDSocket.Handle) -> Int32 {
    var count: Int32 = 0
    #if canImport(Glibc)
        let result = ioctl(socket, UInt(TIOCOUTQ), &count)
    #else
        var size = socklen_t(MemoryLayout<Int32>.size)
        let result = getsockopt(socket, SOL_SOCKET, SO_NWRITE, &count, &size)
    #endif
    return result == 0 ? count : 0
}
