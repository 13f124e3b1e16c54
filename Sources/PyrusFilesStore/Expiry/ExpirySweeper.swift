import Dispatch
import GRDB
import Synchronization

/// The alarm for the next sweep in real time: set where something will fall due, and silent where nothing does.
///
/// It is one timer, set anew with each plan: a task that sleeps leaves memory behind where it is cancelled, until it would
/// have woken.
final class ExpirySweeper: Sendable {
    private struct Plan {
        let timer = DispatchSource.makeTimerSource()
        var due: ContinuousClock.Instant?
        var sweep: @Sendable () async -> Void = {}
        /// One that has begun goes on: it holds what it takes out of the database in its hands.
        var running: Task<Void, Never>?
        var isEnded = false

        mutating func set(_ due: ContinuousClock.Instant?) {
            self.due = due
            let wait = due.map { max(0, ContinuousClock.now.duration(to: $0) / .nanoseconds(1)) }
            timer.schedule(deadline: wait.map { .now() + .nanoseconds(Int($0.rounded(.up))) } ?? .distantFuture)
        }
    }

    /// A clock can be set by its owner: what is farther away is looked at again after so long.
    private static let longest = Duration.seconds(3_600)

    private let plan = Mutex(Plan())

    init() {
        plan.withLock { plan in
            plan.timer.setEventHandler { [weak self] in self?.fire() }
            plan.set(nil)
            plan.timer.activate()
        }
    }

    deinit { plan.withLock { $0.timer.cancel() } }

    /// Sweeps after `duration`, unless that is planned for earlier.
    func plan(in duration: Duration, _ sweep: @escaping @Sendable () async -> Void) {
        plan.withLock { plan in
            let due = ContinuousClock.now + min(max(duration, .zero), Self.longest)
            guard !plan.isEnded else { return }
            if let planned = plan.due, planned <= due { return }
            plan.sweep = sweep
            plan.set(due)
        }
    }

    private func fire() {
        plan.withLock { plan in
            guard let due = plan.due else { return }
            // It was set anew at the moment at which it fired.
            guard due <= ContinuousClock.now else { return plan.set(due) }
            plan.due = nil
            plan.running = Task { [sweep = plan.sweep] in await sweep() }
        }
    }

    /// Nothing is planned any more.
    func clear() {
        plan.withLock { $0.set(nil) }
    }

    /// No sweep begins after this; one that runs has ended when it returns.
    func end() async {
        let running = plan.withLock { plan in
            plan.set(nil)
            plan.isEnded = true
            return plan.running
        }
        await running?.value
    }
}

extension Store {
    /// Sweeps once an upload of now will have fallen due, where nothing does earlier.
    func sweep(after lifetime: Duration?, in organization: Organization) {
        guard let lifetime, !clocks.clock(of: organization.name).isFrozen else { return }
        sweeper.plan(in: lifetime) { [weak self] in await self?.sweep() }
    }

    private static let nextTry = Duration.seconds(60)

    /// Plans the next sweep anew, after time or data were changed from outside.
    func planSweep() async {
        sweeper.clear()
        do {
            guard let wait = try await read({ try self.untilNextDue($0) }) else { return }
            sweeper.plan(in: wait) { [weak self] in await self?.sweep() }
        } catch {
            sweeper.plan(in: Self.nextTry) { [weak self] in await self?.sweep() }
        }
    }

    /// Removes what is due, in real time.
    private func sweep() async {
        do {
            let expiry = try await write { try self.expire(try self.organizations(nil, $0), $0) }
            discard(expiry.contents)
            await planSweep()
        } catch {
            // A database that is locked or broken now: meanwhile nothing due is shown.
            sweeper.plan(in: Self.nextTry) { [weak self] in await self?.sweep() }
        }
    }

    /// How long it is until something falls due; `nil` while nothing will.
    private func untilNextDue(_ db: Database) throws -> Duration? {
        guard let lifetime = limits.unreferencedLifetime else { return nil }
        var next: Duration?
        for organization in try organizations(nil, db) {
            let clock = clocks.clock(of: organization.name)
            guard !clock.isFrozen,
                let oldest = try db.value(
                    Int64.self, "SELECT min(unreferenced_since) FROM upload WHERE organization_id = ?",
                    [organization.id])
            else { continue }
            let due = Moment(milliseconds: oldest).advanced(by: lifetime)
            let wait = Duration.milliseconds(max(0, due.milliseconds - clock.now.milliseconds))
            next = min(next ?? wait, wait)
        }
        return next
    }
}
