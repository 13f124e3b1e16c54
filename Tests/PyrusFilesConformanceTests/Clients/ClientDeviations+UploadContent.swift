@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadContent: [ClientDeviation] = [
        altered("one-byte", "ends a file of one byte with a line end", names: "1 bytes to arrive; got 2") {
            $0 == [0x78] ? [0x78, 0x0A] : $0
        },
        altered("zero-byte", "takes a zero for the end", names: "empty_file") { $0 == [0] ? [] : $0 },
        altered("blank", "takes blanks for nothing", names: "empty_file") { bytes in
            bytes.allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) } ? [] : bytes
        },
        altered("every-byte", "takes bytes for Latin-1 and writes UTF-8", names: "131072 bytes to arrive") { bytes in
            bytes.count == 131_072
                ? Array(String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })).utf8) : bytes
        },
        altered("line-end-first", "drops a line end at the beginning", names: "18 bytes to arrive; got 16") {
            $0.starts(with: [0x0D, 0x0A]) && !$0.starts(with: [0x0D, 0x0A, 0x2D]) ? Array($0.dropFirst(2)) : $0
        },
        altered("line-end-last", "drops a line end at the end", names: "bytes to arrive") {
            $0.suffix(2) == [0x0D, 0x0A] && $0.first == UInt8(ascii: "b") ? $0.dropLast(2) : $0
        },
        altered("line-ends-mixed", "makes every line end CRLF", names: "bytes to arrive") { bytes in
            bytes.starts(with: Array("a\nb".utf8)) ? Array("a\r\nb\r\nc\r\nd\r\n\r\ne".utf8) : bytes
        },
        altered("looks-like-form", "takes a file that looks like a form apart", names: "bytes to arrive") { bytes in
            bytes.starts(with: Array("--\r\n--".utf8)) ? Array("inner".utf8) : bytes
        },
        altered("many-delimiters", "escapes dashes at the beginning of a line", names: "bytes to arrive") { bytes in
            bytes.starts(with: Array("\r\n--".utf8)) ? Array("\r\n- --".utf8) + bytes.dropFirst(4) : bytes
        },
        altered("not-text", "replaces what is no UTF-8", names: "bytes to arrive") {
            $0.starts(with: [0xFF, 0xFE]) ? Array(String(decoding: $0, as: UTF8.self).utf8) : $0
        },
        altered("64-kib-less-one", "fills the last block", names: "65535 bytes to arrive; got 65536") {
            $0.count == 65_535 ? $0 + [0] : $0
        },
        ClientDeviation(
            "client/upload/content/64-kib", "sends nothing behind a block that is just full", names: "bytes to arrive"
        ) { $0.content = { $0.count == 65_536 ? $0.dropLast() : $0 } },
        altered(
            "64-kib-and-one", "forgets what is behind the last full block", names: "65537 bytes to arrive; got 65536"
        ) {
            $0.count == 65_537 ? $0.dropLast() : $0
        },
        altered("10-mib", "sends 8 MiB at most", names: "10485760 bytes to arrive; got 8388608") {
            Array($0.prefix(8 << 20))
        },
        ClientDeviation(
            "client/upload/content/own-boundary", "has one boundary for all files", names: "bytes to arrive"
        ) { $0.boundary = { _ in "0123456789abcdef0123456789abcdef" } },
        .praising("client/upload/content/over-limit", "a file that is too large") {
            $0.errorCode == "too_large_request_length"
        },
        .praising("client/upload/content/empty", "an empty file") { $0.errorCode == "empty_file" },
        ClientDeviation("client/upload/content/memory", "holds the file in memory", names: "63 MiB more") {
            $0.memory = { 40 << 20 + Int64($0) }
        },
    ]

    private static func altered(
        _ name: String, _ what: String, names: String, _ content: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> ClientDeviation {
        ClientDeviation("client/upload/content/\(name)", what, names: names) { $0.content = content }
    }
}
