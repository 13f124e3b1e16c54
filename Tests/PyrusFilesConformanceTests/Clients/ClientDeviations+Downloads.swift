import PyrusFiles

@testable import PyrusFilesConformance

extension ClientDeviations {
    static let downloadContent: [ClientDeviation] = [
        altered("one-byte", "takes a zero for the end", names: "a file of 0 bytes") { $0 == [0] ? [] : $0 },
        altered("blank", "takes blanks for nothing", names: "a file of 0 bytes") { bytes in
            bytes.allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) } ? [] : bytes
        },
        altered("every-byte", "replaces what is no UTF-8", names: "other from byte") {
            $0.count == 131_072 ? Array(String(decoding: $0, as: UTF8.self).utf8) : $0
        },
        altered("line-ends", "makes line ends LF", names: "other from byte 0") {
            $0.starts(with: Array("\r\na".utf8)) ? $0.filter { $0 != 0x0D } : $0
        },
        altered("not-text", "drops a byte order mark", names: "other from byte 0") {
            $0.starts(with: [0xEF, 0xBB, 0xBF]) ? Array($0.dropFirst(3)) : $0
        },
        ClientDeviation(
            "client/download/content/looks-like-error", "takes a file for an error", names: "the client's error"
        ) {
            $0.takes = { $1.status == 200 && $1.isWhole && $1.errorCode == nil }
        },
        ClientDeviation(
            "client/download/content/looks-like-html", "takes HTML for an error", names: "the client's error"
        ) {
            $0.takes = { $1.status == 200 && $1.isWhole && !$1.body.starts(with: Array("<html".utf8)) }
        },
        altered("looks-compressed", "takes apart what is compressed", names: "other from byte 0") {
            $0.starts(with: [0x1F, 0x8B]) ? Array("a".utf8) : $0
        },
        altered("64-kib-less-one", "fills the last block", names: "more than 65535 bytes") {
            $0.count == 65_535 ? $0 + [0] : $0
        },
        altered("64-kib", "drops the end of a block that is just full", names: "65535 bytes instead of 65536") {
            $0.count == 65_536 ? $0.dropLast() : $0
        },
        altered("64-kib-and-one", "forgets what is behind the last full block", names: "65536 bytes instead of 65537") {
            $0.count == 65_537 ? $0.dropLast() : $0
        },
        altered("10-mib", "keeps 8 MiB at most", names: "8388608 bytes instead of 10485760") {
            Array($0.prefix(8 << 20))
        },
        ClientDeviation("client/download/content/slow", "waits for a second at most", names: "no answer in time") {
            $0.patience = .seconds(1)
        },
        ClientDeviation("client/download/content/small-writes", "reads an answer in 5 pieces at most", names: "pieces")
        {
            $0.mostReads = 5
        },
        ClientDeviation("client/download/content/chunked", "reads no chunks", names: "the client's error") {
            $0.takes = { $1.status == 200 && $1.isWhole && $1["Transfer-Encoding"] == nil }
        },
        impatient("client/download/content/delayed"),
        altered("corrupted", "mends what it knows better", names: "other from byte 3") {
            $0.count == 10 ? Array("0123456789".utf8) : $0
        },
        ClientDeviation(
            "client/download/content/twice", "goes on with a connection that has ended", names: "the client's error"
        ) { $0.looksAtConnection = false },
    ]

    private static func altered(
        _ name: String, _ what: String, names: String, _ received: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> ClientDeviation {
        ClientDeviation("client/download/content/\(name)", what, names: names) { $0.received = { received($0.body) } }
    }

    static let downloadErrors: [ClientDeviation] = [
        saving("error/unknown-id", "what is said of an unknown id") { $0.errorCode == "unrecognized_attachment_id" },
        saving("error/403-json", "a 403") { $0.status == 403 },
        saving("error/404-json", "a 404") { $0.status == 404 },
        saving("error/429-json", "a 429") { $0.status == 429 },
        saving("error/500-json", "a 500 with JSON") { $0.status == 500 && $0.json != nil },
        saving("error/500-html", "a 500 with HTML") { $0.status == 500 && $0["Content-Type"] == "text/html" },
        saving("error/500-octets", "whatever says that it is a file") {
            $0["Content-Type"] == "application/octet-stream"
        },
        saving("error/410-html", "a 410") { $0.status == 410 },
        saving("error/503-empty", "a 503") { $0.status == 503 },
        .silent("client/download/error/code-and-text", "loses what an error says", names: "error_code") { answer, _ in
            answer.errorCode == "max_file_name_length_exceeded"
        },
        ClientDeviation(
            "client/download/error/retry-after", "does not wait as Retry-After says", names: "two seconds of waiting"
        ) { $0.pause = { _, _ in .zero } },
    ]

    static let downloadLost: [ClientDeviation] = [
        saving("lost/truncated", "half a file") { !$0.isWhole },
        saving("lost/truncated-by-one", "a file without its last byte") { $0.body.count == 99_999 },
        saving("lost/no-body", "nothing") { !$0.isWhole && $0.body.isEmpty },
        saving("lost/closed", "half a file behind which the connection was closed") { !$0.isWhole },
        saving("lost/reset", "half a file behind which the connection was reset") { !$0.isWhole },
        hoping("lost/no-answer", "no answer") { $0 == .ended(.closed) },
        hoping("lost/reset-before", "a reset") { $0 == .ended(.reset) },
        hoping("lost/no-head", "what is no HTTP") { if case .garbled = $0 { true } else { false } },
        hoping("lost/wrong-chunks", "wrong chunks") { _ in true },
        saving("lost/too-long-promise", "a file of another length") { $0.body.count == 100_000 },
        saving("lost/chunked-cut", "the chunks that came") { !$0.isWhole && $0["Transfer-Encoding"] != nil },
        saving("lost/chunked-without-end", "the chunks that came") { !$0.isWhole && $0["Transfer-Encoding"] != nil },
        ClientDeviation(
            "client/download/lost/stalled", "takes half a file behind which nothing came", names: "instead of 100000"
        ) { client in
            let right = client.takes
            client.takes = { right($0, $1) || $0 == "download" && !$1.isWhole }
        },
        ClientDeviation("client/download/lost/nothing-left", "leaves half a file", names: "1 files") {
            $0.leftOver = { $0.isWhole ? nil : $0.body }
        },
    ]

    /// Takes an answer for a file that is none.
    private static func saving(
        _ name: String, _ what: String, where isSaved: @escaping @Sendable (WireAnswer) -> Bool
    ) -> ClientDeviation {
        ClientDeviation("client/download/\(name)", "takes \(what) for the file", names: "got success") { client in
            let right = client.takes
            client.takes = { right($0, $1) || $0 == "download" && isSaved($1) }
        }
    }

    private static func hoping(
        _ name: String, _ what: String, where isSaved: @escaping @Sendable (WireFailure) -> Bool
    ) -> ClientDeviation {
        ClientDeviation("client/download/\(name)", "takes \(what) for an empty file", names: "got success") { client in
            client.fileOfNothing = { isSaved($0) ? [] : nil }
        }
    }
}
