import PyrusFiles

/// How a run goes.
public struct RunOptions: Sendable {
    /// Globs on ids; without any, every case is run.
    public var only: [String] = []
    /// Globs on ids of those that are left out.
    public var skipped: [String] = []
    /// Runs the cases at 2 GB, too.
    public var includesLarge = false
    /// Runs cases that revoke tokens, exhaust a limit or send more than 100 MB, without a control URL, too.
    public var includesIntrusive = false
    /// Cases at once; 1 and more.
    public var jobs = 4
    /// For each answer that is waited for, and ten times that for a case.
    public var timeout = Duration.seconds(30)
    /// A random order; the same seed gives the same.
    public var seed: UInt64?
    /// Counts `warned` as failed.
    public var isStrict = false

    /// The defaults.
    public init() {}

    /// Whether some cases were left out.
    public var isWhole: Bool { only.isEmpty && skipped.isEmpty }

    func includes(_ id: Case.ID) -> Bool {
        (only.isEmpty || only.contains { Glob($0).matches(id) }) && !skipped.contains { Glob($0).matches(id) }
    }
}
