import PyrusFiles

/// A kind of fault: what it is called, what it takes, and how one is made.
struct FaultKind: Sendable {
    let name: String
    let parameters: [FaultParameter]
    let make: @Sendable (FaultArguments) throws(ControlError) -> any Fault

    init(
        _ name: String, _ parameters: [FaultParameter] = [],
        make: @escaping @Sendable (FaultArguments) throws(ControlError) -> any Fault
    ) {
        self.name = name
        self.parameters = parameters
        self.make = make
    }

    /// Every kind there is.
    static let all: [FaultKind] = [
        .status, .delay, .early, .slowRead, .slowWrite, .stall, .truncate, .corrupt, .wrongMD5, .reset, .close,
        .chunked, .dribble, .malformed, .header,
    ]

    /// The kind of this name.
    static func named(_ name: String) throws(ControlError) -> FaultKind {
        guard let kind = all.first(where: { $0.name == name }) else {
            throw ControlError("The kind \"\(name)\" is unknown; known are \(all.map(\.name).quoted).")
        }
        return kind
    }

    /// A fault of this kind.
    func fault(_ values: [JSON.Member]) throws(ControlError) -> any Fault {
        try make(try FaultArguments(values, of: self))
    }
}
