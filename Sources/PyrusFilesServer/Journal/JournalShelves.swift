/// The entries of requests that are through, one shelf an organization and one for none, within the journal's bounds.
struct JournalShelves {
    private struct Shelf {
        /// Oldest first.
        var ids = Queue<Int64>()
        var dropped = 0
        /// By estimate, in bytes.
        var cost = 0

        /// The costliest gives first; of equal ones, that with the oldest entry.
        var rank: (Int, Int64) { (cost, -(ids.first ?? .max)) }
    }

    private static let mostEmptyShelves = 10_000
    private let bounds: JournalBounds
    private var entries: [Int64: JournalEntry] = [:]
    private var shelves: [String?: Shelf] = [:]
    private var cost = 0
    private var dropped = 0

    init(bounds: JournalBounds) { self.bounds = bounds }

    mutating func add(_ entry: JournalEntry) {
        entries[entry.id] = entry
        cost += entry.cost
        shelves[entry.organization, default: Shelf()].ids.append(entry.id)
        shelves[entry.organization]?.cost += entry.cost
        while shelves[entry.organization]?.ids.count ?? 0 > bounds.ofOrganization { dropOldest(of: entry.organization) }
        while entries.count > bounds.total || cost > bounds.bytes {
            // Whoever takes most gives: a noisy organization costs the others nothing.
            guard let largest = shelves.max(by: { $0.value.rank < $1.value.rank }) else { break }
            dropOldest(of: largest.key)
        }
    }

    mutating func amend(_ id: Int64, _ change: (inout JournalEntry) -> Void) {
        guard var entry = entries[id] else { return }
        let before = entry.cost
        change(&entry)
        cost += entry.cost - before
        shelves[entry.organization]?.cost += entry.cost - before
        entries[id] = entry
    }

    func entries(of organization: String?) -> [JournalEntry] {
        guard let organization else { return Array(entries.values) }
        return shelves[organization]?.ids.contents.compactMap { entries[$0] } ?? []
    }

    func dropped(of organization: String?) -> Int {
        guard let organization else { return dropped }
        return shelves[organization]?.dropped ?? 0
    }

    /// Removes the entries of an organization, or all; returns how many.
    mutating func removeAll(organization: String?) -> Int {
        guard let organization else {
            defer { self = JournalShelves(bounds: bounds) }
            return entries.count
        }
        guard let shelf = shelves.removeValue(forKey: organization) else { return 0 }
        for id in shelf.ids.contents { cost -= entries.removeValue(forKey: id)?.cost ?? 0 }
        dropped -= shelf.dropped
        return shelf.ids.count
    }

    private mutating func dropOldest(of organization: String?) {
        guard let id = shelves[organization]?.ids.popFirst() else { return }
        let freed = entries.removeValue(forKey: id)?.cost ?? 0
        cost -= freed
        shelves[organization]?.cost -= freed
        dropped += 1
        shelves[organization]?.dropped += 1
        if shelves[organization]?.ids.isEmpty == true, shelves.count > Self.mostEmptyShelves {
            shelves[organization] = nil
        }
    }
}
