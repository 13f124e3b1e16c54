/// The MD5 of a file's bytes, as a value; hashing is done elsewhere (UPLOAD-03).
public struct MD5Digest: Sendable, Hashable {
    private let value: SixteenBytes

    /// Takes exactly 16 bytes; any other number is nil.
    public init?(bytes: some Collection<UInt8>) {
        guard let value = SixteenBytes(bytes: bytes) else { return nil }
        self.value = value
    }

    /// Reads exactly 32 hex digits of either case; all else is nil.
    public init?(hex: some StringProtocol) {
        guard let value = SixteenBytes(hexDigits: Array(hex.utf8)) else { return nil }
        self.value = value
    }

    /// The 16 bytes.
    public var bytes: [UInt8] { value.bytes }

    /// 32 hex digits: lower-case as documented, upper-case as observed (UPLOAD-03).
    public func hex(_ profile: Profile) -> String {
        String(decoding: value.hexDigits(uppercase: profile == .observed), as: UTF8.self)
    }
}
