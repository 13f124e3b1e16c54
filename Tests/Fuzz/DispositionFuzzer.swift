/// Any bytes as the value of a header, and as a file's name: what reads one, what writes one, and both after each other.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDisposition(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    fuzz(data, size) { checkBytes($0.bytes) }
}

private func checkBytes(_ bytes: [UInt8]) {
    if let disposition = try? ContentDisposition(parsing: bytes) { checkReading(disposition, of: bytes) }
    if let boundary = try? MultipartBoundary(contentType: bytes) { checkBoundary(boundary) }
    let name = String(decoding: bytes, as: UTF8.self)
    checkAttachment(name, .percent)
    checkAttachment(name, .form)
    for escaping in [MultipartEncoder.NameEscaping.percent, .backslash, .extended] { checkForm(name, escaping) }
    checkEncodings(bytes)
}

// MARK: Reading

private func checkReading(_ disposition: ContentDisposition, of value: [UInt8]) {
    let names = disposition.parameters.map(\.name)
    requireEqual(Set(names).count, names.count, "a parameter is there twice")
    require(names.count <= 64, "there are more parameters than allowed")
    require(
        ([disposition.type] + names).allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isTokenCharacter) },
        "a name is no token")
    require(disposition.fileName?.utf8.contains(where: isSeparator) != true, "a folder is in a file's name")
    requireEqual(
        try? ContentDisposition(parsing: written(disposition)), disposition, "written out it reads differently")
    requireEqual(
        try? ContentDisposition(parsing: [.space] + value + [.tab]), disposition, "blanks around it mean something")
    guard disposition.type == "form-data", !names.isEmpty, !value.contains(where: isLineEnd) else { return }
    let body = Array("--X\r\nContent-Disposition: ".utf8) + value + "\r\n\r\n\r\n--X--".utf8
    requireEqual(reading(body).parts.map(\.head.disposition), [disposition], "in a form it reads differently")
}

/// The same parameters, with nothing else between them.
private func written(_ disposition: ContentDisposition) -> [UInt8] {
    disposition.parameters.reduce(into: Array(disposition.type.utf8)) { text, parameter in
        let quote: [UInt8] = parameter.isQuoted ? [.quote] : []
        text += "; \(parameter.name)=".utf8 + quote + parameter.value + quote
    }
}

private func checkBoundary(_ boundary: MultipartBoundary) {
    require((1...70).contains(boundary.text.utf8.count), "a boundary has a length that none has")
    requireEqual(try? MultipartBoundary(boundary.text), boundary, "a boundary is none")
    requireEqual(
        try? MultipartBoundary(contentType: boundary.contentType), boundary, "written out it reads differently")
}

// MARK: Writing

/// What goes into the header of a download comes out of it, by our own reader and by a strict one.
private func checkAttachment(_ name: String, _ encoding: ContentDisposition.NameEncoding) {
    let header = ContentDisposition.attachment(fileName: name, encoding: encoding)
    require(header.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(header.debugDescription) is not printable")
    let strict = StrictAttachment(header)
    requireEqual(strict?.name, Array(name.utf8), "a strict reader has another name of \(header)")
    guard let disposition = try? ContentDisposition(parsing: Array(header.utf8)) else {
        return require(false, "\(header) can't be read")
    }
    requireEqual(disposition.type, "attachment", "the type of \(header)")
    requireEqual(
        disposition.parameters.map(\.name), strict?.parameters ?? [], "the parameters of \(header)")
    // Our reader undoes what senders do to a plain name, so it is for `filename*` to bring back any.
    guard disposition["filename*"] != nil else { return }
    requireEqual(disposition.fileName, lastSegment(name), "the name of \(header)")
}

/// A form with the name, as each kind of sender writes it.
private func checkForm(_ name: String, _ escaping: MultipartEncoder.NameEscaping) {
    guard let boundary = try? MultipartBoundary("X"),
        let form = try? MultipartEncoder(boundary: boundary, nameEscaping: escaping).form(fileName: name, fileSize: 1)
    else { return require(false, "a form can't be written") }
    requireEqual(form.head.count { $0 == .lineFeed }, 4, "a name has a line end")
    // Each byte of it may be three here: more than a part's headers may have.
    guard form.head.count <= MultipartLimits().partHeaderBytes else { return }
    // With these a name need not come back, as the encoder's documentation has it.
    let isAmbiguous =
        name.utf8.contains(where: isSeparator)
        || escaping != .extended
            && (["%22", "%0D", "%0A"].contains { contains(name, $0) } || EncodedWords.decode(Array(name.utf8)) != nil)
    guard !isAmbiguous || escaping == .backslash && name == lastSegment(name) && !name.contains("%") else { return }
    let reading = reading(form.head + [0x61] + form.tail)
    requireEqual(reading.error, nil, "a form is refused")
    if !isAmbiguous {
        requireEqual(
            reading.parts.map { $0.head.fileName.map { Array($0.utf8) } }, [Array(name.utf8)],
            "the name \(name.debugDescription) has changed")
    }
}

// MARK: Encodings

/// Written by the standards' own rules, any bytes come back.
private func checkEncodings(_ bytes: [UInt8]) {
    let name = String(decoding: bytes, as: UTF8.self)
    let extended = "UTF-8''" + ContentDisposition.percentEncode(name) { ContentDisposition.isAttributeCharacter($0) }
    requireEqual(ExtendedValue.decode(Array(extended.utf8)), Array(name.utf8), "RFC 8187 loses something")
    let digits = Array("0123456789abcdef".utf8)
    let octets = bytes.flatMap { [.equals, digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    requireEqual(EncodedWords.decode("=?utf-8?q?".utf8 + octets + "?=".utf8), bytes, "an encoded word loses something")
    let latin1 = bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
    requireEqual(
        EncodedWords.decode("=?ISO-8859-1*en?Q?".utf8 + octets + "?=".utf8), latin1, "Latin 1 loses something")
    _ = EncodedWords.decode(bytes)
    _ = EncodedWords.decode("=?utf-8?B?".utf8 + bytes + "?=".utf8)
    _ = ExtendedValue.decode(bytes)
}

private func reading(_ body: [UInt8]) -> FormReading {
    guard let boundary = try? MultipartBoundary("X") else { fatalError("X is a boundary") }
    return FormReading([body[...]], boundary: boundary)
}

private func isSeparator(_ byte: UInt8) -> Bool { byte == .slash || byte == .backslash }

private func isLineEnd(_ byte: UInt8) -> Bool { byte == .carriageReturn || byte == .lineFeed }

private func lastSegment(_ name: String) -> String {
    let segment = name.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).last ?? name.utf8[...]
    return String(decoding: segment, as: UTF8.self)
}

/// By bytes: as characters, a mark of its own that follows would be part of what is looked for.
private func contains(_ name: String, _ part: String) -> Bool {
    name.utf8.indices.contains { name.utf8[$0...].starts(with: part.utf8) }
}
