#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The start of a process: a group of its own, and signals as they are by default.
struct Spawn {
    struct Failure: Error {
        let code: Int32
    }

    let result: Result<pid_t, Failure>

    /// - Parameters:
    ///   - environment: added to this process's own.
    ///   - defaults: signals that this process takes in its own way.
    ///   - isQuiet: whether its outputs go nowhere.
    ///   - outputs: what its standard output and error are; then it gets no other open file of this process.
    init(
        _ command: [String], environment: [String: String] = [:], defaults: [Int32] = [], input: Int32? = nil,
        isQuiet: Bool = false, outputs: (output: Int32, error: Int32)? = nil
    ) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        if let outputs {
            posix_spawn_file_actions_adddup2(&actions, outputs.output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, outputs.error, STDERR_FILENO)
            InheritedDescriptors.none.keepOthers()
        }
        if isQuiet {
            for output in [STDOUT_FILENO, STDERR_FILENO] {
                posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
            }
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (signals, mask) = (sigset_t(), sigset_t())
        sigemptyset(&signals)
        sigemptyset(&mask)
        for number in defaults + [SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var arguments = command.map { strdup($0) } + [nil]
        var variables = Self.environment(with: environment).map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id: pid_t = 0
        let code = posix_spawnp(&id, command[0], &actions, &attributes, &arguments, &variables)
        result = code == 0 ? .success(id) : .failure(Failure(code: code))
    }

    /// This process's own variables, with others in the place of those of the same name.
    private static func environment(with others: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let text = next.pointee {
            let variable = String(cString: text)
            if others[String(variable.prefix { $0 != "=" })] == nil { variables.append(variable) }
            next += 1
        }
        return variables + others.map { "\($0.key)=\($0.value)" }
    }
}
