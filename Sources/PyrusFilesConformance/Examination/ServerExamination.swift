import PyrusFiles

/// The server that is judged, as one case sees it: connections that are recorded, and the steps that many cases share.
final class ServerExamination: Sendable {
    let server: ServerUnderTest
    let transcript: Transcript
    /// A token that is good.
    let token: String
    /// The domain of the logins that see what this token's user sees, where that is known.
    let organization: String?
    private let tls: ClientTLS?
    private let patience: Duration

    init(
        _ server: ServerUnderTest, token: String, organization: String? = nil, tls: ClientTLS?, patience: Duration,
        transcript: Transcript
    ) {
        self.server = server
        self.token = token
        self.organization = organization
        self.tls = tls
        self.patience = patience
        self.transcript = transcript
    }

    /// The same server as somebody else sees it.
    func with(token: String) -> ServerExamination {
        ServerExamination(server, token: token, tls: tls, patience: patience, transcript: transcript)
    }

    var files: ServerAddress { server.files ?? server.api.root }
    var profile: Profile { server.profile }

    // MARK: Connections

    func connect(to address: ServerAddress? = nil) async throws -> WireConnection {
        let address = address ?? server.api
        return try await WireConnection(
            to: WireConnection.Target(
                host: address.host, port: address.port, tls: address.isTLS ? tls : nil, patience: patience),
            transcript)
    }

    /// A request to a method of the API by a user, `files/upload` say, on a connection of its own.
    func exchange(_ request: WireRequest, at address: ServerAddress? = nil) async throws -> WireAnswer {
        let connection = try await connect(to: address)
        await connection.send(request.bytes)
        let answer = try await connection.answer(to: request.method)
        await connection.close()
        return answer
    }

    /// A request with a token that is good.
    func request(_ method: String, _ path: String, at address: ServerAddress? = nil) -> WireRequest {
        unauthorized(method, path, at: address).adding("Authorization: Bearer \(token)")
    }

    /// A request without a token.
    func unauthorized(_ method: String, _ path: String, at address: ServerAddress? = nil) -> WireRequest {
        let address = address ?? server.api
        return WireRequest(method: method, target: address.path + path, fields: ["Host: \(address.authority)"])
    }

    /// A request with JSON and a token that is good.
    func json(_ method: String, _ path: String, _ json: JSON) -> WireRequest {
        request(method, path).adding("Content-Type: application/json").with(body: Array(json.compact.utf8))
    }

    // MARK: Steps

    /// Where tokens are got.
    var authAddress: ServerAddress { server.auth ?? ServerAddress("\(server.api)auth/") ?? server.api }

    /// A login and its key.
    ///
    /// - Throws: ``CannotJudge`` where none were given.
    func credentials() throws -> Credentials {
        guard let credentials = server.credentials else {
            throw CannotJudge("It needs --login and --security-key.")
        }
        return credentials
    }

    /// A request for a token with any JSON.
    func authorization(_ json: JSON, suffix: String = "") -> WireRequest {
        WireRequest(
            method: "POST", target: authAddress.path.dropLast() + suffix,
            fields: ["Host: \(authAddress.authority)", "Content-Type: application/json"]
        ).with(body: Array(json.compact.utf8))
    }

    /// Asks for a token.
    func authorize(_ credentials: Credentials) async throws -> WireAnswer {
        let body: JSON = ["login": .string(credentials.login), "security_key": .string(credentials.securityKey)]
        return try await exchange(authorization(body), at: authAddress)
    }

    /// An upload of a form.
    func upload(_ form: FormBody) -> WireRequest {
        request("POST", "files/upload").adding("Content-Type: \(form.contentType)").with(body: form.bytes)
    }

    /// What a server says of an upload that it has to take.
    func uploaded(_ form: FormBody = FormBody()) async throws -> UploadReceipt.Answer {
        let answer = try await exchange(upload(form))
        return try answer.receipt()
    }

    /// The file object of an upload, attached to the task in a new comment.
    func attached(_ guid: String) async throws -> JSON {
        let attachments = try await commented([.string(guid)]).attachments
        guard let file = attachments.last, attachments.count == 1 else {
            throw Mismatch(expected: "one file object in the comment", actual: "\(attachments.count)")
        }
        return file
    }

    /// A comment on the task, with attachments.
    func comment(_ attachments: [JSON]) -> WireRequest {
        json(
            "POST", "tasks/\(server.taskID)/comments",
            ["text": "A case of the kit", "attachments": .array(attachments)])
    }

    /// The id of a file with these bytes and this name, uploaded and attached.
    func file(_ content: [UInt8] = Array("file content".utf8), name: String = "test.txt") async throws -> Int64 {
        let receipt = try await uploaded(FormBody(content: content, name: name))
        guard let id = try await attached(receipt.guid)["id"]?.int64Value else {
            throw Mismatch(expected: "a file object with a numeric id", actual: "one without")
        }
        return id
    }

    func download(_ id: Int64) async throws -> WireAnswer {
        try await exchange(request("GET", "files/download/\(id)"))
    }
}

extension ServerAddress {
    /// The same host without a path.
    var root: ServerAddress { ServerAddress("\(isTLS ? "https" : "http")://\(authority)/") ?? self }
}

extension UploadReceipt {
    /// A receipt as it came.
    struct Answer: Sendable, Equatable {
        let guid: String
        let md5: String
    }
}
