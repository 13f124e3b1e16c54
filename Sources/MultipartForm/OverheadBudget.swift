/// Counts the bytes of a body that are not a file's, against LIMIT-02.
struct OverheadBudget {
    /// How many more bytes there may be.
    private(set) var remaining: Int

    init(_ limit: Int) {
        remaining = max(0, limit)
    }

    /// Counts `count` bytes, the first of which stands at `offset` of the body.
    ///
    /// - Throws: `overheadTooLarge`, located at the first byte too many.
    mutating func charge(_ count: Int, from offset: Int) throws(MultipartError) {
        guard count <= remaining else { throw MultipartError(.overheadTooLarge, at: offset + remaining) }
        remaining -= count
    }
}
