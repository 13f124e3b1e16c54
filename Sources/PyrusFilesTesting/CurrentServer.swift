public import PyrusFilesServer

/// The server of the test that runs, known to it and to the tasks that it makes.
enum CurrentServer {
    @TaskLocal static var value: PyrusFilesServer.Running?
}

extension PyrusFilesServer {
    /// The server of the test that runs.
    ///
    /// A detached task, a thread or a callback of another library knows of no test: what they need is taken before.
    ///
    /// - Throws: a sentence where the test has no trait `.pyrusFiles`.
    public static var current: Running {
        get throws {
            guard let server = CurrentServer.value else { throw NoCurrentServer() }
            return server
        }
    }
}

/// There is no server of the test.
struct NoCurrentServer: Error, CustomStringConvertible {
    let description = """
        No server belongs to this test: @Test(.pyrusFiles) gives it one of its own, @Suite(.pyrusFiles) one for all of \
        the suite's tests. A detached task, or a thread, does not know of it.
        """
}
