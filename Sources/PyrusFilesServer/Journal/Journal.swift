import Synchronization

/// What the server was asked, in the order of arrival, the newest within ``JournalBounds``. The control API's own
/// requests are no part of it.
///
/// Requests under way are in it too, without a status. Of those there are no more than connections.
final class Journal: Sendable {
    /// A request in the journal. Once everything was removed it names nothing any more.
    struct Ticket: Sendable {
        let id: Int64
        fileprivate let generation: Int
    }

    /// A request that has no answer yet: whose it is, and what it met, its exchange says.
    private struct Underway {
        let entry: JournalEntry
        let exchange: Exchange

        var now: JournalEntry {
            var entry = entry
            entry.organization = exchange.organization
            entry.faults = exchange.faults
            return entry
        }
    }

    private struct State {
        var lastID: Int64 = 0
        var generation = 0
        var underway: [Int64: Underway] = [:]
        var shelves: JournalShelves
        var boundaries: BoundaryMemory
    }

    let bounds: JournalBounds
    private let state: Mutex<State>

    init(bounds: JournalBounds = JournalBounds()) {
        self.bounds = bounds
        state = Mutex(
            State(
                shelves: JournalShelves(bounds: bounds), boundaries: BoundaryMemory(limit: bounds.boundaries)))
    }

    // MARK: A request's way

    /// Takes a request in; `entry` makes the entry of an id.
    func begin(_ exchange: Exchange, _ entry: (Int64) -> JournalEntry) -> (ticket: Ticket, entry: JournalEntry) {
        state.withLock { state in
            state.lastID += 1
            let entry = entry(state.lastID)
            state.underway[entry.id] = Underway(entry: entry, exchange: exchange)
            return (Ticket(id: entry.id, generation: state.generation), entry)
        }
    }

    /// Puts down what became of a request.
    func complete(_ entry: JournalEntry, _ ticket: Ticket) {
        state.withLock { state in
            guard ticket.generation == state.generation, state.underway.removeValue(forKey: ticket.id) != nil else {
                return
            }
            state.shelves.add(entry)
        }
    }

    /// Puts down what came to light after the answer; nothing where the entry has fallen out meanwhile.
    func amend(_ ticket: Ticket, _ change: @Sendable (inout JournalEntry) -> Void) {
        state.withLock { state in
            guard ticket.generation == state.generation else { return }
            state.shelves.amend(ticket.id, change)
        }
    }

    // MARK: Boundaries

    /// Whether a form of this organization with this boundary has been stored before.
    func knows(boundary: String, of organization: String?) -> Bool {
        state.withLock { $0.boundaries.contains(boundary, of: organization) }
    }

    func remember(boundary: String, of organization: String?) {
        state.withLock { $0.boundaries.insert(boundary, of: organization) }
    }

    // MARK: Reading and removing

    /// The entries, oldest first, and how many fell out; of one organization, or of all and of none.
    func contents(organization: String?) -> (entries: [JournalEntry], dropped: Int) {
        let (entries, dropped) = state.withLock { state in
            let underway = state.underway.values.map(\.now)
                .filter { organization == nil || $0.organization == organization }
            return (underway + state.shelves.entries(of: organization), state.shelves.dropped(of: organization))
        }
        return (entries.sorted { $0.id < $1.id }, dropped)
    }

    /// Removes the entries of one organization, or all there are; returns how many.
    ///
    /// - Parameter restartsIDs: whether ids start anew, where all are removed.
    @discardableResult
    func removeAll(organization: String?, restartsIDs: Bool = false) -> Int {
        state.withLock { state in
            state.boundaries.removeAll(organization: organization)
            var removed = state.shelves.removeAll(organization: organization)
            if let organization {
                let left = state.underway.filter { $0.value.exchange.organization != organization }
                removed += state.underway.count - left.count
                state.underway = left
                return removed
            }
            defer { state.underway = [:] }
            state.generation += 1
            if restartsIDs { state.lastID = 0 }
            return removed + state.underway.count
        }
    }
}
