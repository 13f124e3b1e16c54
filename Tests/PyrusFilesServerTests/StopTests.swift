import Testing

extension ServerTests {
    /// What becomes of connections when a server stops.
    @Suite("Stopping")
    struct StopTests {
        @Test("connections that were accepted a moment ago are closed, and nothing else happens")
        func accepted() async throws {
            for _ in 0..<20 {
                let connections = try await withServer { server in
                    try await onThread { [port = server.port] in
                        try (0..<100).map { _ in try RawConnection(port: port) }
                    }
                }
                try await onThread { for connection in connections { _ = try connection.receiveToAnyEnd() } }
            }
        }
    }
}
