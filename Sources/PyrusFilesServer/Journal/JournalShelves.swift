/// The entries of requests that are through, one shelf an organization and one for none, within the journal's bounds.
struct JournalShelves {
    private struct Shelf {
        /// Oldest first.
        var ids = Queue<Int64>()
        var dropped = 0
    }

    private static let mostEmptyShelves = 10_000
    private let bounds: JournalBounds
    private var entries: [Int64: JournalEntry] = [:]
    private var shelves: [String?: Shelf] = [:]
    /// All ids, oldest first, some of entries that are gone.
    private var order = Queue<Int64>()
    private var cost = 0
    private var dropped = 0

    init(bounds: JournalBounds) { self.bounds = bounds }

    mutating func add(_ entry: JournalEntry) {
        entries[entry.id] = entry
        cost += entry.cost
        order.append(entry.id)
        shelves[entry.organization, default: Shelf()].ids.append(entry.id)
        while shelves[entry.organization]?.ids.count ?? 0 > bounds.ofOrganization { dropOldest(of: entry.organization) }
        while entries.count > bounds.total || cost > bounds.bytes {
            // The oldest of all is the oldest of its organization.
            guard let id = order.popFirst() else { break }
            if let oldest = entries[id] { dropOldest(of: oldest.organization) }
        }
        if order.count > 2 * entries.count + 64 { sweepOrder() }
    }

    mutating func amend(_ id: Int64, _ change: (inout JournalEntry) -> Void) {
        guard var entry = entries[id] else { return }
        cost -= entry.cost
        change(&entry)
        cost += entry.cost
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
        sweepOrder()
        return shelf.ids.count
    }

    private mutating func dropOldest(of organization: String?) {
        guard let id = shelves[organization]?.ids.popFirst() else { return }
        cost -= entries.removeValue(forKey: id)?.cost ?? 0
        dropped += 1
        shelves[organization]?.dropped += 1
        if shelves[organization]?.ids.isEmpty == true, shelves.count > Self.mostEmptyShelves {
            shelves[organization] = nil
        }
    }

    private mutating func sweepOrder() {
        var swept = Queue<Int64>()
        for id in order.contents where entries[id] != nil { swept.append(id) }
        order = swept
    }
}
