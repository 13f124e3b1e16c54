import HTTPTypes
import Hummingbird
import HummingbirdCore
import PyrusFiles
import PyrusFilesStore

/// A call of the control API, as its handler sees it.
struct ControlRequest: Sendable {
    let request: Request
    let context: ExchangeContext
    private let query: [(name: String, value: String)]

    /// - Throws: where the query has a parameter that is not `known`, or one of them twice.
    init(_ request: Request, _ context: ExchangeContext, known: [String]) throws(ControlError) {
        self.request = request
        self.context = context
        // A blank may come as a plus, as forms write it.
        query = URI(request.head.path?.replacing("+", with: "%20") ?? "").queryParameters.map {
            (String($0.key), String($0.value))
        }
        for (index, parameter) in query.enumerated() {
            guard known.contains(parameter.name) else {
                let choice = known.isEmpty ? "none is known here" : "known here: \(known.joined(separator: ", "))"
                throw ControlError("The query parameter \"\(parameter.name)\" is unknown; \(choice).")
            }
            guard !query[..<index].contains(where: { $0.name == parameter.name }) else {
                throw ControlError("The query parameter \"\(parameter.name)\" may be given once.")
            }
        }
        try checkOrganization(organization)
    }

    /// A parameter of the query.
    subscript(name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// The organization that the call is narrowed to, by its name: the domain of its logins, in lower case (AUTH-08). An
    /// organization of one login without a domain goes by that login.
    var organization: String? {
        self["organization"].map { Organization.name($0) }
    }

    /// A number in the query.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(ControlError) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw ControlError("\"\(name)\" has to be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A call that takes no body gets none, or an empty object: what stands in one would be overlooked.
    fileprivate func refuseBody() async throws {
        var bytes: [UInt8] = []
        while let piece = try await context.body.next() {
            bytes.append(contentsOf: piece.readableBytesView)
            guard bytes.count <= 64 else { break }
        }
        guard bytes.isEmpty || (try? JSON(parsing: bytes))?.objectValue?.isEmpty == true else {
            throw ControlError("This call takes no body; an organization is named in the query: ?organization=D.")
        }
    }

    /// The JSON object that came with the call.
    func body(members: [String]) async throws -> ControlBody {
        try await ControlBody(reading: context.body, members: members)
    }
}

extension Request {
    /// Whether this is for the control API, under however many slashes.
    var isControl: Bool { uri.path.split(separator: "/").first == "_control" }
}

extension Endpoint {
    /// An endpoint of the control API; `query` are the parameters that it knows.
    static func control(
        _ method: HTTPRequest.Method, _ path: String, query: [String] = [], takesBody: Bool = false,
        _ answer: @escaping @Sendable (ControlRequest) async throws -> JSON
    ) -> Endpoint {
        controlResponse(method, path, query: query, takesBody: takesBody) { Response(try await answer($0)) }
    }

    /// An endpoint of the control API whose answer is not JSON.
    static func controlResponse(
        _ method: HTTPRequest.Method, _ path: String, query: [String] = [], takesBody: Bool = false,
        _ answer: @escaping @Sendable (ControlRequest) async throws -> Response
    ) -> Endpoint {
        Endpoint(method, "/_control/" + path, .control) { request, context in
            let call = try ControlRequest(request, context, known: query)
            if !takesBody { try await call.refuseBody() }
            return try await answer(call)
        }
    }
}
