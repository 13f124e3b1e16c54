extension JSONParser {
    /// A number's literal: `-`, digits without a leading zero, a fraction, an exponent.
    mutating func number() throws(JSONError) -> String {
        let start = offset
        if next == UInt8(ascii: "-") { offset += 1 }
        if next == UInt8(ascii: "0") {
            offset += 1
            if next?.decimalValue != nil { throw fault("a number has a leading zero") }
        } else {
            try digits()
        }
        if next == UInt8(ascii: ".") {
            offset += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            offset += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        guard next?.decimalValue != nil else { throw fault("a digit is expected") }
        while next?.decimalValue != nil { offset += 1 }
    }

    /// A string, from its opening quote to its closing one.
    mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while true {
            let run = offset
            while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
            text += bytes[run..<offset]
            switch next {
            case UInt8(ascii: "\""):
                offset += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONError(offset: start, sentence: "a string is not valid UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case nil: throw fault("the text ends within a string")
            default: throw fault("a control character in a string is not escaped")
            }
        }
    }

    /// One escape, appended as UTF-8; two where they are a surrogate pair.
    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = offset
        offset += 1
        guard let letter = next else { throw fault("the text ends within a string") }
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Character(try scalar(from: start)).utf8
        default: throw JSONError(offset: start, sentence: "an escape is unknown")
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that make a pair; the offset is behind the first `u`.
    private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\") {
            offset += 1
            if next == UInt8(ascii: "u") {
                offset += 1
                let second = try codeUnit()
                // The ten low bits of either half, above the 65,536 scalars that need no pair.
                let value = 0x1_0000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                if UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(value) { return scalar }
            }
        }
        throw JSONError(offset: start, sentence: "an escape is half of a surrogate pair")
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexValue else { throw fault("four hex digits are expected") }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
