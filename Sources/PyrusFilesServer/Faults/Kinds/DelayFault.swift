import Hummingbird
import NIOCore

/// The request is carried out, and its answer held back for so long.
struct DelayFault: Fault {
    let milliseconds: Int64

    func change(_ response: inout Response, _ context: ExchangeContext) async throws {
        try await context.peer.standStill(for: .milliseconds(milliseconds))
    }
}

extension FaultKind {
    static let delay = FaultKind("delay", [.required("ms", .number(0...86_400_000))]) { arguments in
        DelayFault(milliseconds: arguments.number("ms") ?? 0)
    }
}
