import PyrusFiles

/// The control API of a server that has one, as far as cases need it: accounts, and a clock for each organization.
struct ControlClient: Sendable {
    private let examination: ServerExamination
    private let address: ServerAddress

    /// - Throws: ``CannotJudge`` where the server has none.
    init(_ examination: ServerExamination) throws {
        guard let address = examination.server.control else { throw CannotJudge("It needs --control-url.") }
        (self.examination, self.address) = (examination, address)
    }

    /// A new token of a login, which is made where it is new.
    ///
    /// - Throws: ``CannotJudge`` where the server takes known logins alone.
    func issueToken(_ login: String) async throws -> String {
        let answer = try await exchange("POST", "tokens", ["login": .string(login)])
        guard let token = answer.json?["access_token"]?.stringValue else {
            // The same for every case, so that it is told once.
            throw CannotJudge("The control API gives no token to a new login.")
        }
        return token
    }

    /// As many new tokens of a login, asked for at once over one connection; the last of them.
    func issueTokens(_ login: String, count: Int) async throws -> String {
        let request = json("POST", "tokens", ["login": .string(login)]).bytes
        let connection = try await examination.connect(to: address)
        await connection.send(Array((0..<count).map { _ in request }.joined()))
        var token: String?
        for _ in 0..<count { token = try await connection.answer().json?["access_token"]?.stringValue }
        await connection.close()
        guard let token else { throw SetUpFailure("The control API gave no token.") }
        return token
    }

    func revoke(_ token: String) async throws { try await call("tokens/revoke", ["access_token": .string(token)]) }

    func expire(_ token: String) async throws { try await call("tokens/expire", ["access_token": .string(token)]) }

    func block(_ login: String, _ isBlocked: Bool) async throws {
        try await call("accounts/block", ["login": .string(login), "blocked": .bool(isBlocked)])
    }

    /// Moves the clock of an organization on, which is its own from then on.
    func advance(_ organization: String, seconds: Int64) async throws {
        try await call("clock/advance?organization=\(organization)", ["seconds": .integer(seconds)])
    }

    /// Stops the clock of an organization at a time, such as `2040-01-01T00:00:00Z`.
    func freeze(_ organization: String, at time: String) async throws {
        try await call("clock?organization=\(organization)", ["now": .string(time), "frozen": true], method: "PUT")
    }

    /// The guids of the uploads that an organization has, attached or not.
    func uploads(_ organization: String) async throws -> [String] {
        let answer = try await call("uploads?organization=\(organization)", method: "GET")
        return (answer["uploads"]?.arrayValue ?? []).compactMap { $0["guid"]?.stringValue }
    }

    /// Removes all that an organization has.
    func reset(_ organization: String) async throws { try await call("reset?organization=\(organization)") }

    @discardableResult
    func call(_ path: String, _ json: JSON? = nil, method: String = "POST") async throws -> JSON {
        let answer = try await exchange(method, path, json)
        guard answer.status == 200, let json = answer.json else {
            throw SetUpFailure("The control API did not do \(method) \(path): \(answer.summary).")
        }
        return json
    }

    private func exchange(_ method: String, _ path: String, _ json: JSON?) async throws -> WireAnswer {
        do { return try await examination.exchange(self.json(method, path, json), at: address) } catch let failure
            as WireFailure
        {
            throw SetUpFailure("The control API did not answer \(method) \(path): \(failure).")
        }
    }

    /// Sends bytes as they are, piece by piece.
    func send(_ content: Content, to path: String) async throws -> WireAnswer {
        let request = examination.unauthorized("POST", path, at: address).adding("Content-Length: \(content.size)")
        do {
            let connection = try await examination.connect(to: address)
            await connection.send(request.head)
            for piece in content.pieces { await connection.send(piece) }
            let answer = try await connection.answer()
            await connection.close()
            return answer
        } catch let failure as WireFailure {
            throw SetUpFailure("The control API did not answer POST \(path): \(failure).")
        }
    }

    private func json(_ method: String, _ path: String, _ json: JSON?) -> WireRequest {
        let request = examination.unauthorized(method, path, at: address)
        guard let json else { return method == "GET" ? request : request.with(body: []) }
        return request.adding("Content-Type: application/json").with(body: Array(json.compact.utf8))
    }
}
