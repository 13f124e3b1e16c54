/// What a `MultipartParser` finds in a body, in the order of its bytes.
///
/// A part is `partBegan`, then its content in any number of pieces of either kind, then `partEnded`.
public enum MultipartEvent: Sendable, Hashable {
    /// A part's headers have ended.
    case partBegan(PartHead)

    /// Content of the part: these bytes of the chunk just given. Never empty.
    case data(Range<Int>)

    /// Content of the part that came with earlier chunks and was held back because it could have been a delimiter.
    ///
    /// Never empty, and no longer than a delimiter line that `MultipartLimits.overhead` allows.
    case heldData([UInt8])

    /// The part's content is complete.
    case partEnded
}
