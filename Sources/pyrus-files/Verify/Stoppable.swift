import PyrusFilesConformance
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A run that a signal ends before its time, so that what it had is still told.
enum Stoppable {
    /// How long after a signal the same one may come again without a meaning of its own.
    private static let echo = Duration.milliseconds(500)

    /// Runs to the end; the number of the signal that came before it.
    static func run(_ verification: Verification) async -> Int32? {
        let (ends, end) = AsyncStream.makeStream(of: Int32?.self)
        let arriving = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        // To the end of the program: reports that are being written are not left half-way either.
        Task {
            var stopped: ContinuousClock.Instant?
            for await signal in arriving {
                if let stopped {
                    // Whoever asks twice wants no reports; `timeout` tells the process and its group at once, and asks once.
                    if ContinuousClock.now - stopped > echo { _exit(128 + signal.rawValue) }
                    continue
                }
                stopped = .now
                verification.stop()
                end.yield(signal.rawValue)
            }
        }
        let progress = Progress(of: verification.total)
        let run = Task {
            await verification.run { count, result in progress.show(count, result) }
            end.yield(nil)
        }
        // The run may hang on a peer: it is not waited for.
        let stop = await ends.first { _ in true } ?? nil
        run.cancel()
        progress.end()
        return stop
    }
}
