import PyrusFilesConformance

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One run of an adapter's command, from its start to its end.
struct AdapterProcess {
    /// How a run ended.
    struct End {
        let output: LastBytes
        let errors: LastBytes
        /// As `wait` tells it.
        let status: Int32
        /// In bytes.
        let peakMemory: Int64

        var exitStatus: Int32? { status & 0x7F == 0 ? status >> 8 & 0xFF : nil }

        /// The end of a sentence: how it ended, and the last that it said.
        var description: String {
            let said = errors.shortened.isEmpty ? "" : " and the last line \"\(errors.shortened)\" on standard error"
            guard let exitStatus else { return "it was ended by signal \(status & 0x7F)\(said)" }
            return "it ended with status \(exitStatus)\(said)"
        }
    }

    /// How long a process may be silent before it is looked whether it is still there, in milliseconds.
    private static let glance: Int32 = 20

    /// Its group's, too.
    let id: pid_t
    private let output: Int32
    private let errors: Int32

    /// - Throws: ``AdapterFailure`` where the command can't be run.
    init(_ command: [String], environment: [String: String]) throws {
        guard let output = Pipe() else { throw AdapterFailure("No pipe is left for it.") }
        guard let errors = Pipe() else {
            output.close()
            throw AdapterFailure("No pipe is left for it.")
        }
        defer {
            close(output.writing)
            close(errors.writing)
        }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let spawned = Spawn(
            command, environment: environment, defaults: [SIGTERM, SIGINT], input: nothing,
            outputs: (output.writing, errors.writing))
        switch spawned.result {
        case .success(let id): self.id = id
        case .failure(let failure):
            close(output.reading)
            close(errors.reading)
            throw AdapterFailure("'\(command[0])' can't be run: \(String(cString: strerror(failure.code))).")
        }
        for descriptor in [output.reading, errors.reading] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        (self.output, self.errors) = (output.reading, errors.reading)
    }

    /// Reads to the end of the process, and ends what it left behind.
    ///
    /// - Throws: ``AdapterFailure`` where that takes too long.
    func end(within patience: Duration) throws -> End {
        var (said, complained) = (LastBytes(), LastBytes())
        var (status, usage) = (Int32(0), rusage())
        let deadline = ContinuousClock.now + patience
        defer {
            close(output)
            close(errors)
        }
        var descriptors = [output, errors]
        while wait4(id, &status, WNOHANG, &usage) != id {
            guard ContinuousClock.now < deadline else {
                kill(-id, SIGKILL)
                wait4(id, &status, 0, &usage)
                throw AdapterFailure("It did not end within \(patience).")
            }
            var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            poll(&polled, nfds_t(polled.count), descriptors.isEmpty ? 1 : Self.glance)
            for entry in polled where entry.revents != 0 {
                guard let bytes = Pipe.read(entry.fd) else {
                    descriptors.removeAll { $0 == entry.fd }
                    continue
                }
                if entry.fd == output { said.append(bytes) } else { complained.append(bytes) }
            }
        }
        kill(-id, SIGKILL)
        // What was said before the end is still there, and no more than a pipe holds: what one that got away says is not
        // waited for.
        said.append(Pipe.read(output) ?? [])
        complained.append(Pipe.read(errors) ?? [])
        return End(
            output: said, errors: complained, status: status, peakMemory: Int64(usage.ru_maxrss) * 1_024)
    }
}
