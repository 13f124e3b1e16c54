import HTTPTypes
import NIOCore
import NIOHTTPTypes
import PyrusFiles

/// Any bytes as what a connection brings: the way of a request's head, from NIO's decoder to what the server answers.
///
/// How the bytes are cut must not matter, and what passes is what a head may be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHead(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    fuzz(data, size) { checkConnection(&$0) }
}

private func checkConnection(_ input: inout FuzzInput) {
    var limits = Limits()
    limits.maxHeaderBytes = input.choice(of: [1 << 16, 1 << 16, 256])
    limits.maxHeaderFields = input.choice(of: [256, 256, 6])
    let intercepts = input.decision() % 2 == 1
    let chunks = input.chunks(pattern: 3)
    let bytes = input.bytes

    let whole = Arrival(of: [bytes[...]], limits: limits, intercepts: intercepts)
    let cut = Arrival(of: chunks, limits: limits, intercepts: intercepts)
    requireEqual(cut, whole, "what arrives depends on the chunks")
    for request in whole.requests { checkHead(request, limits, intercepts) }
    for head in whole.traces { checkRaw(head) }
    checkRaw(RawHead(beginning: bytes))
    checkProxyRequest(bytes, chunks)
    let words = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }.split(separator: 0x20)
    for word in [bytes[...]] + words.prefix(3) { checkAddress(String(decoding: word, as: UTF8.self)) }
}

// MARK: A request that passed

private func checkHead(_ request: Arrival.Request, _ limits: Limits, _ intercepts: Bool) {
    let head = request.head
    let fields = head.headerFields
    require(fields.count <= limits.maxHeaderFields + 1, "\(fields.count) header fields passed")
    for field in fields {
        require(!field.value.utf8.contains { [0, 0x0A, 0x0D].contains($0) }, "a line end passed in \(field.name)")
    }
    let authority = head.authority ?? ""
    require(
        authority.utf8.allSatisfy { ($0 | 0x20).isLetter || "0123456789-._~:[]%".utf8.contains($0) },
        "\(authority.debugDescription) passed as a host")
    let path = head.path ?? ""
    // What goes on to a host that is let through keeps its whole target.
    let isElsewhere = intercepts && path.lowercased().hasPrefix("http://")
    require(path.hasPrefix("/") || path == "*" || isElsewhere, "\(path.debugDescription) passed as a target")
    require(path.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }, "\(path.debugDescription) passed as a target")

    let codings = fields[values: .transferEncoding]
    let lengths = fields[values: .contentLength]
    require(codings.isEmpty || codings.map { $0.lowercased() } == ["chunked"], "\(codings) passed as a coding")
    require(codings.isEmpty || lengths.isEmpty, "a body passed with two ends")
    require(lengths.count <= 1, "\(lengths) passed as lengths")
    guard codings.isEmpty else { return requireEqual(head.declaredLength, nil, "a body in chunks has a length") }
    let length = number(lengths.first ?? "0")
    requireEqual(head.declaredLength, length, "the length \(lengths)")
    require(Int64(request.body.count) <= length ?? 0, "a body is longer than it says")
    if request.isComplete { requireEqual(Int64(request.body.count), length, "a body is not as long as it says") }
}

/// A number of digits and nothing else; the largest where it is beyond that.
private func number(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.utf8.reduce(0) { sum, digit in
        let (tenfold, isBeyond) = sum.multipliedReportingOverflow(by: 10)
        let (next, isFarBeyond) = tenfold.addingReportingOverflow(Int64(digit - 0x30))
        return isBeyond || isFarBeyond ? .max : next
    }
}

// MARK: What else looks at a head

/// What the journal makes of one.
private func checkRaw(_ head: RawHead) {
    require(!head.path.contains { $0 == "?" || $0 == "#" }, "a query is in a path")
    require(!head.query.contains { $0.name.contains("=") || $0.name.contains("&") }, "the query of \(head)")
    require(!head.isControl || head.path.contains("_control"), "\(head) is no control request")
    _ = head["host"]
}

/// What a server that intercepts makes of a connection's beginning: once it is told, more bytes change nothing.
private func checkProxyRequest(_ bytes: [UInt8], _ chunks: [ArraySlice<UInt8>]) {
    var held = ByteBuffer(bytes: [0x20])
    held.moveReaderIndex(forwardBy: 1)
    var verdict = ProxyRequest.incomplete
    for chunk in chunks {
        held.writeBytes(chunk)
        let next = ProxyRequest(held.readableBytesView)
        if verdict != .incomplete { requireEqual(next, verdict, "what a connection is has changed") }
        verdict = next
    }
    guard case .connect(let authority, let head) = verdict else { return }
    require(head <= bytes.count && bytes[head - 1] == 0x0A, "a head of \(head) bytes ends in no line end")
    require(authority.port != nil, "a tunnel to \(authority)")
}

private func checkAddress(_ text: String) {
    if let authority = Authority(text) {
        requireEqual(Authority(authority.description), authority, "written out it reads differently")
        require(authority.host.utf8.allSatisfy { $0.isLetter || "0123456789-._~:".utf8.contains($0) }, "\(authority)")
        require((0...65_535).contains(authority.port ?? 0), "\(authority)")
    }
    if let host = try? AllowedHost(text) {
        requireEqual(try? AllowedHost(host.description), host, "written out it reads differently")
    }
    if let target = try? AbsoluteTarget(text) {
        require(target.path.hasPrefix("/"), "the path of \(target)")
        let again = try? AbsoluteTarget("\(target.scheme)://\(target.authority)\(target.path)")
        requireEqual(again, target, "written out it reads differently")
    }
}

extension UInt8 {
    /// In lower case.
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self) }
}
