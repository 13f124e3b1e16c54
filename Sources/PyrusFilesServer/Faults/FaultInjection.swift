import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// Finds the fault that a request is to meet: its own, else the first of the list whose turn it is.
struct FaultInjection: Sendable {
    /// A login is looked for in no larger body.
    private static let longestLogin = 64 * 1_024

    let list: FaultList
    let store: Store

    func fault(for request: Request, _ context: ExchangeContext) async -> any Fault {
        // The control API meets none, under however many slashes.
        guard !request.isControl else { return NoFault() }
        do {
            if let own = try FaultHeader(request.headers) {
                await note(own.kind, request, context)
                return own.fault
            }
        } catch {
            return RefusedFault(error: error)
        }
        guard !list.isEmpty, let met = list.meet(await subject(request, context)) else { return NoFault() }
        await note(met.kind, request, context)
        return met.fault
    }

    /// For the journal: the service itself may never come to ask whose request it is.
    private func note(_ kind: FaultKind, _ request: Request, _ context: ExchangeContext) async {
        context.exchange.faults = [kind.name]
        // Of a login, its body would have to be read ahead of the fault.
        if Operation(path: request.uri.path) != .auth {
            context.exchange.organization = await organizationOfToken(request)
        }
    }

    private func subject(_ request: Request, _ context: ExchangeContext) async -> FaultFilter.Subject {
        let operation = Operation(path: request.uri.path)
        var organization: String?
        if list.namesOrganizations(of: operation) {
            organization = operation == .auth ? await organizationOfLogin(context) : await organizationOfToken(request)
            context.exchange.organization = organization
        }
        return FaultFilter.Subject(
            operation: operation, organization: organization, method: request.method.rawValue, path: request.uri.path)
    }

    private func organizationOfToken(_ request: Request) async -> String? {
        guard let token = try? BearerAuthentication.token(in: request.headers) else { return nil }
        return try? await store.organization(ofToken: token)
    }

    private func organizationOfLogin(_ context: ExchangeContext) async -> String? {
        guard let body = await context.body.peek(atMost: Self.longestLogin),
            let login = (try? JSON(parsing: Array(body.readableBytesView)))?["login"]?.stringValue
        else { return nil }
        return Organization.name(ofLogin: login)
    }
}

/// Answers a request whose own fault is none that there is.
private struct RefusedFault: Fault {
    let error: ControlError

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? { error.response }
}
