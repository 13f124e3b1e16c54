import MultipartForm

extension NoteRule {
    /// How a file's name is written (UPLOAD-12, M064 to M076, M110, and IQ of M111).
    static let ofFileNames = [
        NoteRule(
            "filename-extended",
            "The file's name comes as \"filename*\", which forms must not have: send \"filename\" alone, in UTF-8 "
                + "(M112, RFC 7578 4.2).",
            where: { $0.anyFile { $0.disposition["filename*"] != nil } }),
        NoteRule(
            "filename-encoded-word",
            "The file's name is written in words for mail (=?utf-8?…?=), which few servers of forms undo: send it in "
                + "UTF-8 (M075).",
            where: { $0.anyFile { $0.plainName.map { $0.starts(with: "=?".utf8) } ?? false } }),
        NoteRule(
            "filename-percent-encoded",
            "The file's name is percent-encoded, and only %22, %0D and %0A are undone: it is stored with its percent "
                + "signs. Send it in UTF-8 (M076).",
            where: { $0.anyFile { $0.disposition["filename*"] == nil && hasPercentEscapes($0.plainName ?? []) } }),
        NoteRule(
            "filename-escaped-quote",
            "A quote in the file's name is escaped by a backslash, which many servers take for the name's own: send "
                + "%22 (M066).",
            where: { $0.anyFile { hasEscapedQuote($0.plainName ?? []) } }),
        NoteRule(
            "filename-unquoted",
            "The file's name has characters that have to be quoted, and is not: quote it (M064).",
            where: { $0.anyFile { $0.disposition["filename"].map { !$0.isQuoted && !isPlain($0.value) } ?? false } }),
        NoteRule(
            "filename-single-quoted",
            "A name stands in single quotes, which become a part of it: use double ones (M064, M111).",
            where: { evidence in
                evidence.anyPart { part in
                    [part.disposition["name"], part.disposition["filename"]].contains { parameter in
                        guard let parameter, !parameter.isQuoted, parameter.value.count > 1 else { return false }
                        return parameter.value.first == UInt8(ascii: "'") && parameter.value.last == UInt8(ascii: "'")
                    }
                }
            }),
        NoteRule(
            "filename-path",
            "The file's name comes with its folders, which tell of the sender's machine and are cut off: send the last "
                + "segment alone (M073).",
            where: { $0.anyFile { hasFolder($0.plainName ?? []) } }),
        NoteRule(
            "filename-not-utf8",
            "The file's name is not UTF-8, and what can't be read became U+FFFD: send UTF-8 (M076).",
            where: { $0.anyFile { $0.plainName.map { String(validating: $0, as: UTF8.self) == nil } ?? false } }),
        NoteRule(
            "filename-control",
            "The file's name has a control character, sent as it is: leave it out (M074).",
            where: { $0.anyFile { $0.plainName.map { $0.contains { $0 < 0x20 || $0 == 0x7F } } ?? false } }),
        NoteRule(
            "filename-lost",
            "The file's name is all question marks: a library replaced what is not ASCII. Set it to write headers in "
                + "UTF-8.",
            where: { evidence in
                evidence.anyFile { part in
                    let stem = (part.plainName ?? []).prefix { $0 != UInt8(ascii: ".") }
                    return stem.count > 1 && stem.allSatisfy { $0 == UInt8(ascii: "?") }
                }
            }),
    ]

    /// Whether `%` and two hexadecimal digits stand there, other than those that browsers write for quotes and line ends.
    private static func hasPercentEscapes(_ name: [UInt8]) -> Bool {
        let escapes = name.indices.filter { name[$0] == UInt8(ascii: "%") }.map {
            String(decoding: name[($0 + 1)...].prefix(2), as: UTF8.self)
        }
        return escapes.contains { $0.count == 2 && $0.allSatisfy(\.isHexDigit) && !["22", "0D", "0A"].contains($0) }
    }

    private static func hasEscapedQuote(_ name: [UInt8]) -> Bool {
        zip(name, name.dropFirst()).contains { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "\"") }
    }

    /// Whether a value may stand without quotes.
    private static func isPlain(_ value: [UInt8]) -> Bool {
        value.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\/[]?={}".utf8.contains($0) }
    }

    private static func hasFolder(_ name: [UInt8]) -> Bool {
        var rest = name[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "/") { return true }
            guard byte == UInt8(ascii: "\\") else { continue }
            // `\"` is an escaped quote, `\\` a backslash.
            guard rest.first == UInt8(ascii: "\"") else { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
