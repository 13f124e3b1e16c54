@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadForm: [ClientDeviation] = [
        formed("well-formed", "sets Content-Type by hand", names: "bad_multipart_content", where: isPlain) {
            $0.contentType = "multipart/form-data"
        },
        formed("one-file", "sends two files in a request", names: "the client's error", where: isPlain) {
            $0.doubleFile()
        },
        formed("three-files", "sends the third file with another", names: "the client's error") {
            $0.content == Array("file 3".utf8)
        } change: {
            $0.doubleFile()
        },
        formed("bytes-as-they-are", "encodes images for mail", names: "4096 bytes to arrive") { form in
            form.headers.contains { $0.contains("image.jpg") }
        } change: {
            $0.headers.append("Content-Transfer-Encoding: base64")
            $0.content = Array("AKdO9ZxD6pE4".utf8)
        },
    ]

    private static func formed(
        _ name: String, _ what: String, names: String, where isConcerned: @escaping @Sendable (FormBody) -> Bool,
        change: @escaping @Sendable (inout FormBody) -> Void
    ) -> ClientDeviation {
        ClientDeviation("client/upload/form/\(name)", what, names: names) { client in
            client.form = { if isConcerned($0) { change(&$0) } }
        }
    }

    /// The file that most cases upload.
    static let isPlain: @Sendable (FormBody) -> Bool = { form in
        form.content == FormBody.content && form.headers.contains { $0.contains(ClientExamination.plainName) }
    }
}

extension FormBody {
    fileprivate mutating func doubleFile() {
        closing = Array("\r\n--\(boundary)\r\n".utf8) + part + closing
    }
}
