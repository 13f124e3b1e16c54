public import PyrusFiles

/// What is there from the start, and again after a reset.
public struct StartState: Sendable {
    /// Accounts with their keys.
    public var accounts: [Credentials] = []
    /// A token that never ends by itself, and whose it is: an account that is there from the start, too.
    public var token: (text: String, owner: Credentials)?
    /// Tasks that are there in every organization.
    public var tasks: [Int64] = [1]
    /// A folder whose files are there in every organization, attached to task 1.
    public var seedFolder: String?

    /// Task 1 alone.
    public init() {}

    /// Seeds hang at a task that has to be there.
    func holding(_ seeds: SeedFolder?) -> StartState {
        var state = self
        if seeds?.files.isEmpty == false, !tasks.contains(Seed.task) { state.tasks.append(Seed.task) }
        return state
    }
}

/// A file that every organization has.
enum Seed {
    /// The task that seeds are attached to.
    static let task: Int64 = 1
    /// Their ids count from here.
    static let firstID: Int32 = 1_000
}
