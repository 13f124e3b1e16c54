import MultipartForm
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let uploadLimits: [Deviation] = [
        Deviation("server/upload/limits/around-the-file", "allows a byte less around a file") {
            $0.limits.multipartOverhead -= 1
        },
        Deviation("server/upload/limits/around-the-file-one-over", "allows a byte more around a file") {
            $0.limits.multipartOverhead += 1
        },
        .refusing("server/upload/limits/file-does-not-count", "counts what looks like a delimiter in a file") {
            $0.contains("\(FormBody.boundary)x\r\n")
        },
        .taking(
            .overheadTooLarge, in: "server/upload/limits/unnamed-file-counts",
            "takes a part without a file's name for a file"),
        .taking(.overheadTooLarge, in: "server/upload/limits/nothing-but-text", "reads text without an end"),
        Deviation("server/upload/limits/part-headers", "allows a byte less of a part's headers") {
            $0.limits.partHeaderBytes -= 1
        },
        Deviation("server/upload/limits/part-headers-one-over", "allows a byte more of a part's headers") {
            $0.limits.partHeaderBytes += 1
        },
        Deviation("server/upload/limits/part-headers-by-the-part", "allows 8 KiB of a part's headers") {
            $0.limits.partHeaderBytes = 8 * 1_024
        },
        .taking(.tooManyHeaders, in: "server/upload/limits/headers-of-a-part", "allows any number of headers"),
        .taking(.tooManyParameters, in: "server/upload/limits/parameters", "allows any number of parameters"),
        .taking(.overheadTooLarge, in: "server/upload/limits/many-fields", "allows any number of fields"),
        .refusing("server/upload/limits/many-escapes", "allows a thousand escapes") { $0.contains(#"a\\a\\"#) },
    ]

    static let uploadSizes: [Deviation] = [
        .accepting(.emptyFile, in: "server/upload/sizes/empty-file", "takes a file without a byte"),
        .replacing(
            .emptyFile, in: "server/upload/sizes/empty-file-without-line-end",
            "wants a line end between headers and delimiter"
        ) {
            _ in .json(#"{"error":"No.","error_code":"bad_multipart_content"}"#, status: .badRequest)
        },
        .reading("server/upload/sizes/around-64-kib", "drops what is beyond 64 KiB") {
            let size = FormBody(content: [UInt8](repeating: 0, count: 65_537)).bytes.count
            if $0.body.count == size { $0.body.remove(at: 60_000) }
        },
        Deviation("server/upload/sizes/declared-too-large", "allows 4 GB by declared length") {
            $0.limits.maxFileSize = 4_294_967_296
        },
        Deviation("server/upload/sizes/declared-that-fits", "allows no more than the largest file by declared length") {
            $0.limits.maxFileSize -= 1
        },
    ]

    /// Cases without a server that they catch, and why.
    static let untested: [Case.ID: String] = [
        "server/upload/sizes/largest": "it sends 2 GB, which a test takes minutes for",
        "server/upload/sizes/one-byte-over": "it sends 2 GB, which a test takes minutes for",
        "server/upload/sizes/chunked-over": "it sends 2 GB, which a test takes minutes for",
    ]
}
