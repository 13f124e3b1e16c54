import MultipartForm
import PyrusFiles

@testable import PyrusFilesServer

extension Deviations {
    static let uploadBoundary: [Deviation] = [
        .reading("server/upload/content-type/no-boundary", "guesses a boundary that is missing") {
            if !$0.contentType.contains("boundary") { $0.contentType = "multipart/form-data; boundary=X" }
        },
        .taking(.emptyBoundary, in: "server/upload/content-type/empty-boundary", "takes an empty boundary"),
        .reading("server/upload/content-type/two-boundaries", "takes the first of two boundaries") {
            $0.contentType = $0.contentType.replacing("; Boundary =X", with: "")
        },
        .reading("server/upload/content-type/extended-boundary", "reads an extended boundary") {
            $0.contentType = $0.contentType.replacing("boundary*=utf-8''", with: "boundary=")
        },
        .reading("server/upload/content-type/escaped-boundary", "undoes the escapes of a boundary") {
            guard $0.contentType.contains(#"a\"b"#) else { return }
            $0.contentType = "multipart/form-data; boundary=ab"
            $0.replace(#"--a"b"#, with: "--ab")
        },
        .reading("server/upload/content-type/boundary-ends-in-space", "drops a space at the end of a boundary") {
            $0.contentType = $0.contentType.replacing("\"X \"", with: "X")
            $0.replace("--X --", with: "--X--")
        },
        .reading("server/upload/content-type/boundary-with-space", "reads a boundary up to the semicolon") {
            $0.contentType = $0.contentType.replacing("boundary=a b", with: "boundary=\"a b\"")
        },
        .taking(.illegalBoundary, in: "server/upload/content-type/boundary-not-ascii", "takes any boundary"),
        .taking(
            .boundaryTooLong, in: "server/upload/content-type/boundary-too-long", "takes a boundary of 71 characters"
        ) {
            ($0.headers[.contentType] ?? "").count < 110
        },
        .reading("server/upload/content-type/sent-twice", "takes the first of two Content-Type headers") {
            guard $0.headers[values: .contentType].count > 1 else { return }
            $0.contentType = $0.headers[values: .contentType][0]
        },
        .reading("server/upload/content-type/other-type", "takes any multipart type") {
            $0.contentType = $0.contentType.replacing("multipart/related", with: "multipart/form-data")
        },
        .taking(.notFormData, in: "server/upload/content-type/none", "needs no Content-Type") {
            $0.headers[.contentType] == nil
        },
        .reading("server/upload/content-type/content-encoding", "ignores Content-Encoding") {
            $0.headers[.contentEncoding] = nil
        },
        .taking(.tooManyParameters, in: "server/upload/content-type/costly-parameters", "reads parameters without end"),
    ]
}
