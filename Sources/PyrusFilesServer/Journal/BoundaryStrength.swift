/// How hard a boundary is to guess, as far as its text tells (M109). All of it is ASCII.
enum BoundaryStrength {
    /// The most random bits that it can hold: words and hyphens hold none.
    static func bits(_ boundary: String) -> Double {
        boundary.utf8.split { !$0.isDigit && !$0.isSmall && !$0.isCapital }.reduce(0) { $0 + bits(ofSegment: $1) }
    }

    private static func bits(ofSegment text: Substring.UTF8View) -> Double {
        let isMixed = text.contains(where: \.isSmall) && text.contains(where: \.isCapital)
        guard text.contains(where: \.isDigit) || isMixed && text.count >= 16 else { return 0 }
        let bits =
            if text.allSatisfy(\.isDigit) { 3.32 } else if text.allSatisfy(\.isHexDigit), !isMixed { 4.0 } else { 5.2 }
        return bits * Double(text.count)
    }

    /// Whether a number in it is the time of day, give or take a day: in seconds or parts of them, or as `uniqid` of PHP.
    static func tellsTime(_ boundary: String, now: Int64) -> Bool {
        boundary.utf8.split { !$0.isHexDigit }.contains { run in
            run.count == 13 && isNear(run.prefix(8), radix: 16, now)
                || run.split { !$0.isDigit }.contains { digits in
                    [10, 13, 16, 19].contains(digits.count) && isNear(digits.prefix(10), radix: 10, now)
                }
        }
    }

    private static func isNear(_ digits: Substring.UTF8View, radix: Int, _ now: Int64) -> Bool {
        Int64(Substring(digits), radix: radix).map { abs($0 - now) < 86_400 } ?? false
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isSmall: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    fileprivate var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
