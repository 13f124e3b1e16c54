import NIOCore
import Synchronization

/// Runs the tasks of an event loop's connections on that loop, so that neither a piece of a body nor an answer has to wait for
/// another thread to wake up.
///
/// What takes long is done elsewhere: the database has its own thread, and files are hashed on the shared ones.
///
/// An event loop looks at its sockets only once it has nothing left to do. So that it comes to that however much there is
/// (clients that send requests by the thousand), all its connections share one queue, which is served by turns. Those that
/// let others go first stand behind it: one of them goes on with each turn.
final class EventLoopExecutor: TaskExecutor {
    private struct State {
        var jobs = Queue<UnownedJob>()
        var behind = Queue<UnsafeContinuation<Void, Never>>()
        var isServed = false
    }

    /// How long the sockets have their turn.
    private static let pause = TimeAmount.microseconds(50)

    private let eventLoop: any EventLoop
    private let turn: TimeAmount
    private let state = Mutex(State())

    /// - Parameter turn: how long a turn may be.
    init(_ eventLoop: any EventLoop, turn: TimeAmount = .milliseconds(2)) {
        self.eventLoop = eventLoop
        self.turn = turn
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        add { $0.jobs.append(job) }
    }

    /// Returns in a later turn, after what others have begun went on as far as it could. For a task that runs here.
    func letOthersGoFirst() async {
        await withUnsafeContinuation { continuation in add { $0.behind.append(continuation) } }
    }

    private func add(_ work: (inout sending State) -> Void) {
        let isIdle = state.withLock { state in
            work(&state)
            defer { state.isServed = true }
            return !state.isServed
        }
        if isIdle { eventLoop.execute { self.takeTurn() } }
    }

    private func takeTurn() {
        let end = NIODeadline.now() + turn
        while NIODeadline.now() < end, let job = state.withLock({ $0.jobs.popFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
        let (behind, hasMore) = state.withLock { state in
            let behind = state.behind.popFirst()
            state.isServed = behind != nil || !state.jobs.isEmpty
            return (behind, state.isServed)
        }
        // What it goes on with is a job of the next turn, beside those that the sockets bring meanwhile.
        behind?.resume()
        if hasMore { eventLoop.scheduleTask(in: Self.pause) { self.takeTurn() } }
    }
}

/// The executors of the event loops that have connections.
final class EventLoopExecutors: Sendable {
    private let executors = Mutex<[ObjectIdentifier: EventLoopExecutor]>([:])

    func executor(of eventLoop: any EventLoop) -> EventLoopExecutor {
        executors.withLock { executors in
            let id = ObjectIdentifier(eventLoop)
            let executor = executors[id] ?? EventLoopExecutor(eventLoop)
            executors[id] = executor
            return executor
        }
    }
}
