public import PyrusFilesServer
public import Testing

/// Gives a test a server of its own, or a suite one for all of its tests: see `.pyrusFiles`.
///
/// Of a test with arguments, each case has one of its own. Where a test stands in a suite and both have the trait, the
/// test's own server is the current one.
public struct PyrusFilesTrait: TestTrait, SuiteTrait, TestScoping {
    private let configure: @Sendable (inout PyrusFilesConfiguration) -> Void

    fileprivate init(_ configure: @escaping @Sendable (inout PyrusFilesConfiguration) -> Void) {
        self.configure = configure
    }

    /// Runs the test, or the suite, with its server.
    ///
    /// - Throws: what prevents the server from starting, as a sentence.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        var configuration = PyrusFilesConfiguration()
        configure(&configuration)
        try await withPyrusFiles(configuration) { server in
            try await CurrentServer.$value.withValue(server) { try await function() }
        }
    }
}

extension Trait where Self == PyrusFilesTrait {
    /// `@Test(.pyrusFiles)` gives the test a server of its own, `@Suite(.pyrusFiles)` one for all of the suite's tests. It
    /// is there as `PyrusFilesServer.current`.
    ///
    /// Tests that share a server run side by side: each can log in under a domain of its own and look at that
    /// organization alone, or the suite is `.serialized`.
    public static var pyrusFiles: Self { Self { _ in } }

    /// The same with a server that is to be another way: `@Test(.pyrusFiles { $0.profile = .observed })`.
    public static func pyrusFiles(_ configure: @escaping @Sendable (inout PyrusFilesConfiguration) -> Void) -> Self {
        Self(configure)
    }
}
