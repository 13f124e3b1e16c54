/// A few items of a list, and where the next ones begin.
public struct Page<Item: Sendable>: Sendable {
    /// The items, in order.
    public let items: [Item]
    /// The place to go on from; `nil` at the end.
    public let next: Int64?
}
