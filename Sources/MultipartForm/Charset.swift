/// The charsets in which file names come.
enum Charset {
    case utf8
    case latin1

    /// The charset called `name`, whatever its case; nil for one that is not understood.
    init?(_ name: some Sequence<UInt8>) {
        if name.spells("utf-8") {
            self = .utf8
        } else if name.spells("iso-8859-1") {
            self = .latin1
        } else {
            return nil
        }
    }

    /// `octets`, which are of this charset, as UTF-8; nil where they are not of it.
    func utf8(_ octets: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8: String(validating: octets, as: UTF8.self) == nil ? nil : octets
        case .latin1: octets.flatMap { UTF8.encode(Unicode.Scalar($0)).map(Array.init) ?? [] }
        }
    }
}
