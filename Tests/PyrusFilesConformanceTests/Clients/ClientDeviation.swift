import PyrusFiles
import Synchronization
import Testing

@testable import PyrusFilesConformance

/// One thing that a client does wrong: the right one, but for that.
struct ClientDeviation: Sendable, CustomTestStringConvertible {
    /// The case that catches it.
    let id: Case.ID
    /// What it does, as the end of "a client that ".
    let testDescription: String
    /// What the reason of its failure has to name.
    let names: String
    let change: @Sendable (inout RightClient) -> Void

    init(
        _ id: Case.ID, _ what: String, names: String, change: @escaping @Sendable (inout RightClient) -> Void
    ) {
        (self.id, testDescription, self.names, self.change) = (id, what, names, change)
    }

    /// A new one, which has done nothing so far.
    var client: RightClient {
        var client = RightClient()
        change(&client)
        return client
    }
}

extension ClientDeviation {
    /// A receipt that no server gave.
    static let madeUp: JSON = ["guid": "08923d83-255b-4f18-b0eb-5c4d3b9bf1d2", "md5_hash": "made up"]

    /// Takes an error for a success.
    static func praising(
        _ id: Case.ID, _ what: String, where isPraised: @escaping @Sendable (WireAnswer) -> Bool
    ) -> ClientDeviation {
        ClientDeviation(id, "takes \(what) for a success", names: "got success") { client in
            let right = client.complaint
            client.complaint = { isPraised($0) ? .done(madeUp) : right($0, $1) }
        }
    }

    /// Says less of an error than the server.
    static func silent(
        _ id: Case.ID, _ what: String, names: String,
        where isHushed: @escaping @Sendable (WireAnswer, _ isEarly: Bool) -> Bool
    ) -> ClientDeviation {
        ClientDeviation(id, what, names: names) { client in
            let right = client.complaint
            client.complaint = { isHushed($0, $1) ? .failed(error: "something is wrong", code: nil) : right($0, $1) }
        }
    }
}

/// Something that a client remembers from one operation to the next.
final class Memory: Sendable {
    private let state = Mutex(false)

    /// Sets it; whether it was set before.
    func set() -> Bool {
        state.withLock { isSet in
            defer { isSet = true }
            return isSet
        }
    }

    var isSet: Bool { state.withLock { $0 } }
}
