import Hummingbird
import PyrusFiles

@testable import PyrusFilesServer

extension Deviations {
    static let uploadFraming: [Deviation] = [
        .refusing("server/upload/framing/preamble", "wants a delimiter first") {
            $0.body.starts(with: Array("text".utf8))
        },
        .refusing("server/upload/framing/leading-line-ends", "allows one line end before the first delimiter") {
            $0.body.starts(with: Array("\r\n\r\n".utf8))
        },
        .reading(
            "server/upload/framing/longer-line-in-preamble", "takes a line that only begins like it for a delimiter",
            "--Xy\r\n", as: "--X\r\n"),
        .refusing("server/upload/framing/no-last-line-end", "wants a line end behind the close delimiter") {
            $0.body.suffix(2) == Array("--".utf8)
        },
        .refusing("server/upload/framing/epilogue", "wants nothing behind the close delimiter") {
            $0.contains("--junk")
        },
        .reading("server/upload/framing/second-form-in-epilogue", "stores the last form of a body") {
            let close = Array("--\r\n--".utf8)
            guard let end = $0.body.firstRange(of: close) else { return }
            $0.body.removeSubrange(..<(end.upperBound - 2))
        },
        .refusing("server/upload/framing/padded-delimiter", "wants a line end right behind the boundary") {
            $0.contains(" \t\r\n")
        },
        .reading(
            "server/upload/framing/boundary-inside-line", "finds a delimiter anywhere in a line",
            "abc--X\r\nabc--X--\r\n", as: "abc\r\n--X--\r\n"),
        .reading(
            "server/upload/framing/beginnings-of-delimiters", "loses what it held for a delimiter's beginning",
            "\r\n--a", as: "a"),
        .reading(
            "server/upload/framing/longer-lines", "takes a line that only begins like it for a delimiter", "\r\n--XQ",
            as: "\r\n--X--"),
        .reading(
            "server/upload/framing/line-ends-at-the-end", "trims line ends at the end of a file", "hello\r\n\r\n",
            as: "hello\r\n"),
        .reading("server/upload/framing/line-ends-in-mass", "makes one line end of two", "\r\r", as: "\r"),
        .reading(
            "server/upload/framing/delimiters-in-mass", "loses what it held for a delimiter's beginning",
            "\r\n--X.\r\n--X.", as: "\r\n--X."),
        .reading("server/upload/framing/nested-form", "opens a nested form") {
            $0.replace("--Y\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\r\na\r\n--Y--", with: "a")
        },
    ]

    static let uploadMalformed: [Deviation] = [
        .replacing(
            .badMultipartContent, in: "server/upload/framing/empty-body",
            "answers an empty body with no_file_in_request", when: { $0.headers[.contentLength] == "0" }
        ) {
            _ in Response(APIError(.noFileInRequest))
        },
        .reading("server/upload/framing/no-delimiter", "takes a body without a delimiter for a form without parts") {
            if $0.contains("junkjunk") { $0.body = Array("--X--".utf8) }
        },
        .reading(
            "server/upload/framing/first-delimiter-inside-line", "finds a delimiter anywhere in a line", "A--X",
            as: "--X"),
        .reading(
            "server/upload/framing/first-delimiter-too-long", "reads over what follows a boundary", "--X bogus",
            as: "--X"),
        .reading("server/upload/framing/bare-line-feeds", "takes LF for a line end") {
            guard $0.contains("--X\nContent"), !$0.contains("\r") else { return }
            $0.replace("\n", with: "\r\n")
        },
        .reading(
            "server/upload/framing/close-behind-bare-line-feed", "takes LF for a delimiter's line end",
            "content\n--X--", as: "content\r\n--X--"),
        .reading(
            "server/upload/framing/close-without-line-end", "finds a delimiter anywhere in a line", "content--X--",
            as: "content\r\n--X--"),
        .reading("server/upload/framing/no-close-delimiter", "takes the end of the body for the close delimiter") {
            if $0.body.suffix(7) == Array("content".utf8) { $0.body += Array("\r\n--X--".utf8) }
        },
        .reading("server/upload/framing/one-hyphen", "takes one hyphen for two", "--X-\r\n", as: "--X--\r\n"),
        .reading("server/upload/framing/ends-in-headers", "answers headers that break off as a form without a file") {
            if $0.body.suffix(4) == Array("Disp".utf8) { $0.body = Array("--X--".utf8) }
        },
        .reading("server/upload/framing/ends-behind-headers", "takes a file of which nothing came for an empty one") {
            if $0.body.suffix(4) == Array("\r\n\r\n".utf8) { $0.body += Array("\r\n--X--".utf8) }
        },
        .taking(
            .delimiterInHeaders, in: "server/upload/framing/delimiter-in-headers",
            "takes a delimiter for the end of headers"),
        .reading(
            "server/upload/framing/no-disposition", "takes a part without Content-Disposition for a field",
            "--X\r\n\r\n", as: "--X\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
        .reading("server/upload/framing/shorter-than-declared", "stores what came of a body that was cut off") {
            $0.isWhole = true
        },
    ]
}
