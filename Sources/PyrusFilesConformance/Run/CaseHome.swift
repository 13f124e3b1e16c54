/// An organization of a case's own, on a server whose control API gives out tokens: cases then see nothing of each other, and all
/// that one leaves goes with it.
struct CaseHome: Sendable {
    /// The domain of its logins.
    let name: String
    /// A token of one of them.
    let token: String
    private let control: ControlClient

    /// `nil` where the server has no control API, or takes known logins alone.
    ///
    /// - Parameter examination: whose connections are no part of the case's transcript.
    init?(_ examination: ServerExamination) async {
        guard let control = try? ControlClient(examination) else { return nil }
        name = "\(ServerExamination.word()).test"
        guard let token = try? await control.issueToken("kit@\(name)") else { return nil }
        self.token = token
        self.control = control
    }

    /// Removes all that is in it; whether that was done.
    func remove() async -> Bool { (try? await control.reset(name)) != nil }
}
