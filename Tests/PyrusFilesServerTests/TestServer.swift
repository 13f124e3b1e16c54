import Foundation
import PyrusFiles
import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

/// The parent of the suites that talk to a server: one test after another, so that each has the machine to itself and
/// its deadlines mean what they say.
@Suite("The server over HTTP", .serialized, .timeLimit(.minutes(10)))
struct ServerTests {}

/// A server that runs in this process, and the ways to talk to it.
struct TestServer: Sendable {
    let running: PyrusFilesServer.Running
    let port: UInt16

    init(_ running: PyrusFilesServer.Running) throws {
        self.running = running
        port = try #require(running.addresses.origin.split(separator: ":").last.flatMap { UInt16($0) })
    }

    /// Runs a conversation over a connection of its own, on a thread of its own.
    func talk<Value: Sendable>(
        receiveBuffer: Int32? = nil, _ script: @escaping @Sendable (RawConnection) throws -> Value
    ) async throws -> Value {
        let port = port
        return try await onThread { try script(try RawConnection(port: port, receiveBuffer: receiveBuffer)) }
    }

    /// One request over a connection of its own.
    func reply(to request: WireRequest) async throws -> Reply {
        try await talk { try $0.exchange(request) }
    }

    /// One request whose answer ends the connection in order.
    func lastReply(to request: WireRequest) async throws -> Reply {
        try await talk { connection in
            try connection.send(request.bytes)
            return try connection.lastReply()
        }
    }

    /// The guid of a new upload.
    func uploaded(_ form: [UInt8] = Form.hello, token: String = "local-token") async throws -> String {
        try #require(try await reply(to: .upload(form).authorized(by: token)).guid)
    }

    /// The file object of a new upload, attached to task 1.
    func attached(_ form: [UInt8] = Form.hello) async throws -> JSON {
        let reply = try await reply(to: .comment(.string(try await uploaded(form))))
        return try #require(reply.task["comments"]?.arrayValue?.last?["attachments"]?.arrayValue?.last)
    }

    /// A new token for a login, which an open server makes an account of.
    func token(for login: String) async throws -> String {
        let reply = try await reply(to: .json("POST /_control/tokens", ["login": .string(login)]))
        return try #require(reply.json["access_token"]?.stringValue)
    }

    /// Asks again and again, each time over a new connection, until the answer is the one hoped for or time is up.
    func eventually(_ request: WireRequest, _ isReached: (Reply) -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if isReached(try await reply(to: request)) { return true }
        }
        return false
    }
}

/// Starts a server on a free port, and ends it when the body is through.
func withServer<Value>(
    clock: ServiceClock = ServiceClock(), _ configure: (inout PyrusFilesConfiguration) -> Void = { _ in },
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    var configuration = PyrusFilesConfiguration()
    configure(&configuration)
    return try await PyrusFilesServer(configuration: configuration, clock: clock).whileRunning { running in
        try await body(try TestServer(running))
    }
}

/// Waits until something is so, at the longest until the test's time is up.
func eventually(_ isReached: () async throws -> Bool) async throws {
    while try await !isReached() {
        try Task.checkCancellation()
        await Task.yield()
    }
}

/// Runs what waits on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
