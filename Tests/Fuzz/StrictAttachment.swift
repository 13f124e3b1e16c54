/// The Content-Disposition of a download, by the grammar of RFC 6266 and not a bit more: a token, or quotes without
/// escapes, and perhaps `filename*` behind it. Written without regard to our own reader, which is what it judges.
struct StrictAttachment {
    let parameters: [String]
    /// The bytes of the name: those of `filename*` where it is there.
    let name: [UInt8]

    init?(_ header: String) {
        var rest = Array(header.utf8)[...]
        guard Self.take("attachment; filename=", from: &rest) else { return nil }
        guard Self.take("\"", from: &rest) else {
            guard !rest.isEmpty, rest.allSatisfy({ Self.tokens[Int($0)] }) else { return nil }
            self.init(parameters: ["filename"], name: Array(rest))
            return
        }
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let plain = rest[..<end]
        guard !plain.contains(UInt8(ascii: "\\")) else { return nil }
        rest = rest[(end + 1)...]
        guard !rest.isEmpty else {
            self.init(parameters: ["filename"], name: Array(plain))
            return
        }
        guard Self.take("; filename*=UTF-8''", from: &rest), rest.allSatisfy({ Self.attributes[Int($0)] }),
            let name = Self.octets(of: rest, plus: UInt8(ascii: "+"))
        else { return nil }
        // The plain one says the same to a reader who undoes its escapes, of either kind.
        let readings = [UInt8(ascii: "+"), UInt8(ascii: " ")].map { Self.octets(of: plain, plus: $0) }
        guard readings.contains(name) else { return nil }
        self.init(parameters: ["filename", "filename*"], name: name)
    }

    private init(parameters: [String], name: [UInt8]) {
        self.parameters = parameters
        self.name = name
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let tokens = table("\(letters)!#$%&'*+-.^_`|~")
    private static let attributes = table("\(letters)!#$&+-.^_`|~%")

    private static func table(_ characters: String) -> [Bool] {
        characters.utf8.reduce(into: Array(repeating: false, count: 256)) { $0[Int($1)] = true }
    }

    private static func take(_ text: StaticString, from bytes: inout ArraySlice<UInt8>) -> Bool {
        let expected = text.withUTF8Buffer { Array($0) }
        guard bytes.starts(with: expected) else { return false }
        bytes = bytes.dropFirst(expected.count)
        return true
    }

    /// Percent-decoded; nil for an escape that is none.
    private static func octets(of text: ArraySlice<UInt8>, plus: UInt8) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexDigitValue, let low = rest.popFirst()?.hexDigitValue else {
                    return nil
                }
                octets.append(high << 4 | low)
            case UInt8(ascii: "+"): octets.append(plus)
            default: octets.append(byte)
            }
        }
        return octets
    }
}
