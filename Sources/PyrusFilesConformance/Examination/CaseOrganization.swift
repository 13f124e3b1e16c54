import PyrusFiles

/// An organization that is there for one case, so that cases run side by side.
struct CaseOrganization: Sendable {
    /// The domain of its logins.
    let name: String
    /// One of its logins.
    let login: String
    let control: ControlClient
    fileprivate let examination: ServerExamination

    /// The server as a user of it sees it, with a new token.
    ///
    /// - Parameter login: by default the first.
    func user(_ login: String? = nil) async throws -> ServerExamination {
        examination.with(token: try await control.issueToken(login ?? self.login))
    }

    /// Moves its clock on.
    func advance(hours: Int64 = 0, seconds: Int64 = 0) async throws {
        try await control.advance(name, seconds: hours * 3_600 + seconds)
    }

    /// Whether it has an upload.
    func has(_ guid: String) async throws -> Bool { try await control.uploads(name).contains(guid) }
}

extension ServerExamination {
    /// Does something in an organization that is new, and removes what it left.
    func inNewOrganization(
        _ body: (_ user: ServerExamination, _ organization: CaseOrganization) async throws -> Void
    ) async throws {
        let control = try ControlClient(self)
        let name = "\(Self.word()).test"
        let organization = CaseOrganization(name: name, login: "case@\(name)", control: control, examination: self)
        try await Self.restoring {
            try await body(try await organization.user(), organization)
        } after: {
            try await control.reset(name)
        }
    }

    /// Does something, and then what puts the server back, also where that threw.
    static func restoring(
        _ body: () async throws -> Void, after restore: () async throws -> Void
    ) async throws {
        do { try await body() } catch {
            try? await restore()
            throw error
        }
        try await restore()
    }

    /// A word that nothing on the server has yet.
    static func word() -> String { "case-" + String(UInt64.random(in: .min ... .max), radix: 36) }
}
