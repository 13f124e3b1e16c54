extension ContentDisposition {
    /// How a download header writes a name that is no token (DOWNLOAD-02).
    public enum NameEncoding: Sendable, Hashable {
        /// Plain quotes while printable ASCII allows it, else percent-encoded; profile `documented`.
        case percent
        /// Form-urlencoded, with `filename*` beside it in any case; profile `observed`.
        case form
    }

    /// The value of a download's Content-Disposition header (DOWNLOAD-02).
    ///
    /// It is printable ASCII whatever the name holds, so that no name can add a header or a parameter.
    ///
    /// - Parameters:
    ///   - fileName: the stored name, whatever it holds.
    ///   - encoding: how a name is written that is no token.
    public static func attachment(fileName: String, encoding: NameEncoding) -> String {
        if !fileName.isEmpty, fileName.utf8.allSatisfy(\.isTokenCharacter) { return "attachment; filename=\(fileName)" }
        let extended = percentEncode(fileName) { isAttributeCharacter($0) }
        switch encoding {
        case .percent where fileName.utf8.allSatisfy(isPlain):
            return "attachment; filename=\"\(fileName)\""
        case .percent:
            return "attachment; filename=\"\(extended)\"; filename*=UTF-8''\(extended)"
        case .form:
            let form = percentEncode(fileName, spaceAsPlus: true) { isFormCharacter($0) }
            return "attachment; filename=\"\(form)\"; filename*=UTF-8''\(extended)"
        }
    }

    /// Printable ASCII that means nothing inside quotes, nor to a reader who undoes percent-encoding.
    private static func isPlain(_ byte: UInt8) -> Bool {
        #if PLANTED_DEFECT  // A character that means something is forgotten.
            if byte == .backslash { return true }
        #endif
        return (0x20...0x7E).contains(byte) && byte != .quote && byte != .backslash && byte != .percent
    }

    /// RFC 8187 `attr-char`.
    static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        byte.isTokenCharacter && byte != UInt8(ascii: "*") && byte != .apostrophe && byte != .percent
    }

    private static func isFormCharacter(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "-_.!*()".utf8.contains(byte)
    }

    static func percentEncode(
        _ text: String, spaceAsPlus: Bool = false, except isLiteral: (UInt8) -> Bool
    ) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isLiteral(byte) {
                encoded.append(byte)
            } else if spaceAsPlus, byte == .space {
                encoded.append(UInt8(ascii: "+"))
            } else {
                encoded += [.percent, digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
