/// What a fault does to the time of a request under way. Sent down the pipeline, where ``ConnectionGuard`` takes it.
enum Hold: Sendable {
    /// Nothing.
    case none
    /// The request's body is read slowly.
    case slowRead
    /// The answer is written slowly. That its client left shows in the writing.
    case slowWrite
    /// Nothing moves.
    case still

    /// Whether a client that sends no more is taken for one that left: nothing else would tell.
    var endsWithInput: Bool { self == .slowRead || self == .still }
}
