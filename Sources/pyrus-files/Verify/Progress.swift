import PyrusFilesConformance
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A line on a terminal that says how far a run is, once it has taken two seconds; nothing in a pipe.
final class Progress: Sendable {
    private struct State {
        var count = 0
        var failed = 0
        var isShown = false
    }

    private static let width = 24

    private let total: Int
    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(of total: Int) {
        self.total = total
        isTerminal = isatty(STDERR_FILENO) == 1 && total > 0
    }

    func show(_ count: Int, _ result: CaseResult) {
        guard isTerminal else { return }
        state.withLock { state in
            state.count = max(state.count, count)
            if result.outcome == .failed { state.failed += 1 }
            guard ContinuousClock.now - start > .seconds(2) else { return }
            state.isShown = true
            let done = min(Self.width, state.count * Self.width / total)
            let bar = String(repeating: "#", count: done) + String(repeating: ".", count: Self.width - done)
            let failed = state.failed > 0 ? ", \(state.failed) failed" : ""
            Standard.progress("\r\u{1B}[K[\(bar)] \(state.count) of \(total)\(failed)")
        }
    }

    /// Takes the line away.
    func end() {
        state.withLock { if $0.isShown { Standard.progress("\r\u{1B}[K") } }
    }
}
