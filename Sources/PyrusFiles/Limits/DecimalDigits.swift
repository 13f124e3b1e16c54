/// Unsigned decimal numbers from outside: ASCII digits alone, no sign, no spaces, never a trap on overflow.
enum DecimalDigits {
    /// The value of one or more digits, or nil where there is anything else or the value is over `bound`.
    static func value(of digits: some Sequence<UInt8>, atMost bound: Int64) -> Int64? {
        var value: Int64 = 0
        var isEmpty = true
        for digit in digits {
            guard let number = digit.decimalValue else { return nil }
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = shifted.addingReportingOverflow(number)
            guard !overflowed, !carried, sum <= bound else { return nil }
            value = sum
            isEmpty = false
        }
        return isEmpty ? nil : value
    }
}

extension UInt8 {
    /// 0 to 9 for an ASCII digit, else nil.
    var decimalValue: Int64? {
        self >= 0x30 && self <= 0x39 ? Int64(self) - 0x30 : nil
    }
}
