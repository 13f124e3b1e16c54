import NIOCore
import PyrusFiles

@testable import PyrusFilesConformance

/// Requests and their answers.
extension RightClient {
    /// An answer, and whether it came before all was sent.
    struct Exchanged {
        var answer: WireAnswer
        var isEarly = false
    }

    /// A request of an operation with a token; a new token and another try where that is refused, and another try later
    /// where it came too often.
    func exchange(
        _ operation: String, _ request: WireRequest, at address: ServerAddress, _ environment: [String: String]
    ) async throws -> Exchanged {
        var token = environment["PYRUS_ACCESS_TOKEN"] ?? ""
        var request = request
        var attempt = 1
        var loss: WireFailure?
        while true {
            var exchanged: Exchanged
            do { exchanged = try await send(authorized(request, token), at: address) } catch let failure as WireFailure
            {
                guard resends, attempt < attempts else { throw failure }
                attempt += 1
                loss = failure
                continue
            }
            if let loss, reportsLossAnyway { throw loss }
            if let location = exchanged.answer["Location"], (300...399).contains(exchanged.answer.status) {
                exchanged = try await follow(location, request, tokenFollows ? token : nil)
            }
            guard attempt < attempts else { return exchanged }
            attempt += 1
            let answer = exchanged.answer
            if answer.status == 401, renewsToken(operation, answer.errorCode) {
                let new = try await newToken(environment)
                if usesNewToken { token = new }
            } else if answer.status == 429, let (header, seconds) = Self.wait(in: answer) {
                try await Task.sleep(for: pause(header, seconds))
            } else {
                return exchanged
            }
            if !request.body.isEmpty { request = request.with(body: bodyAgain(request.body)) }
        }
    }

    private static func wait(in answer: WireAnswer) -> (String, Int)? {
        for header in ["Retry-After", "X-RateLimit-Reset"] {
            if let seconds = answer[header].flatMap(Int.init), seconds <= 5 { return (header, seconds) }
        }
        return nil
    }

    private func follow(_ location: String, _ request: WireRequest, _ token: String?) async throws -> Exchanged {
        guard let address = ServerAddress(location) else { throw WireFailure.garbled(location) }
        var next = WireRequest(method: "GET", target: address.path, fields: ["Host: \(address.authority)"])
        if let token { next = next.adding("Authorization: Bearer \(token)") }
        return try await send(next, at: address)
    }

    private func newToken(_ environment: [String: String]) async throws -> String {
        let address = try Self.address("PYRUS_AUTH_URL", environment)
        let credentials: JSON = [
            "login": .string(environment["PYRUS_LOGIN"] ?? ""),
            "security_key": .string(environment["PYRUS_SECURITY_KEY"] ?? ""),
        ]
        let request = WireRequest(
            method: "POST", target: String(address.path.dropLast()),
            fields: ["Host: \(address.authority)", "Content-Type: application/json"]
        ).with(body: Array(credentials.compact.utf8))
        let answer = try await send(request, at: address).answer
        guard let token = answer.json?["access_token"]?.stringValue else { throw Refused(answer: answer) }
        return token
    }

    /// What the auth method says instead of a token.
    struct Refused: Error {
        let answer: WireAnswer
    }

    static func address(_ variable: String, _ environment: [String: String]) throws -> ServerAddress {
        guard let address = environment[variable].flatMap(ServerAddress.init) else {
            throw AdapterFailure("\(variable) is missing.")
        }
        return address
    }

    /// One request, watching for an answer while it is sent.
    private func send(_ request: WireRequest, at address: ServerAddress) async throws -> Exchanged {
        var connection = connections.take(address.port)
        if looksAtConnection, connection?.hasNews == true { connection = nil }
        let transcript = Transcript()
        let open: WireConnection
        if let connection {
            open = connection
        } else {
            open = try await WireConnection(
                to: .init(host: address.host, port: address.port, tls: nil, patience: patience), transcript)
        }
        await open.send(request.head)
        var rest = request.body[...]
        while !rest.isEmpty, !open.hasNews {
            await open.send(Array(rest.prefix(65_536)))
            rest = rest.dropFirst(65_536)
        }
        let answer = try await open.answer(to: request.method)
        let reads = transcript.events.count { if case .received = $0.kind { true } else { false } }
        guard reads <= mostReads else { throw WireFailure.garbled("an answer in \(reads) pieces") }
        if rest.isEmpty, answer.isWhole, !obeysClose || answer["Connection"] != "close" {
            connections.keep(open, address.port)
        }
        return Exchanged(answer: answer, isEarly: !rest.isEmpty)
    }
}
