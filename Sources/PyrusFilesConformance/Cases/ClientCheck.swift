/// How it is seen whether a client does as it must.
struct ClientCheck: Sendable {
    typealias Drive = @Sendable (ClientExamination) async throws -> Void
    typealias Observe = @Sendable (Observation) throws -> Void

    /// The server that it is driven at.
    let setting: StageSetting
    /// Asks the client to do things, and looks at what it says and at what arrives.
    let drive: Drive
    /// Looks at what arrived alone, whatever the client was asked to do. Throws ``CannotJudge`` where nothing of the kind
    /// was seen.
    let observe: Observe?
}

/// What arrived from a client.
struct Observation: Sendable {
    /// Every request, in the order of their arrival.
    let requests: [SeenRequest]
    /// How often a token stood anywhere but in an `Authorization` header.
    let strayTokens: Int

    func requests(_ operation: SeenRequest.Operation) -> [SeenRequest] {
        requests.filter { $0.operation == operation }
    }

    /// The requests of an operation, of which there has to be one to judge by.
    func some(_ operation: SeenRequest.Operation) throws(CannotJudge) -> [SeenRequest] {
        let some = requests(operation)
        guard !some.isEmpty else { throw CannotJudge("No \(operation.rawValue) was seen.") }
        return some
    }
}
