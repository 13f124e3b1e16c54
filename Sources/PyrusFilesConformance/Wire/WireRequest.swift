/// A request as it goes over the wire. What is odd about one is written out in its case.
struct WireRequest: Sendable {
    var method: String
    /// Path and query, or whatever else is to stand there.
    var target: String
    /// Lines of the head, without their ends; `Host` is the first.
    var fields: [String]
    var body: [UInt8] = []
    var version = "HTTP/1.1"

    /// The head, with the blank line that ends it.
    var head: [UInt8] {
        Array((["\(method) \(target) \(version)"] + fields).map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8)
    }

    var bytes: [UInt8] { head + body }

    /// With further lines in the head.
    func adding(_ fields: String...) -> WireRequest {
        var request = self
        request.fields += fields
        return request
    }

    /// Without the headers of a name.
    func without(_ name: String) -> WireRequest {
        var request = self
        request.fields.removeAll { $0.prefix { $0 != ":" }.lowercased() == name.lowercased() }
        return request
    }

    /// With a body, and its length in the head.
    func with(body: [UInt8]) -> WireRequest {
        var request = without("Content-Length").adding("Content-Length: \(body.count)")
        request.body = body
        return request
    }
}
