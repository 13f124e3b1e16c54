import PyrusFiles

@testable import PyrusFilesServer

extension Deviations {
    static let uploadPartHeaders: [Deviation] = [
        headers("empty-header-name", "skips a header without a name", "\r\n: form-data", as: ""),
        headers(
            "no-colon", "answers a header without a colon as a form without a file", "Disposition form-data",
            as: "Disposition: form-data; name=a"),
        headers(
            "illegal-header-name", "reads over blanks before a header's colon", "Disposition :", as: "Disposition:"),
        headers("line-end-in-header", "skips a lone CR in a header", "te\rst", as: "test"),
        headers(
            "bare-line-feed", "takes LF for a line end between headers", "\"\nContent-Type", as: "\"\r\nContent-Type"),
        headers("no-blank-line", "takes LF for the blank line", "\r\n\nfile", as: "\r\n\r\nfile"),
        headers(
            "leading-continuation", "skips a blank before the first header", "\r\n Content-Disposition",
            as: "\r\nContent-Disposition"),
        headers("two-dispositions", "takes the first of two Content-Dispositions that are the same", twice, as: once),
        headers("other-disposition", "takes attachment for form-data", ": attachment;", as: ": form-data;"),
        headers("unescaped-quotes", "reads over quotes inside a value", #"escape "quotes"#, as: "escape quotes"),
        headers("open-quotes", "closes quotes at the end of the line", "a.txt\r\n", as: "a.txt\"\r\n"),
        headers("nameless-parameter", "skips a parameter without a name", " =\"x\";", as: ""),
        headers("repeated-parameter", "takes the first of two filenames", "; FileName=\"b.txt\"", as: ""),
    ]

    static let uploadOddHeaders: [Deviation] = [
        headers("folded", "unfolds a header to nothing", "a \r\n\t b.txt", as: "ab.txt"),
        .refusing("server/upload/part-headers/odd-content-type", "wants a part's Content-Type to be one") {
            $0.contains("Content-Type: ;;;")
        },
        .refusing("server/upload/part-headers/parameters-without-value", "wants a value of every parameter") {
            $0.contains("; filename;")
        },
        headers(
            "parameter-inside-quotes", "finds a parameter inside quotes", #"name="x; filename=\"evil\"""#,
            as: #"name="x"; filename="evil""#),
        .refusing("server/upload/part-headers/not-utf-8", "wants all headers of a part in UTF-8") {
            String(validating: $0.body, as: UTF8.self) == nil
        },
        .refusing("server/upload/part-headers/content-length", "takes a part's length for more than it is") {
            $0.contains("Content-Length: 500")
        },
        headers("transfer-encoding", "decodes base64", "aGVsbG8=", as: "hello"),
        .reading("server/upload/part-headers/content-encoding", "unpacks a part that says it is compressed") {
            $0.replace([0x1f, 0x8b, 8], with: [0x30])
        },
        .reading("server/upload/part-headers/charset", "converts ISO-8859-1 to UTF-8") {
            $0.replace([0x0a, 0xe9], with: [0x0a, 0xc3, 0xa9])
        },
    ]

    private static let once = #"filename="test.txt""#
    private static let twice = "\(once)\r\nContent-Disposition: form-data; name=\"file\"; \(once)"

    private static func headers(_ id: String, _ what: String, _ text: String, as other: String) -> Deviation {
        .reading("server/upload/part-headers/\(id)", what, text, as: other)
    }
}
