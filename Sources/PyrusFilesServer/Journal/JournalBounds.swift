/// How much the journal keeps.
struct JournalBounds: Sendable {
    /// The newest entries of each organization, and of none.
    var ofOrganization = 1_000
    /// All entries together.
    var total = 100_000
    /// All entries together in bytes, by estimate.
    var bytes = 32 << 20
    /// One text in bytes; what is longer is cut.
    var text = 1_024
    var headers = 100
    var parts = 64
    /// The boundaries that are remembered, to know one that comes again.
    var boundaries = 10_000
}

extension String {
    /// This text, or as much of it as fits into `limit` bytes of UTF-8, and an ellipsis.
    func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        // Back to where a character begins.
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return "\(self[..<end])…"
    }
}
