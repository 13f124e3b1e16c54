import PyrusFiles

/// A name as it is uploaded, and the header that its download has to have in each profile (DOWNLOAD-02).
private struct NamedDownload {
    let documented: String
    let observed: String
    /// How the name stands in the upload's header.
    let sent: String

    init(_ sent: String, documented: String, observed: String) {
        (self.sent, self.documented, self.observed) = (sent, documented, observed)
    }

    func check(_ examination: ServerExamination) async throws {
        let id = try await examination.file(name: sent)
        let answer = try await examination.download(id)
        try answer.expect(200)
        let value = examination.profile == .observed ? observed : documented
        try answer.expect("Content-Disposition", "attachment; \(value)")
        for name in ["Set-Cookie", "X-Injected"] {
            try Mismatch.require(answer[name] == nil, "no \(name)", got: "\(name): \(answer[name] ?? "")")
        }
    }
}

extension ServerCases {
    private static func named(_ what: String, _ expectation: String, _ name: NamedDownload) -> Case {
        Case("server/download/name/\(what)", ["DOWNLOAD-02"], expectation) { try await name.check($0) }
    }

    private static let cyrillic = "%D0%9E%D1%82%D1%87%D1%91%D1%82"

    /// How a download writes its file's name.
    static let downloadNames: [Case] = [
        named(
            "token", "A name that is a token stands without quotes.",
            NamedDownload("a-b_c.1!%.txt", documented: "filename=a-b_c.1!%.txt", observed: "filename=a-b_c.1!%.txt")),
        named(
            "blank", "A name with blanks stands in quotes; observed, form-urlencoded and beside filename*.",
            NamedDownload(
                "my file.txt", documented: #"filename="my file.txt""#,
                observed: #"filename="my+file.txt"; filename*=UTF-8''my%20file.txt"#)),
        named(
            "separators", "Separators stand in quotes; observed, encoded and beside filename*.",
            NamedDownload(
                "a;b=c,(d).txt", documented: #"filename="a;b=c,(d).txt""#,
                observed: #"filename="a%3Bb%3Dc%2C(d).txt"; filename*=UTF-8''a%3Bb%3Dc%2C%28d%29.txt"#)),
        named(
            "percent", "A percent sign in a name that is no token is encoded itself.",
            NamedDownload(
                "50%25 off.txt", documented: #"filename="50%2525%20off.txt"; filename*=UTF-8''50%2525%20off.txt"#,
                observed: #"filename="50%2525+off.txt"; filename*=UTF-8''50%2525%20off.txt"#)),
        named(
            "cyrillic", "A Cyrillic name is percent-encoded UTF-8, in filename and in filename*.",
            NamedDownload(
                "Отчёт 1.txt",
                documented: "filename=\"\(cyrillic)%201.txt\"; filename*=UTF-8''\(cyrillic)%201.txt",
                observed: "filename=\"\(cyrillic)+1.txt\"; filename*=UTF-8''\(cyrillic)%201.txt")),
        named(
            "emoji", "An emoji is the percent-encoding of its four octets.",
            NamedDownload(
                "📎.txt", documented: #"filename="%F0%9F%93%8E.txt"; filename*=UTF-8''%F0%9F%93%8E.txt"#,
                observed: #"filename="%F0%9F%93%8E.txt"; filename*=UTF-8''%F0%9F%93%8E.txt"#)),
        named(
            "quote", "A quote in a name ends no value and begins no parameter.",
            NamedDownload(
                "a%22; filename=b.txt",
                documented: #"filename="a%22%3B%20filename%3Db.txt"; filename*=UTF-8''a%22%3B%20filename%3Db.txt"#,
                observed: #"filename="a%22%3B+filename%3Db.txt"; filename*=UTF-8''a%22%3B%20filename%3Db.txt"#)),
        named(
            "line-break", "A line break in a name adds no header.",
            NamedDownload(
                "a%0D%0ASet-Cookie: b=c.txt",
                documented: #"filename="a%0D%0ASet-Cookie%3A%20b%3Dc.txt"; "#
                    + "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b%3Dc.txt",
                observed: #"filename="a%0D%0ASet-Cookie%3A+b%3Dc.txt"; "#
                    + "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b%3Dc.txt")),
        named(
            "marks", "What RFC 8187 lets stand and form-urlencoding does not, and the other way round.",
            NamedDownload(
                "~a*b'c d.txt", documented: #"filename="~a*b'c d.txt""#,
                observed: #"filename="%7Ea*b%27c+d.txt"; filename*=UTF-8''~a%2Ab%27c%20d.txt"#)),
    ]
}
