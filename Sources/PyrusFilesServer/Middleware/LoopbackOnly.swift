import Hummingbird

/// The control API answers this machine only, and only under its own names: a page in a browser that a foreign name
/// leads here does not reach it.
struct LoopbackOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        do {
            guard context.peer.isLoopback else {
                throw ControlError(.forbidden, "The control API answers peers on this machine only.")
            }
            guard Self.isLoopback(authority: request.head.authority ?? "") else {
                throw ControlError(.forbidden, "The control API answers under localhost, 127.0.0.1 or [::1] only.")
            }
            return try await next(request, context)
        } catch let error as ControlError {
            return error.response
        }
    }

    private static func isLoopback(authority: String) -> Bool {
        let host =
            authority.hasPrefix("[")
            ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["localhost", "[::1]"].contains(host.lowercased()) || isIPv4Loopback(host)
    }

    private static func isIPv4Loopback(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
