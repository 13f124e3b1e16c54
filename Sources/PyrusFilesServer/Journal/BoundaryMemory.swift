/// The boundaries that came last, to know one that comes again (M109).
struct BoundaryMemory {
    private struct Key: Hashable {
        let organization: String?
        let boundary: String
    }

    private let limit: Int
    private var keys: Set<Key> = []
    private var order = Queue<Key>()

    init(limit: Int) { self.limit = limit }

    func contains(_ boundary: String, of organization: String?) -> Bool {
        keys.contains(Key(organization: organization, boundary: boundary))
    }

    mutating func insert(_ boundary: String, of organization: String?) {
        let key = Key(organization: organization, boundary: boundary)
        guard keys.insert(key).inserted else { return }
        order.append(key)
        while keys.count > limit, let oldest = order.popFirst() { keys.remove(oldest) }
    }

    mutating func removeAll(organization: String?) {
        guard let organization else { return self = BoundaryMemory(limit: limit) }
        let kept = order.contents.filter { $0.organization != organization }
        self = BoundaryMemory(limit: limit)
        for key in kept { insert(key.boundary, of: key.organization) }
    }
}
