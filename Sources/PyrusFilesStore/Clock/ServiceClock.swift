import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one clock that decides every time there is in the service (EXPIRY-05): token lifetimes, rate limits, dates.
///
/// It reads an injected source, shifted by what it was advanced, or stands still when frozen. It never goes back
/// by what is done to it. Time-outs of connections do not run on it.
public final class ServiceClock: Sendable {
    /// What the clock was set to: survives a restart with the data.
    public struct Setting: Sendable, Equatable {
        /// Milliseconds that the clock is ahead of its source.
        public var offset: Int64 = 0
        /// The moment at which it stands still, if it does.
        public var frozenAt: Moment?

        /// The real time, running.
        public init() {}
    }

    private let source: @Sendable () -> Moment
    private let state = Mutex(Setting())

    /// A clock that follows `source`, by default the system's.
    public init(source: @escaping @Sendable () -> Moment = ServiceClock.systemTime) {
        self.source = source
    }

    /// The system's own time.
    public static func systemTime() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Another clock over the same source.
    func sibling(set setting: Setting) -> ServiceClock {
        let clock = ServiceClock(source: source)
        clock.setting = setting
        return clock
    }

    /// How far this clock would have to be ahead of its source to read `moment` now.
    func offset(toRead moment: Moment) -> Int64 {
        moment.milliseconds - source().milliseconds
    }

    /// The time the service has.
    public var now: Moment {
        state.withLock { now($0) }
    }

    /// Whether the clock stands still.
    public var isFrozen: Bool {
        state.withLock { $0.frozenAt != nil }
    }

    /// What the clock was set to, to be kept; assigning restores it.
    public var setting: Setting {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// Moves the clock on by a number of milliseconds and returns the new time; `nil`, and nothing happens, where
    /// the number is negative or leads past `Moment.latest`.
    public func advance(milliseconds: Int64) -> Moment? {
        state.withLock { setting in
            let (target, overflow) = now(setting).milliseconds.addingReportingOverflow(milliseconds)
            guard milliseconds >= 0, !overflow, target <= Moment.latest.milliseconds else { return nil }
            move(&setting, by: milliseconds)
            return now(setting)
        }
    }

    /// Sets the time, forward only, and whether it stands still from now on; `nil` stays as it is.
    ///
    /// Returns the new time; `nil`, and nothing happens, where `moment` lies before the present or past `Moment.latest`.
    public func set(now moment: Moment?, frozen: Bool?) -> Moment? {
        state.withLock { setting in
            let present = now(setting)
            if let moment {
                // Times are shown in whole seconds: the one just read is no earlier one.
                guard moment.milliseconds >= present.milliseconds - present.milliseconds % 1_000,
                    moment <= Moment.latest
                else { return nil }
                move(&setting, by: max(0, moment.milliseconds - present.milliseconds))
            }
            switch (frozen, setting.frozenAt) {
            case (true, nil):
                setting.frozenAt = now(setting)
            case (false, let stoodAt?):
                setting.offset = stoodAt.milliseconds - source().milliseconds
                setting.frozenAt = nil
            default: break
            }
            return now(setting)
        }
    }

    private func now(_ setting: Setting) -> Moment {
        setting.frozenAt ?? min(Moment(milliseconds: source().milliseconds &+ setting.offset), Moment.latest)
    }

    private func move(_ setting: inout Setting, by milliseconds: Int64) {
        if let stoodAt = setting.frozenAt {
            setting.frozenAt = Moment(milliseconds: stoodAt.milliseconds + milliseconds)
        } else {
            setting.offset += milliseconds
        }
    }
}

extension Moment {
    /// The last moment that a clock can be set to: 9999-12-31T23:59:59Z, the last with a year of four digits.
    public static let latest = Moment(milliseconds: 253_402_300_799_000)
}
