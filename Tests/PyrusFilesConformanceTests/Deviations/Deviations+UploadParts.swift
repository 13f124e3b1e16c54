extension Deviations {
    static let uploadParts: [Deviation] = [
        .refusing("server/upload/parts/any-name", "takes a file in a part named file only", .noFileInRequest) {
            $0.contains("name=\"userfile\"")
        },
        .refusing("server/upload/parts/unquoted-name", "wants the part's name in quotes") {
            $0.contains(" name=file;")
        },
        .refusing("server/upload/parts/no-name", "wants a name of the part", .noFileInRequest) {
            $0.contains("form-data; filename")
        },
        .refusing(
            "server/upload/parts/no-content-type", "takes a part without Content-Type for a field", .noFileInRequest
        ) {
            !$0.contains("Content-Type")
        },
        .refusing("server/upload/parts/header-order", "wants Content-Disposition first") {
            $0.contains("\r\nContent-Type: text/plain\r\nContent-Disposition")
        },
        .refusing("server/upload/parts/header-case", "knows one spelling of Content-Disposition") {
            $0.contains("content-disposition")
        },
        .refusing("server/upload/parts/further-headers", "knows two headers of a part, and no third") {
            $0.contains("Content-ID")
        },
        .reading("server/upload/parts/parameter-order", "takes the last parameter for the file's name") {
            $0.replace("NAME=\"upload\"", with: "x=\"upload\"")
            $0.replace("FileName=\"plain.txt\"", with: "filename=\"upload\"")
        },
        .refusing("server/upload/parts/further-parameters", "splits a header at a comma") {
            $0.contains("modification-date")
        },
    ]
}
