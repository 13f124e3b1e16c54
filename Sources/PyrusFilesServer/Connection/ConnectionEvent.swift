/// Something that happened on a connection of a server, see ``PyrusFilesConfiguration/onConnectionEvent``.
public struct ConnectionEvent: Sendable {
    /// What happened.
    public enum Kind: Sendable {
        /// A client connected.
        case opened
        /// The client sent these bytes.
        case received([UInt8])
        /// The server sent these bytes, or was about to where the connection ended.
        case sent([UInt8])
        /// One side ended the connection, in order or by a reset. The first end of a connection is told, and nothing after
        /// it.
        case ended(isReset: Bool)
    }

    /// The connection, counted from 1 for each server.
    public let connection: Int
    /// What happened.
    public let kind: Kind
}
