/// How a connection ended, or that it did not.
public enum WireEnd: String, Sendable {
    /// In order: FIN, and over TLS its goodbye before that.
    case closed
    /// By a TCP reset.
    case reset
    /// Over TLS, by a FIN without TLS's goodbye.
    case abrupt
    /// It did not end within the time.
    case open
}
