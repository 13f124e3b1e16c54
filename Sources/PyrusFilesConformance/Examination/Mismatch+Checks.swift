import PyrusFiles

/// Short forms of what cases compare.
extension Mismatch {
    static func require(
        _ isRight: Bool, _ expected: @autoclosure () -> String, got actual: @autoclosure () -> String
    ) throws {
        guard isRight else { throw Mismatch(expected: expected(), actual: actual()) }
    }

    /// A value of an answer; `name` says which it is.
    static func compare(_ name: String, _ actual: JSON?, _ expected: JSON) throws {
        try require(
            actual == expected, "\(name) to be \(expected.compact)", got: actual.map(\.compact) ?? "no \(name)")
    }

    /// The members of an object, by their names in order.
    static func compareKeys(_ name: String, _ object: JSON?, _ expected: [String]) throws {
        let keys = (object?.objectValue ?? []).map(\.key)
        try require(
            keys == expected, "\(name) of \(expected.joined(separator: ", "))",
            got: keys.isEmpty ? "none" : keys.joined(separator: ", "))
    }
}
