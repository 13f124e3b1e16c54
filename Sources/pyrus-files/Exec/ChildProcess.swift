import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A command that runs in a process group of its own, so that all of it can be ended, with the terminal if there is one.
struct ChildProcess: Sendable {
    /// How long a command that was told to end may go on.
    private static let patience = Duration.seconds(10)
    /// How long what a command left behind has to end by itself.
    private static let lastMoment = Duration.milliseconds(500)

    private let id: pid_t
    private let terminal: Terminal?

    /// Runs a command to its end, and returns the status to exit with.
    ///
    /// - Parameters:
    ///   - environment: what it finds beside this process's own.
    ///   - temporaryFolder: goes with this process, should that be killed; so does the command.
    static func run(
        _ command: [String], environment: [String: String], _ signals: ForwardedSignals, temporaryFolder: String
    ) async -> Int32 {
        let guardian = Guardian(folder: temporaryFolder)
        defer { guardian?.dismiss() }
        let terminal = Terminal()
        let spawned = Spawn(command, environment: environment, defaults: signals.numbers).result
        guard case .success(let id) = spawned else {
            guard case .failure(let failure) = spawned else { return 126 }
            Standard.error("pyrus-files: '\(command[0])' can't be run: \(String(cString: strerror(failure.code))).")
            return failure.code == ENOENT ? 127 : 126
        }
        guardian?.watch(group: id)
        terminal?.give(to: id)
        let child = ChildProcess(id: id, terminal: terminal)
        let forwarding = Task { await child.forward(signals) }
        let status = await child.end()
        forwarding.cancel()
        await child.endGroup()
        terminal?.takeBack()
        return status
    }

    /// Waits on a thread of its own: the system has no other way to tell.
    private func end() async -> Int32 {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "pyrus-files.child").async { continuation.resume(returning: wait()) }
        }
    }

    private func wait() -> Int32 {
        while true {
            var status: Int32 = 0
            guard waitpid(id, &status, WUNTRACED) == id else {
                if errno == EINTR { continue }
                return 1
            }
            let (signal, code) = (status & 0x7F, status >> 8 & 0xFF)
            switch signal {
            case 0: return code
            case 0x7F: stopped(by: code)
            default: return 128 + signal
            }
        }
    }

    /// The command was stopped from its terminal: so is who runs it, until it goes on.
    private func stopped(by signal: Int32) {
        guard let terminal else { return }
        // One that was faster than the terminal's change of hands just goes on.
        if signal != SIGTTIN, signal != SIGTTOU {
            terminal.takeBack()
            kill(getpid(), SIGSTOP)
        }
        terminal.give(to: id)
        kill(-id, SIGCONT)
    }

    /// Passes signals on. A command that does not end on being told to is ended.
    private func forward(_ signals: ForwardedSignals) async {
        var isEnding = false
        for await signal in signals.arriving {
            kill(id, signal.rawValue)
            guard signal == .sigterm || signal == .sighup, !isEnding else { continue }
            isEnding = true
            Task {
                try await Task.sleep(for: Self.patience)
                kill(-id, SIGKILL)
            }
        }
    }

    /// Ends what the command started and left.
    private func endGroup() async {
        guard kill(-id, SIGTERM) == 0 else { return }
        let end = ContinuousClock.now + Self.lastMoment
        while ContinuousClock.now < end {
            guard kill(-id, 0) == 0 else { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
        kill(-id, SIGKILL)
    }
}
