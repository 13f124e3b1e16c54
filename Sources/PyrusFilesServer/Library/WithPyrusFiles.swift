/// Starts a server on a free port, and ends it with the closure: when that returns or throws, and at once when the task
/// is cancelled.
///
/// ```swift
/// try await withPyrusFiles { server in
///     let client = Client(url: server.addresses.api, token: server.accessToken)
///     try await client.upload("hello.txt")
///     #expect(try await server.files.uploads().count == 1)
/// }
/// ```
///
/// - Parameters:
///   - configuration: how the server is to be. Each call gets one of its own, with data of its own unless a folder is
///     named.
///   - isolation: the caller's.
///   - body: what it is there for. It may change what it captured, on the actor of the caller.
/// - Returns: what `body` returns.
/// - Throws: what prevents the server from starting, as a sentence; and what `body` throws.
public func withPyrusFiles<Value>(
    _ configuration: PyrusFilesConfiguration = PyrusFilesConfiguration(), isolation: isolated (any Actor)? = #isolation,
    _ body: (PyrusFilesServer.Running) async throws -> Value
) async throws -> Value {
    try await PyrusFilesServer(configuration: configuration).whileRunning(body)
}

extension PyrusFilesServer {
    /// Starts, and ends with the closure: when that returns or throws, and at once when the task is cancelled.
    ///
    /// - Throws: what ``start()`` and `body` throw.
    public func whileRunning<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: (Running) async throws -> Value
    ) async throws -> Value {
        let running = try await start()
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await withTaskCancellationHandler {
                    try await body(running)
                } onCancel: {
                    // A client that waits for an answer may not look whether it is cancelled.
                    self.cancel()
                })
        } catch {
            result = .failure(error)
        }
        await stop()
        return try result.get()
    }
}
