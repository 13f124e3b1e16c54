/// Text from outside, made harmless for where it is to stand.
enum Escaped {
    /// In HTML, as text or in a quoted attribute.
    static func html(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(isXML(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }

    /// In XML, as text or in a quoted attribute, where a line's end would else be taken for a blank.
    static func xml(_ text: String) -> String {
        html(text).unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "&#10;"
            case "\r": "&#13;"
            case "\t": "&#9;"
            default: String(scalar)
            }
        }.joined()
    }

    /// In a cell of a Markdown table: one line, no markup, no HTML, no mention of anybody.
    static func markdown(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\n", "\r", "\t": " "
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            case "@": "&#64;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~": "\\\(scalar)"
            default: String(isXML(scalar) ? scalar : "\u{FFFD}")
            }
        }.joined()
    }

    /// In a line of TAP.
    static func tap(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "#": "\\\(scalar)"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): " "
            case "\u{2028}", "\u{2029}": " "
            default: String(scalar)
            }
        }.joined()
    }

    /// What XML 1.0 allows.
    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20..<0x7F, 0xA0..<0xFFFE, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
