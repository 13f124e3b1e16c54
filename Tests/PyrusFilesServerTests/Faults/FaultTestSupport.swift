import PyrusFiles
import Testing

/// A file whose bytes tell where they stand: none is like its neighbours.
let telling = (0..<1_000).map { UInt8($0 % 251) }

extension TestServer {
    /// Puts the list of faults.
    @discardableResult
    func put(_ faults: JSON..., organization: String? = nil) async throws -> Reply {
        let query = organization.map { "?organization=\($0)" } ?? ""
        return try await reply(to: .json("PUT /_control/faults\(query)", ["faults": .array(faults)]))
    }

    /// Puts one fault, as members of an object, such as `"kind": "truncate", "after": 3`.
    func put(only members: String) async throws {
        let fault = try JSON(parsing: Array("{\(members)}".utf8))
        let reply = try await put(fault)
        #expect(reply.status == 200, "\(reply.json.compact)")
    }

    /// How many requests the faults of the list met, in its order.
    func used() async throws -> [Int64] {
        let reply = try await reply(to: WireRequest("GET /_control/faults"))
        return reply.json["faults"]?.arrayValue?.compactMap { $0["used"]?.int64Value } ?? []
    }

    /// The download of a new file.
    func download(of content: [UInt8] = telling) async throws -> WireRequest {
        let id = try #require(try await attached(Form.of(content))["id"]?.int64Value)
        return WireRequest("GET /v4/files/download/\(id)")
    }
}

/// An answer down to the end of its connection.
struct WholeAnswer: Sendable {
    let head: Reply
    let body: [UInt8]
    let end: RawConnection.End
}

extension TestServer {
    /// Sends a request, and reads until the connection ends.
    func answerToEnd(_ request: WireRequest) async throws -> WholeAnswer {
        try await talk { connection in
            try connection.send(request.bytes)
            let head = try connection.replyHead()
            let (body, end) = try connection.receiveToAnyEnd()
            return WholeAnswer(head: head, body: body, end: end)
        }
    }

    /// Sends a request to which nothing is answered, and says how the connection ends.
    func silentEnd(_ bytes: [UInt8]) async throws -> RawConnection.End {
        try await talk { connection in
            try connection.send(bytes)
            let (bytes, end) = try connection.receiveToAnyEnd()
            #expect(bytes.isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
            return end
        }
    }
}

extension RawConnection {
    /// Whether nothing comes while the server has answered others, so many that it has long seen what was sent here.
    func isSilent(whileServing port: UInt16) throws -> Bool {
        let other = try RawConnection(port: port)
        for _ in 0..<50 { _ = try other.exchange(ServerTests.AbortedRequestTests.health) }
        return !hasInput
    }
}
