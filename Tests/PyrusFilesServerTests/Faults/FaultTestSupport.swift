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
            guard bytes.isEmpty else { throw RawConnection.Failure.garbled(String(decoding: bytes, as: UTF8.self)) }
            return end
        }
    }
}

extension RawConnection {
    /// Makes sure that nothing comes while the server answers others, so many that it has long seen what was sent here.
    ///
    /// It throws, as all that runs on a thread of its own: an expectation there would not know its test.
    func staysSilent(whileServing port: UInt16) throws {
        let other = try RawConnection(port: port)
        for _ in 0..<50 { _ = try other.exchange(ServerTests.AbortedRequestTests.health) }
        guard !hasInput else { throw Failure.garbled("it is not silent") }
    }

    /// Makes sure that the connection ends without a further byte.
    func endsSilently(_ expected: End) throws {
        let (bytes, end) = try receiveToAnyEnd()
        guard bytes.isEmpty, end == expected else { throw Failure.garbled("\(bytes.count) bytes, \(end)") }
    }
}
