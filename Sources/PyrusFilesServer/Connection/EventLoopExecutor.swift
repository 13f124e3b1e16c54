import NIOCore

/// Runs a connection's tasks on its own event loop, so that neither a piece of a body nor an answer has to wait for another
/// thread to wake up.
///
/// What takes long is done elsewhere: the database has its own thread, and files are hashed on the shared ones.
final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
