/// How hard a boundary is to guess, as far as its text tells (M109).
enum BoundaryStrength {
    /// The most random bits that it can hold: words and hyphens hold none.
    static func bits(_ boundary: String) -> Double {
        boundary.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.reduce(0) { $0 + bits(ofSegment: $1) }
    }

    private static func bits(ofSegment text: Substring) -> Double {
        let hasDigits = text.contains { $0.isNumber }
        let isMixed = text.contains { $0.isLowercase } && text.contains { $0.isUppercase }
        guard hasDigits || isMixed && text.count >= 16 else { return 0 }
        let bits =
            if text.allSatisfy(\.isNumber) { 3.32 } else if text.allSatisfy(\.isHexDigit), !isMixed { 4.0 } else { 5.2 }
        return bits * Double(text.count)
    }

    /// Whether a number in it is the time of day, give or take a day: in seconds or parts of them, or as `uniqid` of PHP.
    static func tellsTime(_ boundary: String, now: Int64) -> Bool {
        let runs = boundary.split { !($0.isASCII && $0.isHexDigit) }
        return runs.contains { run in
            if run.count == 13, let seconds = Int64(run.prefix(8), radix: 16), isNear(seconds, now) { return true }
            return run.split { !$0.isNumber }.contains { digits in
                [10, 13, 16, 19].contains(digits.count) && isNear(Int64(digits.prefix(10)) ?? 0, now)
            }
        }
    }

    private static func isNear(_ seconds: Int64, _ now: Int64) -> Bool {
        abs(seconds - now) < 86_400
    }
}
