/// The id of an upload: a UUID, written with dashes in lower case (UPLOAD-02).
public struct GUID: Sendable, Hashable {
    private let value: SixteenBytes

    /// A new random one (version 4), from the system's generator.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// A new random one (version 4), from `generator`: the same generator gives the same GUIDs.
    public init(using generator: inout some RandomNumberGenerator) {
        let high: UInt64 = generator.next()
        let low: UInt64 = generator.next()
        value = SixteenBytes(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000,
            low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    /// Reads 32 hex digits of either case in groups of 8, 4, 4, 4 and 12 with dashes between; all else is nil.
    ///
    /// Any version and variant is read, the nil UUID too: a guid that nobody was given is unknown, not malformed.
    public init?(_ text: some StringProtocol) {
        let groups = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], let value = SixteenBytes(hexDigits: groups.joined().map { $0 })
        else { return nil }
        self.value = value
    }

    /// Takes exactly 16 bytes, in the order of the text; any other number is nil.
    public init?(bytes: some Collection<UInt8>) {
        guard let value = SixteenBytes(bytes: bytes) else { return nil }
        self.value = value
    }

    /// The 16 bytes, in the order of the text.
    public var bytes: [UInt8] { value.bytes }
}

extension GUID: CustomStringConvertible {
    /// 36 characters: dashed, lower-case.
    public var description: String {
        let digits = value.hexDigits()
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
            .map { String(decoding: digits[$0], as: UTF8.self) }
            .joined(separator: "-")
    }
}
