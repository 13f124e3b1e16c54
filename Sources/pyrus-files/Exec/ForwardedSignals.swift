import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The signals that are meant for the command and not for who runs it.
///
/// One that this process was started to ignore, as by `nohup`, stays ignored, by the command too.
struct ForwardedSignals: Sendable {
    private static let all: [UnixSignal] = [.sigterm, .sigint, .sighup, .sigquit, .sigusr1, .sigusr2]

    /// Those that come.
    let arriving: UnixSignalsSequence
    /// Those that the command gets as they are by default, since they are not in this process.
    let numbers: [Int32]

    init() async {
        let obeyed = Self.all.filter { !Self.isIgnored($0.rawValue) }
        numbers = obeyed.map(\.rawValue)
        arriving = await UnixSignalsSequence(trapping: obeyed)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
