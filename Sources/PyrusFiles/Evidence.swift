/// How a statement about the real service is known, strongest first.
public enum Evidence: String, Sendable, CaseIterable {
    /// A help page of the service says so.
    case documented
    /// Bytes recorded from the real service show it.
    case recorded
    /// Source that the vendor has published shows it.
    case vendor
    /// A real client that works against the service sends or needs it.
    case client
    /// The HTTP or MIME standard says so.
    case rfc
    /// Nobody outside the service knows; this project made a choice.
    case chosen
}
