extension Deviations {
    static let uploadContentType: [Deviation] = [
        .reading("server/upload/content-type/quoted-boundary", "takes the quotes for a part of the boundary") {
            let isPlain = !$0.contentType.contains("a b:c")
            guard !isPlain else { return }
            $0.replace("--a b:c", with: "--\"a b:c\"")
        },
        .refusing("server/upload/content-type/unquoted-special-characters", "wants a boundary with = in quotes") {
            $0.contentType.contains("boundary===")
        },
        .refusing("server/upload/content-type/boundary-of-70", "allows boundaries of 69 characters") {
            $0.contentType.count == "multipart/form-data; boundary=".count + 70
        },
        .refusing("server/upload/content-type/boundary-of-hyphens", "takes a boundary of hyphens for none") {
            $0.contentType.hasSuffix("boundary=--")
        },
        .refusing("server/upload/content-type/any-case", "knows one spelling of multipart/form-data") {
            !$0.contentType.hasPrefix("multipart")
        },
        .reading("server/upload/content-type/parameter-order", "finds the boundary in another parameter's value") {
            $0.contentType = $0.contentType.replacing("charset=\"utf-8; boundary=Y\"; boundary=X", with: "boundary=Y")
        },
        .refusing("server/upload/content-type/blanks-and-semicolons", "wants nothing behind the boundary") {
            $0.contentType.hasSuffix(";")
        },
    ]
}
