/// Any bytes as the body of a form: how it is cut must not matter, limits hold, an error is the last word, and what is
/// accepted is what the rule of framing has, written slowly (``ReferenceFraming``).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMultipart(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    fuzz(data, size) { checkForm(&$0) }
}

private func checkForm(_ input: inout FuzzInput) {
    let limits = MultipartLimits(
        overhead: input.choice(of: [1 << 16, 1 << 16, Int(input.decision()), Int(input.decision()) * 4]),
        partHeaderBytes: input.choice(of: [1 << 14, 1 << 14, Int(input.decision())]),
        headersPerPart: input.choice(of: [64, 64, 2, 0]), parametersPerHeader: input.choice(of: [64, 64, 3, 0]))
    let chunks = input.chunks(pattern: 3)
    let body = input.bytes
    let boundary = boundary(of: body)

    let whole = FormReading([body[...]], boundary: boundary, limits: limits)
    let reading = FormReading(chunks, boundary: boundary, limits: limits)
    requireEqual(reading.error, whole.error, "the error depends on the chunks")
    requireEqual(reading.parts.count, whole.parts.count, "how many parts begin depends on the chunks")
    requireEqual(reading.completeParts, whole.completeParts, "a part depends on the chunks")
    require(reading.longestHold <= limits.longestHold(boundary), "\(reading.longestHold) bytes were held back")
    if whole.error == nil { requireEqual(reading.parts, whole.parts, "a part depends on the chunks") }
    var walk = ParserWalk(boundary: boundary, limits: limits)
    walk.go(through: [body[...]])
    var cutWalk = ParserWalk(boundary: boundary, limits: limits)
    cutWalk.go(through: chunks)
    for part in whole.parts { checkHead(part.head, limits) }
    guard whole.error == nil else { return }
    requireEqual(cutWalk.oddities, walk.oddities, "what is odd depends on the chunks")
    requireEqual(
        whole.parts.map(\.content), ReferenceFraming.contents(of: body, boundary: boundary.text),
        "the contents are not those of the rule")
    checkOverhead(of: whole, body.count, limits, chunks, boundary)
    for part in whole.parts where part.head.isFile { checkEncodes(part) }
}

/// That of the first line where it is one, so that recorded bodies are what they are; else `X`.
private func boundary(of body: [UInt8]) -> MultipartBoundary {
    let line = body.prefix { $0 != .carriageReturn }
    if line.starts(with: "--".utf8), let boundary = try? MultipartBoundary(bytes: line.dropFirst(2)) { return boundary }
    guard let fallback = try? MultipartBoundary("X") else { fatalError("X is a boundary") }
    return fallback
}

extension FormReading {
    fileprivate var completeParts: [Part] { parts.filter(\.isComplete) }
}

extension MultipartLimits {
    /// A delimiter with its CRLF and as much padding as could be accepted; without any it is held in any case.
    fileprivate func longestHold(_ boundary: MultipartBoundary) -> Int {
        max(overhead, boundary.text.utf8.count + 5)
    }
}

private func checkHead(_ head: PartHead, _ limits: MultipartLimits) {
    require(head.headers.count <= limits.headersPerPart, "there are \(head.headers.count) headers")
    let size = head.headers.reduce(2) { $0 + $1.name.utf8.count + $1.value.count + 3 }
    require(size <= limits.partHeaderBytes, "the headers are over their limit")
    for header in head.headers {
        require(!header.value.contains { $0 == .carriageReturn || $0 == .lineFeed }, "a line end is in a header")
    }
    let parameters = head.disposition.parameters
    require(parameters.count <= limits.parametersPerHeader, "there are \(parameters.count) parameters")
    require(head.fileName?.utf8.contains { $0 == .slash || $0 == .backslash } != true, "a folder is in a file's name")
}

/// All that is no file's content is overhead: the form is accepted by a limit of so much, and not by one byte less.
private func checkOverhead(
    of form: FormReading, _ size: Int, _ limits: MultipartLimits, _ chunks: [ArraySlice<UInt8>],
    _ boundary: MultipartBoundary
) {
    var exact = limits
    exact.overhead = form.parts.filter(\.head.isFile).reduce(size) { $0 - $1.content.count }
    require(exact.overhead <= limits.overhead, "the overhead of \(exact.overhead) is over its limit")
    requireEqual(FormReading(chunks, boundary: boundary, limits: exact), form, "the exact limit is too low")
    exact.overhead -= 1
    let error = FormReading(chunks, boundary: boundary, limits: exact).error
    requireEqual(error?.code, .overheadTooLarge, "a limit of \(exact.overhead) bytes is no limit")
}

/// What was read, written again by our encoder, reads the same.
private func checkEncodes(_ part: FormReading.Part) {
    // No boundary is in what libFuzzer makes of other ones, but by an accident that never happens.
    guard let name = part.head.fileName, let boundary = try? MultipartBoundary("fuzzer-7c1d-90ab-5e3f"),
        let form = try? MultipartEncoder(boundary: boundary, nameEscaping: .extended)
            .form(fileName: name, fileSize: part.content.count)
    else { fatalError("a form can't be written") }
    let reading = FormReading([form.head[...], part.content[...], form.tail[...]], boundary: boundary)
    requireEqual(reading.error, nil, "an encoded form is refused")
    requireEqual(reading.parts.map(\.content), [part.content], "an encoded content has changed")
    requireEqual(reading.parts.map(\.head.fileName), [name], "an encoded name has changed")
    requireEqual(form.contentLength, form.head.count + part.content.count + form.tail.count, "a length is wrong")
}
