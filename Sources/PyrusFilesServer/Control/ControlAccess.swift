import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// Who may call the control API: this machine under its own names, so that a page in a browser that a foreign name
/// leads here does not reach it; or, where a token is set, whoever has that.
///
/// A call that can't be taken is told what would be right, here for all of them.
struct ControlAccess: RouterMiddleware {
    let token: String?

    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        do {
            try check(request, context.peer)
            // A long journal takes its time, in which the connections of an event loop are not to stand still.
            return try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try await next(request, context)
            }
        } catch let error as ControlError {
            return error.response
        } catch let error as APIError where error.code != .serverError {
            return ControlError(error.message).response
        } catch let error as StateError {
            return ControlError(error.description).response
        } catch is IncomingBody.CutShort {
            context.exchange.closesConnection = true
            return ControlError("The body has to come whole; this one ended before.").response
        }
    }

    /// - Throws: where this is nobody who may call.
    func check(_ request: Request, _ peer: any Peer) throws(ControlError) {
        if let token {
            let given = try? BearerAuthentication.token(in: request.headers)
            guard let given, SecretDigest(given) == SecretDigest(token) else {
                throw ControlError(
                    .forbidden, "The control API needs \"Authorization: Bearer\" with the --control-token.")
            }
        } else {
            guard peer.isLoopback else {
                throw ControlError(
                    .forbidden, "The control API answers peers on this machine only, or with a --control-token.")
            }
            guard Authority(request.head.authority ?? "")?.isLoopback == true else {
                throw ControlError(.forbidden, "The control API answers under localhost, 127.0.0.1 or [::1] only.")
            }
            guard isAsked(byPageOfThisMachine: request.headers) else {
                throw ControlError(.forbidden, "The control API answers pages of this machine only, and no other's.")
            }
        }
    }

    /// Also where no page asks. An image, a frame or a link of a page is asked for without an `Origin`; the browser says only
    /// that it is another site's.
    private func isAsked(byPageOfThisMachine headers: HTTPFields) -> Bool {
        let origins = headers[values: .origin]
        guard origins.isEmpty else { return origins.allSatisfy(Self.isLoopback(origin:)) }
        return headers[values: .secFetchSite].allSatisfy { $0 != "cross-site" }
    }

    private static func isLoopback(origin: String) -> Bool {
        guard let scheme = origin.firstRange(of: "://") else { return false }
        return Authority(origin[scheme.upperBound...])?.isLoopback == true
    }
}

extension HTTPField.Name {
    /// How far the asking page is from what it asks for (Fetch Metadata Request Headers, 2.3).
    fileprivate static let secFetchSite = Self("Sec-Fetch-Site") ?? .origin
}
