import Foundation
import Synchronization

/// A client's end of a TCP connection, one call after another, each of which waits: for a thread of its own, never for
/// one of Swift's pool. Nothing waits for longer than ``patience``.
final class RawConnection: Sendable {
    enum Failure: Error, Equatable {
        /// The server closed the connection where more was due.
        case closed
        /// The server reset the connection.
        case reset
        /// Nothing came, or nothing was taken, for longer than the patience.
        case late
        /// What came is no HTTP.
        case garbled(String)
    }

    #if canImport(Glibc)
        static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        static let stream = SOCK_STREAM
    #endif
    private static let patience = timeval(tv_sec: 60, tv_usec: 0)
    private let descriptor: Int32
    private let received = Mutex<[UInt8]>([])

    /// - Parameter receiveBuffer: bytes that the system takes in before the client reads them; the system's own choice
    ///   where it is nil.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        // A write to a connection that is gone is to be an error, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        descriptor = socket(AF_INET, Self.stream, 0)
        setOption(SO_RCVTIMEO, Self.patience)
        setOption(SO_SNDTIMEO, Self.patience)
        if let receiveBuffer { setOption(SO_RCVBUF, receiveBuffer) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Self.failure() }
    }

    /// The other end of a connection that a listener accepted.
    fileprivate init(accepted descriptor: Int32) {
        self.descriptor = descriptor
        setOption(SO_RCVTIMEO, Self.patience)
        setOption(SO_SNDTIMEO, Self.patience)
    }

    deinit { close(descriptor) }

    private func setOption<Value>(_ option: Int32, _ value: Value) {
        withUnsafeBytes(of: value) {
            _ = setsockopt(descriptor, SOL_SOCKET, option, $0.baseAddress, socklen_t($0.count))
        }
    }

    private static func failure() -> Failure {
        switch errno {
        case EAGAIN: .late
        case ECONNRESET, EPIPE: .reset
        default: .garbled(String(cString: strerror(errno)))
        }
    }

    // MARK: Sending

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Self.failure() }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends until nothing more is taken for a while, and returns how much was.
    func sendUntilHeldUp(atMost most: Int) -> Int {
        setOption(SO_SNDTIMEO, timeval(tv_sec: 0, tv_usec: 500_000))
        let piece = [UInt8](repeating: 0x61, count: 65_536)
        var sent = 0
        while sent < most, case let count = write(descriptor, piece, piece.count), count > 0 { sent += count }
        return sent
    }

    /// Says that nothing more will be sent.
    func finishSending() { shutdown(descriptor, 1) }

    /// Makes the close at the end a reset.
    func resetAtEnd() { setOption(SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }

    // MARK: Receiving

    /// Whether the server has sent something, or ended the connection, by now.
    var hasInput: Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&interest, 1, 0) > 0
    }

    /// Some more bytes; none where the server has closed its end.
    private func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw Self.failure() }
        return Array(buffer.prefix(count))
    }

    /// The bytes up to and with `end`.
    func receive(through end: String) throws -> [UInt8] {
        let end = Array(end.utf8)
        return try received.withLock { held in
            while true {
                if let range = held.firstRange(of: end) {
                    defer { held.removeSubrange(..<range.upperBound) }
                    return Array(held[..<range.upperBound])
                }
                let more = try receive()
                guard !more.isEmpty else {
                    throw held.isEmpty ? Failure.closed : .garbled(String(decoding: held, as: UTF8.self))
                }
                held += more
            }
        }
    }

    func receive(exactly count: Int) throws -> [UInt8] {
        try received.withLock { held in
            while held.count < count {
                let more = try receive()
                guard !more.isEmpty else { throw Failure.closed }
                held += more
            }
            defer { held.removeFirst(count) }
            return Array(held.prefix(count))
        }
    }

    /// All there is until the server closes its end.
    func receiveToEnd() throws -> [UInt8] {
        try received.withLock { held in
            while case let more = try receive(), !more.isEmpty { held += more }
            defer { held = [] }
            return held
        }
    }

    /// How a connection ends.
    enum End: Equatable {
        case orderly, reset
    }

    /// All there is until the connection ends, and how it does.
    func receiveToAnyEnd() throws -> (bytes: [UInt8], end: End) {
        try received.withLock { held in
            defer { held = [] }
            do {
                while case let more = try receive(), !more.isEmpty { held += more }
                return (held, .orderly)
            } catch Failure.reset {
                return (held, .reset)
            }
        }
    }
}

/// A port of this machine that waits for connections, one after another.
final class Listener: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, RawConnection.stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard result else { throw RawConnection.Failure.garbled(String(cString: strerror(errno))) }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    func accept() throws -> RawConnection {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&interest, 1, 60_000) == 1 else { throw RawConnection.Failure.late }
        return RawConnection(accepted: Foundation.accept(descriptor, nil, nil))
    }
}
