import NIOCore
import Synchronization

/// Runs the tasks of an event loop's connections on that loop, so that neither a piece of a body nor an answer has to wait for
/// another thread to wake up.
///
/// What takes long is done elsewhere: the database has its own thread, and files are hashed on the shared ones.
///
/// An event loop looks at its sockets only once it has nothing left to do. So that it comes to that however much there is
/// (clients that send requests by the thousand), all its connections share one queue, which is served by turns.
final class EventLoopExecutor: TaskExecutor {
    private struct State {
        var jobs = Queue<UnownedJob>()
        var isServed = false
    }

    /// How long a turn may be, and how long the sockets have theirs.
    private static let (turn, pause) = (TimeAmount.milliseconds(2), TimeAmount.microseconds(100))

    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isIdle = state.withLock { state in
            state.jobs.append(job)
            defer { state.isServed = true }
            return !state.isServed
        }
        if isIdle { eventLoop.execute { self.takeTurn() } }
    }

    private func takeTurn() {
        let end = NIODeadline.now() + Self.turn
        repeat {
            guard let job = next() else { return }
            job.runSynchronously(on: asUnownedTaskExecutor())
        } while NIODeadline.now() < end
        eventLoop.scheduleTask(in: Self.pause) { self.takeTurn() }
    }

    private func next() -> UnownedJob? {
        state.withLock { state in
            let job = state.jobs.popFirst()
            state.isServed = job != nil
            return job
        }
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
