import PyrusFiles

/// An answer as it came over the wire.
struct Reply: Sendable {
    let status: Int
    /// Header fields in their order, the names in lower case.
    let fields: [(name: String, value: String)]
    var body: [UInt8] = []

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The body as JSON, `null` where it is none.
    var json: JSON { (try? JSON(parsing: body)) ?? nil }

    /// The code of an error in the API's form.
    var errorCode: String? { json["error_code"]?.stringValue }

    /// The status, with the code of an error or the word for its form: how a table of tests names an answer.
    var summary: String {
        if let errorCode { return "\(status) \(errorCode)" }
        return json["Message"]?.stringValue == nil ? "\(status)" : "\(status) Message"
    }

    var closes: Bool { self["connection"] == "close" }
    var guid: String? { json["guid"]?.stringValue }
    /// The one task of a task's answer.
    var task: JSON { json["task"] ?? nil }

    init(head: [UInt8]) throws {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3))
        else {
            throw RawConnection.Failure.garbled(String(decoding: head, as: UTF8.self))
        }
        self.status = status
        fields = lines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (name.lowercased(), line.dropFirst(name.count + 1).drop { $0 == " " }.description)
        }
    }
}

extension RawConnection {
    /// The next answer, an interim one too.
    ///
    /// - Parameter hasBody: false for the answer to a HEAD.
    func reply(hasBody: Bool = true) throws -> Reply {
        var reply = try Reply(head: try receive(through: "\r\n\r\n"))
        guard hasBody, reply.status >= 200 else { return reply }
        guard let length = reply["content-length"].flatMap({ Int($0) }) else {
            throw Failure.garbled("an answer without a length: \(reply)")
        }
        reply.body = try receive(exactly: length)
        return reply
    }

    /// The head of the next answer alone.
    func replyHead() throws -> Reply { try Reply(head: try receive(through: "\r\n\r\n")) }

    /// The next answer, which has to be the last: whatever is left of the connection is its orderly end.
    func lastReply(hasBody: Bool = true) throws -> Reply {
        let reply = try reply(hasBody: hasBody)
        let rest = try receiveToEnd()
        guard rest.isEmpty else { throw Failure.garbled("more behind the last answer: \(rest.count) bytes") }
        return reply
    }

    /// Sends a request and waits for its answer.
    func exchange(_ request: WireRequest) throws -> Reply {
        try send(request.bytes)
        return try reply(hasBody: !request.line.hasPrefix("HEAD "))
    }
}
