public import PyrusFiles

/// One thing that a peer must do, or must not, and how that is seen.
///
/// A case runs alone: it depends on no other, and leaves nothing that could disturb one.
public struct Case: Sendable, Identifiable {
    /// Whom a case judges.
    public enum Half: String, Sendable, CaseIterable {
        case server, client
    }

    /// What a run has to have for a case to be judged in it.
    public struct Needs: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8

        /// Those of a set of bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A control URL: a clock to move, or a second organization.
        public static let control = Needs(rawValue: 1)
        /// `--large`: it takes files of 2 GB.
        public static let large = Needs(rawValue: 2)
        /// `--intrusive`, where there is no control URL: it revokes tokens, exhausts a limit, or sends more than 100 MB.
        public static let intrusive = Needs(rawValue: 4)
        /// Nothing else at the same time: it moves the clock, or resets.
        public static let solitude = Needs(rawValue: 8)
        /// The cloud edition: in a run against the other, there is no such case.
        public static let cloud = Needs(rawValue: 16)
    }

    /// A path that begins with its half: `server/upload/limit/one-byte-over`.
    public let id: String
    /// The ids of what it checks, never empty.
    public let requirements: [Requirement.ID]
    /// How strict its requirements are: the strictest counts.
    public let level: Requirement.Level
    /// What is expected, in one sentence.
    public let expectation: String
    /// What a run has to have.
    public let needs: Needs
    let check: Check

    init(
        _ id: String, _ requirements: [Requirement.ID], level: Requirement.Level? = nil, needs: Needs = [],
        _ expectation: String, check: @escaping @Sendable (ServerExamination) async throws -> Void
    ) {
        self.init(id, requirements, level: level, needs: needs, expectation, .server(check))
    }

    /// One that judges a client.
    ///
    /// - Parameters:
    ///   - observe: tells by what arrived alone whether a client did it wrong, whatever it was asked to do; for most there is no
    ///     such way. It looks at what the case itself has the client do, too.
    ///   - drive: has the client do something, and looks at what came of it.
    init(
        client id: String, _ requirements: [Requirement.ID], level: Requirement.Level? = nil, needs: Needs = [],
        setting: StageSetting = StageSetting(), observe: ClientCheck.Observe? = nil, _ expectation: String,
        drive: @escaping ClientCheck.Drive
    ) {
        let check = ClientCheck(setting: setting, drive: drive, observe: observe)
        self.init(id, requirements, level: level, needs: needs, expectation, .client(check))
    }

    private init(
        _ id: String, _ requirements: [Requirement.ID], level: Requirement.Level?, needs: Needs,
        _ expectation: String, _ check: Check
    ) {
        self.id = id
        self.requirements = requirements
        let levels = requirements.compactMap { Requirement[$0]?.level }
        self.level = level ?? (levels.contains(.must) ? .must : levels.contains(.should) ? .should : .may)
        self.needs = needs
        self.expectation = expectation
        self.check = check
    }

    /// How it is seen whether a peer does as it must.
    enum Check: Sendable {
        case server(@Sendable (ServerExamination) async throws -> Void)
        case client(ClientCheck)
    }

    /// Whether a server of an edition has what the case is about.
    func isOf(_ edition: Edition) -> Bool { edition == .cloud || !needs.contains(.cloud) }

    /// Whom it judges.
    public var half: Half { id.hasPrefix("client/") ? .client : .server }

    /// Whether nobody but this project says so of the service: the real one may do otherwise.
    public var isChosen: Bool {
        half == .server
            && requirements.allSatisfy { Requirement[$0].map { $0.evidence.allSatisfy { $0 == .chosen } } ?? false }
    }
}
