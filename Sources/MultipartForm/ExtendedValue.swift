/// The value of a parameter whose name ends in `*` (RFC 8187): `UTF-8'en'na%C3%AFve.txt`.
enum ExtendedValue {
    /// The value as UTF-8, or nil where it does not decode.
    ///
    /// It decodes where the charset is UTF-8 or ISO-8859-1, whatever the case, every `%` begins an escape, and the
    /// bytes are right in that charset. Characters that should have been escaped are taken as they are.
    static func decode(_ value: [UInt8]) -> [UInt8]? {
        let fields = value.split(separator: .apostrophe, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let charset = Charset(fields[0]) else { return nil }
        guard let octets = decodePercents(fields[2]), let text = charset.utf8(octets) else { return nil }
        return text
    }

    private static func decodePercents(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == .percent else {
                octets.append(byte)
                continue
            }
            guard let octet = rest.popHexOctet() else { return nil }
            octets.append(octet)
        }
        return octets
    }
}
